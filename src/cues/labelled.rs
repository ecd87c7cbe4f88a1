//! How well a score tells labelled messages apart: precision, recall, F1 and average precision.

use serde::Serialize;

/// One labelled message: whether it is what is looked for, and the score it got.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Labelled {
    /// What people said.
    pub positive: bool,
    /// What the rules said; higher means more likely positive.
    pub score: f64,
}

/// Precision, recall and F1 when everything at or above a threshold is called positive. Each is 0 when it would be a
/// division by nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Measure {
    /// The least score called positive.
    pub threshold: f64,
    /// Share of what was called positive that is.
    pub precision: f64,
    /// Share of what is positive that was called so.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// Measures at one threshold.
pub fn at(rows: &[Labelled], threshold: f64) -> Measure {
    let called = rows.iter().filter(|row| row.score >= threshold).count();
    let right = rows.iter().filter(|row| row.score >= threshold && row.positive).count();
    let positive = rows.iter().filter(|row| row.positive).count();
    measure(threshold, right, called, positive)
}

/// The threshold, among the scores that occur, with the best F1; the higher one when two are equal.
pub fn best(rows: &[Labelled]) -> Measure {
    let positive = rows.iter().filter(|row| row.positive).count();
    let mut best = Measure::default();
    for (score, right, called) in steps(rows) {
        let here = measure(score, right, called, positive);
        if here.f1 > best.f1 {
            best = here;
        }
    }
    best
}

/// Average precision: precision at each distinct score from the top, weighted by the recall it adds. Equal scores count
/// as one step, so that their order in the file does not matter.
pub fn average_precision(rows: &[Labelled]) -> f64 {
    let positive = rows.iter().filter(|row| row.positive).count();
    let mut before = 0;
    let mut sum = 0.0;
    for (_, right, called) in steps(rows) {
        sum += ratio(right, called) * ratio(right - before, positive);
        before = right;
    }
    sum
}

/// For each distinct score from the top: the score, how many positives and how many rows stand at or above it.
fn steps(rows: &[Labelled]) -> Vec<(f64, usize, usize)> {
    let mut sorted: Vec<&Labelled> = rows.iter().collect();
    sorted.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut steps: Vec<(f64, usize, usize)> = Vec::new();
    let mut right = 0;
    for (place, row) in sorted.into_iter().enumerate() {
        right += usize::from(row.positive);
        match steps.last_mut() {
            Some(last) if last.0.total_cmp(&row.score).is_eq() => *last = (row.score, right, place + 1),
            _ => steps.push((row.score, right, place + 1)),
        }
    }
    steps
}

fn measure(threshold: f64, right: usize, called: usize, positive: usize) -> Measure {
    let (precision, recall) = (ratio(right, called), ratio(right, positive));
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    Measure { threshold, precision, recall, f1 }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(bool, f64)]) -> Vec<Labelled> {
        pairs.iter().map(|(positive, score)| Labelled { positive: *positive, score: *score }).collect()
    }

    #[test]
    fn a_perfect_order_has_average_precision_one() {
        let rows = rows(&[(true, 9.0), (true, 8.0), (false, 1.0)]);
        assert_eq!(average_precision(&rows), 1.0);
        assert_eq!(best(&rows).threshold, 8.0);
        assert_eq!(best(&rows).f1, 1.0);
    }

    #[test]
    fn equal_scores_are_one_step_whatever_their_order() {
        let one = rows(&[(true, 5.0), (false, 5.0)]);
        let other = rows(&[(false, 5.0), (true, 5.0)]);
        assert_eq!(average_precision(&one), 0.5);
        assert_eq!(average_precision(&one), average_precision(&other));
    }

    #[test]
    fn a_threshold_divides_right_from_wrong() {
        let here = at(&rows(&[(true, 60.0), (false, 55.0), (true, 10.0)]), 50.0);
        assert_eq!((here.precision, here.recall), (0.5, 0.5));
    }

    #[test]
    fn nothing_measured_is_zero_and_not_a_fault() {
        assert_eq!(best(&[]).f1, 0.0);
        assert_eq!(average_precision(&[]), 0.0);
        assert_eq!(at(&rows(&[(false, 1.0)]), 50.0).recall, 0.0);
    }
}
