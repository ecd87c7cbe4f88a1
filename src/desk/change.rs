//! What can happen to a case. A case is changed in no other way, and its timeline is the list of these.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CaseHeat, Message, Promise, PromiseState, Suggestion, SuggestionState, TimerKind, Waiting};
use crate::chat::{MessageId, PersonId, PostKind};
use crate::cues::{Act, Priority, Reason};
use crate::words::Kind;

/// One change, by whom and when. Kept for good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; absent when the bot did.
    pub who: Option<PersonId>,
    /// What happened.
    #[serde(flatten)]
    pub change: Change,
}

/// How a case came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenedBy {
    /// A message in an intake channel asked for help.
    Message,
    /// A direct message to the bot.
    Direct,
    /// `/hearken report`.
    Command,
    /// A ticket emoji on a message.
    Reaction,
    /// A private nudge was taken up.
    Nudge,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// The requester says that it works.
    Works,
    /// The requester did not answer for the time the policy gives.
    Silence,
    /// The desk waited for the requester, who answered none of the reminders.
    NoAnswer,
    /// The requester took the report back before anybody answered.
    Withdrawn,
}

/// Whom a post is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The person who asked.
    Requester,
    /// The agents, in their channel.
    Agents,
    /// A lead, or an agent whose case was taken over, alone with the bot.
    Lead,
}

/// The kinds of changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// The case came to be.
    Opened {
        /// How.
        how: OpenedBy,
    },
    /// Somebody wrote in the conversation.
    Said {
        /// The message. Its text is kept with the messages, not in the timeline.
        #[serde(skip_serializing, default)]
        message: Option<Box<Message>>,
        /// Which message.
        id: MessageId,
    },
    /// A message was changed by its author.
    Edited {
        /// Which message.
        id: MessageId,
        /// The new text, which the timeline does not keep.
        #[serde(skip_serializing, default)]
        text: String,
        /// When, by the platform's clock; the timeline keeps when it was told.
        #[serde(skip)]
        at: Option<Timestamp>,
    },
    /// A changed message means something else than before, and counts as said now; not shown.
    MeantAnew {
        /// Which message.
        id: MessageId,
        /// What it is for by now.
        act: Act,
        /// Whether it is part of the report itself.
        report: bool,
    },
    /// A message was taken back by its author.
    Deleted {
        /// Which message.
        id: MessageId,
    },
    /// The wording was judged.
    Heard {
        /// The heat from now on.
        heat: CaseHeat,
    },
    /// Title, topic or priority were set.
    Named {
        /// A few plain words.
        title: String,
        /// What it is about.
        topic: String,
        /// How soon it matters.
        priority: Priority,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// A reply was suggested to the agents.
    Suggested {
        /// The suggestion. Its text is kept with the suggestions.
        #[serde(skip_serializing, default)]
        suggestion: Option<Box<Suggestion>>,
        /// Which one.
        id: u32,
    },
    /// A suggestion was decided on.
    Decided {
        /// Which one.
        id: u32,
        /// What became of it.
        #[serde(flatten)]
        state: SuggestionState,
    },
    /// An agent took the case.
    Claimed {
        /// Who had it before.
        from: Option<PersonId>,
    },
    /// An agent's approved reply goes to the requester.
    Replied,
    /// An agent reported progress.
    Updated {
        /// In the agent's words.
        text: String,
    },
    /// An agent says that there is nothing new.
    NothingNew,
    /// The case rests.
    Waited(Waiting),
    /// The case no longer rests.
    Resumed,
    /// An agent says that it works now, or the requester does before any agent.
    Resolved {
        /// What was done; empty when it is the requester who says so.
        summary: String,
    },
    /// The case is over.
    Closed {
        /// How.
        how: ClosedBy,
    },
    /// The case is open again.
    Reopened,
    /// The requester asked for news.
    Chased,
    /// Something was promised to the requester.
    Promised(Promise),
    /// A promise ended.
    PromiseEnded {
        /// Which one.
        id: u32,
        /// How.
        #[serde(flatten)]
        state: PromiseState,
    },
    /// The agents' reminders were put off.
    Snoozed {
        /// Until when.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// The lead was told that the requester waits without news.
    LeadTold,
    /// The requester was asked once more whether it works.
    AskedAgain,
    /// The requester told what the desk could learn.
    Learned {
        /// Which message tells it.
        id: MessageId,
    },
    /// The bot posted something to the requester.
    Told {
        /// What for.
        kind: PostKind,
        /// What it says, when the words are the bot's own; not known of what was told before this was kept.
        #[serde(default)]
        saying: Option<Kind>,
        /// Which wordings it was made of, so that the next word is not said in the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wordings: Vec<String>,
    },
    /// A post of ours cannot be delivered, and never will be.
    Undelivered {
        /// What it was for.
        kind: PostKind,
        /// Who has not read it.
        reader: Reader,
        /// The platform's own words.
        reason: String,
    },
    /// A progress report was held up until it was no longer true, and is told anew: at once, or when the reader wakes.
    ToldAnew {
        /// When it was first made.
        since: Timestamp,
    },
    /// The last news was told to the requester; not shown.
    NewsTold,
    /// The post that told the last news was read by nobody; not shown.
    NewsUnread,
    /// A scheduled ping went out; counted, not shown.
    Pinged,
    /// Something is due later; not shown.
    TimerSet {
        /// What.
        timer: TimerKind,
        /// When.
        at: Timestamp,
    },
    /// Something is no longer due; not shown.
    TimerCleared {
        /// What.
        timer: TimerKind,
    },
}
