//! A ticket hearken would have opened.

use crate::cues::{Level, Priority};

/// How long the person who asked waited for the first word of a human being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Somebody answered after so many seconds.
    Answered(i64),
    /// Nobody answered in the so many seconds that the record goes on.
    Unanswered(i64),
    /// The record stops too soon after the question to tell.
    Unknown,
}

/// A ticket hearken would have opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Index of the message that opened it.
    pub opened_by: usize,
    /// Number of the conversation it was opened in.
    pub conversation: usize,
    /// When it was opened, in Unix microseconds.
    pub opened_at: i64,
    /// When the person who asked last said something in it, in Unix microseconds.
    pub last_word_at: i64,
    /// What it is about: the first topic that is not `other`.
    pub topic: String,
    /// The highest priority heard in the words of the person who asked.
    pub priority: Priority,
    /// The highest level heard in them.
    pub level: Level,
    /// How often the person asked for news.
    pub chases: u32,
    /// Whether the person said thanks, or that it works.
    pub thanked: bool,
    /// How long until a human answered.
    pub wait: Wait,
}
