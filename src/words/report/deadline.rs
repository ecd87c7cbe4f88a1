//! What will not wait: the client call at 10:20.

use jiff::{Timestamp, ToSpan, Zoned};
use serde::{Deserialize, Serialize};

use super::Found;
use crate::words::pattern::Pattern;

/// Something that will not wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// With no article: `client call`.
    pub what: String,
    /// When, as far as it was said.
    pub when: Moment,
}

/// A time as people say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// So many minutes after the report.
    InMinutes(u32),
    /// At this clock time of the reader's day, hour and minute.
    At(i8, i8),
    /// In words that name no certain clock time: `today`, `tomorrow morning`, `at 3`.
    Said(String),
}

const OCCASION: &str = r"((?:(?:client|customer|board|sales|team|job|quarterly|onboarding|investor|budget|video|conference|project|town|staff|zoom|product|hiring|tax|vendor|supplier|patient|parent|court|press|kick-off|go-live|month-end|year-end)\s)?(?:call|meeting|demo|presentation|interview|review|exam|audit|flight|webinar|stand-?up|workshop|training|pitch|submission|hearing|appointment|release|launch|deployment|lecture|class|deadline|payroll\srun|hall|kick-?off|go-live))";
/// A clock time in three groups: hour, minute, half of the day.
pub const CLOCK: &str = r"(\d{1,2})(?:[:.h](\d\d))?\s?(am|pm|a\.m\.|p\.m\.|o'clock)?";
const WORDS: &str = r"(today|tonight|tomorrow(?:\s(?:morning|afternoon))?|this\s(?:morning|afternoon|evening)|(?:on\s)?(?:monday|tuesday|wednesday|thursday|friday))";
/// A length of time in two groups: how many, of what.
pub const LENGTH: &str =
    r"(\d{1,3}|five|ten|fifteen|twenty|thirty|forty|half\san|an?|one|two|three)\s?(minutes?|mins?|m|hours?|hrs?|h)\b";

static OCCASION_AT: Lazy = Lazy::new(|| {
    Pattern::of(format!(r"(?i)\b{OCCASION}(?:\s(?:is|starts?|begins?|coming\sup))?\s(?:at|@)\s?{CLOCK}\b"))
});
static OCCASION_IN: Lazy = Lazy::new(|| {
    Pattern::of(format!(
        r"(?i)\b{OCCASION}(?:\s(?:is|starts?|starting|begins?|coming\sup))?\s(?:in|within)\s(?:about\s|less\sthan\s|under\s)?{LENGTH}"
    ))
});
static IN_OCCASION: Lazy = Lazy::new(|| {
    Pattern::of(format!(
        r"(?i)\bin\s(?:about\s|less\sthan\s)?{LENGTH}\W{{1,3}}(?:(?:i|we)\s(?:have|got|'ve\sgot|must)\s|is\s|there's\s|my\s)(?:an?\s|the\s|my\s|our\s)?(?:big\s|important\s)?{OCCASION}\b"
    ))
});
static AT_OCCASION: Lazy =
    Lazy::new(|| Pattern::of(format!(r"(?i)\b(\d{{1,2}})(?:[:.](\d\d))?\s?(am|pm)?\s{OCCASION}\b")));
static OCCASION_SAID: Lazy =
    Lazy::new(|| Pattern::of(format!(r"(?i)\b{OCCASION}(?:\s(?:is|due|starts?))?\s{WORDS}\b")));
static CLOSES: Lazy = Lazy::new(|| {
    Pattern::of(format!(
        r"(?i)\b(payroll|month-end|year-end|the\stender|the\sbooks|timesheets?|invoicing)\s(?:closes?|ends?|(?:is|are)\sdue)\s(?:(?:at|@)\s?{CLOCK}|{WORDS})"
    ))
});

/// A pattern put together from parts.
type Lazy = std::sync::LazyLock<Pattern>;

/// The first thing in the text that has to be in time.
pub fn find(text: &str) -> Option<Found<Deadline>> {
    in_minutes(text).or_else(|| at_clock(text)).or_else(|| closing(text)).or_else(|| said(text))
}

fn in_minutes(text: &str) -> Option<Found<Deadline>> {
    let (groups, what, length) = match OCCASION_IN.captures(text) {
        Some(groups) => (groups, 1, 2),
        None => (IN_OCCASION.captures(text)?, 3, 1),
    };
    let count = minutes(groups.get(length)?.as_str(), groups.get(length + 1)?.as_str())?;
    let what = groups.get(what)?.as_str().to_lowercase();
    Some(Found { value: Deadline { what, when: Moment::InMinutes(count) }, span: groups.get(0)?.range() })
}

fn at_clock(text: &str) -> Option<Found<Deadline>> {
    let (groups, what, hour) = match OCCASION_AT.captures(text) {
        Some(groups) => (groups, 1, 2),
        // A bare number before an occasion counts things, not hours.
        None => (AT_OCCASION.captures(text).filter(|groups| groups.get(2).or(groups.get(3)).is_some())?, 4, 1),
    };
    let part = |index| groups.get(index).map(|found: regex::Match<'_>| found.as_str());
    let when = clock(part(hour)?, part(hour + 1), part(hour + 2))?;
    Some(Found { value: Deadline { what: part(what)?.to_lowercase(), when }, span: groups.get(0)?.range() })
}

fn closing(text: &str) -> Option<Found<Deadline>> {
    let groups = CLOSES.captures(text)?;
    let part = |index| groups.get(index).map(|found: regex::Match<'_>| found.as_str());
    let when = match (part(2), part(5)) {
        (Some(hour), _) => clock(hour, part(3), part(4))?,
        (None, words) => Moment::Said(days_capital(words?)),
    };
    let what = match part(1)?.to_lowercase().as_str() {
        "payroll" => "payroll closing".to_owned(),
        "invoicing" => "invoicing deadline".to_owned(),
        what if what.starts_with("timesheet") => "timesheet deadline".to_owned(),
        what => format!("{} closing", what.trim_start_matches("the ")),
    };
    Some(Found { value: Deadline { what, when }, span: groups.get(0)?.range() })
}

fn said(text: &str) -> Option<Found<Deadline>> {
    let groups = OCCASION_SAID.captures(text)?;
    let what = groups.get(1)?.as_str().to_lowercase();
    let when = Moment::Said(days_capital(groups.get(2)?.as_str()));
    Some(Found { value: Deadline { what, when }, span: groups.get(0)?.range() })
}

/// A clock time, kept as it was said where morning or afternoon is not certain.
fn clock(hour: &str, minute: Option<&str>, half: Option<&str>) -> Option<Moment> {
    let minutes: i8 = minute.map_or(Some(0), |minute| minute.parse().ok())?;
    let hours: i8 = hour.parse().ok()?;
    let half = half.map(|half| half.to_lowercase().replace('.', ""));
    let hours = match half.as_deref() {
        Some("pm") if hours < 12 => hours + 12,
        Some("am") if hours == 12 => 0,
        None if hours < 7 || (minute.is_none() && hours <= 12) => {
            return Some(Moment::Said(match minute {
                Some(minute) => format!("at {hours}:{minute}"),
                None => format!("at {hours}"),
            }));
        }
        _ => hours,
    };
    (hours < 24 && minutes < 60).then_some(Moment::At(hours, minutes))
}

/// A length of time in minutes.
pub fn minutes(count: &str, unit: &str) -> Option<u32> {
    let low = count.to_lowercase();
    let tens: u32 = match low.as_str() {
        "half an" => return Some(30),
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "five" => 5,
        "ten" => 10,
        "fifteen" => 15,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        digits => digits.parse().ok()?,
    };
    if unit.to_lowercase().starts_with('h') { tens.checked_mul(60) } else { Some(tens) }
}

fn days_capital(words: &str) -> String {
    let low = words.to_lowercase();
    let (before, day) = low.rsplit_once(' ').map_or(("", low.as_str()), |(before, day)| (before, day));
    if day.ends_with("day") && day != "today" {
        let day: String = day.chars().take(1).flat_map(char::to_uppercase).chain(day.chars().skip(1)).collect();
        return format!("{before} {day}").trim().to_owned();
    }
    low
}

impl Deadline {
    /// Whether it still lies ahead at `now`, for a report written at `reported`. Words without a certain clock time
    /// count as ahead on the day they were said, in the zone of `now`.
    pub fn is_ahead(&self, reported: Timestamp, now: &Zoned) -> bool {
        match self.instant(reported, now) {
            Some(at) => at > now.timestamp(),
            None => reported.to_zoned(now.time_zone().clone()).date() == now.date(),
        }
    }

    /// The instant, where one was said; a clock time is of the day of the report.
    pub fn instant(&self, reported: Timestamp, now: &Zoned) -> Option<Timestamp> {
        let day = reported.to_zoned(now.time_zone().clone());
        match self.when {
            Moment::InMinutes(minutes) => reported.checked_add(i64::from(minutes).minutes()).ok(),
            Moment::At(hour, minute) => {
                day.date().at(hour, minute, 0, 0).to_zoned(now.time_zone().clone()).ok().map(|at| at.timestamp())
            }
            Moment::Said(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_found_and_not_guessed() {
        use Moment::{At, InMinutes, Said};
        for (text, what, when) in [
            ("VPN down, client call at 10:20", "client call", At(10, 20)),
            ("I have a client call in 20 minutes!", "client call", InMinutes(20)),
            ("In half an hour I have a board meeting", "board meeting", InMinutes(30)),
            ("my 3pm demo", "demo", At(15, 0)),
            ("interview at 3", "interview", Said("at 3".into())),
            ("payroll closes today", "payroll closing", Said("today".into())),
            ("presentation on friday", "presentation", Said("on Friday".into())),
            ("exam starts at 9:00 am", "exam", At(9, 0)),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("nothing in {text:?}"));
            assert_eq!(found.value, Deadline { what: what.into(), when }, "{text}");
        }
        for text in ["3 calls were dropped", "the meeting room screen", "at 10:20 it broke", "call me", "demo at 45:99"]
        {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
