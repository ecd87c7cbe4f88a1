//! Working time and quiet time: civil hours in a named zone, safe across every change of the clocks.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// How far ahead an opening is looked for: a desk that is closed for longer is treated as open.
const HORIZON_DAYS: i32 = 400;

/// When the desk works.
#[derive(Debug, Clone)]
pub struct Hours {
    /// The zone the hours are meant in.
    pub zone: TimeZone,
    /// Opening spans from Monday on, each from its start up to but not including its end; `None` means always open.
    weekly: Option<[Vec<(Time, Time)>; 7]>,
    /// Days on which the desk is closed.
    holidays: BTreeSet<Date>,
}

impl Hours {
    /// Open at all times.
    pub fn always() -> Hours {
        Hours { zone: TimeZone::UTC, weekly: None, holidays: BTreeSet::new() }
    }

    /// Open in these spans of the week, Monday first, but on no holiday.
    pub fn weekly(zone: TimeZone, weekly: [Vec<(Time, Time)>; 7], holidays: BTreeSet<Date>) -> Hours {
        Hours { zone, weekly: Some(weekly), holidays }
    }

    /// The moment when `amount` of working time has passed since `from`.
    pub fn after(&self, from: Timestamp, amount: SignedDuration) -> Timestamp {
        if self.weekly.is_none() {
            return from.saturating_add(amount).unwrap_or(Timestamp::MAX);
        }
        let mut left = amount;
        let mut date = from.to_zoned(self.zone.clone()).date();
        for _ in 0..HORIZON_DAYS {
            for (start, end) in self.spans(date) {
                let start = start.max(from);
                if end <= start {
                    continue;
                }
                let open = end.duration_since(start);
                if left <= open {
                    return start.saturating_add(left).unwrap_or(Timestamp::MAX);
                }
                left -= open;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        from.saturating_add(amount).unwrap_or(Timestamp::MAX)
    }

    /// The same time of day, that many working days after `from`; the next opening when the desk is closed then.
    pub fn after_days(&self, from: Timestamp, days: i64) -> Timestamp {
        if self.weekly.is_none() {
            return from
                .saturating_add(SignedDuration::from_secs(days.saturating_mul(86_400)))
                .unwrap_or(Timestamp::MAX);
        }
        let start = from.to_zoned(self.zone.clone());
        let mut date = start.date();
        let mut left = days;
        for _ in 0..HORIZON_DAYS {
            if left <= 0 {
                break;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            if !self.spans(date).is_empty() {
                left -= 1;
            }
        }
        let then = date.to_datetime(start.time());
        let at = self.zone.to_ambiguous_timestamp(then).compatible().unwrap_or(from);
        self.next_open(at)
    }

    /// `at` when the desk is open then, else the next moment it opens.
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        if self.weekly.is_none() {
            return at;
        }
        let mut date = at.to_zoned(self.zone.clone()).date();
        for _ in 0..HORIZON_DAYS {
            for (start, end) in self.spans(date) {
                if at < end {
                    return start.max(at);
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        at
    }

    /// Whether the desk is open.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_open(at) == at
    }

    /// The opening spans of a day as moments; a span that the clocks skip is left out.
    fn spans(&self, date: Date) -> Vec<(Timestamp, Timestamp)> {
        let Some(weekly) = &self.weekly else { return Vec::new() };
        if self.holidays.contains(&date) {
            return Vec::new();
        }
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let instant = |time: Time| self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().ok();
        let end_of_day = || {
            let midnight = date.tomorrow().ok()?.to_datetime(Time::midnight());
            self.zone.to_ambiguous_timestamp(midnight).compatible().ok()
        };
        weekly
            .get(day)
            .into_iter()
            .flatten()
            .filter_map(|(start, end)| {
                let until = if *end == Time::midnight() { end_of_day()? } else { instant(*end)? };
                Some((instant(*start)?, until))
            })
            // Where a whole day is skipped, as Samoa once did, its hours are not those of the day after.
            .filter(|(start, end)| start < end && start.to_zoned(self.zone.clone()).date() == date)
            .collect()
    }
}

/// When people are left in peace: from one time of day to another, in the reader's own zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet(Option<(Time, Time)>);

impl Quiet {
    /// No quiet hours.
    pub fn never() -> Quiet {
        Quiet(None)
    }

    /// From `start` up to but not including `end`, across midnight when `end` is the earlier one.
    pub fn between(start: Time, end: Time) -> Quiet {
        Quiet((start != end).then_some((start, end)))
    }

    /// `at` when the reader may be written to then, else the end of their quiet hours.
    pub fn release(&self, at: Timestamp, reader: &TimeZone) -> Timestamp {
        let Some((start, end)) = self.0 else { return at };
        let local = at.to_zoned(reader.clone());
        let time = local.time();
        let (quiet, ends_next_day) = if start < end {
            (time >= start && time < end, false)
        } else {
            (time >= start || time < end, time >= start)
        };
        if !quiet {
            return at;
        }
        let date = if ends_next_day { local.date().saturating_add(1.day()) } else { local.date() };
        let end = reader.to_ambiguous_timestamp(date.to_datetime(end)).compatible().unwrap_or(at);
        end.max(at)
    }
}

#[cfg(test)]
mod tests;
