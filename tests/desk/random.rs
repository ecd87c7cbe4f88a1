//! Random lives of a desk, held to the laws after every step.

use std::collections::BTreeSet;

use hearken::config::{Desk, read_desk};
use hearken::desk::{Hours, Quiet};
use jiff::civil::time;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::acts::{Act, acts};
use crate::laws;
use crate::world::World;

/// How many lives, unless `PROPTEST_CASES` asks for more, and how much happens in each.
const LIVES: u32 = 80;
const STEPS: usize = 40;

#[test]
fn the_laws_hold_at_a_desk_that_is_always_open() {
    live(|| read_desk(None).unwrap());
}

#[test]
fn the_laws_hold_at_a_desk_with_opening_hours_and_readers_who_sleep() {
    live(office);
}

/// Open on weekdays in Berlin, with a lunch break; readers far to the west and to the east are asleep at times.
fn office() -> Desk {
    let mut desk = read_desk(None).unwrap();
    let day = vec![(time(8, 0, 0, 0), time(12, 0, 0, 0)), (time(13, 0, 0, 0), time(17, 0, 0, 0))];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
    let holidays = BTreeSet::from(["2026-12-25".parse().unwrap()]);
    desk.policy.hours = Hours::weekly(TimeZone::get("Europe/Berlin").unwrap(), week, holidays);
    desk.policy.quiet = Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
    for (person, zone) in [("ana", "Europe/Berlin"), ("ben", "America/New_York"), ("chris", "Pacific/Auckland")] {
        desk.people.0.get_mut(&person.into()).unwrap().zone = TimeZone::get(zone).unwrap();
    }
    desk
}

fn live(desk: impl Fn() -> Desk) {
    let cases = std::env::var_os("PROPTEST_CASES").map_or(LIVES, |_| Config::default().cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let lives = prop::collection::vec(acts(), 1..STEPS);
    let outcome = TestRunner::new(config).run(&lives, |acts: Vec<Act>| {
        let mut world = World::of(desk());
        let mut steps = Vec::new();
        for act in &acts {
            act.perform(&mut world);
            for step in world.steps.drain(..).collect::<Vec<_>>() {
                laws::hold(&world, &step);
                steps.push(step);
            }
        }
        laws::hold_over_all(&world, &steps);
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
}
