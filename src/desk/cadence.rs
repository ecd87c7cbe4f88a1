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

/// When the requester is reminded that the ball is with them: a working day, then doubling; and after the last reminder,
/// when it is over.
pub fn reminder(case: &Case, policy: &Policy, reader: &TimeZone, now: Timestamp) -> Timestamp {
    let last = case.pings_in_row >= policy.max_pings;
    let days = if last { policy.no_answer_days } else { 1 << case.pings_in_row.min(8) };
    let due = policy.hours.after_days(now, days);
    policy.quiet.release(due, reader)
}

/// Until when the bot holds its tongue because an agent spoke in the thread. What was said at a time still to come, by a
/// clock that was put back since, holds nobody back.
pub fn hushed_until(case: &Case, policy: &Policy, now: Timestamp) -> Option<Timestamp> {
    let spoke = case.agent_spoke_at.filter(|at| *at <= now)?;
    spoke.checked_add(policy.hush).ok().filter(|until| now < *until)
}

/// Whether two moments are one: the store remembers them to the microsecond.
pub fn same_moment(one: Timestamp, other: Timestamp) -> bool {
    one.as_microsecond() == other.as_microsecond()
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::time;

    use super::*;
    use crate::cues::Priority::{self, High, Low, Normal, Urgent};
    use crate::desk::fixture::{at, case};
    use crate::desk::{CaseHeat, Hours, Quiet};

    fn heated(priority: Priority, level: Level, pings_in_row: u32) -> Case {
        Case { priority, heat: CaseHeat { level, ..CaseHeat::default() }, pings_in_row, ..case() }
    }

    fn minutes_until(policy: &Policy, case: &Case) -> i64 {
        next_word(case, policy, &TimeZone::UTC, at(0)).duration_since(at(0)).as_mins()
    }

    #[test]
    fn by_priority_sooner_when_frustrated_later_after_each_ping() {
        let day = 24 * 60;
        for (priority, calm) in [(Urgent, 30), (High, 60), (Normal, 240), (Low, day)] {
            for pings in 0..4 {
                let expected = calm << pings;
                let policy = Policy::default();
                for level in [Level::Calm, Level::Strained] {
                    assert_eq!(
                        minutes_until(&policy, &heated(priority, level, pings)),
                        expected,
                        "{priority:?} {pings}"
                    );
                }
                for level in [Level::Frustrated, Level::Upset] {
                    let half = minutes_until(&policy, &heated(priority, level, pings));
                    assert_eq!(half, expected / 2, "{priority:?} {pings} {level:?}");
                }
            }
        }
    }

    #[test]
    fn whatever_the_count_of_pings_there_is_a_next_time() {
        for priority in [Urgent, High, Normal, Low] {
            for level in [Level::Calm, Level::Upset] {
                for pings in [8, 9, 1_000, u32::MAX] {
                    assert!(minutes_until(&Policy::default(), &heated(priority, level, pings)) > 0);
                }
            }
        }
    }

    /// Weekdays from eight to five in Berlin, an hour ahead of UTC in winter; nobody is written to from eight to seven.
    fn office() -> Policy {
        let day = vec![(time(8, 0, 0, 0), time(17, 0, 0, 0))];
        let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
        let hours = Hours::weekly(TimeZone::get("Europe/Berlin").unwrap(), week, BTreeSet::new());
        Policy { hours, quiet: Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0)), ..Policy::default() }
    }

    #[test]
    fn in_working_time_and_outside_the_readers_night() {
        let friday: Timestamp = "2026-11-27T15:30:00Z".parse().unwrap();
        let due =
            |case: &Case, reader: &str| next_word(case, &office(), &TimeZone::get(reader).unwrap(), friday).to_string();
        let (urgent, normal, low) = (case_of(Urgent), case_of(Normal), case_of(Low));
        assert_eq!(due(&urgent, "Europe/Berlin"), "2026-11-27T16:00:00Z", "just before closing");
        assert_eq!(due(&normal, "Europe/Berlin"), "2026-11-30T10:30:00Z", "the rest on Monday");
        assert_eq!(due(&low, "Europe/Berlin"), "2026-11-30T15:30:00Z", "the next working day");
        assert_eq!(due(&normal, "America/New_York"), "2026-11-30T12:00:00Z", "when New York is awake");
        let upset = heated(Low, Level::Upset, 0);
        assert_eq!(due(&upset, "Europe/Berlin"), "2026-11-30T07:00:00Z", "half a day later the desk is closed");
    }

    fn case_of(priority: Priority) -> Case {
        heated(priority, Level::Calm, 0)
    }

    #[test]
    fn times_lie_on_whole_minutes_ahead() {
        let now: Timestamp = "2026-11-23T09:00:42.5Z".parse().unwrap();
        assert_eq!(next_word(&case(), &Policy::default(), &TimeZone::UTC, now).to_string(), "2026-11-23T13:00:00Z");
    }

    #[test]
    fn reminders_come_after_a_working_day_then_doubling() {
        let day = 24 * 60;
        for (pings, days) in [(0, 1), (1, 2), (2, 4)] {
            let due = reminder(&heated(Normal, Level::Upset, pings), &Policy::default(), &TimeZone::UTC, at(0));
            assert_eq!(due.duration_since(at(0)).as_mins(), days * day);
        }
    }
}
