//! Why the local chat does not do what somebody asks, each in a sentence that this person reads.

use thiserror::Error;

/// A reason not to do what was asked. Its text is meant for the person who asked.
#[derive(Debug, Error)]
pub enum Problem {
    /// No such person.
    #[error("There is nobody called “{0}” here.")]
    NoPerson(String),
    /// No such channel.
    #[error("There is no channel “{0}”.")]
    NoChannel(String),
    /// No such message, or one that was taken back.
    #[error("There is no message “{0}”; perhaps it was taken back.")]
    NoMessage(String),
    /// No such thread in that channel.
    #[error("There is no thread “{thread}” in {channel}.")]
    NoThread {
        /// As it was given.
        thread: String,
        /// Where it was looked for.
        channel: String,
    },
    /// The channel is not open to this person.
    #[error("{channel} is not open to {person}.")]
    NotTheirs {
        /// Who asked.
        person: String,
        /// What for.
        channel: String,
    },
    /// Only the desk writes in a channel that everybody reads.
    #[error("Only the desk writes in {0}.")]
    DeskWrites(String),
    /// A message that somebody else sees alone.
    #[error("Only somebody else can see that message.")]
    NotVisible,
    /// Somebody else's message.
    #[error("Only its author can change or take back a message.")]
    NotAuthor,
    /// Nothing was written.
    #[error("There is nothing to send yet: write a few words.")]
    Empty,
    /// Too much was written.
    #[error("That is {length} characters long; up to {limit} fit into one message.")]
    TooLong {
        /// In characters.
        length: usize,
        /// In characters.
        limit: usize,
    },
    /// A character that no text can hold.
    #[error("The text holds a NUL character, which no message can keep. Take it out and send again.")]
    Nul,
    /// A client's own id that cannot be used.
    #[error("A client_id has 1 to {0} characters, none of them a control character.")]
    BadClientId(usize),
    /// Not the name of an emoji.
    #[error("“{0}” is not the name of an emoji. Names look like ticket, thumbsup or +1.")]
    BadEmoji(String),
    /// The message never had that button.
    #[error("That message has no button “{0}”.")]
    NoAction(String),
    /// A command that is not for the bot.
    #[error("Commands begin with /hearken, for example: /hearken status")]
    NotACommand,
    /// The store failed; the details are for the log.
    #[error("The desk could not store this just now. Please try again.")]
    Store(#[from] sqlx::Error),
}

impl Problem {
    /// A short name for programs, the same for ever.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::NoPerson(_) => "unknown_person",
            Problem::NoChannel(_) => "unknown_channel",
            Problem::NoMessage(_) => "unknown_message",
            Problem::NoThread { .. } => "unknown_thread",
            Problem::NotTheirs { .. } => "not_their_channel",
            Problem::DeskWrites(_) => "desk_writes_here",
            Problem::NotVisible => "not_visible",
            Problem::NotAuthor => "not_the_author",
            Problem::Empty => "empty_text",
            Problem::TooLong { .. } => "text_too_long",
            Problem::Nul => "nul_character",
            Problem::BadClientId(_) => "bad_client_id",
            Problem::BadEmoji(_) => "bad_emoji",
            Problem::NoAction(_) => "unknown_action",
            Problem::NotACommand => "not_a_command",
            Problem::Store(_) => "store_failed",
        }
    }
}
