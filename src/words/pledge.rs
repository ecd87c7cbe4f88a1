//! The time that a person of the desk gives in their own words: `I'll update you by 15:00`, `back to you in 20 minutes`.
//! Only what is plainly promised counts, never a question, a refusal, or somebody else's words.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use super::pattern::Pattern;
use super::report::{CLOCK, LENGTH, minutes};

/// A clock time without a day is of the hours ahead; one this far off was rather meant for the hours behind.
const AHEAD: SignedDuration = SignedDuration::from_hours(12);

/// Who gives their word, and that they do.
const GIVES: &str = r"(?:\b(?:i|we)(?:'ll|\s(?:will|shall)|(?:'m|'re|\sam|\sare)\sgoing\sto)\b|\bi\s(?:look|write|update|call|answer|check|fix|get\sback|come\sback)\b|\byou(?:'ll|\swill)\s(?:still\s)?(?:hear|have|get|know|read)\b|\b(?:the\sdesk|somebody|someone)\swill\b|(?:^|[,;–-]\s*|\b(?:and|i've\sasked\sagain,\sand)\s)will\s(?:fix|have|be|update|write|call|ring|look|get|let|send|report|check|post|try|do|finish|come|tell|ping|message|answer)\b|\b(?:next|new|first)\s(?:word|update|message|time|answer)\b|\b(?:word|update)\s(?:from\sme|here)\b|\bback\s(?:to|with)\syou\b|(?:^|[:;,]\s*)(?:update|word|news)\b)";
const GAP: &str = r"([^.!?;:\n]{0,90}?)";
const DAY: &str = r"today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}\s(?:january|february|march|april|may|june|july|august|september|october|november|december)";
/// What is done at a time rather than about something that is at that time.
const SPEAKS: &str = r"(?:update|write|tell|call|ring|back|let\syou|report|message|ping|post|send|hear|fix|fixed|ready|done|look|time)(?:\s(?:you|to|with|back|here|again|an?|the|from|me|next|update|news|word|more|know|once|another|it|this))*";

fn moment() -> String {
    format!(r"(?:({DAY})\s(?:at\s|by\s)?)?(?:{CLOCK}|(noon|midday))(?:\s?\b({DAY})\b)?")
}

static BY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::of(format!(r"(?i){GIVES}{GAP}\b(?:by|before|no\slater\sthan)\s(?:about\s|around\s)?{}", moment()))
});
static AT: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::of(format!(r"(?i){GIVES}{GAP}\s(?:at|@|is)\s(?:about\s|around\s)?{}", moment())));
static BY_FIRST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::of(format!(r"(?i)^\s*()by\s{},?\s(?:at\sthe\slatest,?\s)?(?:i|we|you)(?:'ll|\swill)\b", moment()))
});
static IN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::of(format!(r"(?i){GIVES}{GAP}\b(?:in|within)\s(?:about\s|around\s|the\snext\s)?{LENGTH}"))
});
static IN_FIRST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::of(format!(r"(?i)^\s*()(?:in|within)\s(?:about\s|around\s)?{LENGTH},?\s(?:i|we|you)(?:'ll|\swill)\b"))
});
static DAY_FIRST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::of(format!(
        r"(?i)(\b(?:by|before|than|until)\s)?\b({DAY}),?\s(by|before|at|@)\s((?:about\s|around\s)?{CLOCK}|noon\b|midday\b)"
    ))
});
/// Between the giving and the time: no promise after all, or a time of something else.
static TAKEN_BACK: Pattern = Pattern::new(r"(?i)\b(?:not|never|unless|whether|if|which|because|cannot)\b|n't\b");
static SPOKEN_OF: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::of(format!(
        r"(?i)(?:'ll|\b(?:will|shall|to|and|be|am|i'm|again|new))\s{SPEAKS}$|\bback\s(?:to|with)\syou$"
    ))
});
static QUOTED: Pattern = Pattern::new(r#"(?m)“[^”]*”|"[^"\n]*"|^\s*>.*$"#);
/// What may follow a bare hour: `by 3.`, not `by 3 people`.
static AFTER_AN_HOUR: Pattern =
    Pattern::new(r"(?i)^(?:\s*$|\s*[.,;!)]|\s(?:today|tonight|tomorrow|at|sharp|with|and|or|your|my|latest)\b)");

/// The earliest time still to come that the text promises a word or a deed by, on a whole minute; clock times are read
/// in the zone of `now`.
pub fn pledge(text: &str, now: &Zoned) -> Option<Timestamp> {
    let own = unquoted(text);
    let given = sentences(&own).filter(|sentence| !sentence.ends_with('?')).map(day_last);
    let promised = given.flat_map(|sentence| {
        let sentence = sentence.as_ref();
        [by_clock(&BY, sentence, now), at_clock(sentence, now), by_clock(&BY_FIRST, sentence, now)]
            .into_iter()
            .chain([in_while(&IN, sentence, now), in_while(&IN_FIRST, sentence, now)])
            .flatten()
    });
    promised.filter(|at| *at > now.timestamp()).min()
}

/// `tomorrow by 9` as `by 9 tomorrow`.
fn day_last(sentence: &str) -> Cow<'_, str> {
    let swapped = || {
        let groups = DAY_FIRST.captures(sentence)?;
        let part = |index| groups.get(index).map(|found: regex::Match<'_>| found.as_str());
        // `by tomorrow at 9` stands as it is.
        let whole = groups.get(0).filter(|_| part(1).is_none())?;
        let (before, after) = (sentence.get(..whole.start())?, sentence.get(whole.end()..)?);
        Some(format!("{before}{} {} {} {after}", part(3)?, part(4)?.trim_end(), part(2)?))
    };
    swapped().map_or(Cow::Borrowed(sentence), Cow::Owned)
}

fn unquoted(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut from = 0;
    for quote in QUOTED.find_iter(text) {
        own.push_str(text.get(from..quote.start()).unwrap_or_default());
        own.push_str(" … ");
        from = quote.end();
    }
    own.push_str(text.get(from..).unwrap_or_default());
    own
}

/// The sentences with the mark that ends them; a full stop within a time ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut after = text.chars().skip(1).chain([' ']);
    text.split_inclusive(move |c: char| {
        let next = after.next();
        matches!(c, '!' | '?' | '\n') || (c == '.' && next.is_none_or(char::is_whitespace))
    })
    .map(str::trim_end)
}

fn by_clock(pattern: &Pattern, sentence: &str, now: &Zoned) -> Option<Timestamp> {
    let groups = pattern.captures(sentence)?;
    let part = |index| groups.get(index).map(|found: regex::Match<'_>| found.as_str());
    if TAKEN_BACK.captures(part(1)?).is_some() {
        return None;
    }
    let day = part(2).or(part(7)).map(str::to_lowercase);
    if part(6).is_some() {
        return on_day(day.as_deref(), &[(12, 0)], now);
    }
    let (hour, minute, half) = (part(3)?, part(4), part(5));
    let rest = groups.get(3).and_then(|found| sentence.get(found.end()..)).unwrap_or_default();
    if minute.is_none() && half.is_none() && day.is_none() && AFTER_AN_HOUR.captures(rest).is_none() {
        return None;
    }
    on_day(day.as_deref(), &readings(hour, minute, half)?, now)
}

/// "At" gives a time only for what is said or done then: a call that is at 10:20 is no promise.
fn at_clock(sentence: &str, now: &Zoned) -> Option<Timestamp> {
    let groups = AT.captures(sentence)?;
    SPOKEN_OF.captures(sentence.get(..groups.get(1)?.end())?)?;
    by_clock(&AT, sentence, now)
}

fn in_while(pattern: &Pattern, sentence: &str, now: &Zoned) -> Option<Timestamp> {
    let groups = pattern.captures(sentence)?;
    if TAKEN_BACK.captures(groups.get(1)?.as_str()).is_some() {
        return None;
    }
    let count = minutes(groups.get(2)?.as_str(), groups.get(3)?.as_str())?;
    let at = now.timestamp().checked_add(SignedDuration::from_mins(i64::from(count))).ok()?;
    Timestamp::from_second((at.as_second() + 59).div_euclid(60) * 60).ok()
}

/// The hours and minutes that a clock time can stand for: before seven, and without minutes, half a day is left open.
fn readings(hour: &str, minute: Option<&str>, half: Option<&str>) -> Option<Vec<(i8, i8)>> {
    let minutes: i8 = minute.map_or(Some(0), |minute| minute.parse().ok())?;
    let hours: i8 = hour.parse().ok().filter(|hours| *hours < 24)?;
    if minutes > 59 {
        return None;
    }
    let half = half.map(|half| half.to_lowercase().replace('.', ""));
    Some(match half.as_deref() {
        Some("pm") if hours < 12 => vec![(hours + 12, minutes)],
        Some("am") if hours == 12 => vec![(0, minutes)],
        Some("am" | "pm") => vec![(hours, minutes)],
        _ if hours == 0 || hour.starts_with('0') || hours > 12 || (minute.is_some() && hours >= 7) => {
            vec![(hours, minutes)]
        }
        _ => vec![(hours, minutes), ((hours + 12) % 24, minutes)],
    })
}

fn on_day(day: Option<&str>, readings: &[(i8, i8)], now: &Zoned) -> Option<Timestamp> {
    let today = now.date();
    let on = |date: Date| {
        readings.iter().filter_map(move |(hour, minute)| {
            date.at(*hour, *minute, 0, 0).to_zoned(now.time_zone().clone()).ok().map(|at| at.timestamp())
        })
    };
    let ahead = |at: &Timestamp| *at > now.timestamp();
    match day {
        None => {
            let tomorrow = today.tomorrow().ok()?;
            let soon = |at: &Timestamp| at.duration_since(now.timestamp()) <= AHEAD;
            on(today).chain(on(tomorrow)).filter(ahead).filter(soon).min()
        }
        Some("today" | "tonight") => on(today).filter(ahead).min(),
        // On another day nobody works before seven: of two readings the later one.
        Some(day) => {
            let date = date_of(day, today)?;
            let early = |at: &Timestamp| at.to_zoned(now.time_zone().clone()).hour() < 7 && readings.len() > 1;
            on(date).filter(ahead).filter(|at| !early(at)).min()
        }
    }
}

fn date_of(day: &str, today: Date) -> Option<Date> {
    if day == "tomorrow" {
        return today.tomorrow().ok();
    }
    let weekday = match day {
        "monday" => Some(Weekday::Monday),
        "tuesday" => Some(Weekday::Tuesday),
        "wednesday" => Some(Weekday::Wednesday),
        "thursday" => Some(Weekday::Thursday),
        "friday" => Some(Weekday::Friday),
        "saturday" => Some(Weekday::Saturday),
        "sunday" => Some(Weekday::Sunday),
        _ => None,
    };
    if let Some(weekday) = weekday {
        return today.nth_weekday(1, weekday).ok();
    }
    let (number, month) = day.split_once(char::is_whitespace)?;
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = i8::try_from(months.iter().position(|name| month.starts_with(name))? + 1).ok()?;
    let date = Date::new(today.year(), month, number.parse().ok()?).ok()?;
    if date < today { date.checked_add(1.year()).ok() } else { Some(date) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, now: &str) -> Option<String> {
        let now: Zoned = now.parse().unwrap();
        pledge(text, &now).map(|at| at.to_zoned(now.time_zone().clone()).strftime("%-d %H:%M").to_string())
    }

    #[test]
    fn a_time_that_is_given_is_read() {
        let morning = "2026-11-23T09:00:00+01:00[Europe/Berlin]";
        let night = "2026-11-23T22:41:00+01:00[Europe/Berlin]";
        for (text, now, expected) in [
            ("I will update you by 22:55 at the latest.", night, "23 22:55"),
            ("Reset the gateway; I am back to you at 23:40", night, "23 23:40"),
            ("I'll be back here by 00:20.", night, "24 00:20"),
            ("I'll update you in 15 minutes", morning, "23 09:15"),
            ("Looking at it, will fix by 10:00", morning, "23 10:00"),
            ("We'll have it fixed within two hours.", morning, "23 11:00"),
            ("I’ll call you at 3", morning, "23 15:00"),
            ("I'll get back to you by 3:30pm today", morning, "23 15:30"),
            ("I'll write by tomorrow 10:00", morning, "24 10:00"),
            ("You'll hear by tomorrow at 09:30.", night, "24 09:30"),
            ("You'll hear from me by 10:30 tomorrow.", night, "24 10:30"),
            ("By Tuesday at 09:30 I'll tell you where they are.", morning, "24 09:30"),
            ("Next word from me by 10:45, whatever they say.", morning, "23 10:45"),
            ("The new time is 11:20, and it's mine to keep.", morning, "23 11:20"),
            ("In 20 minutes you'll have it.", morning, "23 09:20"),
            ("I'll write by noon.", morning, "23 12:00"),
            ("You'll have it tomorrow by 9", morning, "24 09:00"),
            ("I'll call you tomorrow at 10:30 and we'll look at it", morning, "24 10:30"),
            ("I'll update you on Thursday, by noon.", morning, "26 12:00"),
            ("I'll fix it by 11:00 and update you by 10:00", morning, "23 11:00"),
            ("I'll look into it. Next update by 10.15. Thanks", morning, "23 10:15"),
        ] {
            assert_eq!(read(text, now).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_promise_gives_no_time() {
        let morning = "2026-11-23T09:00:00+01:00[Europe/Berlin]";
        for text in [
            "",
            "I can't make 10:10, sorry",
            "I won't be back by 10:00",
            "I will not have it by 10:00",
            "Will you be there by 10:00?",
            "Shall I call you at 10:00?",
            "I'll look into the drop at 08:10",
            "You wrote “I'll be there by 10:20”; I'm on it",
            "> I'll be there by 10:20\nwhen is that?",
            "I'll have it before your call at 10:20",
            "I'll tell you before the client call at 10:20",
            "The hotspot gets you online in two minutes",
            "It dropped at 10:00 and again at 10:30",
            "I'll have it tested by 12 people",
            "I'll write by 45:99",
            "I'll write by 08:15",
            "the vendor answers by 10:00",
        ] {
            assert_eq!(read(text, morning), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC*|(I'll (write|call) |by |at |in |tomorrow |[0-9]{1,4}|:| (am|pm|minutes|h)|[.?!“”>\n]){0,12}") {
            let now: Zoned = "2026-03-29T01:30:00+01:00[Europe/Berlin]".parse().unwrap();
            if let Some(at) = pledge(&text, &now) {
                proptest::prop_assert!(at > now.timestamp() && at.as_second() % 60 == 0);
            }
        }
    }
}
