//! One message as every export tells it, whatever it came from.

/// What kind of author wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// Somebody whose words count.
    Person,
    /// A program: counted, never heard.
    Bot,
}

/// A message somebody or something wrote in a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The channel's name, without `#`.
    pub channel: String,
    /// The message's own key within its channel; what [`Message::thread`] of another message points at.
    pub key: String,
    /// The key of the message that this one answers, or of the first message of the thread it stands in.
    pub thread: Option<String>,
    /// Who wrote it: the same person always has the same id within an export.
    pub user: String,
    /// What people call the author.
    pub name: String,
    /// Person or program.
    pub author: Author,
    /// When it was written, in Unix microseconds.
    pub at: i64,
    /// The text, with mentions as `@name` and no markup escapes.
    pub text: String,
}
