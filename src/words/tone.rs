//! Checks tone: stock phrases, blame, jargon, promises nobody can keep; and, for the bot's own words, any claim of feeling.

use std::ops::Range;

use serde::Serialize;

/// Something in a text that should be said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToneFault {
    /// The rule's id: `stock`, `blame`, `dismissal`, `promise`, `empty`, `jargon`, `feeling`.
    pub rule: &'static str,
    /// Where, as a byte range of the text.
    pub span: Range<usize>,
    /// Why it does harm, in one sentence without a full stop.
    pub why: &'static str,
    /// What to write instead, in one sentence without a full stop.
    pub instead: &'static str,
}

/// Everything in `text` that a good writer would strike out.
pub fn tone(_text: &str) -> Vec<ToneFault> {
    Vec::new()
}

/// Every claim of feeling, apology or empathy in `text`: what the bot must never say on its own.
pub fn facts_only(_text: &str) -> Vec<ToneFault> {
    Vec::new()
}
