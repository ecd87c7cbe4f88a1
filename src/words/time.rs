//! Times and durations as people say them, in the reader's own time zone.

use jiff::civil::Weekday;
use jiff::{Timestamp, Zoned};

use super::pattern::Pattern;

/// A moment as it stands after "by", "since" or "until": `15:00`, `tomorrow at 09:30`, `11:40 yesterday`,
/// `Tuesday at 09:30`, `3 December at 09:30`. What is near is told by the clock alone on either side of midnight, and what
/// is still of this night by `01:00 tonight`.
pub fn moment(at: Timestamp, now: &Zoned) -> String {
    let (clock, days) = seen_from(at, now);
    match days {
        0 => clock,
        1 if is_tonight(at, now) => format!("{clock} tonight"),
        1 => format!("tomorrow at {clock}"),
        -1 => format!("{clock} yesterday"),
        _ => format!("{} at {clock}", day(at, now, days)),
    }
}

/// A moment as it stands on its own after a verb: `at 15:00`, `tomorrow at 09:30`, `yesterday at 11:40`,
/// `on Tuesday at 09:30`.
pub fn adverb(at: Timestamp, now: &Zoned) -> String {
    let (clock, days) = seen_from(at, now);
    match days {
        0 => format!("at {clock}"),
        1 if is_tonight(at, now) => format!("tonight at {clock}"),
        1 => format!("tomorrow at {clock}"),
        -1 => format!("yesterday at {clock}"),
        _ => format!("on {} at {clock}", day(at, now, days)),
    }
}

/// How long, rounded as people round: `a minute`, `20 minutes`, `an hour`, `2½ hours`, `3 days`. `None` when `to` is not
/// later than `from`.
pub fn span(from: Timestamp, to: Timestamp) -> Option<String> {
    let minutes = to.as_second().checked_sub(from.as_second()).filter(|seconds| *seconds > 0)? / 60;
    let half_hours = (minutes + 15) / 30;
    Some(match minutes {
        0 | 1 => "a minute".to_owned(),
        2..=54 => format!("{minutes} minutes"),
        55..=69 => "an hour".to_owned(),
        70..=99 => format!("{minutes} minutes"),
        100..=599 if half_hours % 2 == 1 => format!("{}½ hours", half_hours / 2),
        100..=599 => format!("{} hours", half_hours / 2),
        600..=2159 => format!("{} hours", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1440),
    })
}

/// Nearer than this, in seconds, a clock time says it all: half an hour ahead at 23:36 is 00:06, not tomorrow.
const NEAR: i64 = 6 * 3_600;

/// The clock time, and how many calendar days ahead of today it lies; 0 for what is near, whatever the calendar says.
fn seen_from(at: Timestamp, now: &Zoned) -> (String, i32) {
    let then = at.to_zoned(now.time_zone().clone());
    let near = at.duration_since(now.timestamp()).as_secs().abs() < NEAR;
    let days = if near { 0 } else { now.date().until(then.date()).map_or(0, |span| span.get_days()) };
    (format!("{:02}:{:02}", then.hour(), then.minute()), days)
}

/// Whether the small hours of the next day are the night of this evening.
fn is_tonight(at: Timestamp, now: &Zoned) -> bool {
    now.hour() >= 17 && at.to_zoned(now.time_zone().clone()).hour() < 5
}

/// The weekday within the six days around today, else the date, with the year when it is another.
fn day(at: Timestamp, now: &Zoned, days: i32) -> String {
    let then = at.to_zoned(now.time_zone().clone());
    if days.abs() < 7 {
        return weekday(then.weekday()).to_owned();
    }
    let date = format!("{} {}", then.day(), month(then.month()));
    if then.year() == now.year() { date } else { format!("{date} {}", then.year()) }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn month(number: i8) -> &'static str {
    match number {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// Whether a text names a day from where it stands, so that it means another one when it is read tomorrow.
pub fn names_a_day(text: &str) -> bool {
    static DAYS: Pattern =
        Pattern::new(r"(?i)\b(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening))\b");
    DAYS.is_in(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    fn noon() -> Zoned {
        "2026-03-04T12:00:00+01:00[Europe/Paris]".parse().unwrap()
    }

    #[test]
    fn moments_read_as_people_say_them() {
        let now = noon();
        let said = |span: jiff::Span| moment((&now + span).timestamp(), &now);
        assert_eq!(said(3.hours()), "15:00");
        assert_eq!(said(21.hours().minutes(30)), "tomorrow at 09:30");
        assert_eq!(said(-24.hours()), "12:00 yesterday");
        assert_eq!(said(3.days()), "Saturday at 12:00");
        assert_eq!(said(-3.days()), "Sunday at 12:00");
        assert_eq!(said(9.days()), "13 March at 12:00");
        assert_eq!(said(1.year()), "4 March 2027 at 12:00");
        assert_eq!(adverb((&now + 3.days()).timestamp(), &now), "on Saturday at 12:00");
        assert_eq!(adverb((&now - 1.days()).timestamp(), &now), "yesterday at 12:00");
    }

    #[test]
    fn a_moment_is_read_in_the_readers_zone() {
        let tokyo = noon().with_time_zone(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap());
        assert_eq!(moment((&noon() + 5.hours()).timestamp(), &tokyo), "01:00");
        assert_eq!(moment((&noon() + 13.hours()).timestamp(), &tokyo), "tomorrow at 09:00");
    }

    #[test]
    fn midnight_between_makes_no_near_time_tomorrows() {
        let night: Zoned = "2026-03-04T23:36:00+01:00[Europe/Paris]".parse().unwrap();
        let said = |minutes: i64| {
            let at = (&night + minutes.minutes()).timestamp();
            (moment(at, &night), adverb(at, &night))
        };
        let pair = |one: &str, two: &str| (one.to_owned(), two.to_owned());
        assert_eq!(said(30), pair("00:06", "at 00:06"));
        assert_eq!(said(600), pair("tomorrow at 09:36", "tomorrow at 09:36"));
        let evening: Zoned = "2026-03-04T18:30:00+01:00[Europe/Paris]".parse().unwrap();
        let later = (&evening + 7.hours()).timestamp();
        assert_eq!((moment(later, &evening), adverb(later, &evening)), pair("01:30 tonight", "tonight at 01:30"));
        let after: Zoned = "2026-03-05T00:10:00+01:00[Europe/Paris]".parse().unwrap();
        assert_eq!(moment((&after - 30.minutes()).timestamp(), &after), "23:40");
    }

    #[test]
    fn durations_are_rounded_as_people_round() {
        let start = noon().timestamp();
        let long = |minutes: i64| span(start, start + jiff::SignedDuration::from_mins(minutes)).unwrap();
        assert_eq!(
            [1, 20, 60, 90, 150, 125, 11 * 60, 3 * 1440].map(long),
            ["a minute", "20 minutes", "an hour", "90 minutes", "2½ hours", "2 hours", "11 hours", "3 days"]
        );
        assert_eq!(span(start, start), None);
    }

    #[test]
    fn the_ends_of_time_are_no_reason_to_panic() {
        for at in [Timestamp::MIN, Timestamp::MAX] {
            moment(at, &noon());
            adverb(at, &Timestamp::MIN.to_zoned(jiff::tz::TimeZone::UTC));
        }
        span(Timestamp::MIN, Timestamp::MAX);
    }
}
