//! Heat and tickets over time.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::Serialize;

use super::figures::no_levels;
use super::{Message, Strand, Ticket};
use crate::cues::Hearing;

/// People's messages of one stretch of time, by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// The stretch's first day, UTC, `2024-03-01`.
    pub from: String,
    /// How long it is: `day`, `week` or `month`.
    pub length: &'static str,
    /// Judged messages by level.
    pub levels: BTreeMap<&'static str, u64>,
    /// Tickets that would have been opened in it.
    pub tickets: u64,
}

/// Most columns a chart over time has room for.
const BUCKETS: usize = 62;

/// Days when they are few, else weeks, else months.
pub(super) fn over_time<'t>(
    messages: &[Message],
    strands: &[&Strand],
    heard: &[Hearing],
    tickets: impl Iterator<Item = &'t Ticket> + Clone,
) -> Vec<Bucket> {
    let judged = || strands.iter().zip(heard).filter(|(_, hearing)| hearing.heat.abstained.is_none());
    let day_of = |strand: &Strand| messages.get(strand.message).map(|message| day(message.at));
    for (length, first_day) in LENGTHS {
        let mut buckets: BTreeMap<Date, Bucket> = BTreeMap::new();
        for (strand, hearing) in judged() {
            let Some(from) = day_of(strand).map(first_day) else { continue };
            let bucket = buckets.entry(from).or_insert_with(|| Bucket {
                from: from.to_string(),
                length,
                levels: no_levels(),
                tickets: 0,
            });
            *bucket.levels.entry(hearing.heat.level.word()).or_default() += 1;
        }
        for ticket in tickets.clone() {
            if let Some(bucket) = buckets.get_mut(&first_day(day(ticket.opened_at))) {
                bucket.tickets += 1;
            }
        }
        if buckets.len() <= BUCKETS || length == "month" {
            return buckets.into_values().collect();
        }
    }
    Vec::new()
}

type Length = (&'static str, fn(Date) -> Date);

/// A length of time, and the first day of the one that a day falls in. Weeks begin on Monday.
const LENGTHS: [Length; 3] = [
    ("day", |day| day),
    ("week", |day| day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day)),
    ("month", Date::first_of_month),
];

fn day(micros: i64) -> Date {
    instant(micros).to_zoned(TimeZone::UTC).date()
}

/// RFC 3339, UTC, to the second.
pub(super) fn day_time(micros: i64) -> String {
    instant(micros.div_euclid(1_000_000) * 1_000_000).to_string()
}

/// Moments were checked to be in range when they were read.
fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let sunday: Date = "2024-03-03".parse().unwrap();
        assert_eq!(LENGTHS.map(|(_, first)| first(sunday).to_string()), ["2024-03-03", "2024-02-26", "2024-03-01"]);
    }

    #[test]
    fn moments_are_told_to_the_second_even_before_1970() {
        assert_eq!(day_time(1_700_000_000_999_999), "2023-11-14T22:13:20Z");
        assert_eq!(day_time(-1), "1969-12-31T23:59:59Z");
    }
}
