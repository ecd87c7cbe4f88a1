//! What the killed process and the far platform say to each other: one line of JSON each way.

use std::time::Duration;

use hearken::chat::{Delivery, Event, MessageId, PostKey};
use serde::{Deserialize, Serialize};

/// How long the process waits for an answer.
pub const TIME_OUT: Duration = Duration::from_millis(300);
/// How long after a request was sent the platform may still apply it.
pub const TAIL: Duration = Duration::from_millis(450);
/// How long after giving up, or being killed, the process asks: by then nothing is applied any more.
pub const SETTLE: Duration = Duration::from_millis(500);
/// Longer than asking, sending and settling together.
pub const LEASE: Duration = Duration::from_millis(1_300);

/// What a process asks or says; `by` is its number.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ask {
    /// I begin to live.
    Hello { by: u32 },
    /// Post this; sent so many microseconds after 1970.
    Post { by: u32, sent_us: i64, key: PostKey, delivery: Box<Delivery>, below: Option<MessageId> },
    /// Does it stand?
    Find { key: PostKey },
    /// What happens next?
    Next,
    /// The event with this key is taken; it was refused or not.
    Taken { by: u32, key: String, refused: bool },
    /// Everything due is decided and delivered.
    Settled,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Told {
    Stands(MessageId),
    Absent,
    TooMany,
    /// Something happened, or nothing; and how far the clock is ahead, in microseconds.
    Next(Option<Box<Event>>, i64),
    Noted,
}
