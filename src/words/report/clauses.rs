//! Cutting a report into clauses.

use super::tokens::{Stop, Token};

/// A run of words that may say one thing, and whether it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause<'a> {
    /// Its words.
    pub words: &'a [Token],
    /// Whether it ended with a question mark.
    pub asked: bool,
}

/// The clauses in order. Cut at sentences and commas, and before a word that joins when a clause follows.
pub fn clauses(tokens: &[Token]) -> Vec<Clause<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let joins = at > start && joins(tokens, at);
        if joins {
            push(tokens, start..at, &mut found);
            start = at;
        }
        if token.stop != Stop::None {
            push(tokens, start..at + 1, &mut found);
            start = at + 1;
        }
    }
    push(tokens, start..tokens.len(), &mut found);
    found
}

fn push<'a>(tokens: &'a [Token], range: std::ops::Range<usize>, found: &mut Vec<Clause<'a>>) {
    if let Some(words) = tokens.get(range).filter(|words| !words.is_empty()) {
        found.push(Clause { words, asked: words.last().is_some_and(|last| last.stop == Stop::Question) });
    }
}

/// Whether the word at `at` opens a new clause: `and I`, `because`, `so my`.
fn joins(tokens: &[Token], at: usize) -> bool {
    const SUBJECTS: &[&str] = &[
        "i", "i'm", "i've", "i'd", "i'll", "my", "we", "we're", "we've", "our", "the", "it", "it's", "they", "this",
        "that", "he", "she", "now", "nobody", "everyone", "someone", "there", "there's", "need", "can't", "have",
        "has", "please", "can", "could", "then", "nothing", "a", "all", "you", "your", "doesn't", "won't", "couldn't",
        "getting", "how", "what", "why", "still", "no", "don't", "am", "keeps", "haven't", "is", "isn't", "also",
    ];
    let (Some(word), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    match word.low.as_str() {
        // "Nothing but blank pages" is one thing.
        "but" => !at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| {
            matches!(before.low.as_str(), "nothing" | "anything" | "everything" | "all" | "none" | "anyone" | "nobody")
        }),
        "because" | "which" | "although" | "though" => true,
        "and" | "so" => {
            let after = tokens.get(at + 2).map(|token| token.low.as_str()).unwrap_or_default();
            SUBJECTS.contains(&next.low.as_str())
                || matches!(after, "is" | "isn't" | "won't" | "doesn't" | "keeps" | "can't" | "has" | "hasn't")
        }
        _ => false,
    }
}
