//! The case as the writer sees it: every fact a sentence may use.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::debt::owes_an_apology;
use super::{Case, Change, Entry, Message, Owes, Promise, PromiseKind, Situation, Status, Waiting, WaitingOn, owes};
use crate::cues::{Abstained, Role};
use crate::words::{self, Heard, Report, Scene, State, Words};

/// A message of the desk this young is pointed at rather than counted from.
const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// The facts of a case, with times in the reader's zone.
pub(super) fn scene(sit: &Situation<'_>, case: &Case, reader: &TimeZone) -> Scene {
    let first_name = |id| sit.people.get(id).first_name().to_owned();
    let (report, reported_at) = report(sit.words, case);
    Scene {
        now: sit.now.to_zoned(reader.clone()),
        name: Some(first_name(&case.requester)),
        reference: Some(case.id.to_string()),
        report,
        topic: Some(case.topic.clone()),
        reported_at: Some(reported_at),
        level: case.heat.level,
        heard: heard(case),
        agent: case.assignee.as_ref().map(first_name),
        // Only who can be told now: whoever sleeps has not been told anything.
        lead: sit.awake_leads(case).next().map(|lead| lead.first_name().to_owned()),
        actor: None,
        state: state(case.status),
        last_action: case
            .news
            .as_ref()
            .and_then(|news| Some(words::Action { by: first_name(&news.by), what: news.text.clone()?, at: news.at })),
        // A look before the last word of a person is no news of its own.
        looked: case
            .look
            .as_ref()
            .filter(|look| case.agent_spoke_at.is_none_or(|spoke| spoke < look.at))
            .map(|look| words::Looked { by: first_name(&look.by), at: look.at }),
        answered: just_answered(sit, case),
        // While the desk owes them an apology, nobody is told that it is their turn.
        waiting: case.waiting.as_ref().filter(|waiting| !is_blame(case, waiting)).map(|waiting| words::Waiting {
            on: match waiting.on {
                WaitingOn::Requester => words::WaitingOn::Requester,
                WaitingOn::ThirdParty => words::WaitingOn::ThirdParty,
            },
            why: waiting.why.clone(),
            since: waiting.since,
        }),
        next_word: case.next_update_at(),
        missed: None,
        waited_since: (owes(case) == Owes::Agent).then(|| case.agent_spoke_at.unwrap_or(case.opened_at)),
        // A ping without news is no news: "nothing new since" reaches back to the last word of a person.
        last_word: told_all(case).then(|| case.agent_spoke_at.unwrap_or(case.opened_at)),
        eta: case.open_promises().find(|promise| promise.kind == PromiseKind::Eta).map(|promise| promise.due_at),
        repeats_this_week: case.repeats,
        reopened: came_back(case),
        unread: case.heat.abstained == Some(Abstained::Language),
        title: Some(case.title.clone()).filter(|title| !title.is_empty()),
        ..Scene::default()
    }
}

fn is_blame(case: &Case, waiting: &Waiting) -> bool {
    waiting.on == WaitingOn::Requester && owes_an_apology(case)
}

/// What it is about by now, and when that was reported: the trouble told since it was reopened where that can be
/// understood by itself, else the report. An "in twenty minutes" counts from the line that says it.
pub(super) fn report(words: &Words, case: &Case) -> (Report, Timestamp) {
    let latest = case.since_reopening().map(|(text, at)| (words.understand(&text), at));
    let latest = latest.filter(|(report, _)| report.thing.is_some() && report.reflection().is_some());
    latest.unwrap_or_else(|| {
        let report = words.understand(&case.report_text());
        let named = report.deadline.as_ref().map(|found| &found.value);
        let mut lines = case.messages.iter().filter(|line| line.report);
        let says = |line: &&Message| {
            let here = words.understand(&line.text).deadline;
            named.is_some() && here.as_ref().map(|found| &found.value) == named
        };
        let at = lines.find(says).map_or(case.opened_at, |line| line.edited_at.unwrap_or(line.at));
        (report, at)
    })
}

/// When it is that the report says will not wait, by the requester's clock, if it says so.
pub(super) fn deadline(words: &Words, case: &Case, zone: &TimeZone) -> Option<Timestamp> {
    let (report, reported_at) = report(words, case);
    report.deadline?.value.instant(reported_at, &reported_at.to_zoned(zone.clone()))
}

/// The latest message of the desk in the thread, while it is fresh.
fn just_answered(sit: &Situation<'_>, case: &Case) -> Option<words::Looked> {
    let last = case.messages.iter().rev().find(|message| message.role == Role::Agent)?;
    let fresh = sit.now.duration_since(last.at) < FRESH && case.agent_spoke_at.is_none_or(|spoke| spoke <= last.at);
    fresh.then(|| words::Looked { by: sit.people.get(&last.author).first_name().to_owned(), at: last.at })
}

/// Whether the requester has read the last news; not when the update that held it could not be delivered.
fn told_all(case: &Case) -> bool {
    case.news.as_ref().is_none_or(|news| news.told || news.text.is_none())
}

/// A broken promise as the writer sees it. What a person promises after a reopening is not the first answer.
pub(super) fn missed(case: &Case, promise: &Promise) -> words::Missed {
    let first_response = promise.kind == PromiseKind::FirstResponse && case.agent_spoke_at.is_none();
    words::Missed { promised_for: promise.due_at, first_response }
}

/// How often the requester said that a fix did not hold; an agent who opens a case again had not called it fixed too soon.
fn came_back(case: &Case) -> u32 {
    let theirs = |entry: &&Entry| entry.change == Change::Reopened && entry.who.as_ref() == Some(&case.requester);
    u32::try_from(case.timeline.iter().filter(theirs).count()).unwrap_or(u32::MAX)
}

/// What was heard, heaviest first; the same words in several messages are one reason.
fn heard(case: &Case) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    for cue in case.heat.cues.iter().filter(|heard| heard.cue.weight > 0.0) {
        let new = Heard {
            rule: cue.cue.rule.clone(),
            family: cue.cue.family.clone(),
            quote: case.words_of(cue).to_owned(),
            because: cue.cue.because.clone(),
        };
        if !heard.contains(&new) {
            heard.push(new);
        }
    }
    heard
}

/// Where the case stands, in the writer's words.
pub(super) fn state(status: Status) -> State {
    match status {
        Status::New => State::New,
        Status::InProgress => State::InProgress,
        Status::Waiting => State::Waiting,
        Status::Resolved => State::Resolved,
        Status::Closed => State::Closed,
    }
}
