//! Who is in the local chat, and where they talk.

use jiff::tz::TimeZone;

use crate::chat::{ChannelKind, Channels, People, Person, Rank};

/// The people and channels of a local chat. Its names are what the API and the page know them by.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Everybody.
    pub people: People,
    /// Every channel; the conversations of one person with the bot (`dm:PERSON`) come with the people.
    pub channels: Channels,
}

impl World {
    /// The world of a fresh installation: four people who ask, two agents and a lead, four channels, all in UTC.
    pub fn built_in() -> World {
        let people = [
            ("ana", "Ana Ruiz", Rank::Requester),
            ("ben", "Ben Okafor", Rank::Requester),
            ("chris", "Chris Lindqvist", Rank::Requester),
            ("dana", "Dana Haddad", Rank::Requester),
            ("sam", "Sam Keller", Rank::Agent),
            ("priya", "Priya Nair", Rank::Agent),
            ("lea", "Lea Moreau", Rank::Lead),
        ]
        .map(|(id, name, rank)| (id.into(), Person { id: id.into(), name: name.into(), rank, zone: TimeZone::UTC }));
        let channels = [
            ("it-help", ChannelKind::Intake),
            ("it-agents", ChannelKind::Agents),
            ("general", ChannelKind::Listened),
            ("status", ChannelKind::Broadcast),
        ]
        .map(|(id, kind)| (id.into(), kind));
        World { people: People(people.into()), channels: Channels(channels.into()) }
    }
}
