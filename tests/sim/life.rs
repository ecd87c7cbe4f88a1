//! One life of a desk, from a seed: a month of people, a platform and a computer, on one thread, from one thing that
//! happens to the next.
//!
//! There are two clocks. `time` goes on evenly: people and platforms live by it. The clock on the computer's wall,
//! `world.now`, is ahead of it or behind, and jumps; timers run on that one.

use std::collections::{BTreeMap, BTreeSet};

use hearken::chat::*;
use hearken::desk::{Case, CaseId};
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;
use crate::courier::Courier;
use crate::folk::{Folk, town};
use crate::journal::Note;
use crate::platform::Platform;
use crate::world::{Sent, Step, World, home, said};
use crate::{laws, office, trouble};

const DAYS: i64 = 30;

/// How long everything has at the end to come to rest.
const REST: SignedDuration = SignedDuration::from_hours(3);

/// What happens next.
#[derive(Debug, Clone)]
pub enum Next {
    /// Somebody looks at the chat.
    Wake(usize),
    /// Word of something that was done reaches us.
    Hear(Box<Event>),
    /// A post is tried.
    Post(usize),
    /// Something of the world.
    Trouble(trouble::Trouble),
}

pub struct Life {
    pub world: World,
    pub time: Timestamp,
    /// How far the clock on the wall is ahead.
    pub ahead: SignedDuration,
    /// Until then the process is not running.
    pub up_at: Timestamp,
    pub chance: Chance,
    pub platform: Platform,
    pub courier: Courier,
    pub steps: Vec<Step>,
    pub notes: Vec<Note>,
    /// The post that ends with the step at hand.
    pub ending: Option<PostKey>,
    agenda: BTreeMap<(Timestamp, u64), Next>,
    taken: BTreeSet<String>,
    names: u64,
}

impl Life {
    pub fn of(seed: u64) -> Life {
        let mut chance = Chance::of(seed);
        let (desk, start) = office::office(&mut chance);
        let mut world = World::of(desk);
        world.now = start;
        // Posts are brought to their ends one by one, by `courier.rs`.
        world.held = true;
        Life {
            world,
            time: start,
            ahead: SignedDuration::ZERO,
            up_at: start,
            platform: Platform::new(chance.fork()),
            chance,
            courier: Courier::default(),
            steps: Vec::new(),
            notes: Vec::new(),
            ending: None,
            agenda: BTreeMap::new(),
            taken: BTreeSet::new(),
            names: 0,
        }
    }

    /// Lives it to its end. Panics when a law is broken; what led to it is in the journal then.
    pub fn live(&mut self) {
        let end = self.time + SignedDuration::from_hours(24 * DAYS);
        let mut folk = town(self);
        for index in 0..folk.len() {
            let first = self.chance.minutes(5, 1_500);
            self.put(self.time + first, Next::Wake(index));
        }
        trouble::plan(self, DAYS);
        while let Some(next) = self.next(end + REST) {
            match next {
                Next::Wake(_) | Next::Trouble(_) if self.time > end => {}
                Next::Wake(index) => self.wake(&mut folk[index], index),
                Next::Hear(event) => self.hear(event),
                Next::Post(index) => self.attempt(index),
                Next::Trouble(trouble) => trouble.begin(self),
            }
        }
        self.come_to_rest();
        laws::at_the_end(self);
    }

    /// What is due by now is done, and what was posted comes to its end: nobody does anything new.
    fn come_to_rest(&mut self) {
        self.go_to(self.time.max(self.up_at));
        loop {
            if let Some(due) = self.world.next_due().filter(|due| due.0 <= self.world.now) {
                self.world.fire(due);
                self.after_a_step();
                continue;
            }
            let posted = self.agenda.iter().find(|(_, next)| matches!(next, Next::Post(_))).map(|(at, _)| *at);
            let Some((at, name)) = posted else { return };
            self.go_to(at.max(self.time));
            if let Some(Next::Post(index)) = self.agenda.remove(&(at, name)) {
                self.attempt(index);
            }
        }
    }

    pub fn put(&mut self, at: Timestamp, next: Next) {
        self.names += 1;
        self.agenda.insert((at.max(self.time), self.names), next);
    }

    /// Lets time pass until something happens that is not a timer; timers fire on the way.
    fn next(&mut self, end: Timestamp) -> Option<Next> {
        loop {
            let ((at, name), _) = self.agenda.first_key_value().filter(|((at, _), _)| *at <= end)?;
            let (at, name) = (*at, *name);
            let due = self.world.next_due().map(|due| ((due.0 - self.ahead).max(self.time).max(self.up_at), due));
            match due {
                Some((due_at, due)) if due_at <= at => {
                    self.go_to(due_at);
                    self.world.fire(due);
                    self.after_a_step();
                }
                _ => {
                    self.go_to(at);
                    return self.agenda.remove(&(at, name));
                }
            }
        }
    }

    fn go_to(&mut self, time: Timestamp) {
        self.time = time;
        self.world.now = time + self.ahead;
    }

    fn wake(&mut self, who: &mut Folk, index: usize) {
        let pause = who.wake(self);
        self.put(self.time + pause, Next::Wake(index));
    }

    fn hear(&mut self, event: Box<Event>) {
        if self.time < self.up_at {
            let pause = self.chance.seconds(1, 30);
            return self.put(self.up_at + pause, Next::Hear(event));
        }
        if !self.taken.insert(event.key.clone()) {
            return self.notes.push(Note::Again { event, now: self.world.now });
        }
        self.world.occur(hearken::desk::Occasion::Event(event));
        self.after_a_step();
    }

    /// Holds what was just decided against the laws, and takes its posts.
    pub fn after_a_step(&mut self) {
        for step in std::mem::take(&mut self.world.steps) {
            let ends = self.ending.take();
            self.notes.push(Note::Step { index: self.steps.len(), ends });
            self.steps.push(step);
            laws::at_each_step(self);
        }
        self.take_posts();
    }

    // ── what people do ────────────────────────────────────────────────────────────────────────────────────────────

    /// The platform tells us: soon as a rule, at times late and out of order, at times twice.
    pub fn tell(&mut self, what: What) {
        let key = self.name("e");
        let event = Box::new(Event { key, home: home(), at: self.world.now, what });
        let late = if self.chance.one_in(20) { self.chance.minutes(1, 9) } else { self.chance.seconds(0, 2) };
        if self.chance.one_in(15) {
            let again = late + self.chance.seconds(1, 700);
            self.put(self.time + again, Next::Hear(event.clone()));
        }
        self.put(self.time + late, Next::Hear(event));
    }

    pub fn say(&mut self, channel: &str, author: &str, text: &str) -> MessageId {
        let message = self.name("m").into();
        self.tell(What::Said(said(channel, None, &message, author, text)));
        message
    }

    pub fn reply(&mut self, channel: &str, thread: &MessageId, author: &str, text: &str) -> MessageId {
        let message = self.name("m").into();
        self.tell(What::Said(said(channel, Some(thread), &message, author, text)));
        message
    }

    pub fn command(&mut self, actor: &str, text: &str) -> MessageId {
        self.tell(What::Commanded { channel: "it-help".into(), actor: actor.into(), text: text.into() });
        self.name("m").into()
    }

    /// Presses a button on a case's card.
    pub fn press_card(&mut self, case: &Case, action: &str, actor: &str, form: &[(&str, &str)]) {
        if let Some(key) = case.card.clone() {
            self.press(&key, action, actor, form);
        }
    }

    /// Answers the last question whether it works.
    pub fn press_check(&mut self, case: CaseId, action: &str, actor: &str) {
        let asks = |sent: &&Sent| sent.case == Some(case) && has_button(sent, "works");
        if let Some(key) = self.world.sent.iter().rev().find(asks).map(|sent| sent.key.clone()) {
            self.press(&key, action, actor, &[]);
        }
    }

    /// Answers the last nudge, if there is one.
    pub fn press_nudge(&mut self, actor: &str, action: &str) {
        let theirs = |sent: &&Sent| {
            has_button(sent, "no_thanks") && sent.delivery.post().audience == Audience::Only(actor.into())
        };
        if let Some(key) = self.world.sent.iter().rev().find(theirs).map(|sent| sent.key.clone()) {
            self.press(&key, action, actor, &[]);
        }
    }

    fn press(&mut self, key: &PostKey, action: &str, actor: &str, form: &[(&str, &str)]) {
        let Some(message) = self.world.sent.iter().find(|s| s.key == *key).and_then(|s| s.message.clone()) else {
            return;
        };
        let form = (!form.is_empty()).then(|| form.iter().map(|(id, value)| ((*id).into(), (*value).into())).collect());
        let (action, actor) = (action.into(), actor.into());
        self.tell(What::Pressed { channel: "it-agents".into(), message, action, actor, form });
    }

    /// Whether people can see this post.
    pub fn is_seen(&self, key: &PostKey) -> bool {
        self.world.sent.iter().any(|sent| sent.key == *key && sent.message.is_some())
    }

    fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}-{}", self.names)
    }
}

fn has_button(sent: &Sent, action: &str) -> bool {
    sent.delivery.post().card.iter().flat_map(|card| &card.actions).any(|known| known.id == action)
}
