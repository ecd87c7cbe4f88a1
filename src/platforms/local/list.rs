//! Reading: what stands in a channel or a thread, as one person sees it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::message::number_of;
use super::shelf::{Shelved, Stretch};
use super::{LocalChat, Message, Problem, Reaction};
use crate::chat::{ChannelId, MessageId, PersonId};
use crate::desk::CaseId;

/// One page holds at most this many messages: more than anybody reads at once, and a bound on memory.
const LIMIT: u32 = 10_000;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Only this channel.
    pub channel: Option<ChannelId>,
    /// Only this thread and its first message; any message of the thread names it.
    pub thread: Option<MessageId>,
    /// Only what this person sees.
    pub viewer: Option<PersonId>,
    /// Only what came later.
    pub after: Option<After>,
    /// Only what came before this message.
    pub before: Option<MessageId>,
    /// At most so many, the newest; ten thousand unless told otherwise, which is also the most.
    pub limit: Option<u32>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Oldest first.
    pub messages: Vec<Listed>,
    /// What to read before next, where the page ended at its limit and older messages are left.
    pub before: Option<MessageId>,
}

/// Later than what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Than this message.
    Message(MessageId),
    /// Than this moment of the desk's clock.
    Moment(Timestamp),
}

/// One message as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The message.
    pub message: Message,
    /// The ticket it belongs to.
    pub ticket: Option<CaseId>,
    /// What people put on it.
    pub reactions: Vec<Reaction>,
}

impl LocalChat {
    /// The newest of the messages asked for.
    ///
    /// # Errors
    /// Names the person, channel, thread or message that is not there or not theirs to see.
    pub async fn list(&self, asked: &Asked) -> Result<Page, Problem> {
        let viewer = asked.viewer.as_ref().map(|viewer| self.person(viewer)).transpose()?;
        if let Some(channel) = &asked.channel {
            self.channel_kind(channel)?;
            if let Some(viewer) = &viewer {
                self.readable(viewer, channel)?;
            }
        }
        let (after, since) = match &asked.after {
            Some(After::Message(id)) => (named(id)?, None),
            Some(After::Moment(moment)) => (0, Some(*moment)),
            None => (0, None),
        };
        let before = asked.before.as_ref().map_or(Ok(i64::MAX), named)?;
        let limit = asked.limit.unwrap_or(LIMIT).clamp(1, LIMIT) as usize;
        // One more than the page holds tells whether there is another.
        let stretch = Stretch { after, before, limit: limit as i64 + 1 };
        let mut messages = match (&asked.thread, &asked.channel) {
            (Some(thread), channel) => self.rows.in_thread(self.root(thread, channel).await?, stretch).await?,
            (None, Some(channel)) => self.rows.in_channel(channel, stretch).await?,
            (None, None) => self.rows.anywhere(stretch).await?,
        };
        messages.retain(|(message, _)| since.is_none_or(|since| message.at > since));
        let older = messages.len().saturating_sub(limit);
        messages.drain(..older);
        let before = messages.first().filter(|_| older > 0).map(|(message, _)| message.id());
        if let Some(viewer) = &viewer {
            if asked.thread.is_some()
                && let Some((first, _)) = messages.first()
            {
                self.readable(viewer, &first.channel)?;
            }
            messages.retain(|(message, _)| {
                message.is_visible_to(&viewer.id) && self.readable(viewer, &message.channel).is_ok()
            });
        }
        Ok(Page { messages: self.with_reactions(messages).await?, before })
    }

    async fn root(&self, thread: &MessageId, channel: &Option<ChannelId>) -> Result<i64, Problem> {
        let found = match number_of(thread.as_str()) {
            Some(number) => self.rows.get(number).await?,
            None => None,
        };
        let found = found.filter(|found| channel.as_ref().is_none_or(|channel| found.channel == *channel));
        found.and_then(|found| number_of(found.root().as_str())).ok_or_else(|| match channel {
            Some(channel) => Problem::NoThread { thread: thread.to_string(), channel: channel.to_string() },
            None => Problem::NoMessage(thread.to_string()),
        })
    }

    async fn with_reactions(&self, messages: Vec<Shelved>) -> Result<Vec<Listed>, Problem> {
        let (Some((first, _)), Some((last, _))) = (messages.first(), messages.last()) else {
            return Ok(Vec::new());
        };
        let mut on: BTreeMap<i64, Vec<Reaction>> = BTreeMap::new();
        for (message, emoji, actor) in self.rows.reactions_between(first.number, last.number).await? {
            let reactions = on.entry(message).or_default();
            match reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
                Some(reaction) => reaction.actors.push(actor),
                None => reactions.push(Reaction { emoji, actors: vec![actor] }),
            }
        }
        let listed = |(message, ticket): Shelved| {
            let reactions = on.remove(&message.number).unwrap_or_default();
            Listed { message, ticket, reactions }
        };
        Ok(messages.into_iter().map(listed).collect())
    }
}

fn named(id: &MessageId) -> Result<i64, Problem> {
    number_of(id.as_str()).ok_or_else(|| Problem::NoMessage(id.to_string()))
}
