//! Several instances at work on one PostgreSQL: they wake each other, share the work, and take over from those that
//! end, with nothing lost, doubled or early.
//!
//! `HEARKEN_INSTANCES_SECONDS` sets for how long one of four is killed each second; `tests/soak instances` sets it high.

mod asleep;
#[path = "../store/bench.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod bench;
#[path = "../kills/company.rs"]
mod company;
#[path = "../kills/far.rs"]
#[allow(dead_code)]
mod far;
mod four;
#[path = "../kills/life.rs"]
mod life;
#[path = "../kills/remote.rs"]
mod remote;
#[path = "../kills/trial.rs"]
#[allow(dead_code)]
mod trial;
mod wake;
#[path = "../kills/wire.rs"]
mod wire;

/// Trials of many processes run one after the other: what they measure is time.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
