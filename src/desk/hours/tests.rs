//! Days on which the clocks do something, and weeks with habits of their own. `tests/time` holds all of it against a clock
//! that is watched minute by minute.

use super::*;

const MINUTE: SignedDuration = SignedDuration::from_secs(60);

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

/// The same hours on every day.
fn daily(name: &str, texts: &[(&str, &str)]) -> Hours {
    Hours::weekly(zone(name), std::array::from_fn(|_| spans(texts)), BTreeSet::new())
}

fn holidays() -> BTreeSet<Date> {
    ["2026-12-25", "2026-03-30", "2011-12-31"].iter().map(|date| date.parse().unwrap()).collect()
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
fn a_night_shift_belongs_to_the_day_it_begins_on() {
    let mut week: Week = Default::default();
    for night in [0, 1, 4] {
        week[night] = spans(&[("22:00", "06:00")]);
    }
    let hours = Hours::weekly(zone("UTC"), week, BTreeSet::from(["2026-12-01".parse().unwrap()]));
    // Monday's shift goes on into Tuesday.
    assert!(hours.is_open(at("2026-11-24T05:59:00Z")));
    assert_eq!(hours.next_open(at("2026-11-24T06:00:00Z")), at("2026-11-24T22:00:00Z"));
    assert_eq!(hours.after(at("2026-11-23T23:00:00Z"), SignedDuration::from_hours(8)), at("2026-11-24T23:00:00Z"));
    // In Friday's shift, past midnight; a working day later is Monday's shift, at the same time.
    assert_eq!(hours.after_days(at("2026-11-28T03:00:00Z"), 1), at("2026-12-01T03:00:00Z"));
    // Tuesday is a holiday: Monday's shift is worked to its end, Tuesday's not at all.
    assert_eq!(hours.next_open(at("2026-12-01T06:00:00Z")), at("2026-12-04T22:00:00Z"));
}

#[test]
fn a_day_may_have_hours_of_its_own() {
    let hours = Hours::weekly(zone("UTC"), split_week(), BTreeSet::new())
        .on("2026-11-23".parse().unwrap(), spans(&[("09:00", "10:00")]))
        .on("2026-11-29".parse().unwrap(), spans(&[("12:00", "14:00")]));
    assert_eq!(hours.next_open(at("2026-11-23T08:00:00Z")), at("2026-11-23T09:00:00Z"));
    assert_eq!(hours.next_open(at("2026-11-23T10:00:00Z")), at("2026-11-24T08:00:00Z"));
    assert_eq!(hours.next_open(at("2026-11-29T00:00:00Z")), at("2026-11-29T12:00:00Z"));
}

#[test]
fn spans_may_stand_in_any_order_and_overlap() {
    let hours = daily("UTC", &[("13:00", "17:00"), ("10:00", "14:00"), ("08:00", "12:00")]);
    assert_eq!(hours.next_open(at("2026-11-23T07:00:00Z")), at("2026-11-23T08:00:00Z"));
    assert_eq!(hours.after(at("2026-11-23T07:00:00Z"), SignedDuration::from_hours(9)), at("2026-11-23T17:00:00Z"));
}

#[test]
fn an_opening_in_an_hour_that_is_skipped_is_cut() {
    // In Berlin the clocks go from two to three at 01:00 UTC.
    let hours = daily("Europe/Berlin", &[("02:30", "06:00")]);
    assert_eq!(hours.next_open(at("2026-03-28T22:00:00Z")), at("2026-03-29T01:00:00Z"));
    let skipped = daily("Europe/Berlin", &[("02:15", "02:45")]);
    assert_eq!(skipped.next_open(at("2026-03-28T22:00:00Z")), at("2026-03-30T00:15:00Z"));
}

#[test]
fn an_opening_in_an_hour_that_is_shown_twice_counts_twice() {
    // In New York it is 01:00 at 05:00 UTC, and again at 06:00.
    let hours = daily("America/New_York", &[("01:00", "01:30")]);
    assert_eq!(hours.next_open(at("2026-11-01T05:30:00Z")), at("2026-11-01T06:00:00Z"));
    assert_eq!(hours.after(at("2026-11-01T05:00:00Z"), MINUTE * 45), at("2026-11-01T06:15:00Z"));
    let until_half_past_two = daily("America/New_York", &[("01:30", "02:30")]);
    assert!(!until_half_past_two.is_open(at("2026-11-01T06:15:00Z")), "a quarter past one for the second time");
}

#[test]
fn the_same_time_of_day_is_the_next_there_is_where_it_is_skipped() {
    let hours = daily("Europe/Berlin", &[("00:00", "00:00")]);
    assert_eq!(hours.after_days(at("2026-03-28T01:30:00Z"), 1), at("2026-03-29T01:00:00Z"));
}

#[test]
fn a_day_that_never_was_is_no_working_day() {
    // Samoa went from the 29th to the 31st of December 2011.
    let hours = daily("Pacific/Apia", &[("08:00", "17:00")]);
    assert_eq!(hours.after_days(at("2011-12-29T20:00:00Z"), 1), at("2011-12-30T20:00:00Z"));
    assert_eq!(zone("Pacific/Apia").to_datetime(at("2011-12-30T20:00:00Z")).to_string(), "2011-12-31T10:00:00");
}

#[test]
fn more_work_never_takes_less_time_however_much_it_is() {
    let hours = Hours::weekly(zone("Europe/Berlin"), split_week(), holidays());
    let from = at("2026-11-23T09:00:00Z");
    let mut before = from;
    for amount in [1, 100, 1_600, 2_400, 9_600, 100_000, 1_000_000].map(SignedDuration::from_hours) {
        let then = hours.after(from, amount);
        assert!(then >= before, "{amount:#} is done at {then}");
        before = then;
    }
    // Eighty weeks of six working days, and a holiday: more than four hundred days ahead.
    assert_eq!(hours.after_days(from, 480).to_zoned(hours.zone.clone()).date(), "2028-06-06".parse().unwrap());
    let far = hours.after_days(from, 1_000_000);
    assert!(far > at("2036-01-01T00:00:00Z"), "{far} is not early");
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
    for hours in [never, split, daily("Asia/Tokyo", &[("22:00", "06:00")]), Hours::always()] {
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

#[test]
fn quiet_hours_end_when_the_wall_says_so_whatever_the_clocks_do() {
    let until = |end: &str| Quiet::between(clock("22:00"), clock(end));
    // It is 01:10 for the second time, and peace lasts until 01:30.
    let second = at("2026-11-01T06:10:00Z");
    assert_eq!(until("01:30").release(second, &zone("America/New_York")), at("2026-11-01T06:30:00Z"));
    // There is no half past two: peace ends when three is shown.
    let night = at("2026-03-29T00:30:00Z");
    assert_eq!(until("02:30").release(night, &zone("Europe/Berlin")), at("2026-03-29T01:00:00Z"));
}
