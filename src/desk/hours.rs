//! Working time: the desk's opening hours, as the clock on its wall shows them.
//!
//! The desk is open at a moment when the wall then shows a time in one of its spans. So an opening in an hour that the
//! clocks skip is cut, and one in an hour that they show twice counts twice: nothing else is to be known of such days.

mod quiet;
mod wall;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

pub use quiet::Quiet;
use wall::Opening;

/// When the desk works.
#[derive(Debug, Clone)]
pub struct Hours {
    /// The zone the hours are meant in.
    pub zone: TimeZone,
    /// The spans of each weekday from Monday on, earliest first.
    week: [Vec<(Time, Time)>; 7],
    /// The spans of days that differ from their weekday; on a holiday there are none.
    dates: BTreeMap<Date, Vec<(Time, Time)>>,
}

impl Hours {
    /// Open at all times.
    pub fn always() -> Hours {
        let whole_day = || vec![(Time::midnight(), Time::midnight())];
        Hours::weekly(TimeZone::UTC, std::array::from_fn(|_| whole_day()), BTreeSet::new())
    }

    /// Open in these spans of the week, Monday first, but on no holiday.
    ///
    /// A span goes from its start up to but not including its end; one that does not end later than it starts goes on
    /// past midnight (22:00 to 06:00, 22:00 to 00:00, 00:00 to 00:00), and all of it belongs to the day it begins on.
    pub fn weekly(zone: TimeZone, week: [Vec<(Time, Time)>; 7], holidays: BTreeSet<Date>) -> Hours {
        let dates = holidays.into_iter().map(|day| (day, Vec::new())).collect();
        Hours { zone, week: week.map(in_order), dates }
    }

    /// The same hours, but with these spans on one day instead of those of its weekday or none.
    #[must_use]
    pub fn on(mut self, day: Date, spans: Vec<(Time, Time)>) -> Hours {
        self.dates.insert(day, in_order(spans));
        self
    }

    /// The moment when `amount` of working time has passed since `from`. A desk that never opens is taken for one that
    /// always is.
    pub fn after(&self, from: Timestamp, amount: SignedDuration) -> Timestamp {
        let (mut left, mut reached) = (amount, None);
        for Opening { start, end, .. } in self.openings(from) {
            // Where spans overlap, time is counted once.
            let start = reached.map_or(start, |reached| start.max(reached));
            if end <= start {
                continue;
            }
            let open = end.duration_since(start);
            if left <= open {
                return start.saturating_add(left).unwrap_or(Timestamp::MAX);
            }
            left -= open;
            reached = Some(end);
        }
        reached.unwrap_or_else(|| from.saturating_add(amount).unwrap_or(Timestamp::MAX))
    }

    /// The same time of day, that many working days after `from`; the next opening when the desk is closed then. A
    /// working day is one on which an opening begins; after midnight a night shift is still in the day it began on.
    pub fn after_days(&self, from: Timestamp, days: i64) -> Timestamp {
        let time = self.zone.to_datetime(from);
        let mut openings = self.openings(from).peekable();
        let today = openings.peek().filter(|opening| opening.start == from).map_or(time.date(), |opening| opening.day);
        let (mut day, mut left) = (today, days);
        for opening in openings {
            if left <= 0 {
                break;
            }
            if opening.day > day {
                day = opening.day;
                left -= 1;
            }
        }
        let then = time.saturating_add(Span::new().days(day.duration_since(today).as_hours() / 24));
        self.next_open(wall::reaches(&self.zone, from, then))
    }

    /// `at` when the desk is open then, else the next moment it opens; `at` when it never does.
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        self.openings(at).next().map_or(at, |opening| opening.start)
    }

    /// Whether the desk is open.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_open(at) == at
    }

    fn openings(&self, from: Timestamp) -> impl Iterator<Item = Opening> {
        wall::openings(&self.zone, from, |day| self.spans(day))
    }

    fn spans(&self, day: Date) -> &[(Time, Time)] {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        self.dates.get(&day).or_else(|| self.week.get(weekday)).map_or(&[], Vec::as_slice)
    }
}

fn in_order(mut spans: Vec<(Time, Time)>) -> Vec<(Time, Time)> {
    spans.sort_unstable();
    spans
}

#[cfg(test)]
mod tests;
