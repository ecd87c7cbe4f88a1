//! What the bot posts, and where.

use serde::{Deserialize, Serialize};

use super::{Card, ChannelId, MessageId, PersonId, PostKey};

/// What a message of the bot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// "Got it": facts only.
    Receipt,
    /// Approved by an agent, word for word.
    Reply,
    /// Progress, from stored facts.
    Ping,
    /// Asks the requester something.
    Question,
    /// Asks somebody to act, in private or among agents.
    Nudge,
    /// A case as the agents see it.
    Card,
    /// Tells a fact once.
    Notice,
}

impl PostKind {
    /// The word in the API and in the store.
    pub fn word(self) -> &'static str {
        match self {
            PostKind::Receipt => "receipt",
            PostKind::Reply => "reply",
            PostKind::Ping => "ping",
            PostKind::Question => "question",
            PostKind::Nudge => "nudge",
            PostKind::Card => "card",
            PostKind::Notice => "notice",
        }
    }
}

/// Where a post goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// By itself in a channel.
    Channel(ChannelId),
    /// In the thread that this message begins.
    Thread(ChannelId, MessageId),
    /// In the thread below another post of ours, whose message id is known once that one is delivered.
    Under(ChannelId, PostKey),
    /// To one person, alone with the bot.
    Direct(PersonId),
}

/// Who sees a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody who can see the spot.
    Everybody,
    /// Only this person.
    Only(PersonId),
}

/// One message of the bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Where it goes.
    pub spot: Spot,
    /// What it is for.
    pub kind: PostKind,
    /// Who sees it.
    pub audience: Audience,
    /// The agent whose words these are; only on an approved reply.
    pub sent_by: Option<PersonId>,
    /// Plain text. People's words in it are already inert.
    pub text: String,
    /// Structure, where there is any.
    pub card: Option<Card>,
}

/// One delivery to a platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Post something new.
    New(Post),
    /// Put this in the place of an earlier post.
    Replace(PostKey, Post),
}

impl Delivery {
    /// What is to be seen when it is done.
    pub fn post(&self) -> &Post {
        match self {
            Delivery::New(post) | Delivery::Replace(_, post) => post,
        }
    }
}
