//! The scene: every fact a sentence may use, as plain data. What is not in it cannot be said.

use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::Report;
use crate::cues::{Cue, Level};

/// What is known when a sentence is written. All optional facts are left out when unknown; none is ever guessed.
///
/// Names are first names. Texts typed by people go in as typed: they are neutralised here, never by the caller.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// The present, in the time zone of whoever reads the sentence: every time is written in this zone.
    pub now: Zoned,
    /// The requester.
    pub name: Option<String>,
    /// The ticket's short name, as people would type it.
    pub reference: Option<String>,
    /// What was reported.
    pub report: Report,
    /// When it was reported: fixes what "in 20 minutes" meant.
    pub reported_at: Option<Timestamp>,
    /// What it is about: a topic id of the intake rules.
    pub topic: Option<String>,
    /// How heated the wording is now.
    pub level: Level,
    /// What was heard in it, weightiest first.
    pub heard: Vec<Heard>,
    /// The agent who has it; `None` while nobody has claimed it. In a suggestion, the one who will send it.
    pub agent: Option<String>,
    /// The lead of the desk.
    pub lead: Option<String>,
    /// Who did what the sentence tells of, when that is neither the requester nor the agent: who pressed first, who
    /// handed over, who chased.
    pub actor: Option<String>,
    /// Where the ticket stands.
    pub state: State,
    /// The last thing an agent did or wrote on it.
    pub last_action: Option<Action>,
    /// The last message of the desk in the thread, while it is so fresh that a requester may not have seen it.
    pub answered: Option<Looked>,
    /// The last look of an agent who found nothing new, when nobody of the desk has written since.
    pub looked: Option<Looked>,
    /// Whom it waits for.
    pub waiting: Option<Waiting>,
    /// When the requester hears next.
    pub next_word: Option<Timestamp>,
    /// The promise that was broken, until the requester has been told so.
    pub missed: Option<Missed>,
    /// Since when the requester has waited for an answer.
    pub waited_since: Option<Timestamp>,
    /// When the requester last read anything new from the desk or the bot.
    pub last_word: Option<Timestamp>,
    /// When an agent expects it to be done.
    pub eta: Option<Timestamp>,
    /// Earlier tickets of the same requester on the same topic within seven days.
    pub repeats_this_week: u32,
    /// How often this ticket was reopened.
    pub reopened: u32,
    /// What somebody typed for this very sentence: an update, a summary of the fix, a reason, a workaround.
    pub text: Option<String>,
    /// Reasons to list, each a short clause.
    pub reasons: Vec<String>,
    /// How many of what the sentence counts.
    pub count: Option<u64>,
    /// When it happened, for sentences that tell of one moment (a click that came first, a message).
    pub at: Option<Timestamp>,
    /// Since when the process was not running, when it just came back and the requester has not been told.
    pub down_since: Option<Timestamp>,
    /// The agents are told of it with this very sentence.
    pub desk_told: bool,
    /// The reader prefers it short.
    pub brief: bool,
    /// The report is in a language without rules: nothing of it was understood, nothing judged.
    pub unread: bool,
    /// It is read in the reader's own conversation with the bot.
    pub direct: bool,
    /// The title the ticket goes by; `None` to make one from the report.
    pub title: Option<String>,
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has it yet.
    #[default]
    New,
    /// An agent has it.
    InProgress,
    /// It waits for somebody; see [`Scene::waiting`].
    Waiting,
    /// An agent says it is fixed; the requester has not confirmed.
    Resolved,
    /// Done with.
    Closed,
}

/// Something an agent did or wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// First name.
    pub by: String,
    /// The agent's own words, as typed.
    pub what: String,
    /// When.
    pub at: Timestamp,
}

/// Who looked or wrote, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// First name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Whom a ticket waits for, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The party who is to act.
    pub on: WaitingOn,
    /// In the agent's own words, as typed.
    pub why: String,
    /// Since when.
    pub since: Timestamp,
}

/// The party a ticket waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingOn {
    /// The person who asked.
    Requester,
    /// Somebody outside the desk.
    ThirdParty,
}

/// A promise that its time passed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// The time that was promised.
    pub promised_for: Timestamp,
    /// Whether it was the first answer by a person.
    pub first_response: bool,
}

/// One thing heard in the wording: a [`Cue`] with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The rule that heard it: `persistence.again`; empty when only the family is known.
    #[serde(default)]
    pub rule: String,
    /// The cue's family: `waiting`, `persistence`, …
    pub family: String,
    /// The words that were heard; empty for a circumstance.
    pub quote: String,
    /// What they tell us: `it keeps coming back`.
    pub because: String,
}

impl Heard {
    /// Whether it is of the family, or by the rule, of this name.
    pub fn is(&self, name: &str) -> bool {
        self.family == name || self.rule == name
    }

    /// A cue heard in `text`, which must be the text its span points into; a span that does not fit quotes nothing.
    pub fn of(cue: &Cue, text: &str) -> Heard {
        Heard {
            rule: cue.rule.clone(),
            family: cue.family.clone(),
            quote: text.get(cue.span.clone()).unwrap_or_default().to_owned(),
            because: cue.because.clone(),
        }
    }
}

impl Scene {
    /// Whether an agent did something since the requester last read a word.
    pub fn has_news(&self) -> bool {
        self.last_action.as_ref().is_some_and(|action| self.last_word.is_none_or(|word| action.at > word))
    }
}
