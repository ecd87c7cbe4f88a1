//! Patterns as people write them, compiled to run in linear time.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::Hir;

use super::sheet::one_line;

/// No rule needs more than this many bytes of compiled program; a pattern that does is a slip.
const PROGRAM_BYTES: usize = 1 << 20;

/// A rule's patterns as one, and what each is made of.
pub(super) struct Pattern {
    pub regex: Regex,
    pub parts: Vec<Hir>,
}

/// Compiles any of `patterns`, in any letter case.
///
/// # Errors
/// Which pattern is bad, and in one line what is wrong with it.
pub(super) fn any_of(patterns: &[&str]) -> Result<Pattern, (usize, String)> {
    let sources: Vec<String> = patterns.iter().map(|pattern| ascii(pattern)).collect();
    let mut parts = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        // Needles are looked for in any case already, so the parts are kept in the case they are written in.
        let part = regex_syntax::parse(source).map_err(|error| (number, last_line(&error.to_string())))?;
        if part.properties().minimum_len().is_none_or(|least| least == 0) {
            return Err((number, "it matches nothing at all, and so every message".to_owned()));
        }
        parts.push(part);
    }
    let whole = sources.iter().map(|source| format!("(?:{source})")).collect::<Vec<_>>().join("|");
    let regex = RegexBuilder::new(&whole).case_insensitive(true).size_limit(PROGRAM_BYTES).build();
    Ok(Pattern { regex: regex.map_err(|error| (0, last_line(&error.to_string())))?, parts })
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
            (Some(kind @ ('b' | 'w' | 'd' | 's')), false) => {
                out.push_str("(?-u:\\");
                out.push(kind);
                out.push(')');
            }
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
