//! A chat platform that takes every post at once and remembers when.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use async_trait::async_trait;
use jiff::tz::TimeZone;

use crate::chat::{
    Audience, ChannelKind, Channels, Delivery, Home, MessageId, Outcome, People, Person, Platform, PostKey, PostKind,
    Rank, Spot,
};

/// The platform.
pub(super) struct Sink {
    home: Home,
    people: Arc<People>,
    channels: Arc<Channels>,
    posts: AtomicU64,
    /// Cards that nobody has looked at yet.
    cards: Mutex<Vec<MessageId>>,
    /// When each ping arrived.
    pings: Mutex<Vec<Instant>>,
}

impl Sink {
    pub fn new() -> Sink {
        let desk = [("sam", "Sam Okafor", Rank::Agent), ("lena", "Lena Brandt", Rank::Lead)];
        let people = desk.map(|(id, name, rank)| {
            (id.into(), Person { id: id.into(), name: name.to_owned(), rank, zone: TimeZone::UTC })
        });
        let channels = [("help".into(), ChannelKind::Intake), ("desk".into(), ChannelKind::Agents)];
        Sink {
            home: Home { platform: "bench".to_owned(), workspace: "company".to_owned() },
            people: Arc::new(People(BTreeMap::from(people))),
            channels: Arc::new(Channels(BTreeMap::from(channels))),
            posts: AtomicU64::new(0),
            cards: Mutex::default(),
            pings: Mutex::default(),
        }
    }

    /// How many posts arrived.
    pub fn posts(&self) -> u64 {
        self.posts.load(Ordering::Relaxed)
    }

    /// A card that nobody has looked at yet.
    pub fn card(&self) -> Option<MessageId> {
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Takes away the pings that have arrived.
    pub fn pings(&self) -> Vec<Instant> {
        std::mem::take(&mut self.pings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Platform for Sink {
    fn home(&self) -> &Home {
        &self.home
    }

    fn people(&self) -> Arc<People> {
        self.people.clone()
    }

    fn channels(&self) -> Arc<Channels> {
        self.channels.clone()
    }

    async fn deliver(&self, key: &PostKey, delivery: &Delivery, _: Option<&MessageId>) -> Outcome {
        self.posts.fetch_add(1, Ordering::Relaxed);
        let (message, post) = (MessageId(key.0.clone()), delivery.post());
        if let Delivery::New(_) = delivery {
            match post.kind {
                PostKind::Card if post.audience == Audience::Everybody && matches!(post.spot, Spot::Channel(_)) => {
                    self.cards.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                }
                PostKind::Ping => self.pings.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now()),
                _ => {}
            }
        }
        Outcome::Done(message)
    }

    async fn find(&self, _: &PostKey, _: &Delivery) -> Result<Option<MessageId>, String> {
        Ok(None)
    }
}
