//! One line of `hearken suggest`: a report and a few facts in, suggestions out.

use serde::{Deserialize, Serialize};

use super::Words;

/// What is suggested for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The kind of reply: `acknowledge`, `missed_promise`, …
    pub kind: String,
    /// The text.
    pub text: String,
    /// Why it says what it says.
    pub because: Vec<String>,
}

/// Suggestions for one JSON object `{id, requester, text, …}`.
///
/// # Errors
/// Says in one sentence what is missing or malformed.
pub fn suggest(_words: &Words, _line: &serde_json::Value) -> Result<Vec<Suggestion>, String> {
    Ok(Vec::new())
}
