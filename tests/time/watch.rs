//! A clock on the wall, watched minute by minute: what everything here is held against. It knows nothing of changes of
//! the clocks; it reads off what the wall shows, and counts.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::calendar::{Calendar, DAY, Span};

/// What the wall showed at each minute from a first one on. Minutes are counted from there.
#[derive(Debug)]
pub struct Watch {
    first: i64,
    wall: Vec<DateTime>,
}

impl Watch {
    /// Watches for so many minutes from the whole minute at or before `from`.
    pub fn keep(zone: &TimeZone, from: Timestamp, minutes: usize) -> Watch {
        let first = from.as_second().div_euclid(60);
        let shown = |minute: i64| zone.to_datetime(Timestamp::from_second(minute * 60).unwrap());
        Watch { first, wall: (first..).take(minutes).map(shown).collect() }
    }

    pub fn moment(&self, minute: usize) -> Timestamp {
        Timestamp::from_second((self.first + i64::try_from(minute).unwrap()) * 60).unwrap()
    }

    /// What the desk does at each minute.
    pub fn at_work(&self, calendar: &Calendar) -> Work<'_> {
        Work { wall: &self.wall, shifts: self.wall.iter().map(|wall| Shifts::at(calendar, *wall)).collect() }
    }

    /// Whether the reader sleeps, at each minute.
    pub fn asleep(&self, quiet: Option<Span>) -> Vec<bool> {
        let asleep = |wall: &DateTime| {
            quiet.is_some_and(|(from, to)| {
                let minute = minute_of_day(*wall);
                if from < to { from <= minute && minute < to } else { minute >= from || minute < to }
            })
        };
        self.wall.iter().map(asleep).collect()
    }
}

/// The days whose spans a minute lies in: the present one, or, past midnight, the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shifts {
    yesterdays: Option<Date>,
    todays: Option<Date>,
}

impl Shifts {
    fn at(calendar: &Calendar, wall: DateTime) -> Shifts {
        let within = |day: Date, minute: i16| {
            calendar.spans(day).iter().any(|(from, to)| *from <= minute && minute < *to).then_some(day)
        };
        let (today, minute) = (wall.date(), minute_of_day(wall));
        Shifts { yesterdays: within(today.yesterday().unwrap(), minute + DAY), todays: within(today, minute) }
    }

    fn open(self) -> bool {
        self.yesterdays.or(self.todays).is_some()
    }
}

/// A desk at work. Every answer is a minute, or none when it lies after the last one watched.
#[derive(Debug)]
pub struct Work<'a> {
    wall: &'a [DateTime],
    shifts: Vec<Shifts>,
}

impl Work<'_> {
    pub fn open(&self, minute: usize) -> bool {
        self.shifts[minute].open()
    }

    pub fn next_open(&self, from: usize) -> Option<usize> {
        (from..self.shifts.len()).find(|minute| self.open(*minute))
    }

    /// When so many minutes were worked.
    pub fn after(&self, from: usize, minutes: usize) -> Option<usize> {
        (from..self.shifts.len()).filter(|minute| self.open(*minute)).nth(minutes - 1).map(|last| last + 1)
    }

    /// The same time of day, so many working days later.
    pub fn after_days(&self, from: usize, days: usize) -> Option<usize> {
        let shifts = self.shifts[from];
        let today = shifts.yesterdays.or(shifts.todays).unwrap_or(self.wall[from].date());
        let (mut day, mut left) = (today, days);
        for minute in from..self.wall.len() {
            let shifts = self.shifts[minute];
            for other in [shifts.yesterdays, shifts.todays].into_iter().flatten() {
                if left > 0 && other > day {
                    (day, left) = (other, left - 1);
                }
            }
            if left == 0 {
                let then = self.wall[from].checked_add((day - today).get_days().days()).unwrap();
                return self.next_open((from..self.wall.len()).find(|minute| self.wall[*minute] >= then)?);
            }
        }
        None
    }
}

fn minute_of_day(wall: DateTime) -> i16 {
    i16::from(wall.hour()) * 60 + i16::from(wall.minute())
}
