//! Calendars made up at random, in any zone, around a change of its clocks or at any other time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use hearken::cues::{Level, Priority};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::agree::Trial;
use crate::calendar::{Calendar, DAY, Span};
use crate::watch::Watch;
use crate::zones::{Zone, zones};

/// How many calendars, unless `PROPTEST_CASES` asks for more.
const CALENDARS: u32 = 48;

/// Asked about within five days, and watched for so many minutes.
const ASKED: usize = 5 * 1_440;
const WATCHED: usize = 14 * 1_440;

/// One calendar at one time, and what is asked of it.
#[derive(Debug)]
struct Asked {
    calendar: Calendar,
    desk: TimeZone,
    reader: TimeZone,
    from: Timestamp,
    minutes: Vec<usize>,
    seconds: i64,
    amounts: Vec<usize>,
    days: usize,
    priority: Priority,
    level: Level,
    pings: u32,
}

/// Spans long and short, in any order, overlapping or not, some past midnight; often none.
fn spans() -> impl Strategy<Value = Vec<Span>> {
    let length = prop_oneof![4 => 1..=300_i16, 2 => 300..=700_i16, 1 => 700..=DAY];
    vec((0..DAY, length).prop_map(|(from, length)| (from, from + length)), 0..4)
}

/// A calendar with days of its own among those after `from`.
fn calendar(from: Timestamp) -> impl Strategy<Value = Calendar> {
    let day = move |after: i32| from.to_zoned(TimeZone::UTC).date() + after.days();
    let holidays = btree_set(0..12, 0..4).prop_map(move |days| days.into_iter().map(day).collect::<BTreeSet<_>>());
    let dates = btree_map(0..12, spans(), 0..4)
        .prop_map(move |dates| dates.into_iter().map(|(after, spans)| (day(after), spans)).collect::<BTreeMap<_, _>>());
    let quiet = prop::option::of((0..DAY, 0..DAY)).prop_map(|quiet| quiet.filter(|(from, to)| from != to));
    let week = prop::array::uniform7(spans());
    (week, holidays, dates, quiet).prop_map(|(week, holidays, dates, quiet)| Calendar { week, holidays, dates, quiet })
}

/// A zone, and a time two days before one of its changes, or any time at all.
fn place() -> impl Strategy<Value = (TimeZone, Timestamp)> {
    static ZONES: OnceLock<Vec<Zone>> = OnceLock::new();
    let zones: Vec<&'static Zone> = ZONES.get_or_init(|| zones().1).iter().collect();
    let start: Timestamp = "2020-01-03T00:00:00Z".parse().unwrap();
    (select(zones), any::<prop::sample::Index>(), 0..18 * 365 * 1_440_i64, 0..4_u8).prop_map(
        move |(zone, change, minute, which)| {
            let anytime = start + SignedDuration::from_mins(minute);
            let at = if which == 0 { anytime } else { zone.changes[change.index(zone.changes.len())] };
            (zone.zone.clone(), at - SignedDuration::from_hours(48))
        },
    )
}

fn asked() -> impl Strategy<Value = Asked> {
    let urgency = (select(vec![Priority::Urgent, Priority::High, Priority::Normal, Priority::Low]), 0..3_u32);
    let level = select(vec![Level::Calm, Level::Strained, Level::Frustrated, Level::Upset]);
    (place(), place()).prop_flat_map(move |((desk, from), (reader, _))| {
        let asked = (vec(0..ASKED, 40), 0..60_i64, vec(1..2_000_usize, 2), 1..5_usize);
        (calendar(from), asked, urgency.clone(), level.clone()).prop_map(
            move |(calendar, (minutes, seconds, amounts, days), (priority, pings), level)| Asked {
                calendar,
                desk: desk.clone(),
                reader: reader.clone(),
                from,
                minutes,
                seconds,
                amounts,
                days,
                priority,
                level,
                pings,
            },
        )
    })
}

#[test]
fn any_calendar_agrees_with_the_wall() {
    let cases = std::env::var_os("PROPTEST_CASES").map_or(CALENDARS, |_| Config::default().cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let compared = std::cell::Cell::new(0);
    let outcome = TestRunner::new(config).run(&asked(), |asked| {
        let desk = Watch::keep(&asked.desk, asked.from, WATCHED);
        let reader = Watch::keep(&asked.reader, asked.from, WATCHED);
        let trial = Trial { calendar: &asked.calendar, desk: (&asked.desk, &desk), reader: (&asked.reader, &reader) };
        let mut hearing = trial.begin();
        for minute in &asked.minutes {
            hearing.hours(*minute, &asked.amounts, &[asked.days]);
            hearing.seconds(*minute, asked.seconds, asked.amounts[0]);
            hearing.quiet(*minute);
            hearing.cadence(*minute, asked.priority, asked.level, asked.pings);
        }
        compared.set(compared.get() + hearing.compared);
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
    println!("{cases} calendars, {} answers compared", compared.get());
}
