//! What a desk's hours may be, in a form of its own: minutes since the midnight on which a day begins.

use std::collections::{BTreeMap, BTreeSet};

use hearken::desk::{Hours, Quiet};
use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;

pub const DAY: i16 = 24 * 60;

/// From one minute of the day up to but not including another; what goes past midnight ends after 1,440.
pub type Span = (i16, i16);

#[derive(Debug, Clone)]
pub struct Calendar {
    /// Monday first.
    pub week: [Vec<Span>; 7],
    pub holidays: BTreeSet<Date>,
    /// Days with spans of their own.
    pub dates: BTreeMap<Date, Vec<Span>>,
    /// When the reader is left in peace; across midnight when it ends at the earlier minute.
    pub quiet: Option<Span>,
}

impl Calendar {
    /// The spans that begin on a day.
    pub fn spans(&self, day: Date) -> &[Span] {
        if let Some(spans) = self.dates.get(&day) {
            return spans;
        }
        if self.holidays.contains(&day) {
            return &[];
        }
        &self.week[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()]
    }

    /// The same, as the desk knows it.
    pub fn hours(&self, zone: TimeZone) -> Hours {
        let hours = Hours::weekly(zone, self.week.each_ref().map(|day| times(day)), self.holidays.clone());
        self.dates.iter().fold(hours, |hours, (day, spans)| hours.on(*day, times(spans)))
    }

    pub fn quiet(&self) -> Quiet {
        self.quiet.map_or(Quiet::never(), |(from, to)| Quiet::between(clock(from), clock(to)))
    }
}

/// Five desks with habits of their own, whatever the zone.
pub fn desks() -> [Calendar; 5] {
    let every = |day: &[Span]| -> [Vec<Span>; 7] { std::array::from_fn(|_| day.to_vec()) };
    let workdays =
        |day: &[Span]| -> [Vec<Span>; 7] { std::array::from_fn(|at| if at < 5 { day.to_vec() } else { vec![] }) };
    let plain = |week, quiet| Calendar { week, holidays: BTreeSet::new(), dates: BTreeMap::new(), quiet };
    [
        // An office with a lunch break.
        plain(workdays(&[(480, 720), (780, 1_020)]), Some((1_200, 420))),
        // Three shifts round the clock, and readers who sleep in the hours in which clocks are changed.
        plain(every(&[(360, 840), (840, 1_320), (1_320, 1_800)]), Some((90, 150))),
        // A night shift, but not on every night; peace at midday.
        plain([1, 0, 1, 1, 0, 1, 1].map(|works| vec![(1_320, 1_800); works]), Some((720, 840))),
        // Openings that begin and end in the hours in which clocks are changed.
        plain(every(&[(15, 65), (90, 150), (170, 200), (1_400, 1_440)]), Some((150, 90))),
        // Around the clock, but for a pause at midnight.
        plain(every(&[(30, 1_430)]), Some((1_380, 30))),
    ]
}

fn times(spans: &[Span]) -> Vec<(Time, Time)> {
    spans.iter().map(|(from, to)| (clock(*from), clock(*to))).collect()
}

fn clock(minute: i16) -> Time {
    let minute = minute % DAY;
    time(i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap(), 0, 0)
}
