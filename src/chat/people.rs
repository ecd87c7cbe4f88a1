//! Who is in a workspace and which channels the desk cares about, as the platform knows it now.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{ChannelId, PersonId};

/// What a person may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Anybody who asks for help.
    Requester,
    /// Works at the desk.
    Agent,
    /// Answers for the desk; may do whatever an agent may.
    Lead,
}

impl Rank {
    /// Whether this person works at the desk.
    pub fn is_desk(self) -> bool {
        self >= Rank::Agent
    }
}

/// One person as others see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The platform's id.
    pub id: PersonId,
    /// The full name: `Ana Ruiz`.
    pub name: String,
    /// What they may do.
    pub rank: Rank,
    /// Where their clock is.
    pub zone: TimeZone,
}

impl Person {
    /// The name to call them by: the first word of the full name.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(self.id.as_str())
    }
}

/// Everybody known in a workspace.
#[derive(Debug, Clone, Default)]
pub struct People(pub BTreeMap<PersonId, Person>);

impl People {
    /// That person; somebody unknown is a requester in UTC who is called by their id, so that nobody goes unheard
    /// because a directory is behind.
    pub fn get(&self, id: &PersonId) -> Person {
        self.0.get(id).cloned().unwrap_or_else(|| Person {
            id: id.clone(),
            name: id.as_str().to_owned(),
            rank: Rank::Requester,
            zone: TimeZone::UTC,
        })
    }

    /// Those who answer for the desk.
    pub fn leads(&self) -> impl Iterator<Item = &Person> {
        self.0.values().filter(|person| person.rank == Rank::Lead)
    }
}

/// What a channel is to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// People ask for help here; a request opens a ticket.
    Intake,
    /// Only the desk is here; cards land here.
    Agents,
    /// Listened to: a likely request gets a private nudge.
    Listened,
    /// The desk tells everybody something here; nothing is read.
    Broadcast,
    /// One person with the bot.
    Direct,
}

/// The channels the desk cares about; any other is left alone.
#[derive(Debug, Clone, Default)]
pub struct Channels(pub BTreeMap<ChannelId, ChannelKind>);

impl Channels {
    /// What the channel is to the desk, or `None` for one that is none of its business.
    pub fn kind(&self, channel: &ChannelId) -> Option<ChannelKind> {
        self.0.get(channel).copied()
    }

    /// Where cards land.
    pub fn agents(&self) -> Option<&ChannelId> {
        self.0.iter().find(|(_, kind)| **kind == ChannelKind::Agents).map(|(channel, _)| channel)
    }
}
