//! The leads: told when a requester waits without a word, outside their own quiet hours, and reminded later each time.

use jiff::Timestamp;

use super::draft::Draft;
use super::situation::Situation;
use super::{Case, Change, Entry, TimerKind};
use crate::chat::{Audience, Person, PersonId, Post, PostKind, Spot};
use crate::words::{Kind, Memory, Scene};

/// A reminder comes a working day after the first word, then after twice as long, and so on up to sixteen working days:
/// as long as the desk owes, somebody hears of it.
const DOUBLINGS: u32 = 4;

impl<'a> Situation<'a> {
    /// The leads to be told of a case: nobody is told by the bot that they themselves wait.
    pub(super) fn leads_of(&self, case: &Case) -> impl Iterator<Item = &'a Person> {
        let requester = case.requester.clone();
        self.people.leads().filter(move |lead| lead.id != requester)
    }

    /// Those of them who may be written to now.
    pub(super) fn awake_leads(&self, case: &Case) -> impl Iterator<Item = &'a Person> {
        let (quiet, now) = (self.policy.quiet, self.now);
        self.leads_of(case).filter(move |lead| quiet.release(now, &lead.zone) == now)
    }

    /// The first moment from `at` on at which some of them may be written to; `at` itself when there is none.
    fn lead_wakes(&self, case: &Case, at: Timestamp) -> Timestamp {
        self.leads_of(case).map(|lead| self.policy.quiet.release(at, &lead.zone)).min().unwrap_or(at)
    }
}

impl Draft<'_> {
    /// Tells the leads who are awake something, each alone with the bot. Whether there was one.
    pub fn tell_leads(&mut self, kind: Kind, scene: &Scene) -> bool {
        let leads: Vec<PersonId> = self.sit.awake_leads(&self.case).map(|lead| lead.id.clone()).collect();
        let scene = &self.at_the_desk(scene);
        for lead in &leads {
            self.tell_alone(lead, kind, scene);
        }
        !leads.is_empty()
    }

    /// Tells somebody of the desk something, alone with the bot.
    pub fn tell_alone(&mut self, person: &PersonId, kind: Kind, scene: &Scene) {
        let text = self.sit.words.say(kind, scene, &Memory::default()).text;
        let post = Post {
            spot: Spot::Direct(person.clone()),
            kind: PostKind::Notice,
            audience: Audience::Everybody,
            sent_by: None,
            text,
            card: None,
        };
        self.post(post, None);
    }

    /// Reminds the leads later: when one of them wakes if none was told, else after twice as long as the last time.
    pub fn remind_leads(&mut self, told: bool) {
        let sleeping = !told && self.sit.leads_of(&self.case).next().is_some();
        let at = if sleeping {
            self.sit.now
        } else {
            let days = 1_i64 << self.leads_told().saturating_sub(1).min(DOUBLINGS);
            self.sit.policy.hours.after_days(self.sit.now, days)
        };
        let at = self.sit.lead_wakes(&self.case, at);
        self.set_timer(TimerKind::RemindLead, at);
    }

    /// How often the leads were told since anybody of the desk last did something.
    pub fn leads_told(&self) -> u32 {
        let by_desk = |entry: &&Entry| entry.who.as_ref().is_some_and(|who| *who != self.case.requester);
        let since = self.case.timeline.iter().rev().take_while(|entry| !by_desk(entry));
        u32::try_from(since.filter(|entry| entry.change == Change::LeadTold).count()).unwrap_or(u32::MAX)
    }
}
