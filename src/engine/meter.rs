//! How long things take, counted in steps: cheap to note from anywhere, exact enough to see a slow disk.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Four steps to each doubling, from 10 µs to over ten minutes: a figure read back is at most a fifth too high.
const STEPS: usize = 104;
const FIRST_US: f64 = 10.0;

/// Durations, by how many took about how long.
#[derive(Debug)]
pub struct Meter {
    steps: [AtomicU64; STEPS],
    total_us: AtomicU64,
}

impl Clone for Meter {
    fn clone(&self) -> Meter {
        let copied = Meter::default();
        for (copy, step) in copied.steps.iter().zip(&self.steps) {
            copy.store(step.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        copied.total_us.store(self.total_us.load(Ordering::Relaxed), Ordering::Relaxed);
        copied
    }
}

impl Default for Meter {
    fn default() -> Meter {
        Meter { steps: [const { AtomicU64::new(0) }; STEPS], total_us: AtomicU64::new(0) }
    }
}

impl Meter {
    /// Notes one.
    pub fn note(&self, took: Duration) {
        let us = took.as_secs_f64() * 1e6;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before and after")]
        let step = ((us / FIRST_US).max(1.0).log2() * 4.0).ceil() as usize;
        self.steps[step.min(STEPS - 1)].fetch_add(1, Ordering::Relaxed);
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.total_us.fetch_add(us, Ordering::Relaxed);
    }

    /// What was noted here and not yet in `earlier`, which is this meter as it was then.
    pub fn since(&self, earlier: &Meter) -> Meter {
        let since = self.clone();
        for (step, before) in since.steps.iter().zip(&earlier.steps) {
            step.fetch_sub(before.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        since.total_us.fetch_sub(earlier.total_us.load(Ordering::Relaxed), Ordering::Relaxed);
        since
    }

    /// How many were noted.
    pub fn count(&self) -> u64 {
        self.steps.iter().map(|step| step.load(Ordering::Relaxed)).sum()
    }

    /// All of them together.
    pub fn total(&self) -> Duration {
        Duration::from_micros(self.total_us.load(Ordering::Relaxed))
    }

    /// How many took at most about `limit`.
    pub fn within(&self, limit: Duration) -> u64 {
        let upto = |step: &usize| Meter::top(*step) <= limit;
        (0..STEPS).filter(upto).map(|step| self.steps[step].load(Ordering::Relaxed)).sum()
    }

    /// What this share of them stayed within: `0.5` for the median. Zero when there are none.
    pub fn quantile(&self, share: f64) -> Duration {
        let counts: Vec<u64> = self.steps.iter().map(|step| step.load(Ordering::Relaxed)).collect();
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
        let wanted = counts.iter().sum::<u64>() as f64 * share;
        let mut seen = 0;
        for (step, count) in counts.iter().enumerate() {
            seen += count;
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
            if *count > 0 && seen as f64 >= wanted {
                return Meter::top(step);
            }
        }
        Duration::ZERO
    }

    fn top(step: usize) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "there are about a hundred")]
        Duration::from_secs_f64(FIRST_US * (step as f64 / 4.0).exp2() / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_at_most_a_fifth_too_high() {
        let meter = Meter::default();
        assert_eq!((meter.count(), meter.quantile(0.99)), (0, Duration::ZERO));
        for ms in 1..=1000 {
            meter.note(Duration::from_millis(ms));
        }
        for share in [0.1, 0.5, 0.9, 0.99] {
            let ratio = meter.quantile(share).as_secs_f64() / share;
            assert!((1.0..1.2).contains(&ratio), "{share}: {ratio}");
        }
        assert_eq!(meter.count(), 1000);
        assert_eq!(meter.within(Duration::from_secs(60)), 1000);
        assert_eq!(meter.total().as_millis(), 500_500);
    }

    #[test]
    fn any_duration_has_its_place() {
        let meter = Meter::default();
        for took in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
            meter.note(took);
        }
        assert_eq!(meter.count(), 3);
    }
}
