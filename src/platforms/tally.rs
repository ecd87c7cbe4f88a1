//! Counts of what passes a platform, from the start of the process on: for an operator's graphs, with nobody named.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::chat::{Delivery, Outcome, What};

/// The counts of one platform.
#[derive(Debug, Default)]
pub struct Tally {
    events: Mutex<BTreeMap<&'static str, u64>>,
    deliveries: Mutex<BTreeMap<(&'static str, &'static str), u64>>,
}

impl Tally {
    /// An event was handed to the engine.
    pub fn event(&self, what: &What) {
        let kind = match what {
            What::Said(_) => "said",
            What::Edited(_) => "edited",
            What::Deleted { .. } => "deleted",
            What::Reacted { .. } => "reacted",
            What::Pressed { .. } => "pressed",
            What::Commanded { .. } => "commanded",
        };
        *self.events.lock().unwrap_or_else(PoisonError::into_inner).entry(kind).or_default() += 1;
    }

    /// An attempt to deliver ended.
    pub fn delivery(&self, delivery: &Delivery, outcome: &Outcome) {
        let ended = match outcome {
            Outcome::Done(_) => "done",
            Outcome::Retry(_) => "retry",
            Outcome::Unknown => "unknown",
            Outcome::Dead(_) => "dead",
        };
        let kind = delivery.post().kind.word();
        *self.deliveries.lock().unwrap_or_else(PoisonError::into_inner).entry((kind, ended)).or_default() += 1;
    }

    /// Events handed over, by kind.
    pub fn events(&self) -> BTreeMap<&'static str, u64> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Attempts to deliver, by kind of post and outcome.
    pub fn deliveries(&self) -> BTreeMap<(&'static str, &'static str), u64> {
        self.deliveries.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
