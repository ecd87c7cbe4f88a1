//! The four steps of heat that people see.

use serde::{Deserialize, Serialize};

/// How heated the wording of one ticket is; never a judgement of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing in the wording points to frustration.
    #[default]
    Calm,
    /// Patience is being used up.
    Strained,
    /// The wording says plainly that it is too much.
    Frustrated,
    /// Beyond that: care first, everything else second.
    Upset,
}

impl Level {
    /// The word shown to agents, the same as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Level::Calm => "calm",
            Level::Strained => "strained",
            Level::Frustrated => "frustrated",
            Level::Upset => "upset",
        }
    }
}
