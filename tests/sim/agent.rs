//! People who help, each in their own way.

use hearken::desk::{Case, Status};
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;
use crate::life::Life;
use crate::{lines, office};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    Prompt,
    /// Names times, and forgets them.
    Promiser,
    /// Takes what others have, and leaves it.
    Passer,
    /// Works for a few days, then is away.
    OnLeave,
    /// Presses everything twice.
    Twice,
    /// Answers by hand, in the thread.
    Typist,
    /// Lets things rest.
    Snoozer,
}

const NATURES: [Nature; 7] =
    [Nature::Prompt, Nature::Promiser, Nature::Passer, Nature::OnLeave, Nature::Twice, Nature::Typist, Nature::Snoozer];

/// What an agent may type as a time, not all of it sense.
const SPANS: [&str; 7] = ["20m", "2h", "1d", "3d", "", "soon", "45m"];

#[derive(Debug, Clone)]
pub struct Agent {
    pub id: &'static str,
    nature: Nature,
    chance: Chance,
    away_from: Option<Timestamp>,
}

impl Agent {
    pub fn of(id: &'static str, mut chance: Chance) -> Agent {
        Agent { id, nature: chance.pick(&NATURES), chance, away_from: None }
    }

    pub fn wake(&mut self, life: &mut Life) -> SignedDuration {
        let away = *self.away_from.get_or_insert_with(|| life.time + self.chance.hours(24, 240));
        let person = life.world.desk.people.get(&self.id.into());
        if !office::at_work(&person, life.time) {
            return self.chance.minutes(30, 200);
        }
        if self.nature == Nature::OnLeave && life.time > away {
            return self.chance.hours(200, 400);
        }
        let seen =
            |case: &&Case| case.status != Status::Closed && case.card.as_ref().is_some_and(|key| life.is_seen(key));
        let cases: Vec<Case> = life.world.cases.values().filter(seen).cloned().collect();
        for case in cases {
            if self.is_for_me(&case) {
                self.work(life, &case);
            }
        }
        match self.nature {
            Nature::Prompt | Nature::Twice => self.chance.minutes(20, 240),
            _ => self.chance.hours(2, 20),
        }
    }

    fn is_for_me(&mut self, case: &Case) -> bool {
        let lead = self.id == "lea";
        match case.assignee.as_ref().map(|agent| agent.as_str() == self.id) {
            Some(true) => !self.chance.one_in(4),
            Some(false) => self.chance.one_in(if self.nature == Nature::Passer { 3 } else { 12 }),
            None => self.chance.one_in(if lead { 6 } else { 2 }),
        }
    }

    fn work(&mut self, life: &mut Life, case: &Case) {
        let press = |life: &mut Life, action: &str, form: &[(&str, &str)]| life.press_card(case, action, self.id, form);
        if case.status == Status::Resolved {
            if self.chance.one_in(20) {
                press(life, "reopen", &[]);
            } else if self.chance.one_in(3) {
                press(life, "send", &[]);
            }
            return;
        }
        if case.assignee.as_ref().is_some_and(|agent| agent.as_str() != self.id) {
            press(life, if self.chance.one_in(3) { "claim" } else { "take" }, &[]);
            if self.nature == Nature::Passer {
                return;
            }
        }
        let text = self.chance.pick(&lines::UPDATES);
        let (why, done) = (self.chance.pick(&lines::WHY), self.chance.pick(&lines::DONE));
        let span = self.chance.pick(&SPANS);
        let doing = match (self.nature, self.chance.below(16)) {
            (Nature::Promiser, 0..6) => 3,
            (Nature::Snoozer, 0..5) => 6,
            (Nature::Typist, 0..7) => 7,
            (_, dice) => [0, 0, 0, 0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9][dice],
        };
        match doing {
            0 => press(life, "send", &[]),
            1 => press(life, if self.chance.one_in(3) { "another" } else { "claim" }, &[]),
            2 => press(life, "edit", &[("text", "I'm on it and write again within the hour. @everyone stay calm")]),
            3 => press(life, "update", &[("text", text), ("eta", span)]),
            4 => {
                let on = self.chance.pick(&["requester", "third_party", "the moon"]);
                press(life, "wait", &[("on", on), ("why", why)]);
            }
            5 => press(life, "resolve", &[("summary", done)]),
            6 => press(life, "snooze", &[("for", span), ("reason", "the part arrives later")]),
            7 => {
                if let Some(thread) = &case.thread {
                    life.reply(case.channel.as_str(), thread, self.id, self.chance.pick(&lines::BY_HAND));
                }
            }
            8 => press(life, "nothing_new", &[]),
            _ => {
                let priority = self.chance.pick(&["urgent", "low", "whatever"]);
                press(life, "details", &[("title", "As I call it"), ("topic", "vpn"), ("priority", priority)]);
            }
        }
        if self.nature == Nature::Twice {
            press(life, "send", &[]);
            press(life, "send", &[]);
        }
    }
}
