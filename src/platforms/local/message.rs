//! A message as it stands in the local chat.

use jiff::Timestamp;

use crate::chat::{Card, ChannelId, MessageId, PersonId, PostKey, Said};

/// The author of whatever the bot posts.
pub const BOT: &str = "hearken";

/// What a message is: said by a person, or one of the bot's kinds of posts. The word of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageKind(pub String);

impl MessageKind {
    /// Said by a person.
    pub fn said() -> MessageKind {
        MessageKind("message".to_owned())
    }

    /// A case as the agents see it.
    pub fn is_card(&self) -> bool {
        self.0 == crate::chat::PostKind::Card.word()
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Counted from 1 in one store; [`Message::id`] is `m` and this.
    pub number: i64,
    /// Where.
    pub channel: ChannelId,
    /// The first message of its thread, if it is in one and not that message itself.
    pub thread: Option<MessageId>,
    /// Who wrote it: a person, or [`BOT`].
    pub author: PersonId,
    /// What it is.
    pub kind: MessageKind,
    /// Plain text.
    pub text: String,
    /// When, by the desk's clock.
    pub at: Timestamp,
    /// Whether its author changed it.
    pub edited: bool,
    /// Whether its author took it back: then it is shown to nobody.
    pub deleted: bool,
    /// The only person who sees it; `None` for everybody who can read the channel.
    pub visible_to: Option<PersonId>,
    /// The agent whose words a reply is.
    pub sent_by: Option<PersonId>,
    /// Structure, where there is any.
    pub card: Option<Card>,
    /// Every button it has or ever had.
    pub offered: Vec<String>,
    /// The delivery whose content it shows.
    pub shown: Option<PostKey>,
    /// How often it was changed since it was written.
    pub revision: i64,
    /// The last revision that the engine is known to have taken; -1 for none.
    pub told: i64,
}

/// One emoji on a message, and who put it there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reaction {
    /// Its name without colons.
    pub emoji: String,
    /// Who, in the order in which they did.
    pub actors: Vec<PersonId>,
}

impl Message {
    /// The name that the API and the engine know it by.
    pub fn id(&self) -> MessageId {
        id_of(self.number)
    }

    /// The first message of the thread that an answer to this one goes to.
    pub fn root(&self) -> MessageId {
        self.thread.clone().unwrap_or_else(|| self.id())
    }

    /// Whether this person sees it, channel aside.
    pub fn is_visible_to(&self, person: &PersonId) -> bool {
        self.visible_to.as_ref().is_none_or(|only| only == person)
    }

    /// The message in the words that every platform shares.
    pub fn as_said(&self) -> Said {
        Said {
            channel: self.channel.clone(),
            thread: self.thread.clone(),
            message: self.id(),
            author: self.author.clone(),
            text: self.text.clone(),
        }
    }
}

/// `m12`.
pub(super) fn id_of(number: i64) -> MessageId {
    MessageId(format!("m{number}"))
}

/// The number in `m12`; only the spelling that [`id_of`] makes.
pub(super) fn number_of(id: &str) -> Option<i64> {
    let number: i64 = id.strip_prefix('m')?.parse().ok()?;
    (number > 0 && id_of(number).as_str() == id).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_spelling_of_an_id_is_read() {
        assert_eq!(number_of("m12"), Some(12));
        for wrong in ["", "m", "12", "m0", "m-1", "m+1", "m012", "M1", "m1 ", "m99999999999999999999", "m١"] {
            assert_eq!(number_of(wrong), None, "{wrong:?}");
        }
    }
}
