//! What has just changed, for whoever is looking.

use jiff::Timestamp;

use crate::chat::{ChannelId, MessageId};

/// One change, named and not told: who may see the message asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Live {
    /// A message came, changed, was reacted to or vanished.
    Message {
        /// Which.
        id: MessageId,
        /// Where.
        channel: ChannelId,
        /// The first message of its thread, if it is in one.
        thread: Option<MessageId>,
    },
    /// The desk's clock was moved.
    Clock {
        /// The desk's time.
        now: Timestamp,
        /// When something is due next.
        next_due: Option<Timestamp>,
    },
}
