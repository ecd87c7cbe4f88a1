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

const OCCASION: &str = r"((?:(?:client|customer|board|sales|team|job|quarterly|onboarding|investor|budget|video|conference|project|town|staff|zoom|product|hiring|tax|vendor|supplier|patient|parent|court|press|kick-off|go-live|month-end|year-end)\s)?(?:call|meeting|demo|presentation|interview|review|exam|audit|flight|webinar|stand-?up|workshop|training|pitch|submission|hearing|appointment|release|launch|deployment|lecture|class|deadline|payroll\srun|hall|kick-?off|go-live|all-?hands|keynote|session|sync|one-on-one|1:1|lesson|conference|livestream|broadcast|rehearsal|handover))";
/// A clock time in three groups: hour, minute, half of the day.
pub const CLOCK: &str = r"(\d{1,2})(?:[:.h](\d\d)|h)?\s?(am|pm|a\.m\.|p\.m\.|o'clock)?";
const WORDS: &str = r"(today|tonight|tomorrow(?:\s(?:morning|afternoon))?|this\s(?:morning|afternoon|evening)|(?:on\s)?(?:monday|tuesday|wednesday|thursday|friday))";
/// Who it is with, and the verb that says when.
const STARTS: &str = r"(?:\s(?:with|to|for|of)\s(?:an?\s|the\s|my\s|our\s)?[\w'-]+(?:\s[\w'-]+)?)?(?:,?\s(?:is|are|that\sstarts|which\sstarts|starts?|starting|begins?|beginning|coming\sup|leaves|departs|boards|goes\slive))?(?:\sdue)?";
/// A length of time in two groups: how many, of what.
pub const LENGTH: &str =
    r"(\d{1,3}|five|ten|fifteen|twenty|thirty|forty|half\san|an?|one|two|three)\s?(minutes?|mins?|m|hours?|hrs?|h)\b";

static OCCASION_AT: Lazy =
    Lazy::new(|| Pattern::of(format!(r"(?i)\b{OCCASION}{STARTS}\s(?:at|by|before|@)\s?{CLOCK}\b")));
static OCCASION_IN: Lazy = Lazy::new(|| {
    Pattern::of(format!(
        r"(?i)\b{OCCASION}{STARTS}\s(?:in|within)\s(?:about\s|like\s|less\sthan\s|under\s|the\snext\s)?{LENGTH}"
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

/// `I present in 15 minutes`, `we go live at 14:00`: the deed is the occasion.
static DEED: Lazy = Lazy::new(|| {
    Pattern::of(format!(
        r"(?i)\b(?:i|we)(?:'m|'re|\sam|\sare|\shave\sto|\sneed\sto|\smust|'ll|\swill|\shave)?\s(presenting|present|teaching|teach|going\slive|go\slive|flying|fly|interviewing|pitching|pitch|hosting|host|shipping|ship|opening|open|launching|launch|delivering|deliver)\b(?:\s[\w'-]+){{0,3}}?\s(?:in\s(?:about\s)?{LENGTH}|(?:at|@)\s?{CLOCK}\b)"
    ))
});
/// `due by 15:00`, `I have to hand it in before 3pm`, `needed in 20 minutes`.
static DUE: Lazy = Lazy::new(|| {
    Pattern::of(format!(
        r"(?i)\b(?:due|need|needs|needed|submit|submitted|submission|hand|handed|deliver|delivered|send|sent|finish|finished|file|filed|complete|completed|ready|deadline)\b(?:\s[\w'-]+){{0,4}}?\s(?:(?:by|before|until)\s(?:today\sat\s|today\s)?{CLOCK}\b|(?:within|in\sunder|in\sless\sthan)\s{LENGTH})"
    ))
});
/// What makes a clock time one of another day.
static ANOTHER_DAY: Pattern =
    Pattern::new(r"(?i)^[,\s]*(?:on\s|next\s)?(tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b");

/// What makes an occasion one that is over: `I was trying to join the …`.
static GONE_BY: Pattern = Pattern::new(
    r"(?i)\b(?:(?:was|were)\s(?:trying\sto\s(?:join|start|open|attend)|joining|in|on|at)|missed|during)\s(?:(?:the|my|our|an?)\s)?$",
);

/// A pattern put together from parts.
type Lazy = std::sync::LazyLock<Pattern>;

/// The first thing in the text that has to be in time.
pub fn find(text: &str) -> Option<Found<Deadline>> {
    let found = in_minutes(text).or_else(|| at_clock(text)).or_else(|| closing(text)).or_else(|| deed(text));
    let found = found.or_else(|| due(text)).map(|found| on_its_day(text, found)).or_else(|| said(text));
    found.filter(|found| !GONE_BY.is_in(text.get(..found.span.start).unwrap_or_default()))
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

fn deed(text: &str) -> Option<Found<Deadline>> {
    let groups = DEED.captures(text)?;
    let part = |index| groups.get(index).map(|found: regex::Match<'_>| found.as_str());
    let when = match part(2) {
        Some(count) => Moment::InMinutes(minutes(count, part(3)?)?),
        None => clock(part(4)?, part(5), part(6))?,
    };
    let what = match part(1)?.to_lowercase().split(' ').next()? {
        "present" | "presenting" => "presentation",
        "teach" | "teaching" => "class",
        "fly" | "flying" => "flight",
        "interviewing" => "interview",
        "pitch" | "pitching" => "pitch",
        "host" | "hosting" => "event",
        "ship" | "shipping" => "shipment",
        "open" | "opening" => "opening",
        "launch" | "launching" => "launch",
        "deliver" | "delivering" => "delivery",
        _ => "go-live",
    };
    Some(Found { value: Deadline { what: what.to_owned(), when }, span: groups.get(0)?.range() })
}

/// Something has to be done by then; a time of no certain half of the day is no deadline here.
fn due(text: &str) -> Option<Found<Deadline>> {
    let groups = DUE.captures(text)?;
    let part = |index| groups.get(index).map(|found: regex::Match<'_>| found.as_str());
    let when = match part(1) {
        Some(hour) => clock(hour, part(2), part(3)).filter(|when| matches!(when, Moment::At(..)))?,
        None => Moment::InMinutes(minutes(part(4)?, part(5)?)?),
    };
    Some(Found { value: Deadline { what: "deadline".to_owned(), when }, span: groups.get(0)?.range() })
}

/// `call at 10:20 tomorrow` is not at 10:20 today.
fn on_its_day(text: &str, found: Found<Deadline>) -> Found<Deadline> {
    let Moment::At(hour, minute) = found.value.when else { return found };
    let after = text.get(found.span.end..).unwrap_or_default();
    let Some(day) = ANOTHER_DAY.captures(after).and_then(|groups| groups.get(1).map(|day| day.as_str().to_owned()))
    else {
        return found;
    };
    let day =
        if day.eq_ignore_ascii_case("tomorrow") { days_capital(&day) } else { format!("on {}", days_capital(&day)) };
    let when = Moment::Said(format!("{day} at {hour:02}:{minute:02}"));
    Found { value: Deadline { when, ..found.value }, ..found }
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
        // Only a clock of 24 hours says `01:15`.
        None if (hours < 7 && !(hour.len() == 2 && minute.is_some())) || (minute.is_none() && hours <= 12) => {
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
            ("Interview with a candidate in 15 min.", "interview", InMinutes(15)),
            ("client demo at 01:15 and my screen is black", "client demo", At(1, 15)),
            ("can't join the all-hands starting in 10 minutes", "all-hands", InMinutes(10)),
            ("I have to hand it in by 15:00 today", "deadline", At(15, 0)),
            ("payroll run is due by 5pm", "payroll run", At(17, 0)),
            ("the report must be ready before 3pm", "deadline", At(15, 0)),
            ("I present in 15 minutes", "presentation", InMinutes(15)),
            ("we go live in half an hour", "go-live", InMinutes(30)),
            ("my flight leaves at 18:10", "flight", At(18, 10)),
            ("client call at 10:20 tomorrow", "client call", Said("tomorrow at 10:20".into())),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("nothing in {text:?}"));
            assert_eq!(found.value, Deadline { what: what.into(), when }, "{text}");
        }
        for text in [
            "need it by 3",
            "sent at 10:20",
            "stolen on the train this morning",
            "I need an hour",
            "3 calls were dropped",
            "the meeting room screen",
            "at 10:20 it broke",
            "call me",
            "demo at 45:99",
            "I was trying to join the all-hands this morning",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
