//! What deciding gives: the case as it is from now on, what is to be posted, and what the person who acted is told.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Case, CaseId, Entry, OpenedBy};
use crate::chat::{ChannelId, Delivery, Event, Form, MessageId, PersonId, PostKey, Said};
use crate::cues::{Act, Reason};

/// What is decided on one event. All of it is stored in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The case after the changes; absent when the event touches none.
    pub case: Option<Case>,
    /// What changed, in order, silent changes included.
    pub changes: Vec<Entry>,
    /// What follows from it.
    pub effects: Vec<Effect>,
    /// What the person who acted is told.
    pub answer: Answer,
}

/// Consequences outside the case.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Something to post, once and only once.
    Deliver {
        /// Its idempotency key.
        key: PostKey,
        /// What and where.
        delivery: Delivery,
        /// The [`Case::facts_version`] it is true for, when it tells the state of things: should the case have moved
        /// on before it is sent, it is not sent, and told anew.
        true_for: Option<i64>,
    },
    /// Why a message did or did not open a ticket, kept so that it can be asked.
    Judged(Verdict),
    /// What happened is about a message that the desk has not been told of: kept for a while, and decided on again right
    /// after that message.
    Early {
        /// The message that is to come.
        of: MessageId,
        /// What happened.
        event: Box<Event>,
    },
    /// A nudge was offered for a message, which is kept until it is answered.
    Nudged {
        /// The nudge.
        key: PostKey,
        /// The message it is about.
        said: Said,
    },
    /// A nudge was answered: its message is no longer kept.
    NudgeAnswered {
        /// The nudge.
        key: PostKey,
    },
    /// No nudges for this person in this channel until then.
    Peace {
        /// Who.
        person: PersonId,
        /// Where.
        channel: ChannelId,
        /// Until when.
        until: Timestamp,
    },
    /// Whether a person's wording may be judged.
    ReadWording {
        /// Whose.
        person: PersonId,
        /// May it be?
        allowed: bool,
    },
    /// These wordings were put before a person: not again within a week.
    Used {
        /// Who reads them.
        person: PersonId,
        /// Which.
        wordings: Vec<String>,
    },
    /// Everything held on a person is removed.
    Forget {
        /// Who.
        person: PersonId,
    },
}

/// Why a message did or did not open a ticket. Holds rules, never the words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Where.
    pub channel: ChannelId,
    /// Which message.
    pub message: MessageId,
    /// Whose.
    pub author: PersonId,
    /// What it was taken for.
    pub act: Act,
    /// Why; quotes are left empty.
    pub reasons: Vec<Reason>,
    /// What came of it.
    pub upshot: Upshot,
    /// When.
    pub at: Timestamp,
}

/// What came of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upshot {
    /// It opened this case, in this way: its wording decided only where nobody had asked for a ticket outright.
    Opened(CaseId, OpenedBy),
    /// It went to this case, which was there before.
    Added(CaseId),
    /// It opened this case again.
    Reopened(CaseId),
    /// Its author was asked, and nobody else, whether a ticket is wanted.
    Asked,
    /// Nothing.
    Nothing,
}

impl Upshot {
    /// The case it is with.
    pub fn case(self) -> Option<CaseId> {
        match self {
            Upshot::Opened(case, _) | Upshot::Added(case) | Upshot::Reopened(case) => Some(case),
            Upshot::Asked | Upshot::Nothing => None,
        }
    }
}

/// What the person who acted is told, at once and alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nothing needs saying.
    Done,
    /// A sentence or a few.
    Note(String),
    /// More is needed first.
    Form(Form),
    /// It was not done.
    Refused(Refusal),
}

/// Why something was not done, in a sentence for the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which kind.
    pub kind: RefusalKind,
    /// What they read.
    pub sentence: String,
}

/// Kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// Not theirs to do.
    Forbidden,
    /// Somebody was first, or the case has moved on.
    Conflict,
    /// There is no such thing.
    NotFound,
    /// What was given cannot be used.
    Invalid,
}

/// A case in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseBrief {
    /// Its number.
    pub id: CaseId,
    /// A few plain words.
    pub title: String,
    /// Where it stands.
    pub status: super::Status,
    /// Who has it.
    pub assignee: Option<PersonId>,
    /// When the requester hears next at the latest.
    pub next_update_at: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Timestamp,
}
