//! Law 2: truth by construction.

use hearken::chat::PostKind;
use hearken::desk::{Case, Promise, PromiseState};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::desk_laws::truth::unquoted;
use crate::life::Life;
use crate::world::Sent;

/// A report may have been on its way for so long when it is read.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_mins(3);

/// Names and times in a report are true when it is read, however long it was on its way.
pub fn what_it_says_is_true_now(life: &Life, sent: &Sent) {
    let post = sent.delivery.post();
    let Some(case) = sent.case.and_then(|case| life.world.cases.get(&case)) else { return };
    if post.kind != PostKind::Ping || post.spot != case.spot() {
        return;
    }
    let text = unquoted(&post.text);
    let reader = life.world.desk.people.get(&case.requester).zone;
    the_names_are_those_of_who_has_to_do_with_it(life, case, &text);
    the_next_word_is_promised((case, sent.made_at), &text, &reader, life.world.now);
}

fn the_names_are_those_of_who_has_to_do_with_it(life: &Life, case: &Case, text: &str) {
    let people = &life.world.desk.people;
    let concerned = [
        case.assignee.as_ref(),
        case.news.as_ref().map(|news| &news.by),
        case.look.as_ref().map(|look| &look.by),
        Some(&case.requester),
    ];
    for person in people.0.values().filter(|person| !person.name.is_empty()) {
        let named = text.split(|c: char| !c.is_alphanumeric()).any(|word| word == person.first_name());
        let lead = people.leads().any(|lead| lead.id == person.id);
        let sets_it = case.timeline.iter().rev().find_map(|entry| entry.who.as_ref().filter(|who| **who == person.id));
        let known = lead || concerned.iter().flatten().any(|id| **id == person.id) || sets_it.is_some();
        assert!(!named || known, "law 2: {} has nothing to do with {}: {text}", person.name, case.id);
    }
}

/// "By 15:00" is the time of a promise that stands or was brought forward, and is not over; or of one that is owned
/// here.
fn the_next_word_is_promised((case, made_at): (&Case, Timestamp), text: &str, reader: &TimeZone, now: Timestamp) {
    let at = |promise: &Promise| promise.due_at.to_zoned(reader.clone()).strftime("%H:%M").to_string();
    // Whoever was told a later time hears sooner, which is no lie.
    let sooner = case.next_update_at();
    for (position, _) in text.match_indices("by ") {
        let Some(named) = text.get(position + 3..).and_then(clock) else { continue };
        let stands = |promise: &Promise| {
            // An agent's own word that is given by the bot in their stead is named as theirs.
            let stood_in = promise.by.is_some() && promise.ended_at == Some(made_at);
            let owned = promise.state == PromiseState::Broken || stood_in;
            let passed = promise.due_at + ON_ITS_WAY < now;
            at(promise) == named && (owned || (!passed && sooner.is_none_or(|sooner| sooner <= promise.due_at)))
        };
        let promises: Vec<String> = case
            .promises
            .iter()
            .rev()
            .take(4)
            .map(|p| format!("{} {:?} {:?}, due {}", at(p), p.kind, p.state, p.due_at))
            .collect();
        assert!(
            case.promises.iter().any(stands),
            "law 2: {named} is promised to nobody at {now} ({promises:?}): {text}"
        );
    }
}

/// The time that a text begins with, wherever the day is named.
fn clock(text: &str) -> Option<&str> {
    let line = text.split(['.', ';', '\n', '—']).next()?;
    let colon = line.find(':').filter(|colon| *colon >= 2 && line.len() >= colon + 3 && *colon < 28)?;
    let clock = line.get(colon - 2..colon + 3)?;
    let digits = clock.bytes().enumerate().all(|(at, byte)| at == 2 || byte.is_ascii_digit());
    digits.then_some(clock)
}
