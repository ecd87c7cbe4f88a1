//! Every zone there is, around every change of its clocks from 2020 to 2037.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use hearken::cues::Level::{Calm, Frustrated};
use hearken::cues::Priority::{High, Low, Normal, Urgent};
use jiff::tz::{Offset, TimeZone, db};
use jiff::{SignedDuration, Timestamp};

use crate::agree::Trial;
use crate::calendar::{Calendar, desks};
use crate::watch::Watch;

const DAY: usize = 24 * 60;

/// Asked about from two days before a change to three days after it, and watched for a week more.
const BEFORE: SignedDuration = SignedDuration::from_hours(48);
const ASKED: usize = 5 * DAY;
const WATCHED: usize = ASKED + 7 * DAY;

/// The zones whose clocks have done the same since 2020, under the first of their names, and when they are changed.
#[derive(Debug)]
pub struct Zone {
    pub zone: TimeZone,
    pub changes: Vec<Timestamp>,
}

/// How many names there are, and the zones they come to.
pub fn zones() -> (usize, Vec<Zone>) {
    let start: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
    let end: Timestamp = "2038-01-01T00:00:00Z".parse().unwrap();
    let mut alike: BTreeMap<(Offset, Vec<(Timestamp, Offset)>), TimeZone> = BTreeMap::new();
    let mut names = 0;
    for name in db().available() {
        let zone = TimeZone::get(name.as_str()).unwrap();
        let changes = zone.following(start).map(|change| (change.timestamp(), change.offset()));
        let changes = changes.take_while(|(at, _)| *at < end).collect();
        alike.entry((zone.to_offset(start), changes)).or_insert(zone);
        names += 1;
    }
    let zone = |((_, changes), zone): ((Offset, Vec<(Timestamp, Offset)>), TimeZone)| {
        let mut changes: Vec<Timestamp> = changes.into_iter().map(|(at, _)| at).collect();
        if changes.is_empty() {
            changes.push("2026-06-15T00:00:00Z".parse().unwrap());
        }
        Zone { zone, changes }
    };
    (names, alike.into_iter().map(zone).collect())
}

/// One change of one zone's clocks, at one desk; returns how many answers were compared.
fn around(zone: &TimeZone, change: Timestamp, calendar: &Calendar, watch: &Watch, step: usize) -> u64 {
    let mut hearing = Trial { calendar, desk: (zone, watch), reader: (zone, watch) }.begin();
    let changed = usize::try_from(BEFORE.as_mins()).unwrap();
    assert!(watch.moment(changed) <= change);
    let near = [changed - 61, changed - 31, changed - 1, changed, changed + 1, changed + 31, changed + 61];
    for minute in hearing.telling(ASKED, step).into_iter().chain(near) {
        hearing.hours(minute, &[1, 59, 500], &[1, 2]);
        hearing.quiet(minute);
        for (priority, level, pings) in
            [(Urgent, Calm, 0), (High, Frustrated, 1), (Normal, Calm, 1), (Low, Calm, 0), (Low, Frustrated, 1)]
        {
            hearing.cadence(minute, priority, level, pings);
        }
    }
    hearing.compared
}

/// Goes through `changes`, on as many threads as there are cores, and says what was done.
fn through<'a>(changes: &[(TimeZone, Timestamp)], step: usize, at: impl Fn(usize) -> &'a [Calendar] + Sync) {
    let began = Instant::now();
    let (next, compared) = (AtomicUsize::new(0), AtomicU64::new(0));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((zone, change)) = changes.get(index) else { break };
                    let watch = Watch::keep(zone, *change - BEFORE, WATCHED);
                    for calendar in at(index) {
                        compared.fetch_add(around(zone, *change, calendar, &watch, step), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let (changes, compared) = (changes.len(), compared.into_inner());
    println!("{changes} changes of clocks, {compared} answers compared, {:.1} s", began.elapsed().as_secs_f64());
}

/// Two changes of every zone, one after the other, each at one desk.
#[test]
fn every_zone_agrees_with_the_wall() {
    let (names, zones) = zones();
    assert!(names > 400, "the time zone database has only {names} zones");
    println!("{names} zones, {} of them unlike", zones.len());
    let two = |(index, zone): (usize, &Zone)| {
        let from = index % zone.changes.len();
        zone.changes.iter().skip(from).take(2).map(|change| (zone.zone.clone(), *change)).collect::<Vec<_>>()
    };
    let mut changes: Vec<_> = zones.iter().enumerate().flat_map(two).collect();
    // Samoa left out a whole day.
    changes.push((TimeZone::get("Pacific/Apia").unwrap(), "2011-12-30T10:00:00Z".parse().unwrap()));
    let desks = desks();
    through(&changes, 601, |index| &desks[index % desks.len()..][..1]);
}

/// Every change of every zone, each at every desk.
#[test]
#[ignore = "takes minutes"]
fn every_change_in_every_zone_agrees_with_the_wall() {
    let (names, zones) = zones();
    println!("{names} zones, {} of them unlike", zones.len());
    let changes: Vec<_> =
        zones.iter().flat_map(|zone| zone.changes.iter().map(move |change| (zone.zone.clone(), *change))).collect();
    let desks = desks();
    through(&changes, 97, |_| &desks);
}
