//! What a clock on the wall shows, and when. Between two changes of the clocks, moments and the wall's time differ by one
//! offset; looked at stretch by stretch, an hour that is skipped, shown twice, or a whole day left out needs no rule of
//! its own.

use std::iter::successors;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// How far ahead anything is looked for: ten years.
const HORIZON: SignedDuration = SignedDuration::from_hours(24 * 3_653);

/// From one time of day up to but not including another; past midnight when that is not the later one.
pub(super) type Span = (Time, Time);

/// A time in which the wall shows one of a day's spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// The day on which the span begins.
    pub day: Date,
    /// The first moment of it.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

/// A time without a change of the clocks.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    start: Timestamp,
    end: Timestamp,
    offset: Offset,
}

/// Whatever is left, from `from` on, of the spans of every day; earliest first, when those of each day are.
pub(super) fn openings<'a>(
    zone: &'a TimeZone,
    from: Timestamp,
    spans: impl Fn(Date) -> &'a [Span] + Copy + 'a,
) -> impl Iterator<Item = Opening> + 'a {
    stretches(zone, from).flat_map(move |stretch| {
        stretch.days().flat_map(move |day| spans(day).iter().filter_map(move |span| stretch.opening(day, *span)))
    })
}

/// The first moment, from `from` on, at which the wall shows `time` or later, but not beyond the horizon.
pub(super) fn reaches(zone: &TimeZone, from: Timestamp, time: DateTime) -> Timestamp {
    stretches(zone, from)
        .find(|stretch| time < stretch.offset.to_datetime(stretch.end))
        .and_then(|stretch| Some(stretch.offset.to_timestamp(time).ok()?.max(stretch.start)))
        .unwrap_or_else(|| horizon(from))
}

fn horizon(from: Timestamp) -> Timestamp {
    from.saturating_add(HORIZON).unwrap_or(Timestamp::MAX)
}

/// The stretches from `from` on, the first of them cut.
fn stretches(zone: &TimeZone, from: Timestamp) -> impl Iterator<Item = Stretch> {
    let horizon = horizon(from);
    let stretch = move |start: Timestamp| {
        let end = zone.following(start).next().map_or(horizon, |change| change.timestamp().min(horizon));
        (start < end).then(|| Stretch { start, end, offset: zone.to_offset(start) })
    };
    successors(stretch(from), move |last| stretch(last.end))
}

impl Stretch {
    /// The days whose spans can lie in it; the day before the first may reach into it past midnight.
    fn days(self) -> impl Iterator<Item = Date> {
        let first = self.offset.to_datetime(self.start).date();
        let last = self.offset.to_datetime(self.end).date();
        successors(Some(first.yesterday().unwrap_or(first)), |day| day.tomorrow().ok())
            .take_while(move |day| *day <= last)
    }

    /// What lies in it of a day's span.
    fn opening(self, day: Date, (from, to): Span) -> Option<Opening> {
        let last = if from < to { day } else { day.tomorrow().ok()? };
        let start = self.offset.to_timestamp(day.to_datetime(from)).ok()?.max(self.start);
        let end = self.offset.to_timestamp(last.to_datetime(to)).ok()?.min(self.end);
        (start < end).then_some(Opening { day, start, end })
    }
}
