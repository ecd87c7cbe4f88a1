//! Since when, and how often.

use super::Found;
use crate::words::pattern::Pattern;

static SINCE: Pattern = Pattern::new(
    r"(?ix)\b(?:
        (?:ever\s)?since\s(?:this\s(?:morning|afternoon|week)|last\s(?:night|week|month|monday|tuesday|wednesday|thursday|friday|weekend)
            |yesterday(?:\s(?:morning|afternoon|evening))?|today|lunch|noon|midnight|the\sweekend
            |monday|tuesday|wednesday|thursday|friday|saturday|sunday
            |\d{1,2}(?::\d\d)?\s?(?:am|pm)|\d{1,2}:\d\d
            |(?:\d+|two|three|four|five|six|a\sfew|several|an?)\s(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)|\d{1,2}
            |(?:the|my|our|last\snight's|yesterday's|today's|this\smorning's)\s(?:[\w'-]+\s){0,2}?(?:update|upgrade|migration|change|move|outage|reboot|restart|patch|reset|switch)
                (?:\s(?:on|last|this|from)\s(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|the\sweekend|night|week|morning|afternoon))?)
      | after\s(?:the|my|our|last\snight's|yesterday's|today's|this\smorning's)\s(?:[\w'-]+\s){0,2}?(?:update|upgrade|migration|outage|patch)
                (?:\s(?:on|last|this|from)\s(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|the\sweekend|night|week|morning|afternoon))?
      | for\s(?:(?:the\s)?(?:last|past)\s|about\s|over\s|almost\s|nearly\s)?(?:\d+|two|three|four|five|six|a\sfew|several|an?)\s(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)
    )\b",
);
static ORDINAL: Pattern = Pattern::new(
    r"(?ix)\b(?:(?:(?:this\sis|it's|that's|now|for)\s)?(?:already\s)?the\s|for\sthe\s)?
        (second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|\d{1,2}th)\s(?:\w+ing\s|damn\s|bloody\s)?time
        (?:\s(?:already|now))?(?:\s(today|this\s(?:morning|afternoon|week|month|year)|since\s(?:monday|tuesday|wednesday|thursday|friday|yesterday)|in\s(?:a\srow|(?:one|a|two|three)\s(?:days?|weeks?|hours?))))?\b",
);
static COUNTED: Pattern = Pattern::new(
    r"(?ix)\b(twice|thrice|(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d{1,3})\s?(?:times|x))
        (?:\s(?:already|now))?\s(today|this\s(?:morning|afternoon|week|month)|(?:a|an|per|each|every)\s(?:day|hour|week|minute)|since\s(?:monday|tuesday|wednesday|thursday|friday|yesterday|this\smorning)|in\s(?:a\srow|(?:one|an|the\slast)\s(?:hour|day|week)))\b",
);
static EVERY: Pattern = Pattern::new(
    r"(?i)\b(?:every (?:(?:few|couple of|\d+|two|three|five|ten|fifteen|twenty|thirty|half) )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|morning|afternoon|evening|hour)|(?:all|the whole) (?:day|morning|afternoon|the time)|constantly|non-?stop|on and off)\b",
);
static LASTING: Pattern = Pattern::new(r"^\w+(?: few)? (?:minutes?|hours?|days?|weeks?|months?)$");
/// What makes a count be about asking or trying, not about the trouble.
static ASKING: Pattern = Pattern::new(
    r"(?i)\b(?:ask\w*|report\w*|writ\w*|wrote|call(?:ed|ing)|tried|tries|try|restart\w*|reboot\w*|reinstall\w*|submit\w*|message\w*|told|explain\w*|chas\w*|e-?mail\w*|reset|open\w* (?:a )?ticket)\b",
);

/// `since this morning`, `for three days`, `after the update`.
pub fn since(text: &str) -> Option<Found<String>> {
    let found = SINCE.find(text)?;
    let value = plain(found.as_str());
    let from = value.strip_prefix("since ").unwrap_or_default();
    // `since 9` is an hour; `since 9 colleagues joined` is none.
    let bare = !from.is_empty() && from.chars().all(|c| c.is_ascii_digit());
    let goes_on = text.get(found.end()..).unwrap_or_default().trim_start().starts_with(char::is_alphanumeric);
    if bare && goes_on {
        return None;
    }
    // A length of time lasts `for` so long, in whatever words it was said.
    let lasts = LASTING.is_in(from);
    Some(Found { value: if lasts { format!("for {from}") } else { value }, span: found.range() })
}

/// `three times this week`, `twice today`, `every ten minutes`.
pub fn how_often(text: &str) -> Option<Found<String>> {
    let ordinal = ORDINAL.captures(text).and_then(|groups| {
        let whole = groups.get(0)?;
        let times = times(ordinal(groups.get(1)?.as_str())?);
        let value = match groups.get(2) {
            Some(period) => format!("{times} {}", plain(period.as_str())),
            None => times,
        };
        Some(Found { value, span: whole.range() })
    });
    let counted = || {
        COUNTED.captures(text).and_then(|groups| {
            let (whole, count, period) = (groups.get(0)?, groups.get(1)?, groups.get(2)?);
            let digits: String = count.as_str().chars().filter(char::is_ascii_digit).collect();
            let count = match digits.parse() {
                Ok(number) => times(number),
                Err(_) => plain(count.as_str()),
            };
            Some(Found { value: format!("{count} {}", plain(period.as_str())), span: whole.range() })
        })
    };
    let every = || EVERY.find(text).map(|found| Found { value: plain(found.as_str()), span: found.range() });
    let found = ordinal.filter(|found| is_about_trouble(text, found)).or_else(counted);
    found.filter(|found| is_about_trouble(text, found)).or_else(every)
}

/// Whether a frequency counts times: `twice today`, and not `every few minutes`.
pub fn is_counted(how_often: &str) -> bool {
    how_often.contains("times") || how_often.starts_with("twice") || how_often.starts_with("once")
}

/// A count next to "asked" or "restarted" tells of the person's patience, not of the trouble.
fn is_about_trouble(text: &str, found: &Found<String>) -> bool {
    let end = (0..=28).rev().find_map(|reach| text.get(found.span.end..found.span.end.checked_add(reach)?));
    let start = (0..=24).rev().find_map(|reach| text.get(found.span.start.checked_sub(reach)?..found.span.start));
    let near = [start.unwrap_or_default(), end.unwrap_or_default()];
    let [before, after] = near.map(|part| part.split(['.', '!', '?', ';', '\n']));
    let (before, after) = ({ before }.next_back().unwrap_or_default(), { after }.next().unwrap_or_default());
    !ASKING.is_in(before) && !ASKING.is_in(after)
}

fn ordinal(word: &str) -> Option<u64> {
    const ORDINALS: [&str; 9] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let low = word.to_lowercase();
    match ORDINALS.iter().position(|known| *known == low) {
        Some(index) => u64::try_from(index).ok().map(|index| index + 2),
        None => low.trim_end_matches(char::is_alphabetic).parse().ok(),
    }
}

/// `once`, `twice`, `three times`.
pub fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{} times", number(count)),
    }
}

/// Small numbers in letters.
pub fn number(count: u64) -> String {
    const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = count.checked_sub(1).and_then(|index| NUMBERS.get(usize::try_from(index).ok()?));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// In lower case but for the days, one space between words, in the second person, in full words.
fn plain(phrase: &str) -> String {
    let words = phrase.split_whitespace().map(|word| {
        let low = word.to_lowercase();
        match low.as_str() {
            "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" => {
                low.chars().take(1).flat_map(char::to_uppercase).chain(low.chars().skip(1)).collect()
            }
            "my" | "our" => "your".to_owned(),
            "min" | "mins" => "minutes".to_owned(),
            "hr" => "hour".to_owned(),
            "hrs" => "hours".to_owned(),
            "thrice" => "three times".to_owned(),
            "windows" => "Windows".to_owned(),
            "ever" => String::new(),
            _ => low,
        }
    });
    words.filter(|word: &String| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_often_is_said_plainly() {
        for (text, expected) in [
            ("VPN dropped AGAIN, third time this week!!", Some("three times this week")),
            ("this is the 2nd time today", Some("twice today")),
            ("it reboots every 10 mins", Some("every 10 minutes")),
            ("crashed 5 times today", Some("five times today")),
            ("third time I've asked", None),
            ("drops again, third time this week, and I have a client call", Some("three times this week")),
            ("I restarted it three times this morning", None),
            ("for the seventh time it froze", Some("seven times")),
            ("", None),
        ] {
            assert_eq!(how_often(text).map(|found| found.value).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn since_is_said_plainly() {
        for (text, expected) in [
            ("broken SINCE MONDAY", Some("since Monday")),
            ("slow since the last windows update", Some("since the last Windows update")),
            ("gone for 3 hrs", Some("for 3 hours")),
            ("not opening since two days", Some("for two days")),
            ("slow in Berlin since 9", Some("since 9")),
            ("slow since 9 colleagues joined", None),
            ("after my migration nothing works", Some("after your migration")),
            ("flickers since the update on Friday", Some("since the update on Friday")),
            ("since you asked", None),
        ] {
            assert_eq!(since(text).map(|found| found.value).as_deref(), expected, "{text}");
        }
    }
}
