//! Patterns as people write them, run in linear time.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::util::syntax;
use regex_syntax::hir::Hir;

use super::sheet::one_line;

/// No pattern needs more than this many bytes of compiled program; one that does is a slip.
const PROGRAM_BYTES: usize = 1 << 20;
/// A pattern found more often than this in one message says nothing new.
const MOST_HITS: usize = 6;

/// One pattern, to match in any letter case. It is compiled when a message first has its words, which is never for most:
/// all of them compiled take more memory than everything else together.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    /// Nothing when it cannot be compiled.
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Reads a pattern, and takes it apart for whoever wants to know what it is made of.
    ///
    /// # Errors
    /// Says in one line what is wrong with it.
    pub(super) fn new(written: &str) -> Result<(Pattern, Hir), String> {
        let source = ascii(written);
        // Needles are looked for in any case already, so the parts are kept in the case they are written in.
        let made_of = regex_syntax::parse(&source).map_err(|error| last_line(&error.to_string()))?;
        if made_of.properties().minimum_len().is_none_or(|least| least == 0) {
            return Err("it matches nothing at all, and so every message".to_owned());
        }
        Ok((Pattern { source, compiled: OnceLock::new() }, made_of))
    }

    /// Compiles it now, to see that it can be.
    ///
    /// # Errors
    /// Says in one line what is wrong with it.
    pub(super) fn prove(&self) -> Result<(), String> {
        let regex = compile(&self.source)?;
        self.compiled.get_or_init(|| Some(regex));
        Ok(())
    }

    /// Lets go of what searching has built up.
    pub(super) fn rest(&mut self) {
        // A clone shares the program, and begins with nothing else.
        self.compiled = self.compiled.clone();
    }

    /// The first places where it matches, in order, not overlapping.
    pub(super) fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let regex = self.compiled.get_or_init(|| compile(&self.source).ok());
        regex.iter().flat_map(move |regex| regex.find_iter(text)).take(MOST_HITS).map(|hit| hit.range())
    }
}

fn compile(source: &str) -> Result<Regex, String> {
    let config = Config::new()
        .nfa_size_limit(Some(PROGRAM_BYTES))
        // Needles have told already that the pattern is worth running.
        .auto_prefilter(false)
        .onepass(false)
        .dfa(false)
        .which_captures(WhichCaptures::Implicit);
    // Where only ASCII is meant the program is many times smaller; emoji and "anything but" need Unicode.
    let build = |unicode: bool| {
        let written = syntax::Config::new().case_insensitive(true).unicode(unicode);
        let built = Regex::builder().configure(config.clone()).syntax(written).build(source);
        built.map_err(|error| last_line(&error.to_string()))
    };
    build(false).or_else(|_| build(true))
}

fn last_line(error: &str) -> String {
    one_line(error.lines().last().unwrap_or_default().trim_start_matches("error: "))
}

/// `\b`, `\w`, `\d`, `\s`, `\W` and `\S` mean their ASCII kind, which the automaton runs many times faster.
fn ascii(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut inside = false;
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            inside = (inside || letter == '[') && letter != ']';
            out.push(letter);
            continue;
        }
        match (letters.next(), inside) {
            (Some('b'), false) => out.push_str("(?-u:\\b)"),
            (Some('w'), false) => out.push_str("[a-zA-Z0-9_]"),
            (Some('d'), false) => out.push_str("[0-9]"),
            (Some('s'), false) => out.push_str("[ \\t\\n]"),
            (Some('W'), false) => out.push_str("[^a-zA-Z0-9_]"),
            (Some('S'), false) => out.push_str("[^ \\t\\n]"),
            (Some('w'), true) => out.push_str("a-zA-Z0-9_"),
            (Some('d'), true) => out.push_str("0-9"),
            (Some('s'), true) => out.push_str(" \\t\\n"),
            (escaped, _) => {
                out.push('\\');
                out.extend(escaped);
            }
        }
    }
    out
}
