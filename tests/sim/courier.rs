//! The courier's part of a life: posts of one conversation in order, asked for before they are sent again.
//!
//! It keeps the store's rules: a post bound to another waits for that one and ends with it, and a newer card overtakes
//! those that nobody began to deliver.

use std::collections::{BTreeMap, VecDeque};

use hearken::chat::{ChannelId, Delivery, PostKey, Spot};
use jiff::SignedDuration;

use crate::journal::Note;
use crate::laws;
use crate::life::{Life, Next};
use crate::platform::Outcome;
use crate::world::{Sent, World};

/// Longer than any answer takes, and any work that was begun.
const SETTLE: SignedDuration = SignedDuration::from_secs(20);

/// What became of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Stands,
    /// No longer true, and told anew.
    Stale,
    /// The platform does not take it, or the post it is bound to does not stand.
    Refused,
    /// A newer one takes the same place.
    Overtaken,
}

#[derive(Debug, Default)]
pub struct Courier {
    lanes: BTreeMap<String, VecDeque<usize>>,
    lane_of: BTreeMap<usize, String>,
    by_key: BTreeMap<PostKey, usize>,
    /// Sent, and nobody knows with what outcome.
    doubtful: Vec<usize>,
    pub fates: BTreeMap<usize, Fate>,
}

impl Courier {
    pub fn is_idle(&self) -> bool {
        self.lanes.values().all(VecDeque::is_empty)
    }

    /// What became of the post with this key, if it came to an end.
    pub fn fate(&self, key: &PostKey) -> Option<Fate> {
        self.by_key.get(key).and_then(|index| self.fates.get(index)).copied()
    }

    /// Puts a post in its lane; returns those that are now the first of theirs.
    fn put(&mut self, world: &World, index: usize) -> Vec<usize> {
        let sent = &world.sent[index];
        let lane = self.lane(world, sent);
        let queue = self.lanes.entry(lane.clone()).or_default();
        let first = queue.front().copied();
        if let Delivery::Replace(target, _) = &sent.delivery {
            let same = |old: &usize| matches!(&world.sent[*old].delivery, Delivery::Replace(old, _) if old == target);
            let (overtaken, kept): (Vec<usize>, Vec<usize>) =
                queue.iter().partition(|old| same(old) && !self.doubtful.contains(old));
            *queue = kept.into();
            self.fates.extend(overtaken.into_iter().map(|old| (old, Fate::Overtaken)));
        }
        queue.push_back(index);
        let now_first = queue.front().copied().filter(|front| Some(*front) != first);
        self.by_key.insert(sent.key.clone(), index);
        self.lane_of.insert(index, lane);
        now_first.into_iter().collect()
    }

    fn lane(&self, world: &World, sent: &Sent) -> String {
        let of = |key: &PostKey| self.by_key.get(key).and_then(|index| self.lane_of.get(index)).cloned();
        if let Delivery::Replace(target, _) = &sent.delivery {
            return of(target).unwrap_or_default();
        }
        match (&sent.delivery.post().spot, sent.case) {
            (Spot::Channel(channel) | Spot::Thread(channel, _) | Spot::Under(channel, _), Some(case)) => {
                format!("{channel}\n#{case}")
            }
            (Spot::Channel(channel), None) => channel.to_string(),
            (Spot::Direct(person), _) => ChannelId::direct(person).to_string(),
            (Spot::Under(channel, key), None) => format!("{channel}\n{key}"),
            (Spot::Thread(channel, thread), None) => {
                let begun = world.sent.iter().find(|sent| sent.message.as_ref() == Some(thread));
                format!("{channel}\n{}", begun.map_or(thread.to_string(), |sent| sent.key.to_string()))
            }
        }
    }

    /// The post is at its end; returns the next of its lane.
    fn end(&mut self, index: usize, fate: Fate) -> Option<usize> {
        self.fates.insert(index, fate);
        let queue = self.lanes.get_mut(self.lane_of.get(&index)?)?;
        queue.retain(|waiting| *waiting != index);
        queue.front().copied()
    }
}

impl Life {
    /// Takes what was just decided to post.
    pub fn take_posts(&mut self) {
        while let Some(index) = self.world.waiting.pop_front() {
            for first in self.courier.put(&self.world, index) {
                let pause = self.chance.seconds(0, 3);
                self.put(self.time + pause, Next::Post(first));
            }
        }
    }

    /// Tries to bring a post to its end.
    pub fn attempt(&mut self, index: usize) {
        if self.courier.fates.contains_key(&index) {
            return;
        }
        if self.time < self.up_at {
            return self.put(self.up_at + SignedDuration::from_secs(1), Next::Post(index));
        }
        let sent = self.world.sent[index].clone();
        match bound_to(&sent).map(|key| self.courier.fate(key)) {
            None | Some(Some(Fate::Stands)) => {}
            Some(None) => return self.put(self.time + SETTLE, Next::Post(index)),
            Some(Some(_)) => return self.refused(index, "the message it belongs to could not be delivered"),
        }
        let doubtful = self.courier.doubtful.iter().position(|doubtful| *doubtful == index);
        if doubtful.map(|at| self.courier.doubtful.swap_remove(at)).is_some() && self.platform.stands(&sent.key) {
            return self.stands(index);
        }
        if self.world.is_stale(index) {
            self.ending = Some(sent.key);
            self.world.tell_anew(index);
            return self.end(index, Fate::Stale);
        }
        let place = crate::look::place(&sent.delivery.post().spot);
        if place.is_some_and(|channel| self.world.barred.contains(&channel)) {
            return self.refused(index, "the channel is archived");
        }
        let mut applied = 0;
        let outcome = self.platform.take(&sent.key, self.time, &mut applied);
        if applied > 0 {
            self.notes.push(Note::Arrived { index, at: self.world.now });
            laws::on_arrival(self, &sent);
        }
        match outcome {
            Outcome::Done => self.stands(index),
            Outcome::Wait(pause) => self.put(self.time + pause, Next::Post(index)),
            Outcome::Unknown => {
                self.courier.doubtful.push(index);
                self.notes.push(Note::Doubted { key: sent.key });
                self.put(self.time + SETTLE, Next::Post(index));
            }
            Outcome::Refused => self.refused(index, "this person cannot be written to"),
        }
    }

    fn stands(&mut self, index: usize) {
        self.world.deliver(index);
        let sent = &self.world.sent[index];
        let message = sent.message.clone().expect("what stands has a name");
        self.notes.push(Note::Stands { key: sent.key.clone(), message });
        self.end(index, Fate::Stands);
    }

    fn refused(&mut self, index: usize, reason: &str) {
        self.ending = Some(self.world.sent[index].key.clone());
        self.world.lose(index, reason);
        self.end(index, Fate::Refused);
    }

    fn end(&mut self, index: usize, fate: Fate) {
        self.after_a_step();
        if let Some(key) = self.ending.take() {
            // A post of no case is lost without a decision.
            self.notes.push(Note::Lost { key });
        }
        if let Some(next) = self.courier.end(index, fate) {
            let pause = self.chance.seconds(0, 2);
            self.put(self.time + pause, Next::Post(next));
        }
    }
}

/// The post that must stand before this one can.
fn bound_to(sent: &Sent) -> Option<&PostKey> {
    match &sent.delivery {
        Delivery::Replace(target, _) => Some(target),
        Delivery::New(post) => match &post.spot {
            Spot::Under(_, root) => Some(root),
            _ => None,
        },
    }
}
