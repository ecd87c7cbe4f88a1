//! What hearing a message gives: heat with its cues, what the message is for, and what it is about.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Level;

/// Who speaks, as seen from a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person who asks.
    Requester,
    /// Somebody of the desk.
    Agent,
    /// Anybody else in the channel.
    Other,
}

/// One message of a conversation, oldest first when in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn<'a> {
    /// Who wrote it.
    pub role: Role,
    /// The text as it was sent.
    pub text: &'a str,
    /// Unix seconds, when known.
    pub at: Option<i64>,
}

/// What the ticket knows that the words alone do not.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Circumstances {
    /// Hours since the requester's last unanswered message.
    pub hours_waited: f64,
    /// How often the ticket was reopened.
    pub reopened: u32,
    /// Promises to this requester on this ticket that were broken.
    pub missed_promises: u32,
    /// Earlier tickets of this requester on the same topic within seven days.
    pub repeats: u32,
    /// The requester does not want their wording read for how they feel: no heat, and nothing that follows from it.
    pub unread: bool,
}

/// One reason for heat: which rule, which words, how much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// The rule's id in the cue file, or `context.…` for a circumstance.
    pub rule: String,
    /// The family the rule belongs to: `waiting`, `persistence`, …
    pub family: String,
    /// Byte range of the words in the text as it was sent; empty for a circumstance.
    pub span: Range<usize>,
    /// Points it added to the heat.
    pub weight: f64,
    /// What the words tell us, for the agent: `it keeps coming back`.
    pub because: String,
}

/// Why nothing was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Abstained {
    /// The text is in a language there is no rule pack for.
    Language,
    /// There is nothing to read: only code, links, or no words.
    NothingToRead,
}

/// Heat of a message in its conversation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Heat {
    /// 0 to 100.
    pub score: u8,
    /// The step the score falls in.
    pub level: Level,
    /// Every reason, heaviest first.
    pub cues: Vec<Cue>,
    /// Set when the text was not judged; then the score is 0 and says nothing.
    pub abstained: Option<Abstained>,
}

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Asks for help or reports a problem.
    Request,
    /// Adds to a request made before.
    Followup,
    /// Asks for news on a request made before.
    Chase,
    /// Answers or helps somebody else.
    Answer,
    /// Says thanks, or that it works now.
    Thanks,
    /// Says hello or goodbye.
    Greeting,
    /// Anything else: announcements, small talk, bots.
    Chatter,
}

/// The act with the reason for it, so that "why did this (not) open a ticket?" always has an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intake {
    /// The act decided on.
    pub act: Act,
    /// Which rules spoke, strongest first: `asks how to`, `says it fails` …
    pub reasons: Vec<Reason>,
}

/// A rule that spoke for something, and the words it heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule's table and id in the file it comes from: `topic.vpn`.
    pub rule: String,
    /// The words as they were sent; empty when the reason is not in the words.
    pub quote: String,
    /// In plain words, for a person: `says that something fails`.
    pub because: String,
}

/// How soon it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait a working day.
    Low,
    /// The usual.
    #[default]
    Normal,
    /// Work is held up.
    High,
    /// People or a deadline are stopped now.
    Urgent,
}

/// What a request is about, from its wording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// A topic id of the intake file: `vpn`, `wifi`, `email`, `access`, `hardware`, `printer`, `software`, `phone`, `other`.
    pub topic: String,
    /// How soon it matters.
    pub priority: Priority,
    /// Why that topic and that priority.
    pub reasons: Vec<Reason>,
}

/// Everything heard in one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hearing {
    /// How heated, and why.
    pub heat: Heat,
    /// What it is for, and why.
    pub intake: Intake,
    /// What it is about, and why.
    pub subject: Subject,
}
