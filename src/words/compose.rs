//! Composing: a kind's slots, each filled by a wording whose facts exist.

use serde::{Deserialize, Serialize};

use super::{Kind, Scene};
use crate::prompts::{Fault, Prompts};

/// All reply files compiled, ready to speak. Share it behind an `Arc`.
#[derive(Debug)]
pub struct Words {}

/// Names one wording, stable until its text is edited: `acknowledge.cue.5c0f13aa`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordingId(pub String);

/// What to vary by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory<'a> {
    /// Chooses among wordings that are equally fresh: the same seed, scene and recent give the same text.
    pub seed: u64,
    /// Wordings lately used with this person or on this ticket, oldest first: avoided, and when all were used the oldest
    /// is taken.
    pub recent: &'a [WordingId],
}

/// A text ready to post, with what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The whole text, one paragraph.
    pub text: String,
    /// The wordings it was made of, in order: remember them.
    pub wordings: Vec<WordingId>,
    /// Why a suggestion says what it says: `“third time this week” → it keeps coming back`.
    pub because: Vec<String>,
}

impl Words {
    /// Compiles `replies/en/*.toml`.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn compile(_prompts: &Prompts) -> Result<Words, Vec<Fault>> {
        Ok(Words {})
    }

    /// Says one kind of thing about a scene. Never fails: what compiled can always be said.
    pub fn say(&self, _kind: Kind, _scene: &Scene, _memory: &Memory<'_>) -> Said {
        Said { text: String::new(), wordings: Vec::new(), because: Vec::new() }
    }
}
