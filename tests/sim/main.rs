//! Simulation: whole months of a desk, thousands of them, each from a seed, on one thread, from one thing that happens to
//! the next; the laws are held after every step, whenever somebody reads a post, and at the end.
//!
//! Read `life.rs` for how a life goes, `office.rs` for where, `folk.rs` for who, `trouble.rs` and `platform.rs` for what
//! goes wrong, and `laws/` for what holds all the same. A life that breaks a law prints its seed and the days of the case;
//! the seed then joins `regressions.txt`, which is lived in every run.
//!
//! `HEARKEN_SEED` names the first seed, `HEARKEN_SEEDS` says how many and `HEARKEN_FILED` how many over a file:
//! `HEARKEN_SEED=42 HEARKEN_SEEDS=1 cargo test --test sim months_of` lives one again. `tests/run` lives a thousand,
//! `tests/soak sim 100000` many.

mod agent;
mod chance;
mod courier;
#[path = "../desk/laws/mod.rs"]
mod desk_laws;
mod file;
mod folk;
mod journal;
mod laws;
mod life;
mod lines;
#[path = "../desk/look.rs"]
mod look;
mod many;
mod office;
mod platform;
mod requester;
#[path = "../desk/situate.rs"]
mod situate;
mod stranger;
mod trouble;
#[path = "../desk/world/mod.rs"]
#[allow(dead_code)]
mod world;

use many::{live, live_over_a_file, number};

#[test]
fn months_of_desks_keep_the_laws() {
    let first = number("HEARKEN_SEED", 1);
    live((first..).take(usize::try_from(number("HEARKEN_SEEDS", 100)).unwrap()).collect());
}

#[test]
fn months_that_went_wrong_once_do_not_again() {
    let seeds = include_str!("regressions.txt").lines().filter_map(|line| line.split_whitespace().next()?.parse().ok());
    live(seeds.collect());
}

#[test]
fn months_over_a_file_are_the_same_months() {
    let first = number("HEARKEN_SEED", 1);
    live_over_a_file((first..).take(usize::try_from(number("HEARKEN_FILED", 5)).unwrap()).collect());
}
