//! The case as the writer sees it: every fact a sentence may use.

use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::{Case, Owes, Promise, PromiseKind, Situation, Status, owes};
use crate::cues::{Abstained, Role};
use crate::words::{self, Heard, Report, Scene, State};

/// A message of the desk this young is pointed at rather than counted from.
const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// The facts of a case, with times in the reader's zone.
pub(super) fn scene(sit: &Situation<'_>, case: &Case, reader: &TimeZone) -> Scene {
    let first_name = |id| sit.people.get(id).first_name().to_owned();
    Scene {
        now: sit.now.to_zoned(reader.clone()),
        name: Some(first_name(&case.requester)),
        reference: Some(case.id.to_string()),
        report: Report::understand(&case.report_text()),
        reported_at: Some(case.opened_at),
        level: case.heat.level,
        heard: heard(case),
        agent: case.assignee.as_ref().map(first_name),
        // Only who can be told now: whoever sleeps has not been told anything.
        lead: sit.awake_leads().next().map(|lead| lead.first_name().to_owned()),
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
        waiting: case.waiting.as_ref().map(|waiting| words::Waiting {
            on: match waiting.on {
                super::WaitingOn::Requester => words::WaitingOn::Requester,
                super::WaitingOn::ThirdParty => words::WaitingOn::ThirdParty,
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
        reopened: case.reopened,
        unread: case.heat.abstained == Some(Abstained::Language),
        title: Some(case.title.clone()).filter(|title| !title.is_empty()),
        ..Scene::default()
    }
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

/// A broken promise as the writer sees it.
pub(super) fn missed(promise: &Promise) -> words::Missed {
    words::Missed { promised_for: promise.due_at, first_response: promise.kind == PromiseKind::FirstResponse }
}

/// What was heard, heaviest first; the same words in several messages are one reason.
fn heard(case: &Case) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    for cue in case.heat.cues.iter().filter(|heard| heard.cue.weight > 0.0) {
        let new = Heard {
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
