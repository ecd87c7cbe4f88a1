//! What a scene allows to be said, by name: the only values that templates see.

use std::collections::BTreeMap;

use super::inert::in_a_line;
use super::pattern::Pattern;
use super::report::{Deadline, Moment, number, times};
use super::time::{adverb, moment, span};
use super::{Scene, WaitingOn, inert};

/// Every fact a wording may name, with its meaning for people who edit templates.
pub const FACTS: &[(&str, &str)] = &[
    ("name_first", "always there: `Ana, ` to open a sentence, or nothing"),
    ("name_after", "always there: `, Ana` to follow a word, or nothing"),
    ("trouble", "always there: `the trouble with your laptop`, or `what you wrote`"),
    ("name", "the requester's first name"),
    ("ref", "the ticket's short name"),
    ("problem", "what is wrong, a clause in the second person: `your VPN keeps dropping`"),
    ("wish", "what is wanted, a clause in the second person: `you'd like your password reset`"),
    ("thing", "what it is about: `your VPN`, `the printer`"),
    ("title", "the ticket's title"),
    ("since", "`since this morning`"),
    ("how_often", "`three times this week`"),
    ("deadline", "`your client call at 10:20`, while it lies ahead"),
    ("a_deadline", "`a client call at 10:20`, while it lies ahead"),
    ("deadline_in", "`20 minutes`, while it is less than two hours off"),
    ("impact", "what it stops: `you can't work`"),
    ("tried", "what was tried: `you've already restarted it`"),
    ("people", "who else: `your whole team`"),
    ("agent", "the agent who has it"),
    ("lead", "the lead of the desk"),
    ("actor", "who did what the sentence tells of"),
    ("by", "who did the last thing on it"),
    ("did", "what that was, in the agent's words"),
    ("did_at", "when that was: `at 11:40`"),
    ("looked_by", "the agent who looked last and found nothing new, when nobody of the desk has written since"),
    ("looked_at", "when that was: `at 14:20`"),
    ("answered_by", "whoever of the desk wrote in the thread a moment ago"),
    ("answered_at", "when that was: `at 14:20`"),
    ("party", "whom it waits for outside the desk: `the network team`"),
    ("why", "why it waits, in the agent's words"),
    ("waiting_since", "since when it waits: `11:40`"),
    ("next", "when the requester hears next, after `by`: `15:00`, `tomorrow at 09:30`"),
    ("promised", "the time that was missed, after `by`: `14:00`"),
    ("first_answer", "there only when the missed promise was the first answer by a person"),
    ("desk_told", "there only when the agents are told of it at the same time"),
    ("later_word", "there only when the missed promise was a later one"),
    ("waited", "how long the requester has waited, from ten minutes: `40 minutes`"),
    ("last_word", "when the requester last read anything new, after `since`: `11:40`"),
    ("eta", "when it should be done, after `by`"),
    ("same_time", "there only when `next` is the time it should be done"),
    ("again", "which ticket of the requester about `subject` this week it is, from the second: `third`"),
    ("subject", "what that counts, where a topic is narrow enough to be one matter: `the VPN`"),
    ("timing", "there only when the report itself says how soon, or that it can wait"),
    ("asks", "there only when somebody wants to know something rather than to have it"),
    ("reopened", "how often it was reopened, from once: `twice`"),
    ("text", "what somebody typed for this sentence"),
    ("reasons", "reasons, listed: `says that something fails, and is a question`"),
    ("count", "how many"),
    ("nth", "which of so many it is, from the second: `third`"),
    ("peace", "how far off that is: `three hours` without a question"),
    ("at", "when it happened: `at 10:03`"),
    ("unread", "there only when the report is in a language without rules"),
    ("fault", "there only when the problem is one that began at some time, unlike an expired password"),
    ("wide", "there only when the trouble hits many: a whole office, all customers, 30 people"),
    ("wordless", "there only when the message calls without saying what for: `HELP`, `???`"),
    ("bare", "there only when a thing is named and nothing is said of it: `wifi`"),
    ("said", "the requester's own line, where it could not be said back otherwise and is calm"),
    ("forgotten_code", "there only when a PIN, a password or the like was forgotten"),
    ("secret", "there only when a password or a PIN was written out"),
    ("left_behind", "there only when something was forgotten that can be lent: a charger, a badge"),
    ("approved", "there only when the requester says that it was approved"),
    ("sign_in", "there only when it is about signing in or having access"),
    ("direct", "there only in somebody's own conversation with the bot"),
    ("down_since", "since when nothing was running, after `since`"),
    ("down_for", "for how long nothing was running"),
];

/// Facts that every scene has, whatever is known.
pub const ALWAYS: &[&str] = &["name_first", "name_after", "trouble"];

/// The longest that somebody's own words may be inside a sentence of ours, in characters.
const QUOTED: usize = 280;
/// The same for words of a requester that agents read.
const PASSED_ON: usize = 1_500;

/// The facts of a scene by name.
pub fn facts(scene: &Scene) -> BTreeMap<&'static str, String> {
    let mut facts = BTreeMap::new();
    let now = &scene.now;
    let name = scene.name.as_deref().and_then(first_name);
    facts.insert("name_first", name.as_ref().map_or_else(String::new, |name| format!("{name}, ")));
    facts.insert("name_after", name.as_ref().map_or_else(String::new, |name| format!(", {name}")));
    facts.insert("trouble", scene.report.trouble());
    let mut put = |fact: &'static str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            facts.insert(fact, value);
        }
    };
    put("name", name);
    put("ref", scene.reference.as_deref().map(|text| inert(text, 20)));
    put("agent", scene.agent.as_deref().and_then(first_name));
    put("lead", scene.lead.as_deref().and_then(first_name));
    put("actor", scene.actor.as_deref().and_then(first_name));
    of_report(scene, &mut put);
    for (hint, value) in super::hints::hints(scene) {
        put(hint, Some(value));
    }
    put("direct", scene.direct.then(|| "yes".to_owned()));
    if let Some(action) = &scene.last_action {
        let did = Some(agents_words(&action.what)).filter(|words| !words.is_empty());
        if let (Some(did), Some(by)) = (did, first_name(&action.by)) {
            put("by", Some(by));
            put("did", Some(did));
            put("did_at", Some(adverb(action.at, now)));
        }
    }
    if let Some(looked) = &scene.looked
        && let Some(by) = first_name(&looked.by)
    {
        put("looked_by", Some(by));
        put("looked_at", Some(adverb(looked.at, now)));
    }
    if let Some(answered) = &scene.answered
        && let Some(by) = first_name(&answered.by)
    {
        put("answered_by", Some(by));
        put("answered_at", Some(adverb(answered.at, now)));
    }
    put("unread", scene.unread.then(|| "yes".to_owned()));
    if let Some(waiting) = &scene.waiting {
        put("why", Some(agents_words(&waiting.why)));
        // "Since this minute" would be no news.
        let since = span(waiting.since, now.timestamp()).filter(|since| since != "a minute");
        put("waiting_since", since.map(|_| moment(waiting.since, now)));
        if waiting.on == WaitingOn::ThirdParty {
            put("party", super::party::party(&waiting.why));
        }
    }
    // A time that has passed is no promise any more.
    put("next", scene.next_word.filter(|at| *at > now.timestamp()).map(|at| moment(at, now)));
    put("eta", scene.eta.filter(|at| *at > now.timestamp()).map(|at| moment(at, now)));
    put("same_time", (scene.eta.is_some() && scene.eta == scene.next_word).then(|| "yes".to_owned()));
    if let Some(missed) = &scene.missed {
        put("promised", Some(moment(missed.promised_for, now)));
        put(if missed.first_response { "first_answer" } else { "later_word" }, Some("yes".to_owned()));
    }
    put("desk_told", scene.desk_told.then(|| "yes".to_owned()));
    let waited_enough = |since: &jiff::Timestamp| now.timestamp().duration_since(*since).as_secs() >= 600;
    put("waited", scene.waited_since.filter(waited_enough).and_then(|since| span(since, now.timestamp())));
    put("last_word", scene.last_word.map(|at| moment(at, now)));
    if let Some(subject) = subject(scene) {
        put("again", Some(ordinal(scene.repeats_this_week.saturating_add(1))));
        put("subject", Some(subject.to_owned()));
    }
    put("reopened", (scene.reopened > 0).then(|| times(u64::from(scene.reopened))));
    put("text", scene.text.as_deref().map(|text| own_words(text, PASSED_ON)));
    put("reasons", listed(&scene.reasons));
    put("count", scene.count.map(|count| if count <= 10 && count > 0 { number(count) } else { count.to_string() }));
    let nth = scene.count.and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 1);
    put("nth", nth.map(ordinal));
    put("peace", scene.at.and_then(|at| span(at.min(now.timestamp()), at.max(now.timestamp()))));
    put("at", scene.at.map(|at| adverb(at, now)));
    put("down_since", scene.down_since.map(|at| moment(at, now)));
    put("down_for", scene.down_since.and_then(|at| span(at, now.timestamp())));
    facts
}

fn of_report(scene: &Scene, put: &mut impl FnMut(&'static str, Option<String>)) {
    let (report, now) = (&scene.report, &scene.now);
    let same_day = scene.reported_at.is_none_or(|at| at.to_zoned(now.time_zone().clone()).date() == now.date());
    let fresh = |text: &String| same_day || !names_a_day(text);
    let own = (!report.text.trim().is_empty()).then(|| report.title());
    put("title", scene.title.as_deref().map(|title| inert(title, 60)).or(own));
    let reflection = report.reflection().map(|text| inert(text, QUOTED)).filter(fresh);
    let began = reflection.as_deref().is_some_and(|clause| !report.is_wish() && !ran_out(clause));
    put("fault", began.then(|| "yes".to_owned()));
    let asks = report.is_wish()
        && reflection
            .as_deref()
            .is_some_and(|wish| wish.starts_with("you're asking ") || wish.starts_with("you'd like to know "));
    put("asks", asks.then(|| "yes".to_owned()));
    put("timing", TIMING.is_in(&report.text).then(|| "yes".to_owned()));
    put(if report.is_wish() { "wish" } else { "problem" }, reflection);
    let value =
        |found: &Option<super::Found<String>>| found.as_ref().map(|found| inert(&found.value, 120)).filter(fresh);
    put("thing", value(&report.thing));
    put("since", value(&report.since));
    put("how_often", value(&report.how_often));
    put("impact", value(&report.impact));
    put("tried", value(&report.tried));
    // Whom the clause names already is not named twice.
    let told = |words: &String| report.reflection().is_some_and(|clause| clause.to_lowercase().contains(words));
    put("people", value(&report.people).filter(|people| !told(people)));
    let reported = scene.reported_at.unwrap_or_else(|| now.timestamp());
    if let Some(deadline) = report.deadline.as_ref().map(|found| &found.value).filter(|it| it.is_ahead(reported, now)) {
        let when = match (&deadline.when, deadline.instant(reported, now)) {
            (Moment::Said(words), _) => words.clone(),
            (_, at) => at.map_or_else(String::new, |at| adverb(at, now)),
        };
        let (yours, a) = articles(deadline);
        put("deadline", Some(format!("{yours}{} {when}", deadline.what)));
        put("a_deadline", Some(format!("{a}{} {when}", deadline.what)));
        let soon = deadline.instant(reported, now).filter(|at| at.duration_since(now.timestamp()).as_secs() < 7_200);
        put("deadline_in", soon.and_then(|at| span(now.timestamp(), at)));
    }
}

/// How soon, in the requester's own words.
static TIMING: Pattern = Pattern::new(
    r"(?i)\b(?:no (?:rush|hurry|stress)|not urgent|urgent(?:ly)?|asap|can wait|when(?:ever)? you (?:have|get|find)|(?:by|before|until|from|due|on|for|this|next) (?:\w+ )?(?:today|tonight|tomorrow|noon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|month|eod|end of|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?::\d\d|\s?[ap]m|\.| \w{3,9}\b))|today|tomorrow|starts? (?:on )?monday|soon|right now|immediately)\b",
);

/// What earlier tickets of the week were about, too, where a topic is one matter: most hold many that share nothing.
fn subject(scene: &Scene) -> Option<&'static str> {
    let trouble = scene.repeats_this_week > 0 && !scene.report.is_wish();
    match scene.topic.as_deref().filter(|_| trouble)? {
        "vpn" => Some("the VPN"),
        "wifi" => Some("the Wi-Fi"),
        "email" => Some("email"),
        "printer" => Some("printing"),
        _ => None,
    }
}

/// `your` or `the`, and `a`, `an` or nothing.
fn articles(deadline: &Deadline) -> (&'static str, &'static str) {
    match deadline.what.as_str() {
        what if what.ends_with("closing") => ("the ", "the "),
        what if what.starts_with(['a', 'e', 'i', 'o']) => ("your ", "an "),
        _ => ("your ", "a "),
    }
}

/// Whether a problem has no beginning worth asking for: something expired, or was forgotten, or somebody did it.
fn ran_out(clause: &str) -> bool {
    const DEEDS: [&str; 10] =
        ["left", "spilled", "spilt", "dropped", "cracked", "broke", "deleted", "clicked", "damaged", "typed"];
    let deed = clause.strip_prefix("you ").and_then(|rest| rest.split(' ').next());
    if deed.is_some_and(|deed| DEEDS.contains(&deed)) {
        return true;
    }
    clause
        .split(' ')
        .any(|word| ["expired", "expires", "expiring", "forgot", "forgotten", "lost", "run", "stolen"].contains(&word))
}

/// Whether words mean another day when they are read on another day.
fn names_a_day(text: &str) -> bool {
    let day = [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "night",
        "minutes",
        "hour",
        "hours",
    ];
    text.split(' ').any(|word| day.contains(&word))
}

fn first_name(name: &str) -> Option<String> {
    let name = inert(name, 40);
    let first = name.split([' ', ',']).find(|part| part.chars().any(char::is_alphanumeric))?;
    Some(first.trim_matches(['.', '!', '?', ';', ':', '"', '“', '”', '…']).to_owned())
}

/// Somebody's own words, ready to stand between quotation marks.
fn own_words(text: &str, max: usize) -> String {
    quotable(&inert(text, max))
}

/// A line of what an agent wrote, ready to stand between quotation marks: its links stay.
pub(super) fn agents_words(text: &str) -> String {
    quotable(&in_a_line(text, QUOTED))
}

fn quotable(line: &str) -> String {
    line.replace(['“', '”', '"'], "'").trim_end_matches(['.', ',', ';', ':', ' ']).to_owned()
}

/// `one; two; three`.
fn listed(reasons: &[String]) -> Option<String> {
    let parts: Vec<String> =
        reasons.iter().map(|reason| inert(reason, 120)).filter(|reason| !reason.is_empty()).take(8).collect();
    let (last, before) = parts.split_last()?;
    Some(if before.is_empty() { last.clone() } else { format!("{}, and {last}", before.join(", ")) })
}

/// `second`, `third`, …, `12th`.
fn ordinal(count: u32) -> String {
    const WORDS: [&str; 9] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let word = count.checked_sub(2).and_then(|index| WORDS.get(usize::try_from(index).ok()?));
    let ending = match (count % 100, count % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    word.map_or_else(|| format!("{count}{ending}"), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Zoned};

    use super::*;
    use crate::words::Report;

    fn scene(text: &str, minutes_later: i64) -> Scene {
        let now: Zoned = "2026-03-04T10:00:00+00:00[UTC]".parse().unwrap();
        let reported = now.timestamp() - SignedDuration::from_mins(minutes_later);
        Scene { report: Report::understand(text), reported_at: Some(reported), now, ..Scene::default() }
    }

    #[test]
    fn in_twenty_minutes_is_counted_from_the_report() {
        let text = "My VPN is down and I have a client call in 20 minutes";
        let facts_at = |minutes| facts(&scene(text, minutes));
        assert_eq!(facts_at(5)["deadline"], "your client call at 10:15");
        assert_eq!(facts_at(5)["deadline_in"], "15 minutes");
        assert!(!facts_at(30).contains_key("deadline"), "a call that is over is not ahead");
    }

    #[test]
    fn yesterdays_today_is_not_todays() {
        let text = "Outlook is slow today";
        assert_eq!(facts(&scene(text, 60))["problem"], "Outlook is slow today");
        let next_day = facts(&scene(text, 24 * 60));
        assert!(!next_day.contains_key("problem"));
        assert_eq!(next_day["trouble"], "the trouble with Outlook");
    }

    #[test]
    fn only_tickets_on_one_matter_are_counted() {
        let mut again = scene("my VPN drops", 0);
        again.repeats_this_week = 2;
        again.topic = Some("vpn".into());
        assert_eq!((facts(&again)["again"].as_str(), facts(&again)["subject"].as_str()), ("third", "the VPN"));
        again.topic = Some("hardware".into());
        assert!(!facts(&again).contains_key("again"), "a mouse and a laptop have nothing in common");
        again.topic = Some("vpn".into());
        again.report = Report::understand("could I get a new VPN token?");
        assert!(!facts(&again).contains_key("again"), "a wish is no report of trouble");
    }

    #[test]
    fn what_was_said_need_not_be_asked() {
        for text in [
            "I need it by tomorrow 9am for the auditors",
            "a new mouse please, no rush",
            "access before Thursday",
            "three monitors on Dec 1st",
        ] {
            assert!(facts(&scene(text, 0)).contains_key("timing"), "{text}");
        }
        assert!(!facts(&scene("I need a second monitor", 0)).contains_key("timing"));
        assert!(facts(&scene("Is the mail server down?", 0)).contains_key("asks"));
        assert!(!facts(&scene("I forgot my charger", 0)).contains_key("fault"));
        assert!(!facts(&scene("I spilled coffee on my keyboard", 0)).contains_key("fault"));
    }

    #[test]
    fn a_time_that_has_passed_is_no_promise() {
        let mut scene = scene("x", 0);
        scene.next_word = Some(scene.now.timestamp() - SignedDuration::from_mins(1));
        assert!(!facts(&scene).contains_key("next"));
    }

    #[test]
    fn every_fact_is_documented_and_the_standing_ones_are_always_there() {
        let facts = facts(&scene("", 0));
        assert!(ALWAYS.iter().all(|fact| facts.contains_key(fact)));
        assert!(facts.keys().all(|fact| FACTS.iter().any(|(known, _)| known == fact)));
    }
}
