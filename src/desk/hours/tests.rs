//! Held against a clock that is watched minute by minute.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// Zones and days in them on or around which the clocks do something: an hour in spring and in autumn, half an hour, a
/// whole day left out, a change at midnight, and nothing at all.
const CHANGES: [(&str, &str); 9] = [
    ("Europe/Berlin", "2026-03-28T12:00:00Z"),
    ("Europe/Berlin", "2026-10-24T12:00:00Z"),
    ("America/New_York", "2026-03-07T12:00:00Z"),
    ("America/New_York", "2026-10-31T12:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T00:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T00:00:00Z"),
    ("Pacific/Apia", "2011-12-29T12:00:00Z"),
    ("Africa/Cairo", "2026-04-23T12:00:00Z"),
    ("UTC", "2026-12-24T12:00:00Z"),
];

type Week = [Vec<(Time, Time)>; 7];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn clock(text: &str) -> Time {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn spans(texts: &[(&str, &str)]) -> Vec<(Time, Time)> {
    texts.iter().map(|(from, to)| (clock(from), clock(to))).collect()
}

/// Weekdays with a lunch break, a short Friday, a night shift on Saturday until midnight, Sunday closed.
fn split_week() -> Week {
    let day = spans(&[("08:00", "12:00"), ("13:00", "17:00")]);
    let friday = spans(&[("08:00", "14:00")]);
    let saturday = spans(&[("22:00", "00:00")]);
    [day.clone(), day.clone(), day.clone(), day, friday, saturday, vec![]]
}

/// Open all round the clock, written out.
fn whole_week() -> Week {
    std::array::from_fn(|_| spans(&[("00:00", "00:00")]))
}

/// Open by day, away from the hours in which clocks are changed.
fn day_week() -> Week {
    std::array::from_fn(|day| if day < 5 { spans(&[("09:15", "17:45")]) } else { vec![] })
}

/// Open in the night, when clocks are changed.
fn night_week() -> Week {
    std::array::from_fn(|_| spans(&[("01:30", "02:30"), ("03:00", "04:45")]))
}

fn holidays() -> BTreeSet<Date> {
    ["2026-12-25", "2026-03-30", "2011-12-31"].iter().map(|date| date.parse().unwrap()).collect()
}

/// Whether a clock on the wall shows an open desk.
fn open_on_the_wall(zone: &TimeZone, week: &Week, holidays: &BTreeSet<Date>, at: Timestamp) -> bool {
    let local = at.to_zoned(zone.clone());
    let day = &week[usize::try_from(local.date().weekday().to_monday_zero_offset()).unwrap()];
    let within = |(from, to): &(Time, Time)| *from <= local.time() && (local.time() < *to || *to == Time::midnight());
    !holidays.contains(&local.date()) && day.iter().any(within)
}

/// The same as [`Hours::after`], minute by minute.
fn watched(open: impl Fn(Timestamp) -> bool, from: Timestamp, minutes: i64) -> Timestamp {
    let (mut now, mut left) = (from, minutes);
    while left > 0 {
        if open(now) {
            left -= 1;
        }
        now += MINUTE;
    }
    now
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn working_time_is_what_a_watched_clock_counts(
        (name, around) in select(&CHANGES[..]),
        week in select(vec![split_week(), whole_week(), day_week()]),
        start in 0..4_000i64,
        minutes in 1..2_000i64,
    ) {
        let zone = zone(name);
        let hours = Hours::weekly(zone.clone(), week.clone(), holidays());
        let open = |at| open_on_the_wall(&zone, &week, &holidays(), at);
        let from = at(around) + MINUTE * i32::try_from(start).unwrap();
        prop_assert_eq!(hours.after(from, MINUTE * i32::try_from(minutes).unwrap()), watched(open, from, minutes));
    }

    #[test]
    fn the_next_opening_is_the_first_open_minute(
        (name, around) in select(&CHANGES[..]),
        week in select(vec![split_week(), whole_week(), day_week()]),
        start in 0..6_000i64,
    ) {
        let zone = zone(name);
        let hours = Hours::weekly(zone.clone(), week.clone(), holidays());
        let from = at(around) + MINUTE * i32::try_from(start).unwrap();
        let mut first = from;
        while !open_on_the_wall(&zone, &week, &holidays(), first) {
            first += MINUTE;
        }
        prop_assert_eq!(hours.next_open(from), first);
        prop_assert_eq!(hours.is_open(from), first == from);
    }

    /// In the hours in which clocks are changed an opening may be cut or skipped, but time is never lost or invented.
    #[test]
    fn clocks_that_change_while_the_desk_is_open_lose_nothing(
        (name, around) in select(&CHANGES[..]),
        start in 0..4_000i64,
        minutes in 1..600i32,
    ) {
        let hours = Hours::weekly(zone(name), night_week(), BTreeSet::new());
        let from = at(around) + MINUTE * i32::try_from(start).unwrap();
        let (less, more) = (hours.after(from, MINUTE * minutes), hours.after(from, MINUTE * (minutes + 1)));
        prop_assert!(from < less && less < more);
        prop_assert!(more.duration_since(less) >= MINUTE);
        prop_assert!(hours.is_open(hours.next_open(from)));
    }

    #[test]
    fn nobody_is_written_to_in_their_night(
        (name, around) in select(&CHANGES[..]),
        (start, end) in select(vec![("20:00", "07:00"), ("22:30", "06:15"), ("00:00", "08:00"), ("12:00", "14:00")]),
        offset in 0..6_000i64,
    ) {
        let reader = zone(name);
        let quiet = Quiet::between(clock(start), clock(end));
        let (start, end) = (clock(start), clock(end));
        let asleep = |at: Timestamp| {
            let time = at.to_zoned(reader.clone()).time();
            if start < end { start <= time && time < end } else { time >= start || time < end }
        };
        let from = at(around) + MINUTE * i32::try_from(offset).unwrap();
        let mut woken = from;
        while asleep(woken) {
            woken += MINUTE;
        }
        prop_assert_eq!(quiet.release(from, &reader), woken);
    }
}

#[test]
fn a_day_is_a_working_day() {
    let hours = Hours::weekly(zone("Europe/Berlin"), split_week(), holidays());
    for (from, days, expected) in [
        // Monday to Tuesday, across a night.
        ("2026-11-23T09:00:00Z", 1, "2026-11-24T09:00:00Z"),
        // Friday noon to Saturday, which has an opening, but late.
        ("2026-11-27T11:00:00Z", 1, "2026-11-28T21:00:00Z"),
        // Saturday night: Sunday is closed, and on Monday at that time so is the desk; Tuesday opens at eight.
        ("2026-11-28T22:00:00Z", 1, "2026-12-01T07:00:00Z"),
        // Across a holiday: Christmas is a Friday.
        ("2026-12-24T09:00:00Z", 1, "2026-12-26T21:00:00Z"),
        // The time of day is that of the wall: an hour earlier in UTC after the clocks went forward.
        ("2026-03-26T09:00:00Z", 3, "2026-03-31T08:00:00Z"),
        ("2026-11-23T09:00:00Z", 0, "2026-11-23T09:00:00Z"),
    ] {
        assert_eq!(hours.after_days(at(from), days), at(expected), "{days} days from {from}");
    }
}

#[test]
fn a_desk_that_is_always_open_counts_every_hour() {
    let hours = Hours::always();
    let from = at("2026-10-25T00:30:00Z");
    assert_eq!(hours.after(from, SignedDuration::from_hours(4)), at("2026-10-25T04:30:00Z"));
    assert_eq!(hours.after_days(from, 2), at("2026-10-27T00:30:00Z"));
    assert!(hours.is_open(from));
}

#[test]
fn no_input_panics() {
    let never = Hours::weekly(zone("UTC"), std::array::from_fn(|_| vec![]), BTreeSet::new());
    let split = Hours::weekly(zone("Pacific/Apia"), split_week(), holidays());
    for hours in [never, split, Hours::always()] {
        for from in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
            for amount in [SignedDuration::ZERO, SignedDuration::MAX, SignedDuration::MIN, -MINUTE] {
                hours.after(from, amount);
            }
            for days in [0, 1, -1, i64::MAX, i64::MIN] {
                hours.after_days(from, days);
            }
            hours.next_open(from);
            Quiet::between(clock("20:00"), clock("07:00")).release(from, &zone("Pacific/Apia"));
        }
    }
}

#[test]
fn quiet_hours_of_no_length_are_none() {
    let never = Quiet::between(clock("07:00"), clock("07:00"));
    assert_eq!(never, Quiet::never());
    assert_eq!(never.release(at("2026-11-23T07:00:00Z"), &TimeZone::UTC), at("2026-11-23T07:00:00Z"));
}
