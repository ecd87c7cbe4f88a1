//! Anything at all is sent, edited and read, and nothing falls over: a clear answer, or a fault with its place.
//!
//! `HEARKEN_FUZZ` multiplies how much is tried; `tests/soak fuzz 100` sets it. `PROPTEST_RNG_SEED` picks what.

mod api;
mod edited;
mod exports;
#[path = "../harness/mod.rs"]
mod harness;
mod mutate;
mod slow;

use proptest::prelude::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// Tries so many of these, or many times that.
fn try_all<S: Strategy>(cases: u32, of: S, holds: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let times = std::env::var("HEARKEN_FUZZ").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let config = Config { cases: cases * times, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    if let Err(broken) = TestRunner::new(config).run(&of, holds) {
        panic!("{broken}");
    }
}
