//! Where the bars and columns of charts stand. Across, everything is in per cent of the chart's width, so that a chart
//! fits any screen while its words keep their size; upwards it is in pixels.

use serde::Serialize;

use crate::replay::phrase::grouped;

/// Height of the tallest column, in pixels.
pub const HEIGHT: f64 = 150.0;

/// One bar lying on its side.
#[derive(Debug, Serialize)]
pub struct Bar {
    pub label: String,
    pub count: String,
    /// Per cent of the longest.
    pub width: f64,
    /// Per cent of all, as text.
    pub share: String,
}

/// Bars for kinds that together are everything.
pub fn bars_of(counts: Vec<(&str, u64)>) -> Vec<Bar> {
    let all = counts.iter().map(|(_, count)| *count).sum();
    bars(counts, all)
}

/// Bars for kinds, as shares of `all`.
pub fn bars(counts: Vec<(&str, u64)>, all: u64) -> Vec<Bar> {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let bar = |(kind, count): (&str, u64)| Bar {
        label: kind.replace('_', " "),
        count: grouped(count),
        width: tenth(count as f64 * 100.0 / most as f64),
        share: share(count, all),
    };
    counts.into_iter().map(bar).collect()
}

/// `12 %`, `0.4 %`, and `<0.1 %` for what is there but hardly.
pub fn share(part: u64, all: u64) -> String {
    let percent = if all == 0 { 0.0 } else { part as f64 * 100.0 / all as f64 };
    match percent {
        0.0 => "0 %".to_owned(),
        ..0.05 => "<0.1 %".to_owned(),
        ..9.95 => format!("{percent:.1} %"),
        _ => format!("{percent:.0} %"),
    }
}

/// A column of blocks standing on each other.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Left edge, per cent.
    pub x: f64,
    /// Its middle, per cent.
    pub middle: f64,
    /// Per cent.
    pub width: f64,
    /// Under the column; empty where there is no room for another word.
    pub label: String,
    /// What a pointer resting on it is told.
    pub told: String,
    /// From the bottom up.
    pub blocks: Vec<Block>,
}

/// One block of a column, in pixels from the top of the chart.
#[derive(Debug, Serialize)]
pub struct Block {
    pub kind: String,
    pub y: f64,
    pub height: f64,
}

/// A line across at a round number.
#[derive(Debug, Serialize)]
pub struct Line {
    pub y: f64,
    pub label: String,
}

/// A chart of columns with its lines.
#[derive(Debug, Serialize)]
pub struct Columns {
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
}

/// What one column shows: a label, what it tells, and its blocks from the bottom up.
pub struct Stack<'k> {
    pub label: String,
    pub told: String,
    pub blocks: Vec<(&'k str, u64)>,
}

/// Columns for stacks; of many labels only about `labels` are shown.
pub fn columns(stacks: Vec<Stack<'_>>, labels: usize) -> Columns {
    let most = stacks.iter().map(|stack| stack.blocks.iter().map(|(_, count)| count).sum::<u64>()).max();
    let top = round_above(most.unwrap_or_default());
    let pixels = |count: u64| tenth(count as f64 * HEIGHT / top as f64);
    let step = 100.0 / stacks.len().max(1) as f64;
    let every = stacks.len().div_ceil(labels.max(1)).max(1);
    let column = |(place, stack): (usize, Stack<'_>)| {
        let mut below = 0;
        let blocks = stack.blocks.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
            below += count;
            Block { kind: (*kind).to_owned(), y: tenth(HEIGHT - pixels(below)), height: pixels(*count) }
        });
        let left = place as f64 * step;
        Column {
            blocks: blocks.collect(),
            x: hundredth(left + step * 0.14),
            middle: hundredth(left + step / 2.0),
            width: hundredth(step * 0.72),
            label: if place % every == 0 { stack.label } else { String::new() },
            told: stack.told,
        }
    };
    let lines = [0, top / 2, top].into_iter().map(|at| Line { y: tenth(HEIGHT - pixels(at)), label: grouped(at) });
    Columns { lines: lines.collect(), columns: stacks.into_iter().enumerate().map(column).collect() }
}

/// The smallest of 2, 4, 10, 20, 40, 100 … that is no less.
fn round_above(count: u64) -> u64 {
    let mut ten: u64 = 1;
    loop {
        for factor in [2, 4, 10] {
            let round = ten.saturating_mul(factor);
            if round >= count {
                return round;
            }
        }
        ten = ten.saturating_mul(10);
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_full_and_shares_add_up() {
        let bars = bars_of(vec![("a_b", 30), ("c", 10)]);
        let seen: Vec<_> = bars.iter().map(|bar| (bar.label.as_str(), bar.width, bar.share.as_str())).collect();
        assert_eq!(seen, [("a b", 100.0, "75 %"), ("c", 33.3, "25 %")]);
    }

    #[test]
    fn blocks_stand_on_each_other_below_the_top_line() {
        let stack =
            Stack { label: "mon".into(), told: String::new(), blocks: vec![("low", 1), ("none", 0), ("high", 2)] };
        let chart = columns(vec![stack], 10);
        let blocks: Vec<_> = chart.columns[0].blocks.iter().map(|block| (block.y, block.height)).collect();
        assert_eq!(blocks, [(112.5, 37.5), (37.5, 75.0)]);
        assert_eq!(chart.lines.iter().map(|line| line.label.as_str()).collect::<Vec<_>>(), ["0", "2", "4"]);
    }

    #[test]
    fn round_numbers_are_never_below() {
        assert_eq!([0, 2, 3, 11, 400, u64::MAX].map(round_above), [2, 2, 4, 20, 400, u64::MAX]);
    }
}
