//! Who is in the local chat, and where they talk.

use crate::chat::{Channels, People};

/// The people and channels of a local chat. Its names are what the API and the page know them by.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Everybody.
    pub people: People,
    /// Every channel; the conversations of one person with the bot (`dm:PERSON`) come with the people.
    pub channels: Channels,
}
