//! Promises: what somebody was told to expect, by when, and how it ended.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::chat::PersonId;

/// A word given this much after its time is given in time: the machine needs a moment too.
pub(super) const GRACE: SignedDuration = SignedDuration::from_mins(2);

/// What was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseKind {
    /// "You'll hear from a person by …": the desk's first response.
    FirstResponse,
    /// "Next word here by …": the bot's own.
    NextWord,
    /// A time an agent gave: "fixed by three", "I'll write by ten".
    Eta,
}

/// How a promise ended, or that it has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PromiseState {
    /// It still stands.
    Open,
    /// Done in time.
    Kept,
    /// Another time was given before it was due, and why.
    Moved {
        /// In a few words a requester may read.
        reason: String,
    },
    /// The time passed. Owned, never hidden.
    Broken,
}

impl PromiseState {
    /// The word in the API and in the store.
    pub fn word(&self) -> &'static str {
        match self {
            PromiseState::Open => "open",
            PromiseState::Kept => "kept",
            PromiseState::Moved { .. } => "moved",
            PromiseState::Broken => "broken",
        }
    }
}

/// One promise to a requester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Counted from 1 within its case.
    pub id: u32,
    /// What was promised.
    pub kind: PromiseKind,
    /// The agent who answers for it: who gave it, or who took the case while it stood. Absent when the bot gave it.
    pub by: Option<PersonId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// By when.
    pub due_at: Timestamp,
    /// How it stands.
    #[serde(flatten)]
    pub state: PromiseState,
    /// When it ended, if it did.
    pub ended_at: Option<Timestamp>,
}

impl Promise {
    /// Whether it still stands.
    pub fn is_open(&self) -> bool {
        self.state == PromiseState::Open
    }

    /// Whether its time has passed, and not just now.
    pub(super) fn is_overdue(&self, now: Timestamp) -> bool {
        now.duration_since(self.due_at) > GRACE
    }
}
