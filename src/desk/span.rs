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
