//! Promises made, kept, moved and broken, and the timers that watch them. After every change here the timers say what
//! the promises say: nothing is promised that is not timed.

use jiff::{SignedDuration, Timestamp};

use super::draft::Draft;
use super::scene::{deadline, scene};
use super::{Case, Change, Owes, Promise, PromiseKind, PromiseState, TimerKind, cadence, owes};
use crate::chat::{PersonId, PostKind};
use crate::words::{Kind, pledge};

/// Less than this is too short a notice for any person.
const SHORTEST: SignedDuration = SignedDuration::from_mins(5);

impl Draft<'_> {
    /// Promises something by a time.
    pub fn promise(&mut self, kind: PromiseKind, by: Option<&PersonId>, due_at: Timestamp) {
        let id = u32::try_from(self.case.promises.len()).unwrap_or(u32::MAX).saturating_add(1);
        let promise = Promise {
            id,
            kind,
            by: by.cloned(),
            made_at: self.sit.now,
            due_at,
            state: PromiseState::Open,
            ended_at: None,
        };
        self.change(by, Change::Promised(promise));
    }

    /// Ends every standing promise of these kinds the same way; but one whose time has passed unnoticed was broken,
    /// whatever is done for it now.
    pub fn end_promises(&mut self, kinds: &[PromiseKind], state: &PromiseState) {
        let ending: Vec<Promise> =
            self.case.open_promises().filter(|promise| kinds.contains(&promise.kind)).cloned().collect();
        for promise in ending {
            self.end_promise(&promise, state);
        }
    }

    /// Ends one promise; as broken when its time has passed unnoticed.
    pub fn end_promise(&mut self, promise: &Promise, state: &PromiseState) {
        let state = if promise.is_overdue(self.sit.now) { PromiseState::Broken } else { state.clone() };
        self.change(None, Change::PromiseEnded { id: promise.id, state });
    }

    /// An agent has spoken to the requester in their own words: a time these promise is theirs to keep.
    pub fn word_given_in(&mut self, agent: &PersonId, words: &str) {
        let at = pledge(words, &self.sit.now.to_zoned(self.requester().zone));
        self.word_given(agent, at);
    }

    /// An agent has spoken to the requester: the first response and the next word are given, and the next one is due by
    /// the cadence, or, promised by the agent in person, at `at` when their own words name a time to come.
    pub fn word_given(&mut self, agent: &PersonId, at: Option<Timestamp>) {
        self.end_promises(&[PromiseKind::FirstResponse, PromiseKind::NextWord], &PromiseState::Kept);
        match at.filter(|at| *at > self.sit.now) {
            Some(due) => self.promise(PromiseKind::NextWord, Some(agent), due),
            None => self.promise_next_word(),
        }
        self.clear_timer(TimerKind::RemindLead);
        self.time_promises();
        if self.case.next_update_at().is_none() {
            self.remind_later();
        }
    }

    /// While the requester is the one to speak, looks again in a while: to remind them of it, then to tell the agents.
    pub fn remind_later(&mut self) {
        let theirs = self.case.is_open() && owes(&self.case) == Owes::Requester;
        if theirs {
            let at = cadence::reminder(&self.case, self.sit.policy, &self.requester().zone, self.sit.now);
            // A time for the fix stands all the same, and is looked at when it comes.
            let at = self.case.next_update_at().map_or(at, |due| due.min(at));
            self.set_timer(TimerKind::NextWord, at);
        }
    }

    /// Promises the next word by the cadence, unless the requester is the one to speak.
    pub fn promise_next_word(&mut self) {
        let due = self.next_word_due();
        // A word that an agent promised in person for before then is the next one.
        let given =
            self.case.open_promises().any(|promise| promise.kind == PromiseKind::NextWord && promise.due_at <= due);
        if matches!(owes(&self.case), Owes::Agent | Owes::ThirdParty) && !given {
            self.promise(PromiseKind::NextWord, None, due);
        }
    }

    /// When the next word would be due if the requester heard something now: never while the bot holds its tongue.
    pub fn next_word_due(&self) -> Timestamp {
        let zone = self.requester().zone;
        let due = cadence::next_word(&self.case, self.sit.policy, &zone, self.sit.now);
        let hush = cadence::hushed_until(&self.case, self.sit.policy, self.sit.now);
        hush.map_or(due, |hush| self.sit.policy.quiet.release(due.max(cadence::minute_after(hush)), &zone))
    }

    /// Brings the next word forward when the case has become more urgent than it was; a promise is never put off here,
    /// and what an agent promised in person stays theirs. Whether one moved: then the requester has yet to be told the
    /// new time, which they are held to wait by.
    pub fn bring_forward(&mut self) -> bool {
        let due = match self.case.agent_spoke_at {
            None => self.first_response_due(),
            Some(_) => self.next_word_due(),
        };
        let earlier =
            |promise: &&Promise| promise.kind != PromiseKind::Eta && promise.by.is_none() && promise.due_at > due;
        let later: Vec<Promise> = match self.presses_more() {
            true => self.case.open_promises().filter(earlier).cloned().collect(),
            false => Vec::new(),
        };
        let moved = !later.is_empty();
        for promise in later {
            let state = PromiseState::Moved { reason: "brought forward".to_owned() };
            self.change(None, Change::PromiseEnded { id: promise.id, state });
            // Nobody of the desk gave this time: it is the bot's own.
            self.promise(promise.kind, None, due);
        }
        self.time_promises();
        moved
    }

    /// Whether the requester is to hear sooner than before, by priority, by heat, or by a time that they have named since.
    fn presses_more(&self) -> bool {
        let zone = self.requester().zone;
        let due = |case: &Case| cadence::next_word(case, self.sit.policy, &zone, self.sit.now);
        let named = |case: &Case| deadline(self.sit.words, case, &zone);
        self.sit.case.is_none_or(|before| due(&self.case) < due(before) || named(&self.case) != named(before))
    }

    /// When a person answers at the latest: by the cadence, or in time for whatever the report says will not wait.
    pub fn first_response_due(&self) -> Timestamp {
        let (sit, due, zone) = (&self.sit, self.next_word_due(), self.requester().zone);
        let Some(at) = deadline(sit.words, &self.case, &zone).filter(|at| *at > sit.now) else { return due };
        let in_time = at.checked_sub(sit.policy.ask_before).unwrap_or(at);
        let soonest = sit.now.checked_add(SHORTEST).unwrap_or(due);
        let due_in_time = cadence::whole_minute(in_time.max(soonest), sit.now);
        let awake = sit.policy.quiet.release(due_in_time, &zone) == due_in_time;
        if awake && sit.policy.hours.is_open(due_in_time) { due_in_time.min(due) } else { due }
    }

    /// Brings the next word forward, and tells the requester the new time: a promise they never heard of is none.
    pub fn bring_forward_and_say_so(&mut self) {
        if self.bring_forward() {
            let scene = scene(&self.sit, &self.case, &self.requester().zone);
            self.tell(PostKind::Notice, Kind::BroughtForward, &scene);
        }
    }

    /// Sets the timers to what is promised.
    pub fn time_promises(&mut self) {
        match self.case.next_update_at() {
            Some(due) => {
                self.set_timer(TimerKind::NextWord, due);
                self.time_asking(due);
            }
            None => {
                // What is due while the requester is the one to speak is their reminder.
                if owes(&self.case) != Owes::Requester {
                    self.clear_timer(TimerKind::NextWord);
                } else if !self.case.timers.contains_key(&TimerKind::NextWord) {
                    self.remind_later();
                }
                self.clear_timer(TimerKind::AskNews);
            }
        }
    }

    /// The agents are asked for news a while before a word is due, and before whatever the report says will not wait.
    pub fn time_asking(&mut self, due: Timestamp) {
        let deadline = deadline(self.sit.words, &self.case, &self.requester().zone);
        let before = |at: Timestamp| at.checked_sub(self.sit.policy.ask_before).ok().filter(|at| *at > self.sit.now);
        match before(due).into_iter().chain(deadline.and_then(before).filter(|at| *at < due)).min() {
            Some(at) => self.set_timer(TimerKind::AskNews, at),
            None => self.clear_timer(TimerKind::AskNews),
        }
    }

    /// What is promised is looked at when its time comes, or their night is over; a timer may have been put off by a clock
    /// that was ahead and is put back by now.
    pub fn look_in_time(&mut self) {
        let Some(due) = self.case.next_update_at() else { return };
        let latest = self.sit.policy.quiet.release(due.max(self.sit.now), &self.requester().zone);
        if self.case.timers.get(&TimerKind::NextWord).is_some_and(|at| *at > latest) {
            self.set_timer(TimerKind::NextWord, latest);
        }
    }

    /// Whether a word is promised; a time for the fix is none.
    pub fn promises_a_word(&self) -> bool {
        self.case.open_promises().any(|promise| promise.kind != PromiseKind::Eta)
    }

    /// Puts a timer, in place of one of the same kind.
    pub fn set_timer(&mut self, timer: TimerKind, at: Timestamp) {
        if self.case.timers.get(&timer) != Some(&at) {
            self.change(None, Change::TimerSet { timer, at });
        }
    }

    /// Takes a timer away, if it is there.
    pub fn clear_timer(&mut self, timer: TimerKind) {
        if self.case.timers.contains_key(&timer) {
            self.change(None, Change::TimerCleared { timer });
        }
    }

    /// Takes every timer away.
    pub fn clear_timers(&mut self) {
        for timer in self.case.timers.keys().copied().collect::<Vec<_>>() {
            self.clear_timer(timer);
        }
    }
}
