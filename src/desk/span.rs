//! Durations and moments as people type them into a form: `20m`, `2h`, `1d`, `1h30m`, or RFC 3339.

use jiff::{SignedDuration, Timestamp};

/// The longest duration that makes sense here.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Reads `20m`, `2h`, `1d`, `1d2h30m`; `None` for anything else, for nothing, and for more than 400 days.
pub fn duration(text: &str) -> Option<SignedDuration> {
    let mut total = SignedDuration::ZERO;
    let mut digits = String::new();
    for c in text.trim().chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' if digits.is_empty() => {}
            's' | 'm' | 'h' | 'd' => {
                let count: i64 = digits.parse().ok().filter(|count| *count < 1_000_000)?;
                let unit = match c {
                    's' => 1,
                    'm' => 60,
                    'h' => 3_600,
                    _ => 86_400,
                };
                total = total.checked_add(SignedDuration::from_secs(count * unit))?;
                digits.clear();
            }
            _ => return None,
        }
    }
    (digits.is_empty() && total > SignedDuration::ZERO && total <= LONGEST).then_some(total)
}

/// Reads a duration from `now`, or a moment; it may lie in the past.
pub fn moment(text: &str, now: Timestamp) -> Option<Timestamp> {
    match duration(text) {
        Some(span) => now.checked_add(span).ok(),
        None => text.trim().parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minutes(text: &str) -> Option<i64> {
        duration(text).map(|span| span.as_mins())
    }

    #[test]
    fn reads_what_people_type() {
        for (text, expected) in [
            ("20m", 20),
            ("2h", 120),
            ("1d", 1_440),
            ("1h30m", 90),
            ("1d 2h 30m", 1_590),
            (" 2h ", 120),
            ("90s", 1),
            ("400d", 576_000),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_is_no_duration() {
        let no = [
            "",
            " ",
            "0m",
            "h",
            "2",
            "2 h",
            "2x",
            "-2h",
            "1.5h",
            "2h30",
            "401d",
            "soon",
            "٢h",
            "2h\0",
            "9999999999999999999d",
        ];
        for text in no {
            assert_eq!(duration(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_moment_is_a_duration_from_now_or_a_time() {
        let now: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        assert_eq!(moment("2h", now), "2026-11-23T11:00:00Z".parse().ok());
        assert_eq!(moment(" 2026-11-23T12:00:00+01:00 ", now), "2026-11-23T11:00:00Z".parse().ok());
        assert_eq!(
            moment("2020-01-01T00:00:00Z", now),
            "2020-01-01T00:00:00Z".parse().ok(),
            "the past is still a moment"
        );
        assert_eq!(moment("2h", Timestamp::MAX), None);
        assert_eq!(moment("tomorrow", now), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*|[0-9smhd ]{0,40}") {
            let now = Timestamp::UNIX_EPOCH;
            if let Some(span) = duration(&text) {
                prop_assert!(span > SignedDuration::ZERO && span <= LONGEST);
                prop_assert_eq!(moment(&text, now), now.checked_add(span).ok());
            }
            let _ = moment(&text, Timestamp::MAX);
        }

        #[test]
        fn what_is_written_is_what_is_read(days in 0..400i64, hours in 0..24i64, minutes in 1..60i64) {
            let span = duration(&format!("{days}d{hours}h{minutes}m"));
            prop_assert_eq!(span, Some(SignedDuration::from_mins((days * 24 + hours) * 60 + minutes)));
        }
    }
}
