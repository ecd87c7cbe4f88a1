//! What the desk says of a minute, held against what the watched clock shows.

use hearken::cues::{Level, Priority};
use hearken::desk::{Policy, next_word};
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::calendar::Calendar;
use crate::case::case;
use crate::watch::{Watch, Work};

/// A desk and a reader, each under a clock of their own that was watched from the same minute on.
pub struct Trial<'a> {
    pub calendar: &'a Calendar,
    pub desk: (&'a TimeZone, &'a Watch),
    pub reader: (&'a TimeZone, &'a Watch),
}

/// A trial under way.
pub struct Hearing<'a> {
    trial: Trial<'a>,
    policy: Policy,
    work: Work<'a>,
    asleep: Vec<bool>,
    /// How many answers were compared.
    pub compared: u64,
}

impl<'a> Trial<'a> {
    pub fn begin(self) -> Hearing<'a> {
        let policy = Policy {
            hours: self.calendar.hours(self.desk.0.clone()),
            quiet: self.calendar.quiet(),
            ..Policy::default()
        };
        let work = self.desk.1.at_work(self.calendar);
        let asleep = self.reader.1.asleep(self.calendar.quiet);
        Hearing { trial: self, policy, work, asleep, compared: 0 }
    }
}

impl Hearing<'_> {
    /// The minutes before `until` at which something changes, and those around them; and every so many in between.
    pub fn telling(&self, until: usize, step: usize) -> Vec<usize> {
        let changes = |minute: &usize| {
            let (now, next) = (*minute, *minute + 1);
            self.work.open(now) != self.work.open(next) || self.asleep[now] != self.asleep[next]
        };
        let edges = (1..until).filter(changes).flat_map(|minute| [minute - 1, minute, minute + 1]);
        let mut telling: Vec<usize> = edges.chain((0..until).step_by(step)).collect();
        telling.sort_unstable();
        telling.dedup();
        telling
    }

    /// Everything that depends on the hours alone.
    pub fn hours(&mut self, minute: usize, amounts: &[usize], days: &[usize]) {
        let from = self.trial.desk.1.moment(minute);
        let hours = self.policy.hours.clone();
        assert_eq!(hours.is_open(from), self.work.open(minute), "whether it is open at {from}: {}", self.told());
        self.compared += 1;
        self.same("the next opening", minute, hours.next_open(from), self.work.next_open(minute));
        for amount in amounts {
            let found = hours.after(from, SignedDuration::from_mins(i64::try_from(*amount).unwrap()));
            self.same(&format!("{amount} minutes of work"), minute, found, self.work.after(minute, *amount));
        }
        for days in days {
            let found = hours.after_days(from, i64::try_from(*days).unwrap());
            self.same(&format!("{days} working days"), minute, found, self.work.after_days(minute, *days));
        }
    }

    /// What depends on the hours alone, so many seconds into a minute.
    pub fn seconds(&mut self, minute: usize, seconds: i64, amount: usize) {
        let from = self.trial.desk.1.moment(minute) + SignedDuration::from_secs(seconds);
        let hours = self.policy.hours.clone();
        let open = self.work.open(minute);
        // In an open minute, what is left of it is worked.
        let amount_left = SignedDuration::from_mins(i64::try_from(amount).unwrap())
            - SignedDuration::from_secs(if open { seconds } else { 0 });
        self.same("seconds of work", minute, hours.after(from, amount_left), self.work.after(minute, amount));
        if open {
            assert_eq!(hours.next_open(from), from, "open at {from}: {}", self.told());
        } else {
            self.same("the next opening", minute, hours.next_open(from), self.work.next_open(minute));
        }
    }

    /// When the reader may be written to.
    pub fn quiet(&mut self, minute: usize) {
        let found = self.policy.quiet.release(self.trial.desk.1.moment(minute), self.trial.reader.0);
        self.same("the end of quiet hours", minute, found, self.awake(minute));
    }

    /// When the next word is due, by the paces of a desk that changed none.
    pub fn cadence(&mut self, minute: usize, priority: Priority, level: Level, pings: u32) {
        let found = next_word(
            &case(priority, level, pings),
            &self.policy,
            self.trial.reader.0,
            self.trial.desk.1.moment(minute),
        );
        let (doubled, heated) = (1_usize << pings, level >= Level::Frustrated);
        let pace = |minutes: usize| self.work.after(minute, if heated { minutes / 2 } else { minutes } * doubled);
        let due = match priority {
            Priority::Urgent => pace(30),
            Priority::High => pace(60),
            Priority::Normal => pace(240),
            Priority::Low if heated => self.work.next_open(minute + 720 * doubled),
            Priority::Low => self.work.after_days(minute, doubled),
        };
        let due = due.and_then(|due| self.awake(due));
        self.same(&format!("the next word ({priority:?}, {level:?}, {pings} before)"), minute, found, due);
    }

    fn awake(&self, from: usize) -> Option<usize> {
        (from..self.asleep.len()).find(|minute| !self.asleep[*minute])
    }

    fn same(&mut self, what: &str, minute: usize, found: jiff::Timestamp, expected: Option<usize>) {
        // What comes after the last minute that was watched cannot be compared.
        let Some(expected) = expected.filter(|expected| *expected < self.asleep.len()) else { return };
        let watch = self.trial.desk.1;
        assert_eq!(found, watch.moment(expected), "{what} from {}: {}", watch.moment(minute), self.told());
        self.compared += 1;
    }

    fn told(&self) -> String {
        let name = |zone: &TimeZone| zone.iana_name().unwrap_or("?").to_owned();
        let (desk, reader) = (name(self.trial.desk.0), name(self.trial.reader.0));
        format!("desk in {desk}, reader in {reader}, {:?}", self.trial.calendar)
    }
}
