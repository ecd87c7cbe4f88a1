//! Moments as exports write them: RFC 3339 with or without a zone, Unix seconds as text or number.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde_json::Value;

/// Unix microseconds of a JSON value. Text without a zone is UTC, for that is what exports mean. A bare number is
/// seconds, unless it is too large for a date people will live to see (year 5138): then it is milliseconds.
pub fn moment(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => written(text.trim()),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => scaled(whole),
            None => scaled_fraction(number.as_f64()?),
        },
        _ => None,
    }
}

fn written(text: &str) -> Option<i64> {
    if text.starts_with(|first: char| first.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return unix(text);
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_microsecond());
    }
    let civil = text.parse::<civil::DateTime>().ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond())
}

/// `1700000000.000100`, digit by digit: Slack uses it as a key, so it must not pass through a float.
fn unix(text: &str) -> Option<i64> {
    let Some((whole, fraction)) = text.split_once('.') else {
        return scaled(text.parse().ok()?);
    };
    if fraction.contains('.') {
        return None;
    }
    let micros: i64 = format!("{:0<6.6}", fraction).parse().ok()?;
    in_range(whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(micros)?)
}

fn scaled(whole: i64) -> Option<i64> {
    let factor = if whole.unsigned_abs() < 100_000_000_000 { 1_000_000 } else { 1_000 };
    in_range(whole.checked_mul(factor)?)
}

fn scaled_fraction(seconds: f64) -> Option<i64> {
    let factor = if seconds.abs() < 1e11 { 1e6 } else { 1e3 };
    in_range((seconds * factor).round() as i64)
}

fn in_range(micros: i64) -> Option<i64> {
    Timestamp::from_microsecond(micros).ok().map(|_| micros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_way_of_writing_the_same_moment_agrees() {
        let same = 1_700_000_000_000_100;
        for value in [
            json!("1700000000.000100"),
            json!("1700000000.0001"),
            json!(1700000000.0001),
            json!("2023-11-14T22:13:20.000100Z"),
            json!("2023-11-14T22:13:20.000100"),
            json!("2023-11-14 22:13:20.0001"),
            json!("2023-11-14T23:13:20.0001+01:00"),
        ] {
            assert_eq!(moment(&value), Some(same), "{value}");
        }
        assert_eq!(moment(&json!(1700000000)), Some(1_700_000_000_000_000));
        assert_eq!(moment(&json!(1700000000123_i64)), Some(1_700_000_000_123_000));
        assert_eq!(moment(&json!("2023-11-14T22:13")), Some(1_699_999_980_000_000));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for value in [json!(""), json!("soon"), json!("1.2.3"), json!(null), json!([]), json!(1e300), json!(i64::MAX)] {
            assert_eq!(moment(&value), None, "{value}");
        }
    }
}
