//! The tables `[hours]` and `[quiet]`: spans of the day as people write them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use serde::Deserialize;

use super::{Reader, Text};
use crate::desk::{Hours, Quiet};

/// `[hours]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HoursTable {
    zone: Text,
    #[serde(default)]
    monday: Vec<Text>,
    #[serde(default)]
    tuesday: Vec<Text>,
    #[serde(default)]
    wednesday: Vec<Text>,
    #[serde(default)]
    thursday: Vec<Text>,
    #[serde(default)]
    friday: Vec<Text>,
    #[serde(default)]
    saturday: Vec<Text>,
    #[serde(default)]
    sunday: Vec<Text>,
    #[serde(default)]
    holidays: Vec<Text>,
    /// Days with spans of their own, by date.
    #[serde(default)]
    dates: BTreeMap<Text, Vec<Text>>,
}

/// `[quiet]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuietTable {
    from: Text,
    to: Text,
}

/// A span as it was read, in minutes since its day began; what goes past midnight ends after 1,440.
struct Opening<'a> {
    text: &'a Text,
    from: i16,
    to: i16,
}

const DAY: i16 = 24 * 60;

impl Reader<'_> {
    pub(super) fn hours(&mut self, table: &HoursTable) -> Hours {
        let zone = self.zone(&table.zone);
        let days = [
            &table.monday,
            &table.tuesday,
            &table.wednesday,
            &table.thursday,
            &table.friday,
            &table.saturday,
            &table.sunday,
        ];
        if days.iter().all(|day| day.is_empty()) {
            let mend = "give at least one day spans such as \"08:00-17:00\", or leave out [hours]";
            self.fault(table.zone.span().start, "the desk never opens".to_owned(), mend.to_owned());
        }
        let week = days.map(|day| self.openings(day));
        for (today, tomorrow) in week.iter().zip(week.iter().cycle().skip(1)) {
            self.apart(today, tomorrow);
        }
        let mut holidays = BTreeSet::new();
        for text in &table.holidays {
            if let Some(day) = self.date(text)
                && !holidays.insert(day)
            {
                self.twice(text);
            }
        }
        let hours = Hours::weekly(zone, week.map(|day| spans(&day)), holidays.clone());
        table.dates.iter().fold(hours, |hours, (text, own)| {
            let own = self.openings(own);
            self.apart(&own, &[]);
            let Some(day) = self.date(text) else { return hours };
            if !holidays.insert(day) {
                self.twice(text);
            }
            hours.on(day, spans(&own))
        })
    }

    pub(super) fn quiet(&mut self, table: &QuietTable) -> Quiet {
        let (from, to) = (self.time(&table.from), self.time(&table.to));
        if from == to {
            let mend = "let them end at another time than they begin, or leave out [quiet]";
            self.fault(table.from.span().start, "the quiet hours have no length".to_owned(), mend.to_owned());
        }
        Quiet::between(from, to)
    }

    /// The spans of a day, earliest first.
    fn openings<'a>(&mut self, texts: &'a [Text]) -> Vec<Opening<'a>> {
        let mut openings: Vec<_> = texts.iter().filter_map(|text| self.opening(text)).collect();
        openings.sort_by_key(|opening| opening.from);
        openings
    }

    fn opening<'a>(&mut self, text: &'a Text) -> Option<Opening<'a>> {
        let span = text.get_ref().split_once('-').and_then(|(from, to)| {
            let (from, to) = (minutes(from).filter(|from| *from < DAY)?, minutes(to)?);
            (from != to).then(|| Opening { text, from, to: if from < to { to } else { to + DAY } })
        });
        if span.is_none() {
            let what = format!("“{}” is no opening span", text.get_ref());
            let mend = "write it as \"08:00-12:00\", past midnight as \"22:00-06:00\", a whole day as \"00:00-24:00\"";
            self.fault(text.span().start, what, mend.to_owned());
        }
        span
    }

    /// Names every span that begins before the one in front of it has ended, be it the evening before.
    fn apart(&mut self, today: &[Opening<'_>], tomorrow: &[Opening<'_>]) {
        let next = tomorrow.first().map(|first| (first, first.from + DAY));
        let later = today.iter().skip(1).map(|opening| (opening, opening.from)).chain(next);
        for (before, (after, from)) in today.iter().zip(later) {
            if from < before.to {
                let what = format!("“{}” begins before “{}” has ended", after.text.get_ref(), before.text.get_ref());
                self.fault(after.text.span().start, what, "make one span of the two, or part them".to_owned());
            }
        }
    }

    fn twice(&mut self, text: &Text) {
        let what = format!("{} is given more than once", text.get_ref());
        self.fault(text.span().start, what, "keep one line for it, in holidays or in [hours.dates]".to_owned());
    }

    fn time(&mut self, text: &Text) -> Time {
        minutes(text.get_ref()).map_or_else(
            || {
                let what = format!("“{}” is no time of day", text.get_ref());
                self.fault(text.span().start, what, "write it as \"20:00\"".to_owned());
                Time::midnight()
            },
            time_of_day,
        )
    }

    fn date(&mut self, text: &Text) -> Option<Date> {
        let date = text.get_ref().parse().ok().filter(|date: &Date| date.to_string() == *text.get_ref());
        if date.is_none() {
            let what = format!("“{}” is no date", text.get_ref());
            self.fault(text.span().start, what, "write it as \"2026-12-25\"".to_owned());
        }
        date
    }
}

fn spans(day: &[Opening<'_>]) -> Vec<(Time, Time)> {
    day.iter().map(|opening| (time_of_day(opening.from), time_of_day(opening.to))).collect()
}

/// `08:30` as minutes since midnight, up to `24:00`.
fn minutes(text: &str) -> Option<i16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (i16, i16) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= DAY).then_some(total)
}

fn time_of_day(minutes: i16) -> Time {
    let minutes = minutes.rem_euclid(DAY);
    let part = |number: i16| i8::try_from(number).unwrap_or_default();
    Time::new(part(minutes / 60), part(minutes % 60), 0, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests;
