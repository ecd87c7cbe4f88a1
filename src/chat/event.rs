//! What happens in a chat, in the same words for every platform.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ChannelId, FormValues, Home, MessageId, PersonId};

/// One thing that happened, as a platform tells it. The same event told twice carries the same key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unique within its home: what duplicates are recognised by.
    pub key: String,
    /// Where it happened.
    pub home: Home,
    /// When it happened, by the platform's clock.
    pub at: Timestamp,
    /// What happened.
    pub what: What,
}

/// The kinds of things that happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Somebody wrote a message.
    Said(Said),
    /// Somebody changed their message.
    Edited(Said),
    /// Somebody took their message back.
    Deleted {
        /// Where it stood.
        channel: ChannelId,
        /// Which message.
        message: MessageId,
        /// Whose it was.
        author: PersonId,
    },
    /// Somebody put an emoji on a message.
    Reacted {
        /// Who reacted.
        actor: PersonId,
        /// The emoji's name without colons: `ticket`.
        emoji: String,
        /// The message, whole, since nothing may be known of it.
        on: Said,
    },
    /// Somebody pressed a button, or sent the form it opened.
    Pressed {
        /// Where the message with the button is.
        channel: ChannelId,
        /// The message with the button.
        message: MessageId,
        /// The button's id: `send`.
        action: String,
        /// Who pressed.
        actor: PersonId,
        /// The filled form; absent when the button itself was pressed.
        form: Option<FormValues>,
    },
    /// Somebody typed a command to the bot.
    Commanded {
        /// Where it was typed.
        channel: ChannelId,
        /// Who typed it.
        actor: PersonId,
        /// What followed `/hearken`.
        text: String,
    },
}

/// A message as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Where.
    pub channel: ChannelId,
    /// The first message of the thread it is in; absent on a message that stands by itself.
    pub thread: Option<MessageId>,
    /// Its id.
    pub message: MessageId,
    /// Who wrote it.
    pub author: PersonId,
    /// The text as it was sent.
    pub text: String,
}
