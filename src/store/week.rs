//! How far back the store looks for what a person read and asked for, and how long it keeps what nobody needs after.

use jiff::{SignedDuration, Timestamp};

use super::column::micros;

/// Seven days before `now`, in microseconds.
pub(super) fn week_before(now: Timestamp) -> i64 {
    now.checked_sub(SignedDuration::from_hours(7 * 24)).map_or(i64::MIN, micros)
}
