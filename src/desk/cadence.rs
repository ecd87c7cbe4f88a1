//! When the requester hears next: by priority, sooner when frustrated, later after each ping without an agent's word,
//! in working time, outside the reader's quiet hours.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Case, Pace, Policy};
use crate::cues::Level;

/// When the next word to the requester is due if something is said to them now. On a whole minute, so that "by 15:00"
/// means 15:00 sharp.
pub fn next_word(case: &Case, policy: &Policy, reader: &TimeZone, now: Timestamp) -> Timestamp {
    let doubled = 1_i32 << case.pings_in_row.min(8);
    let due = match policy.cadence.of(case.priority) {
        Pace::Time(pace) => {
            let pace = if case.heat.level >= Level::Frustrated { pace / 2 } else { pace };
            policy.hours.after(now, pace * doubled)
        }
        Pace::Days(days) if case.heat.level >= Level::Frustrated => {
            let half = SignedDuration::from_hours(12 * days) * doubled;
            policy.hours.next_open(now.saturating_add(half).unwrap_or(Timestamp::MAX))
        }
        Pace::Days(days) => policy.hours.after_days(now, days * i64::from(doubled)),
    };
    whole_minute(policy.quiet.release(due, reader), now)
}

/// When the requester is reminded that the ball is with them: a working day, then doubling.
pub fn reminder(case: &Case, policy: &Policy, reader: &TimeZone, now: Timestamp) -> Timestamp {
    let due = policy.hours.after_days(now, 1_i64 << case.pings_in_row.min(8));
    policy.quiet.release(due, reader)
}

/// `at` without its seconds, unless that would be the present or the past.
pub fn whole_minute(at: Timestamp, now: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).ok().filter(|minute| *minute > now).unwrap_or(at)
}

/// The first whole minute at or after `at`.
pub fn minute_after(at: Timestamp) -> Timestamp {
    let seconds = (at.as_second() + i64::from(at.subsec_nanosecond() > 0) + 59).div_euclid(60) * 60;
    Timestamp::from_second(seconds).unwrap_or(at)
}
