//! Suggestions: replies worth sending, and what the agent made of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::chat::PersonId;

/// What became of a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SuggestionState {
    /// It waits for an agent's word.
    Offered,
    /// Posted as it stood.
    Sent,
    /// Posted in the agent's words instead.
    Edited,
    /// Another wording was asked for.
    Replaced,
    /// Not wanted, and why.
    Dismissed {
        /// The agent's reason.
        reason: String,
    },
    /// The case moved on before anybody answered.
    Overtaken,
}

impl SuggestionState {
    /// The word in the API and in the store.
    pub fn word(&self) -> &'static str {
        match self {
            SuggestionState::Offered => "offered",
            SuggestionState::Sent => "sent",
            SuggestionState::Edited => "edited",
            SuggestionState::Replaced => "replaced",
            SuggestionState::Dismissed { .. } => "dismissed",
            SuggestionState::Overtaken => "overtaken",
        }
    }
}

/// A reply worth sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Counted from 1 within its case.
    pub id: u32,
    /// Which kind of reply: the name of its template file.
    pub kind: String,
    /// The text as it would be sent.
    pub text: String,
    /// Why it says what it says: rule ids with their meaning and slots, one reason each.
    pub because: Vec<String>,
    /// Which wordings it was made of, so that no person reads the same twice within a week.
    pub wordings: Vec<String>,
    /// When it was offered.
    pub at: Timestamp,
    /// What became of it.
    #[serde(flatten)]
    pub state: SuggestionState,
    /// Who decided, once somebody did.
    pub decided_by: Option<PersonId>,
    /// When they did.
    pub decided_at: Option<Timestamp>,
    /// The time it promises the next word by, if it names one: sending it makes the promise.
    pub promises: Option<Timestamp>,
}

impl Suggestion {
    /// Whether it still waits for an agent's word.
    pub fn is_offered(&self) -> bool {
        self.state == SuggestionState::Offered
    }
}
