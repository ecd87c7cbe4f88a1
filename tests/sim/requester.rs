//! People who ask for help, each in their own way.

use hearken::chat::What;
use hearken::desk::{Case, Status};
use jiff::SignedDuration;

use crate::chance::Chance;
use crate::life::Life;
use crate::lines;
use crate::world::said;

/// How somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    Patient,
    Chaser,
    Thanker,
    Editor,
    Silent,
    ManyLines,
    SecondTrouble,
    Trickster,
}

const NATURES: [Nature; 8] = [
    Nature::Patient,
    Nature::Chaser,
    Nature::Thanker,
    Nature::Editor,
    Nature::Silent,
    Nature::ManyLines,
    Nature::SecondTrouble,
    Nature::Trickster,
];

#[derive(Debug, Clone)]
pub struct Requester {
    pub id: &'static str,
    nature: Nature,
    /// Troubles still to come.
    troubles: u32,
    /// Asked privately whether to open a ticket.
    nudged: bool,
    chance: Chance,
}

impl Requester {
    pub fn of(id: &'static str, mut chance: Chance) -> Requester {
        let nature = chance.pick(&NATURES);
        let troubles = if nature == Nature::SecondTrouble { 2 } else { 1 };
        Requester { id, nature, troubles, nudged: false, chance }
    }

    pub fn wake(&mut self, life: &mut Life) -> SignedDuration {
        if std::mem::take(&mut self.nudged) {
            life.press_nudge(self.id, if self.chance.one_in(3) { "no_thanks" } else { "open" });
            return self.pause();
        }
        let theirs = |case: &&Case| case.requester.as_str() == self.id && case.status != Status::Closed;
        let open: Vec<Case> = life.world.cases.values().filter(theirs).cloned().collect();
        let Some(case) = open.last() else {
            return self.without_trouble(life);
        };
        if self.nature == Nature::SecondTrouble && self.troubles > 0 && self.chance.one_in(4) {
            return self.report(life);
        }
        match case.status {
            Status::Resolved => self.answer_the_check(life, case),
            _ => self.about(life, case),
        }
    }

    fn without_trouble(&mut self, life: &mut Life) -> SignedDuration {
        if self.troubles == 0 {
            if self.chance.one_in(6) {
                let line = self.chance.pick(&[lines::FIXED[0], lines::THANKS[0], lines::BROKEN[2], lines::CHASES[0]]);
                self.loosely_or_in_the_last_thread(life, line);
            }
            return self.chance.hours(30, 120);
        }
        if self.chance.one_in(5) {
            life.say("it-help", self.id, self.chance.pick(&lines::SMALL_TALK));
        }
        if self.chance.one_in(3) { self.chance.hours(2, 60) } else { self.report(life) }
    }

    fn report(&mut self, life: &mut Life) -> SignedDuration {
        self.troubles -= 1;
        let tricky = self.nature == Nature::Trickster || self.chance.one_in(12);
        let text = if tricky { self.chance.pick(&lines::TRICKS) } else { self.chance.pick(&lines::REPORTS) };
        match self.chance.below(8) {
            0 => life.say(&format!("dm:{}", self.id), self.id, text),
            1 => life.command(self.id, &format!("report {text}")),
            2 => {
                let message = life.say("general", self.id, text);
                let on = said("general", None, &message, self.id, text);
                life.tell(What::Reacted { actor: "dana".into(), emoji: "ticket".into(), on });
                message
            }
            3 => {
                let message = life.say("general", self.id, text);
                self.nudged = true;
                message
            }
            _ => life.say("it-help", self.id, text),
        };
        match self.nature {
            Nature::ManyLines => self.chance.seconds(20, 250),
            Nature::Editor => self.chance.minutes(1, 40),
            _ => self.pause(),
        }
    }

    fn pause(&mut self) -> SignedDuration {
        match self.nature {
            Nature::Chaser => self.chance.minutes(40, 700),
            Nature::ManyLines if self.chance.one_in(2) => self.chance.seconds(10, 280),
            Nature::Silent => self.chance.hours(90, 300),
            _ => self.chance.hours(4, 60),
        }
    }

    fn about(&mut self, life: &mut Life, case: &Case) -> SignedDuration {
        let waited_for = case.waiting.as_ref().is_some_and(|w| w.on == hearken::desk::WaitingOn::Requester);
        match self.nature {
            Nature::Silent => {}
            _ if waited_for && self.chance.one_in(2) => self.write(life, case, lines::MORE[1]),
            Nature::Patient if self.chance.one_in(4) => self.write(life, case, lines::CHASES[0]),
            Nature::Patient => {}
            Nature::Chaser => {
                let line = self.chance.pick(&lines::CHASES);
                self.write(life, case, line);
                if self.chance.one_in(4) {
                    self.write(life, case, "any update?");
                }
            }
            Nature::Thanker => {
                let line = self.chance.pick(&lines::THANKS);
                self.write(life, case, line);
            }
            Nature::Editor => self.edit(life, case),
            Nature::ManyLines | Nature::SecondTrouble | Nature::Trickster => {
                let line = match self.chance.below(6) {
                    0 => lines::CHASES[1],
                    1 => lines::THANKS[1],
                    2 => lines::FIXED[2],
                    3 => lines::SMALL_TALK[1],
                    _ => self.chance.pick(&lines::MORE),
                };
                self.write(life, case, line);
            }
        }
        self.pause()
    }

    fn edit(&mut self, life: &mut Life, case: &Case) {
        let own: Vec<_> = case.messages.iter().filter(|m| m.author.as_str() == self.id && !m.text.is_empty()).collect();
        if own.is_empty() || self.chance.one_in(4) {
            return self.write(life, case, lines::MORE[3]);
        }
        let message = self.chance.pick(&own).clone();
        let channel = case.channel.clone();
        if self.chance.one_in(4) {
            life.tell(What::Deleted { channel, message: message.id, author: message.author });
        } else {
            let text = self.chance.pick(&lines::REPORTS);
            life.tell(What::Edited(said(channel.as_str(), None, &message.id, self.id, text)));
        }
    }

    fn answer_the_check(&mut self, life: &mut Life, case: &Case) -> SignedDuration {
        let (fixed, broken) = (self.chance.pick(&lines::FIXED), self.chance.pick(&lines::BROKEN));
        match (self.nature, self.chance.below(6)) {
            (Nature::Silent, _) | (_, 0) => {}
            (_, 1) => self.write(life, case, fixed),
            (_, 2) => self.write(life, case, broken),
            (_, 3) => life.press_check(case.id, "not_yet", self.id),
            (Nature::Thanker, _) => self.write(life, case, lines::THANKS[0]),
            _ => life.press_check(case.id, "works", self.id),
        }
        self.pause()
    }

    /// Mostly in the thread, at times beside it.
    fn write(&mut self, life: &mut Life, case: &Case, text: &str) {
        match &case.thread {
            Some(thread) if !self.chance.one_in(5) => drop(life.reply(case.channel.as_str(), thread, self.id, text)),
            _ => drop(life.say(case.channel.as_str(), self.id, text)),
        }
    }

    fn loosely_or_in_the_last_thread(&mut self, life: &mut Life, text: &str) {
        let last = life.world.cases.values().rev().find(|case| case.requester.as_str() == self.id).cloned();
        if let Some(case) = last {
            self.write(life, &case, text);
        }
    }
}
