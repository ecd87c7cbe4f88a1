//! A clock on the wall, watched minute by minute: what everything here is held against. It knows nothing of changes of
//! the clocks; it reads off what the wall shows, and counts.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;

use crate::calendar::{Calendar, DAY, Span};

/// What the wall showed at each minute from a first one on. Minutes are counted from there.
#[derive(Debug)]
pub struct Watch {
    first: i64,
    wall: Vec<Wall>,
}

/// A minute of a day; days are counted from 1970 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wall {
    day: i32,
    minute: i16,
}

impl Watch {
    /// Watches for so many minutes from the whole minute at or before `from`.
    pub fn keep(zone: &TimeZone, from: Timestamp, minutes: usize) -> Watch {
        let first = from.as_second().div_euclid(60);
        let shown = |minute: i64| Wall::of(zone.to_datetime(Timestamp::from_second(minute * 60).unwrap()));
        Watch { first, wall: (first..).take(minutes).map(shown).collect() }
    }

    pub fn moment(&self, minute: usize) -> Timestamp {
        Timestamp::from_second((self.first + i64::try_from(minute).unwrap()) * 60).unwrap()
    }

    /// What the desk does under this clock.
    pub fn at_work(&self, calendar: &Calendar) -> Work<'_> {
        let mut shifts: Vec<Shift> = Vec::new();
        for (minute, wall) in self.wall.iter().enumerate() {
            let days = wall.shifts(calendar);
            match shifts.last_mut() {
                _ if days.is_empty() => {}
                Some(last) if last.end == minute && last.days == days => last.end += 1,
                _ => shifts.push(Shift { start: minute, end: minute + 1, days }),
            }
        }
        Work { wall: &self.wall, shifts }
    }

    /// Whether the reader sleeps, at each minute.
    pub fn asleep(&self, quiet: Option<Span>) -> Vec<bool> {
        let asleep = |wall: &Wall| {
            quiet.is_some_and(|(from, to)| {
                let (late, early) = (wall.minute >= from, wall.minute < to);
                if from < to { late && early } else { late || early }
            })
        };
        self.wall.iter().map(asleep).collect()
    }
}

impl Wall {
    fn of(shown: DateTime) -> Wall {
        let day = (shown.date() - date(1970, 1, 1)).get_days();
        Wall { day, minute: i16::from(shown.hour()) * 60 + i16::from(shown.minute()) }
    }

    /// The days whose spans this minute lies in: the day before, past midnight, and its own.
    fn shifts(self, calendar: &Calendar) -> Vec<i32> {
        let begun = [(self.day - 1, self.minute + DAY), (self.day, self.minute)];
        let within = |(day, minute): &(i32, i16)| {
            let calendar_day: Date = date(1970, 1, 1) + jiff::Span::new().days(*day);
            calendar.spans(calendar_day).iter().any(|(from, to)| from <= minute && minute < to)
        };
        begun.into_iter().filter(within).map(|(day, _)| day).collect()
    }
}

/// Minutes in which the desk is open, without a pause, in spans of the same days.
#[derive(Debug)]
struct Shift {
    start: usize,
    end: usize,
    /// The days on which those spans begin, earliest first.
    days: Vec<i32>,
}

/// A desk at work. Every answer is a minute, or none when it lies after the last one watched.
#[derive(Debug)]
pub struct Work<'a> {
    wall: &'a [Wall],
    shifts: Vec<Shift>,
}

impl Work<'_> {
    pub fn open(&self, minute: usize) -> bool {
        self.next_open(minute) == Some(minute)
    }

    pub fn next_open(&self, from: usize) -> Option<usize> {
        self.ahead(from).next().map(|shift| shift.start.max(from))
    }

    /// When so many minutes were worked.
    pub fn after(&self, from: usize, minutes: usize) -> Option<usize> {
        let mut worked = self.ahead(from).flat_map(|shift| shift.start.max(from)..shift.end);
        worked.nth(minutes - 1).map(|last| last + 1)
    }

    /// The same time of day, so many working days later.
    pub fn after_days(&self, from: usize, days: usize) -> Option<usize> {
        let now = self.wall[from];
        let mut ahead = self.ahead(from).peekable();
        let today = ahead.peek().filter(|shift| shift.start <= from).map_or(now.day, |shift| shift.days[0]);
        let (mut day, mut left) = (today, days);
        let others = ahead.flat_map(|shift| &shift.days);
        for other in others {
            if *other > day {
                (day, left) = (*other, left - 1);
            }
            if left == 0 {
                let then = Wall { day: now.day + day - today, ..now };
                let later = self.wall[from..].iter().position(|wall| *wall >= then)?;
                return self.next_open(from + later);
            }
        }
        None
    }

    fn ahead(&self, from: usize) -> impl Iterator<Item = &Shift> {
        self.shifts.iter().skip_while(move |shift| shift.end <= from)
    }
}
