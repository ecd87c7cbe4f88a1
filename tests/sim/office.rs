//! Where a life takes place: a desk with hours and habits of its own, people in zones of their own, and a month in which
//! some of their clocks are changed.

use std::collections::BTreeSet;

use hearken::chat::Person;
use hearken::config::{Desk, read_desk};
use hearken::desk::{Hours, Quiet};
use jiff::civil::{Time, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;

/// Months in which clocks change: in Europe and America, in Auckland, on Lord Howe by half an hour; and one with holidays.
const STARTS: [&str; 6] = [
    "2026-10-10T06:00:00Z",
    "2027-03-05T06:00:00Z",
    "2026-09-20T06:00:00Z",
    "2027-03-20T06:00:00Z",
    "2026-12-10T06:00:00Z",
    "2027-02-01T06:00:00Z",
];

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Europe/London",
];

/// A desk by chance, and when the life there begins.
pub fn office(chance: &mut Chance) -> (Desk, Timestamp) {
    let mut desk = read_desk(None).unwrap();
    let start: Timestamp = chance.pick(&STARTS).parse().unwrap();
    let zone = zone(chance);
    desk.policy.hours = match chance.below(4) {
        0 => Hours::always(),
        1 => Hours::weekly(zone, workdays(vec![at((8, 12)), at((13, 17))]), holidays()),
        2 => Hours::weekly(zone, workdays(vec![at((9, 18))]), holidays()),
        // A desk that works through the night, and through every hour that clocks skip or show twice.
        _ => Hours::weekly(zone, std::array::from_fn(|_| vec![at((8, 16)), at((22, 6))]), BTreeSet::new()),
    };
    desk.policy.quiet = match chance.below(4) {
        0 => Quiet::never(),
        1 => Quiet::between(time(22, 0, 0, 0), time(6, 30, 0, 0)),
        2 => Quiet::between(time(1, 30, 0, 0), time(2, 30, 0, 0)),
        _ => Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0)),
    };
    desk.policy.max_pings = chance.pick(&[3, 3, 1, 4]);
    if chance.one_in(4) {
        desk.policy.close_days = 5;
        desk.policy.hush = SignedDuration::from_mins(45);
    }
    let together = chance.one_in(2).then(|| zone_of(&desk));
    for person in desk.people.0.values_mut() {
        person.zone = together.clone().unwrap_or_else(|| self::zone(chance));
    }
    if chance.one_in(8) {
        desk.people.0.retain(|_, person| person.id.as_str() != "lea");
    }
    (desk, start)
}

/// Whether somebody in this zone is at work: on a weekday between eight and six.
pub fn at_work(person: &Person, at: Timestamp) -> bool {
    let local = at.to_zoned(person.zone.clone());
    let weekday = local.weekday().to_monday_zero_offset() < 5;
    weekday && (8..18).contains(&local.hour())
}

fn zone(chance: &mut Chance) -> TimeZone {
    TimeZone::get(chance.pick(&ZONES)).unwrap()
}

fn zone_of(desk: &Desk) -> TimeZone {
    desk.policy.hours.zone.clone()
}

fn at((from, to): (i8, i8)) -> (Time, Time) {
    (time(from, 0, 0, 0), time(to, 0, 0, 0))
}

fn workdays(day: Vec<(Time, Time)>) -> [Vec<(Time, Time)>; 7] {
    std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() })
}

fn holidays() -> BTreeSet<jiff::civil::Date> {
    ["2026-12-25", "2027-01-01", "2026-10-26", "2027-03-29"].map(|day| day.parse().unwrap()).into()
}
