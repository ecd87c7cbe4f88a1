//! How figures are said, on a terminal and on a page alike.

use std::collections::BTreeMap;

/// `1 message`, `2 messages`, `10,686 messages`.
pub fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `1 person`, `2 people`.
pub fn people(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "person" } else { "people" })
}

/// Thousands apart: `1,234,567`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A length of time as people say it: `40 s`, `12 min`, `3.5 h`, `2 days`.
pub fn span(seconds: i64) -> String {
    let tenths = |unit: i64| {
        let tenths = (seconds * 10 + unit / 2) / unit;
        if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", (seconds + 30) / 60),
        3_600..86_400 => format!("{} h", tenths(3_600)),
        _ => {
            let days = tenths(86_400);
            format!("{days} {}", if days == "1" { "day" } else { "days" })
        }
    }
}

/// How long the answered waited, in as many figures as so many tickets bear: `within 40 min` for a single one, `half
/// within 5 min, the last after 2 h` for a few, and `nine in ten` from ten on.
pub fn waited(answered: u64, median: i64, p90: i64, longest: i64) -> String {
    match answered {
        ..=1 => format!("after {}", span(longest)),
        2..10 => format!("half within {}, the last after {}", span(median), span(longest)),
        _ => {
            format!("half within {}, nine in ten within {}, the last after {}", span(median), span(p90), span(longest))
        }
    }
}

/// `2024-03-01 09:30` of an RFC 3339 moment in UTC.
pub fn minute(moment: &str) -> String {
    moment.get(..16).unwrap_or(moment).replace('T', " ")
}

/// Kinds with their counts, the largest first.
pub fn by_size<K: AsRef<str>>(counts: &BTreeMap<K, u64>) -> Vec<(&str, u64)> {
    let mut counts: Vec<(&str, u64)> = counts.iter().map(|(kind, count)| (kind.as_ref(), *count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Kinds with their counts in a given order; kinds that are not in it are left out.
pub fn in_order<'k>(counts: &BTreeMap<&'static str, u64>, order: &[&'k str]) -> Vec<(&'k str, u64)> {
    order.iter().filter_map(|kind| counts.get(kind).map(|count| (*kind, *count))).collect()
}

/// Levels from calm to upset.
pub const LEVELS: [&str; 4] = ["calm", "strained", "frustrated", "upset"];

/// Priorities from the most pressing on.
pub const PRIORITIES: [&str; 4] = ["urgent", "high", "normal", "low"];

/// Acts, those that concern the desk first.
pub const ACTS: [&str; 7] = ["request", "followup", "chase", "answer", "thanks", "greeting", "chatter"];

/// The first few of a list, and how many more there are.
pub fn shortened(items: &[&str]) -> String {
    const SHOWN: usize = 4;
    let shown = items.get(..SHOWN.min(items.len())).unwrap_or_default().join(", ");
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_like_a_person_said_them() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!((counted(1, "chase"), counted(10_686, "message")), ("1 chase".into(), "10,686 messages".into()));
        assert_eq!(
            [40, 60, 750, 5_400, 7_200, 86_400, 130_000].map(span),
            ["40 s", "1 min", "13 min", "1.5 h", "2 h", "1 day", "1.5 days"]
        );
        assert_eq!(waited(1, 2400, 2400, 2400), "after 40 min");
        assert_eq!(waited(3, 60, 2400, 2400), "half within 1 min, the last after 40 min");
        assert_eq!(waited(10, 60, 600, 2400), "half within 1 min, nine in ten within 10 min, the last after 40 min");
        assert_eq!(shortened(&["a", "b", "c", "d", "e", "f"]), "a, b, c, d and 2 more");
    }
}
