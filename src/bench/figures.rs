//! What was measured, for people and for programs.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::engine::Meter;

/// Acknowledged this late, a steady stream is faster than the engine: platforms wait three seconds.
const TOO_LATE_MS: f64 = 3_000.0;

/// All that one run measured. Times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Tickets in the store before anything was measured.
    pub tickets_before: u64,
    /// Opening the store and starting the engine.
    pub start_ms: f64,
    /// Commits a second of one row each, flushed, on the same disk; only beside a file.
    pub one_row_commits_per_s: Option<f64>,
    /// As many events as it can take.
    pub flat_out: Load,
    /// Events at a steady rate.
    pub paced: Load,
    /// What was due all at once.
    pub pings: Option<Pings>,
    /// Memory in use before the first event, in bytes.
    pub resting_memory: Option<u64>,
    /// The most memory that was ever in use, in bytes.
    pub peak_memory: Option<u64>,
}

/// How a stream of events went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Load {
    /// Events taken.
    pub events: u64,
    /// Events taken a second.
    pub events_per_s: f64,
    /// Posts delivered a second, from the first event until everything was told.
    pub posts_per_s: f64,
    /// How long the last post was told after the last event was taken.
    pub told_after_ms: f64,
    /// From handing an event over until it is committed.
    pub acknowledged: Latency,
    /// One commit of all that came together.
    pub commit: Latency,
    /// Events that shared a commit, on average.
    pub events_per_commit: f64,
    /// Processor time an event, all that follows from it included, in microseconds.
    pub processor_us_per_event: Option<f64>,
}

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Latency {
    /// Half of them.
    pub p50_ms: f64,
    /// All but one in a hundred.
    pub p99_ms: f64,
}

/// How late things were that were due in the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pings {
    /// How many.
    pub count: usize,
    /// Delivered a second.
    pub per_s: f64,
    /// Half of them were told within this of being due.
    pub late_p50_ms: f64,
    /// The last one was told within this of being due.
    pub late_max_ms: f64,
}

impl Latency {
    pub(super) fn of(meter: &Meter) -> Latency {
        Latency { p50_ms: ms(meter.quantile(0.5)), p99_ms: ms(meter.quantile(0.99)) }
    }
}

pub(super) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "tickets in the store     {}", self.tickets_before)?;
        writeln!(f, "start to ready           {:.0} ms", self.start_ms)?;
        if let Some(rate) = self.one_row_commits_per_s {
            writeln!(f, "one-row commits here     {rate:.0}/s")?;
            let times = self.flat_out.events_per_s / rate;
            writeln!(f, "flat out                 {} ({times:.1} events to a one-row commit)", self.flat_out)?;
        } else {
            writeln!(f, "flat out                 {}", self.flat_out)?;
        }
        writeln!(f, "steady                   {}", self.paced)?;
        if self.paced.acknowledged.p99_ms > TOO_LATE_MS {
            writeln!(
                f,
                "                         (more than this machine can take now: the queue grew; try a lower --rate)"
            )?;
        }
        if let Some(pings) = &self.pings {
            writeln!(
                f,
                "{:<24} {:.0}/s, half within {:.0} ms of being due, all within {:.0} ms",
                format!("{} due at once", pings.count),
                pings.per_s,
                pings.late_p50_ms,
                pings.late_max_ms
            )?;
        }
        if cfg!(debug_assertions) {
            writeln!(f, "This is a debug build: cargo run --release -- bench is several times as fast.")?;
        }
        if let (Some(resting), Some(peak)) = (self.resting_memory, self.peak_memory) {
            writeln!(
                f,
                "memory                   {} MB at rest, {} MB at most",
                resting / 1_000_000,
                peak / 1_000_000
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.0} events/s and {:.0} posts/s; an event acknowledged in {:.1} ms (p50), {:.1} ms (p99); a commit in \
             {:.1} ms (p50), {:.1} ms (p99), shared by {:.1} events",
            self.events_per_s,
            self.posts_per_s,
            self.acknowledged.p50_ms,
            self.acknowledged.p99_ms,
            self.commit.p50_ms,
            self.commit.p99_ms,
            self.events_per_commit
        )?;
        match self.processor_us_per_event {
            Some(us) => write!(f, "; {us:.0} µs of processor an event"),
            None => Ok(()),
        }
    }
}
