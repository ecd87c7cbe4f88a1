//! Patterns as people write them, compiled to run in linear time.

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::sheet::one_line;

/// No rule needs more than this many bytes of compiled program; a pattern that does is a slip.
const PROGRAM_BYTES: usize = 1 << 20;

/// A rule's patterns as one: any of them, in any case.
///
/// # Errors
/// Says in one line what is wrong with the first bad pattern, and which it is.
pub(super) fn any_of(patterns: &[String]) -> Result<String, (usize, String)> {
    for (number, pattern) in patterns.iter().enumerate() {
        if let Err(error) = compile(&ascii(pattern)) {
            let last = error.to_string().lines().last().unwrap_or_default().to_owned();
            return Err((number, one_line(last.trim_start_matches("error: "))));
        }
    }
    Ok(patterns.iter().map(|pattern| format!("(?:{})", ascii(pattern))).collect::<Vec<_>>().join("|"))
}

/// One compiled pattern.
pub(super) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(PROGRAM_BYTES).build()
}

/// All patterns of a file at once: one pass over a message tells which of them are worth a closer look.
pub(super) fn together(patterns: &[String]) -> Result<RegexSet, regex::Error> {
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .size_limit(64 * PROGRAM_BYTES)
        .dfa_size_limit(16 * PROGRAM_BYTES)
        .build()
}

/// `\b`, `\w`, `\d` and `\s` mean their ASCII kind, which the automaton runs many times faster.
fn ascii(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut inside = false;
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(kind @ ('b' | 'w' | 'd' | 's')) if !inside => {
                    out.push_str("(?-u:\\");
                    out.push(kind);
                    out.push(')');
                }
                Some('w') => out.push_str("a-zA-Z0-9_"),
                Some('d') => out.push_str("0-9"),
                Some('s') => out.push_str(" \\t\\n"),
                Some(escaped) => {
                    out.push('\\');
                    out.push(escaped);
                }
                None => out.push('\\'),
            },
            _ => {
                inside = (inside || letter == '[') && letter != ']';
                out.push(letter);
            }
        }
    }
    out
}
