//! How long people waited for the first word of a human being.

use serde::Serialize;

use super::{Ticket, Wait};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// Steps of the histogram: up to and including so many seconds. What is longer falls in a last step without end.
const STEPS: [i64; 8] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR, 72 * HOUR];

/// Waits until a first human answer, over all would-be tickets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WaitFigures {
    /// Tickets that somebody answered.
    pub answered: u64,
    /// Tickets that nobody answered, though the record goes on for at least an hour.
    pub unanswered: u64,
    /// Tickets without an answer at whose end the record stops within the hour: left out of the share.
    pub unknown: u64,
    /// Of the answered and unanswered, how many of a hundred were not answered, rounded.
    pub unanswered_percent: u64,
    /// Half of the answered waited no longer than this, in seconds.
    pub median_seconds: Option<i64>,
    /// Nine of ten of the answered waited no longer than this, in seconds.
    pub p90_seconds: Option<i64>,
    /// The longest wait that ended in an answer, in seconds.
    pub longest_seconds: Option<i64>,
    /// The answered, by how long they waited.
    pub steps: Vec<WaitStep>,
}

/// Answered tickets whose wait was longer than the step before and no longer than this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitStep {
    /// Inclusive, in seconds; nothing for the last step, which has no end.
    pub up_to_seconds: Option<i64>,
    /// How many tickets.
    pub tickets: u64,
}

impl WaitFigures {
    /// Counts the waits of these tickets.
    pub fn of<'t>(tickets: impl Iterator<Item = &'t Ticket>) -> WaitFigures {
        let mut figures = WaitFigures::default();
        let mut answered = Vec::new();
        for ticket in tickets {
            match ticket.wait {
                Wait::Answered(seconds) => answered.push(seconds),
                Wait::Unanswered(_) => figures.unanswered += 1,
                Wait::Unknown => figures.unknown += 1,
            }
        }
        answered.sort_unstable();
        figures.answered = answered.len() as u64;
        let told = figures.answered + figures.unanswered;
        figures.unanswered_percent = (figures.unanswered * 100 + told / 2).checked_div(told).unwrap_or_default();
        figures.median_seconds = quantile(&answered, 50);
        figures.p90_seconds = quantile(&answered, 90);
        figures.longest_seconds = answered.last().copied();
        let mut longer_than = i64::MIN;
        for up_to in STEPS.into_iter().map(Some).chain([None]) {
            let end = up_to.unwrap_or(i64::MAX);
            let tickets = answered.iter().filter(|wait| **wait > longer_than && **wait <= end).count() as u64;
            figures.steps.push(WaitStep { up_to_seconds: up_to, tickets });
            longer_than = end;
        }
        figures
    }
}

/// The smallest value that at least so many per cent of the sorted values do not exceed.
fn quantile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_occurred() {
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((quantile(&ten, 50), quantile(&ten, 90)), (Some(5), Some(9)));
        assert_eq!((quantile(&[7], 50), quantile(&[7], 90), quantile(&[], 50)), (Some(7), Some(7), None));
    }
}
