//! A case: one ticket with all that was said, suggested, promised and timed on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Change, Entry, OpenedBy, Promise, Suggestion, SuggestionState, TimerKind};
use crate::chat::{ChannelId, Home, MessageId, PersonId, PostKey, Spot};
use crate::cues::{Abstained, Act, Cue, Level, Priority, Reason, Role};

/// A ticket's number, counted up from 1 in one store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub i64);

impl CaseId {
    /// The number in `12`, `HK-12` or `hk-12`.
    pub fn named(name: &str) -> Option<CaseId> {
        let digits = name.strip_prefix("HK-").or_else(|| name.strip_prefix("hk-")).unwrap_or(name);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok().map(CaseId)).flatten()
    }

    /// The case that `status HK-12` or `why HK-12` asks for, if a command does. A bare number after `why` is none: there
    /// it may be the name of a message.
    pub fn asked_for(command: &str) -> Option<CaseId> {
        let (word, named) = command.trim().split_once(char::is_whitespace)?;
        let named = named.trim();
        match word.to_lowercase().as_str() {
            "status" | "mine" => CaseId::named(named),
            "why" if !named.starts_with(|first: char| first.is_ascii_digit()) => CaseId::named(named),
            _ => None,
        }
    }
}

impl fmt::Display for CaseId {
    /// The reference agents use: `HK-12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HK-{}", self.0)
    }
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody of the desk has it yet.
    New,
    /// An agent has it.
    InProgress,
    /// It rests on the requester or a third party; see [`Case::waiting`].
    Waiting,
    /// The desk says it works; the requester has not confirmed yet.
    Resolved,
    /// Over.
    Closed,
}

impl Status {
    /// The word in the API and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::InProgress => "in_progress",
            Status::Waiting => "waiting",
            Status::Resolved => "resolved",
            Status::Closed => "closed",
        }
    }
}

/// Whom a waiting ticket waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingOn {
    /// The person who asked.
    Requester,
    /// Somebody outside the desk.
    ThirdParty,
}

/// Why a ticket rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// On whom.
    pub on: WaitingOn,
    /// In the agent's words.
    pub why: String,
    /// Since when.
    pub since: Timestamp,
}

/// One message of the conversation with the requester.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The platform's id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: PersonId,
    /// What they are to this ticket.
    pub role: Role,
    /// What it was for, as heard.
    pub act: Act,
    /// Whether it is part of the report itself.
    pub report: bool,
    /// As it was sent; empty once withdrawn or forgotten.
    pub text: String,
    /// When it was sent.
    pub at: Timestamp,
    /// When the text was changed last, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
}

/// A cue, and the message it was heard in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeardCue {
    /// Absent for a circumstance, such as hours waited.
    pub message: Option<MessageId>,
    /// Rule, span and weight; never a copy of the words.
    #[serde(flatten)]
    pub cue: Cue,
}

/// The heat of the ticket as it stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseHeat {
    /// 0 to 100.
    pub score: u8,
    /// The step the score falls in.
    pub level: Level,
    /// Every reason, heaviest first.
    pub cues: Vec<HeardCue>,
    /// Set when nothing could be judged.
    pub abstained: Option<Abstained>,
}

/// The last thing of substance an agent did, for progress told later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct News {
    /// Who did it.
    pub by: PersonId,
    /// In the agent's own words, when there are any.
    pub text: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether the requester has been told.
    pub told: bool,
    /// When a post of ours told them, if one did.
    #[serde(default)]
    pub told_at: Option<Timestamp>,
}

/// An agent looked, and there was nothing new to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Who looked.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Who pressed a button last: two people who press the same within seconds did not see each other. An event that is told
/// twice never comes here twice; this is about hands, not about wires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastPress {
    /// Who.
    pub actor: PersonId,
    /// The button's id.
    pub action: String,
    /// When.
    pub at: Timestamp,
}

/// One ticket, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// The workspace it belongs to.
    pub home: Home,
    /// Where the requester talks.
    pub channel: ChannelId,
    /// The first message of its thread; absent until our own first post stands there (see [`Case::root`]).
    pub thread: Option<MessageId>,
    /// Our post that begins the thread, when no message of the requester does (a report by command).
    pub root: Option<PostKey>,
    /// Whether only the requester and the desk may see it.
    pub private: bool,
    /// The person who asked.
    pub requester: PersonId,
    /// The agent who has it.
    pub assignee: Option<PersonId>,
    /// Where it stands.
    pub status: Status,
    /// Why it rests, while it does.
    pub waiting: Option<Waiting>,
    /// A few plain words.
    pub title: String,
    /// What it is about: `vpn`.
    pub topic: String,
    /// How soon it matters.
    pub priority: Priority,
    /// Why it is a ticket, on that topic, with that priority.
    pub reasons: Vec<Reason>,
    /// Topic, title or priority were set by an agent and are not to be guessed again.
    pub named_by_agent: bool,
    /// How heated the wording is.
    pub heat: CaseHeat,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When anything last changed.
    pub updated_at: Timestamp,
    /// When the requester last wrote.
    pub requester_spoke_at: Timestamp,
    /// When an agent last spoke to the requester.
    pub agent_spoke_at: Option<Timestamp>,
    /// When the requester was last told anything, by anybody.
    pub last_word_at: Timestamp,
    /// When something that was meant for the requester last proved undeliverable.
    #[serde(default)]
    pub unheard_at: Option<Timestamp>,
    /// The last thing of substance that an agent did.
    pub news: Option<News>,
    /// The last time an agent looked and found nothing new.
    #[serde(default)]
    pub look: Option<Look>,
    /// Pings since an agent last did anything.
    pub pings_in_row: u32,
    /// How often the requester asked for news.
    pub chases: u32,
    /// How often it was reopened.
    pub reopened: u32,
    /// How many tickets on this topic the requester had in the week before.
    pub repeats: u32,
    /// When it was resolved or closed, if it is.
    pub ended_at: Option<Timestamp>,
    /// The agent's last summary of the fix; none when it was the requester who last said that it works.
    pub summary: Option<String>,
    /// The card in the agents' channel.
    pub card: Option<PostKey>,
    /// The channel that the card was put in.
    #[serde(default)]
    pub card_in: Option<ChannelId>,
    /// How many posts were made for it: the next key's number.
    pub posts: u32,
    /// Who pressed what last, by the button's id.
    #[serde(default)]
    pub presses: BTreeMap<String, LastPress>,
    /// Counts every change of facts that a requester would be told: a ping rendered before the last one is stale.
    pub facts_version: i64,
    /// The version that the last progress report told; 0 before the first.
    #[serde(default)]
    pub last_report: i64,
    /// Everything said, oldest first.
    pub messages: Vec<Message>,
    /// Everything suggested, oldest first.
    pub suggestions: Vec<Suggestion>,
    /// Everything promised, oldest first.
    pub promises: Vec<Promise>,
    /// What is due when; one of a kind.
    pub timers: BTreeMap<TimerKind, Timestamp>,
    /// All that happened, oldest first; only ever appended to.
    pub timeline: Vec<Entry>,
}

impl Case {
    /// Where the requester reads.
    pub fn spot(&self) -> Spot {
        match (&self.thread, &self.root) {
            (Some(thread), _) => Spot::Thread(self.channel.clone(), thread.clone()),
            (None, Some(root)) => Spot::Under(self.channel.clone(), root.clone()),
            (None, None) => Spot::Channel(self.channel.clone()),
        }
    }

    /// The key of its next post.
    pub(super) fn next_key(&mut self) -> PostKey {
        self.posts += 1;
        PostKey(format!("{}/{}", self.id, self.posts))
    }

    /// Whether our next word begins the thread: no message of the requester does, and no post of ours yet, or none that
    /// stands.
    pub(super) fn begins_with_us(&self) -> bool {
        self.thread.is_none() && self.root.is_none()
    }

    /// When the requester last wrote on it, by the platform's clock: what is told late was said when it was.
    pub fn last_written_at(&self) -> Timestamp {
        let theirs = self.messages.iter().filter(|message| message.role == Role::Requester);
        theirs.map(|message| message.at).max().unwrap_or(self.opened_at)
    }

    /// Whether there is anybody to talk with: not on a case whose requester was forgotten, which stays over.
    pub fn has_a_requester(&self) -> bool {
        !(self.begins_with_us() && self.timeline.is_empty())
    }

    /// Neither resolved nor closed.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Resolved | Status::Closed)
    }

    /// The promises that still stand.
    pub fn open_promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises.iter().filter(|promise| promise.is_open())
    }

    /// When the requester hears next at the latest, by what was promised.
    pub fn next_update_at(&self) -> Option<Timestamp> {
        self.open_promises().map(|promise| promise.due_at).min()
    }

    /// The suggestion that waits for an agent's word, if one does.
    pub fn offered(&self) -> Option<&Suggestion> {
        self.suggestions.iter().rev().find(|suggestion| suggestion.is_offered())
    }

    /// Whether the first message is a whole report by command, which no burst of lines goes on with.
    pub(super) fn by_command(&self) -> bool {
        matches!(self.timeline.first().map(|entry| &entry.change), Some(Change::Opened { how: OpenedBy::Command }))
    }

    /// When this agent last answered the requester here, if ever: by a reply, an update, a wait, a fix or in person.
    pub(super) fn answered_at(&self, agent: &PersonId) -> Option<Timestamp> {
        let answers = |change: &Change| {
            matches!(
                change,
                Change::Decided { state: SuggestionState::Sent | SuggestionState::Edited, .. }
                    | Change::Updated { .. }
                    | Change::Waited(_)
                    | Change::Resolved { .. }
            )
        };
        let by_press =
            self.timeline.iter().filter(|e| e.who.as_ref() == Some(agent) && answers(&e.change)).map(|e| e.at);
        let in_person = self.messages.iter().filter(|m| m.author == *agent && m.role == Role::Agent).map(|m| m.at);
        by_press.chain(in_person).max()
    }

    /// What the requester wrote of trouble since it was last reopened, one message to a line, and when that began; the
    /// line that reopened it included. A question for news tells of no trouble.
    pub fn since_reopening(&self) -> Option<(String, Timestamp)> {
        let reopened = self.timeline.iter().rev().find(|entry| entry.change == Change::Reopened)?;
        // By when it was taken in: a line may have been told late.
        let taken =
            self.timeline.iter().filter(|entry| entry.at >= reopened.at).filter_map(|entry| match &entry.change {
                Change::Said { id, .. } => Some(id),
                _ => None,
            });
        let taken: BTreeSet<&MessageId> = taken.collect();
        let said: Vec<&Message> = self
            .in_order()
            .into_iter()
            .filter(|m| taken.contains(&m.id) && m.role == Role::Requester && !m.text.is_empty())
            .filter(|m| matches!(m.act, Act::Request | Act::Followup))
            .collect();
        let began = said.first()?.at;
        Some((said.iter().map(|m| m.text.as_str()).collect::<Vec<_>>().join("\n"), began))
    }

    /// The report as one text: its messages in order, one to a line.
    pub fn report_text(&self) -> String {
        let parts: Vec<&str> =
            self.in_order().into_iter().filter(|m| m.report && !m.text.is_empty()).map(|m| m.text.as_str()).collect();
        parts.join("\n")
    }

    /// The messages as they were said: one that came to mean something else stands where it stood, and counts as said
    /// then.
    pub(super) fn in_order(&self) -> Vec<&Message> {
        let mut said: Vec<&Message> = self.messages.iter().collect();
        said.sort_by_key(|message| message.at);
        said
    }
}
