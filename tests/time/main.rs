//! Time, held against a clock on the wall that is watched minute by minute: opening hours, working time, working days,
//! quiet hours, and when the next word is due.
//!
//! Read `calendar.rs` for what a desk's hours may be, `watch.rs` for the watched clock, and `agree.rs` for what is compared.
//! `zones.rs` does it around the changes of the clocks in every zone there is, `random.rs` with calendars made up at random.
//!
//! All of it, by hand: `cargo test --test time -- --ignored --nocapture` (seven minutes on two cores), and
//! `PROPTEST_CASES=2500 PROPTEST_RNG_SEED=7 cargo test --test time random -- --nocapture`.

mod agree;
mod calendar;
mod case;
mod random;
mod watch;
mod zones;
