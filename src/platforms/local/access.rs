//! Who may read and write where.

use super::{LocalChat, Problem};
use crate::chat::{ChannelId, ChannelKind, Person, PersonId};

impl LocalChat {
    /// The person of this id.
    ///
    /// # Errors
    /// [`Problem::NoPerson`] for anybody the world does not have; here, unlike elsewhere, the directory is never behind.
    pub fn person(&self, id: &PersonId) -> Result<Person, Problem> {
        self.people.0.get(id).cloned().ok_or_else(|| Problem::NoPerson(id.to_string()))
    }

    /// What that channel is, once this person is found to be allowed to read it.
    ///
    /// # Errors
    /// [`Problem::NoChannel`], or [`Problem::NotTheirs`] for the agents' channel and for others' direct conversations.
    pub fn readable(&self, reader: &Person, channel: &ChannelId) -> Result<ChannelKind, Problem> {
        let kind = self.channel_kind(channel)?;
        let theirs = match kind {
            ChannelKind::Agents => reader.rank.is_desk(),
            ChannelKind::Direct => *channel == ChannelId::direct(&reader.id),
            ChannelKind::Intake | ChannelKind::Listened | ChannelKind::Broadcast => true,
        };
        if theirs {
            return Ok(kind);
        }
        Err(Problem::NotTheirs { person: reader.name.clone(), channel: channel.to_string() })
    }

    /// Whether this person may write there.
    ///
    /// # Errors
    /// As [`LocalChat::readable`], and [`Problem::DeskWrites`] where only the desk does.
    pub fn writable(&self, writer: &Person, channel: &ChannelId) -> Result<(), Problem> {
        match self.readable(writer, channel)? {
            ChannelKind::Broadcast if !writer.rank.is_desk() => Err(Problem::DeskWrites(channel.to_string())),
            _ => Ok(()),
        }
    }

    /// What a channel is to the desk.
    ///
    /// # Errors
    /// [`Problem::NoChannel`], also for a direct conversation with nobody.
    pub fn channel_kind(&self, channel: &ChannelId) -> Result<ChannelKind, Problem> {
        let known = match channel.directly_with() {
            Some(person) => self.people.0.contains_key(&person).then_some(ChannelKind::Direct),
            None => self.channels.kind(channel),
        };
        known.ok_or_else(|| Problem::NoChannel(channel.to_string()))
    }
}
