//! Quiet hours: when people are left in peace, in the reader's own zone.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::wall::{self, Span};

/// When people are left in peace: from one time of day to another, as the clock on the reader's wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// From when until when people may be written to; `None` means at any time.
    awake: Option<[Span; 1]>,
}

impl Quiet {
    /// No quiet hours.
    pub fn never() -> Quiet {
        Quiet { awake: None }
    }

    /// From `start` up to but not including `end`, across midnight when `end` is the earlier one.
    pub fn between(start: Time, end: Time) -> Quiet {
        Quiet { awake: (start != end).then_some([(end, start)]) }
    }

    /// `at` when the reader may be written to then, else the end of their quiet hours.
    pub fn release(&self, at: Timestamp, reader: &TimeZone) -> Timestamp {
        let Some(awake) = &self.awake else { return at };
        wall::openings(reader, at, |_| awake.as_slice()).next().map_or(at, |opening| opening.start)
    }
}
