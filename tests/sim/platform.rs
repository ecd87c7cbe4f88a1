//! A chat platform with the habits of real ones: it is slow, asks to wait, loses its answer after having done the work,
//! loses the work, refuses for good, and falls silent for hours.

use std::collections::BTreeSet;

use hearken::chat::PostKey;
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;

/// How one request ends, as whoever sent it sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Wait(SignedDuration),
    /// No answer came. Whether it was done, only the platform knows.
    Unknown,
    Refused,
}

#[derive(Debug)]
pub struct Platform {
    chance: Chance,
    stands: BTreeSet<PostKey>,
    silent_until: Timestamp,
}

impl Platform {
    pub fn new(chance: Chance) -> Platform {
        Platform { chance, stands: BTreeSet::new(), silent_until: Timestamp::MIN }
    }

    pub fn fall_silent(&mut self, until: Timestamp) {
        self.silent_until = self.silent_until.max(until);
    }

    pub fn stands(&self, key: &PostKey) -> bool {
        self.stands.contains(key)
    }

    /// Takes one request. What is done is done here; asked twice for the same, this platform does it twice.
    pub fn take(&mut self, key: &PostKey, now: Timestamp, applied: &mut u32) -> Outcome {
        if now < self.silent_until {
            return Outcome::Wait(self.chance.minutes(5, 60));
        }
        match self.chance.below(150) {
            0 => Outcome::Refused,
            1..=9 => Outcome::Wait(self.chance.seconds(1, 120)),
            10..=13 => Outcome::Wait(self.chance.minutes(2, 30)),
            14..=20 => {
                self.apply(key, applied);
                Outcome::Unknown
            }
            21..=25 => Outcome::Unknown,
            _ => {
                self.apply(key, applied);
                Outcome::Done
            }
        }
    }

    fn apply(&mut self, key: &PostKey, applied: &mut u32) {
        assert!(self.stands.insert(key.clone()), "law 4: {key} stands twice");
        *applied += 1;
    }
}
