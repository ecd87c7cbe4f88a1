//! Telling the engine: which event a stored message or reaction makes, and what was not taken yet.

use super::{LocalChat, Message, Problem};
use crate::chat::{Event, PersonId, What};

/// An event, and what to note once the engine has taken it.
#[derive(Debug, Clone, PartialEq)]
pub struct Untold {
    /// For the engine. It carries the same key however often it is told.
    pub event: Event,
    /// For [`LocalChat::note_told`].
    pub mark: Mark,
}

/// What the engine took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A message as it stood after that many changes.
    Message {
        /// Its number.
        number: i64,
        /// The change.
        revision: i64,
    },
    /// A reaction.
    Reaction {
        /// The message's number.
        message: i64,
        /// The emoji's name.
        emoji: String,
        /// Who put it there.
        actor: PersonId,
    },
}

impl LocalChat {
    /// What the engine does not have of a message yet, in the order it happened. One that was changed before the
    /// engine took it is told as said first: a change alone opens no ticket.
    pub fn owed(&self, message: &Message) -> Vec<Untold> {
        let mut owed = Vec::new();
        if message.told < 0 && message.revision > 0 && !message.deleted {
            owed.push(self.state_of(&Message { revision: 0, ..message.clone() }));
        }
        if message.told < message.revision {
            owed.push(self.state_of(message));
        }
        owed
    }

    /// That it was said, changed or taken back.
    fn state_of(&self, message: &Message) -> Untold {
        let id = message.id();
        let (key, what) = if message.deleted {
            let (channel, author) = (message.channel.clone(), message.author.clone());
            (format!("deleted:{id}"), What::Deleted { channel, message: id, author })
        } else if message.revision > 0 {
            (format!("edited:{id}:{}", message.revision), What::Edited(message.as_said()))
        } else {
            (format!("message:{id}"), What::Said(message.as_said()))
        };
        let at = if message.revision > 0 { (self.now)() } else { message.at };
        Untold {
            event: Event { key, home: self.home.clone(), at, what },
            mark: Mark::Message { number: message.number, revision: message.revision },
        }
    }

    /// What a reaction tells.
    pub fn about_reaction(&self, message: &Message, emoji: &str, actor: &PersonId) -> Untold {
        let what = What::Reacted { actor: actor.clone(), emoji: emoji.to_owned(), on: message.as_said() };
        let key = format!("reaction:{}:{actor}:{emoji}", message.id());
        Untold {
            event: Event { key, home: self.home.clone(), at: (self.now)(), what },
            mark: Mark::Reaction { message: message.number, emoji: emoji.to_owned(), actor: actor.clone() },
        }
    }

    /// Notes that the engine has it for good.
    ///
    /// # Errors
    /// When the store fails: then it is told again at the next start, and recognised there.
    pub async fn note_told(&self, mark: &Mark) -> Result<(), Problem> {
        match mark {
            Mark::Message { number, revision } => self.rows.told(*number, *revision).await?,
            Mark::Reaction { message, emoji, actor } => self.rows.told_reaction(*message, emoji, actor).await?,
        }
        Ok(())
    }

    /// Everything that was stored while the engine was not there to take it, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn untold(&self) -> Result<Vec<Untold>, Problem> {
        let mut all = Vec::new();
        for message in self.rows.untold().await? {
            all.extend(self.owed(&message));
        }
        for (number, emoji, actor) in self.rows.untold_reactions().await? {
            if let Some(message) = self.rows.get(number).await? {
                all.push(self.about_reaction(&message, &emoji, &actor));
            }
        }
        Ok(all)
    }
}
