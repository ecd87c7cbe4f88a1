//! Everything a decision may look at. What is not in here cannot sway it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Case, CaseBrief, CaseId, Policy, TimerKind, Verdict};
use crate::chat::{Channels, Delivery, Event, People, PostKey, PostKind, Said};
use crate::cues::Ear;
use crate::words::Words;

/// What is decided on: something that happened in a chat, or something that is due.
#[derive(Debug, Clone, PartialEq)]
pub enum Occasion {
    /// It happened in a chat.
    Event(Box<Event>),
    /// It is due.
    Due {
        /// On which case.
        case: CaseId,
        /// What.
        timer: TimerKind,
        /// Since when; a timer that was moved meanwhile is not due any more.
        due_at: Timestamp,
    },
    /// A progress report waited so long to be delivered that it was no longer true, and was not sent.
    Stale {
        /// Of which case.
        case: CaseId,
        /// When it was written.
        made_at: Timestamp,
        /// The [`Case::facts_version`] that it told.
        version: i64,
    },
    /// A post of ours will never be delivered.
    Undelivered {
        /// Of which case.
        case: CaseId,
        /// What nobody will read.
        lost: Box<Lost>,
    },
}

/// How late a platform may tell of something and still be believed about when it was.
const LATEST: SignedDuration = SignedDuration::from_hours(24);

impl Occasion {
    /// When it happened: by the platform's clock, as long as that tells of the day before `now`, else now.
    pub fn happened_at(&self, now: Timestamp) -> Timestamp {
        match self {
            Occasion::Event(event) if event.at <= now && now.duration_since(event.at) <= LATEST => event.at,
            _ => now,
        }
    }

    /// The case it is about by its own account; what happened in a chat is about whatever the store finds.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Occasion::Event(_) => None,
            Occasion::Due { case, .. } | Occasion::Stale { case, .. } | Occasion::Undelivered { case, .. } => {
                Some(*case)
            }
        }
    }
}

/// A post that the platform refused for good.
#[derive(Debug, Clone, PartialEq)]
pub struct Lost {
    /// Its key.
    pub key: PostKey,
    /// What it was and where it was to stand.
    pub delivery: Delivery,
    /// When it was decided on: what was promised and kept at that moment was so by this post.
    pub made_at: Timestamp,
    /// The platform's own words.
    pub reason: String,
}

/// One of our posts, as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its key.
    pub key: PostKey,
    /// What it was for.
    pub kind: PostKind,
    /// The case it belongs to.
    pub case: Option<CaseId>,
}

/// What the store remembers around the case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Background {
    /// Wordings the requester read within the last seven days, the oldest first.
    pub recent_wordings: Vec<String>,
    /// The requester's other tickets of the last seven days, by topic.
    pub repeats: BTreeMap<String, u32>,
    /// Tickets of the person who acts that are not closed, the newest first.
    pub own_cases: Vec<CaseBrief>,
    /// How many tickets are held of the person who acts, closed ones included.
    pub held_cases: u32,
    /// Whether the requester's wording may be judged.
    pub wording_off: bool,
    /// Until when the person who acts wants no nudges in this channel.
    pub peace_until: Option<Timestamp>,
    /// The post of ours that was pressed or answered below.
    pub post: Option<Posted>,
    /// The message that the pressed nudge is about.
    pub nudged: Option<Said>,
    /// The verdict asked for: on the named message, else on the person's last one.
    pub verdict: Option<Verdict>,
}

/// The whole view of one decision.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The case the occasion is about: of its thread or button, or named by the command, else the latest one of its author in that channel
    /// that is not closed.
    pub case: Option<&'a Case>,
    /// What the store remembers around it.
    pub background: &'a Background,
    /// The number a case opened now gets.
    pub next_case: CaseId,
    /// Who is there.
    pub people: &'a People,
    /// Where.
    pub channels: &'a Channels,
    /// The desk's rules.
    pub policy: &'a Policy,
    /// Hears.
    pub ear: &'a Ear,
    /// Writes.
    pub words: &'a Words,
    /// The time it is.
    pub now: Timestamp,
    /// When what is decided on happened: [`Occasion::happened_at`].
    pub happened_at: Timestamp,
}
