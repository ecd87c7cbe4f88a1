//! The local chat as a platform: the bot's posts become messages.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::message::number_of;
use super::rows::NewRow;
use super::{BOT, LocalChat, Message, MessageKind};
use crate::chat::{
    Audience, ChannelId, Channels, Delivery, Home, MessageId, Outcome, People, Platform, Post, PostKey, Spot,
};

/// How long until a delivery that the store refused is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// How long a statement that was given up may still be at work. A key makes one message only, whenever it is.
const SETTLE: Duration = Duration::from_millis(500);

/// Why a delivery did not happen.
enum Stop {
    Store(sqlx::Error),
    Never(String),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Stop::Store(error)
    }
}

#[async_trait]
impl Platform for LocalChat {
    fn home(&self) -> &Home {
        &self.home
    }

    fn people(&self) -> Arc<People> {
        self.people.clone()
    }

    fn channels(&self) -> Arc<Channels> {
        self.channels.clone()
    }

    async fn deliver(&self, key: &PostKey, delivery: &Delivery, below: Option<&MessageId>) -> Outcome {
        let done = match delivery {
            Delivery::New(post) => self.put(key, post, below).await,
            Delivery::Replace(earlier, post) => self.put_in_place(key, earlier, post).await,
        };
        let outcome = match done {
            Ok(message) => {
                self.announce_message(&message);
                Outcome::Done(message.id())
            }
            Err(Stop::Never(why)) => Outcome::Dead(why),
            Err(Stop::Store(error)) => {
                tracing::warn!(%key, %error, "a post could not be stored and is tried again");
                Outcome::Retry(AGAIN)
            }
        };
        self.tally.delivery(delivery, &outcome);
        outcome
    }

    fn settle(&self) -> Duration {
        SETTLE
    }

    async fn find(&self, key: &PostKey, delivery: &Delivery) -> Result<Option<MessageId>, String> {
        let found = match delivery {
            Delivery::New(_) => self.rows.by_key(key).await,
            Delivery::Replace(earlier, _) => {
                self.rows.by_key(earlier).await.map(|m| m.filter(|message| message.shown.as_ref() == Some(key)))
            }
        };
        found.map(|message| message.map(|message| message.id())).map_err(|error| error.to_string())
    }
}

impl LocalChat {
    /// The new message, or the one that this key made before.
    async fn put(&self, key: &PostKey, post: &Post, below: Option<&MessageId>) -> Result<Message, Stop> {
        let (channel, first) = match &post.spot {
            Spot::Channel(channel) => (channel.clone(), None),
            Spot::Direct(person) => (ChannelId::direct(person), None),
            Spot::Thread(channel, first) => (channel.clone(), Some(first.clone())),
            Spot::Under(channel, above) => {
                let first = match below {
                    Some(first) => Some(first.clone()),
                    None => self.rows.by_key(above).await?.map(|message| message.id()),
                };
                let first =
                    first.ok_or_else(|| Stop::Never(format!("the post {above} it belongs under is not there")))?;
                (channel.clone(), Some(first))
            }
        };
        self.channel_kind(&channel).map_err(|problem| Stop::Never(problem.to_string()))?;
        let thread = match first {
            Some(first) => Some(self.thread_below(&channel, &first).await?),
            None => None,
        };
        let new = NewRow { channel, thread, ..self.row(key, post, &[])? };
        Ok(self.rows.insert(&new).await?)
    }

    /// The earlier message with this content.
    async fn put_in_place(&self, key: &PostKey, earlier: &PostKey, post: &Post) -> Result<Message, Stop> {
        let gone = || Stop::Never(format!("the post {earlier} to be replaced is not there"));
        let message = self.rows.by_key(earlier).await?.ok_or_else(gone)?;
        if message.shown.as_ref() == Some(key) {
            return Ok(message);
        }
        let by = self.row(key, post, &message.offered)?;
        self.rows.replace(message.number, &by).await?.ok_or_else(gone)
    }

    /// A thread never hangs below an answer: what goes there goes to that answer's own thread.
    async fn thread_below(&self, channel: &ChannelId, first: &MessageId) -> Result<i64, Stop> {
        let never = || Stop::Never(format!("there is no message {first} in {channel}"));
        let number = number_of(first.as_str()).ok_or_else(never)?;
        let found = self.rows.get(number).await?.filter(|found| found.channel == *channel).ok_or_else(never)?;
        number_of(found.root().as_str()).ok_or_else(never)
    }

    fn row(&self, key: &PostKey, post: &Post, offered_before: &[String]) -> Result<NewRow, Stop> {
        let mut offered = offered_before.to_vec();
        for action in post.card.iter().flat_map(|card| &card.actions) {
            if !offered.contains(&action.id) {
                offered.push(action.id.clone());
            }
        }
        let json = |error: serde_json::Error| Stop::Never(error.to_string());
        Ok(NewRow {
            channel: ChannelId(String::new()),
            thread: None,
            author: BOT.into(),
            kind: MessageKind(post.kind.word().to_owned()),
            // PostgreSQL keeps no NUL in a text, and nothing is lost with it.
            text: post.text.replace('\0', ""),
            at: (self.now)(),
            visible_to: match &post.audience {
                Audience::Everybody => None,
                Audience::Only(person) => Some(person.clone()),
            },
            sent_by: post.sent_by.clone(),
            card: post.card.as_ref().map(serde_json::to_string).transpose().map_err(json)?,
            offered: serde_json::to_string(&offered).map_err(json)?,
            client_id: None,
            post_key: Some(key.clone()),
            told: 0,
        })
    }
}
