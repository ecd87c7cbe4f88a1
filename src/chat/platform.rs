//! What the engine needs of a chat platform.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::{Channels, Delivery, Home, MessageId, People, PostKey};

/// How one attempt to deliver ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It stands there, as this message.
    Done(MessageId),
    /// It certainly does not stand there; try again after this long.
    Retry(Duration),
    /// It may or may not stand there: ask the platform before trying again.
    Unknown,
    /// It will never stand there, and why.
    Dead(String),
}

/// A chat platform: a place to post to and the people in it. Its events reach the engine by a channel.
#[async_trait]
pub trait Platform: Send + Sync + 'static {
    /// Which workspace this is.
    fn home(&self) -> &Home;

    /// Everybody known, as of now.
    fn people(&self) -> Arc<People>;

    /// The channels the desk cares about, as of now.
    fn channels(&self) -> Arc<Channels>;

    /// Delivers once. `below` is the message that a [`super::Spot::Under`] or a [`Delivery::Replace`] speaks of.
    async fn deliver(&self, key: &PostKey, delivery: &Delivery, below: Option<&MessageId>) -> Outcome;

    /// The message that an earlier attempt with this key made, if it did. `Err` when the platform cannot say now.
    async fn find(&self, key: &PostKey, delivery: &Delivery) -> Result<Option<MessageId>, String>;

    /// How long after an attempt of unknown outcome the platform may still make it appear.
    fn settle(&self) -> Duration {
        Duration::from_secs(20)
    }
}
