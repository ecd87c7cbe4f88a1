//! Somebody presses a button. Who may is checked first, on every press, whatever the button says; then each button has
//! a file of its own.

mod ask;
mod details;
mod nudge;
mod reminder;
mod reply;
mod rest;
mod verdict;
mod work;

pub(in crate::desk) use work::check_card;

use crate::chat::{Event, FormValues, PersonId, PostKind};
use crate::desk::draft::Draft;
use crate::desk::scene::state;
use crate::desk::{Answer, Case, Change, Decision, LastPress, Posted, RefusalKind, Situation, refuse};
use crate::words::Kind;

/// A button that agents press on a case.
type AgentPress = for<'a> fn(Draft<'a>, &PersonId, Option<&FormValues>) -> Decision;

/// A press, or the form it opened.
pub(in crate::desk) fn pressed(
    sit: &Situation<'_>,
    event: &Event,
    action: &str,
    actor: &PersonId,
    form: Option<&FormValues>,
) -> Decision {
    let Some(post) = &sit.background.post else { return not_found(sit, actor) };
    let case = sit.case.filter(|case| case.has_a_requester());
    match (action, case) {
        ("open", _) if is_nudge(post) => nudge::open(sit, event, actor, &post.key),
        ("no_thanks", _) if is_nudge(post) => nudge::no_thanks(sit, actor, &post.key),
        ("works", Some(case)) => verdict::works(sit, case, actor),
        ("not_yet", Some(case)) => verdict::not_yet(sit, case, actor),
        (_, Some(case)) => match agent_press(action) {
            Some(press) if post.kind == PostKind::Card => by_agent(sit, case, action, actor, form, press),
            Some(press) if post.kind == PostKind::Nudge => {
                let decision = by_agent(sit, case, action, actor, form, press);
                reminder::answered(decision, sit, &post.key, actor, form)
            }
            _ => not_found(sit, actor),
        },
        (_, None) => not_found(sit, actor),
    }
}

/// Whether a post asks its reader whether a ticket is wanted; the agents' reminders are of a case.
fn is_nudge(post: &Posted) -> bool {
    post.kind == PostKind::Nudge && post.case.is_none()
}

fn agent_press(action: &str) -> Option<AgentPress> {
    Some(match action {
        "send" => reply::send,
        "edit" => reply::edit,
        "another" => reply::another,
        "dismiss" => reply::dismiss,
        "claim" => work::claim,
        "take" => work::take,
        "update" => work::update,
        "nothing_new" => work::nothing_new,
        "resolve" => work::resolve,
        "reopen" => work::reopen,
        "wait" => rest::wait,
        "snooze" => rest::snooze,
        "details" => details::details,
        _ => return None,
    })
}

fn by_agent(
    sit: &Situation<'_>,
    case: &Case,
    action: &str,
    actor: &PersonId,
    form: Option<&FormValues>,
    press: AgentPress,
) -> Decision {
    if !sit.people.get(actor).rank.is_desk() {
        let sentence = refuse::say(sit, actor, Kind::AgentsOnly, |_| {});
        return refuse::refused(RefusalKind::Forbidden, sentence);
    }
    if let Some(first) = collision(sit, case, action, actor) {
        return already(sit, actor, Kind::AlreadyDone, first, Some(case));
    }
    let decision = press(Draft::of(sit, case), actor, form);
    let too_late = matches!(&decision.answer, Answer::Refused(refusal) if refusal.kind == RefusalKind::Conflict);
    if too_late && pressed_twice(sit, case, action, actor) {
        return Decision::nothing();
    }
    remember(decision, sit, action, actor)
}

/// The same press of the same person a moment ago: it is done, and there is nothing to complain of.
fn pressed_twice(sit: &Situation<'_>, case: &Case, action: &str, actor: &PersonId) -> bool {
    case.presses
        .get(action)
        .is_some_and(|last| last.actor == *actor && sit.now.duration_since(last.at) < sit.policy.collision)
}

/// The press of somebody else on the same button, so short ago that these two did not see each other.
fn collision<'a>(sit: &Situation<'_>, case: &'a Case, action: &str, actor: &PersonId) -> Option<&'a LastPress> {
    let repeats = matches!(action, "another" | "update" | "nothing_new" | "wait" | "snooze" | "details" | "take");
    case.presses
        .get(action)
        .filter(|last| repeats && last.actor != *actor && sit.now.duration_since(last.at) < sit.policy.collision)
}

fn remember(mut decision: Decision, sit: &Situation<'_>, action: &str, actor: &PersonId) -> Decision {
    if !decision.changes.is_empty()
        && let Some(case) = &mut decision.case
    {
        let press = LastPress { actor: actor.clone(), action: action.to_owned(), at: sit.now };
        case.presses.insert(action.to_owned(), press);
    }
    decision
}

/// Somebody was first: who, when, and what happened.
fn already(sit: &Situation<'_>, actor: &PersonId, kind: Kind, first: &LastPress, case: Option<&Case>) -> Decision {
    let by = sit.people.get(&first.actor).first_name().to_owned();
    let sentence = refuse::say(sit, actor, kind, |scene| {
        scene.actor = Some(by);
        scene.at = Some(first.at);
        scene.reference = case.map(|case| case.id.to_string());
        scene.text = Some(deed(&first.action).to_owned());
    });
    refuse::refused(RefusalKind::Conflict, sentence)
}

/// What a button did, in the past tense, to follow a name: `Sam *asked for another wording*`.
fn deed(action: &str) -> &'static str {
    match action {
        "another" => "asked for another wording",
        "update" => "posted an update",
        "nothing_new" => "said there was nothing new",
        "wait" => "set it to wait",
        "snooze" => "snoozed it",
        "details" => "changed the details",
        "take" => "took it over",
        "dismiss" => "dismissed this reply",
        "edit" | "send" => "sent this reply",
        "resolve" => "resolved it",
        "reopen" => "reopened it",
        "works" => "confirmed that it works",
        _ => "did this",
    }
}

/// The last time somebody did this to the case, as the timeline tells.
fn last_done(case: &Case, action: &str, did: impl Fn(&Change) -> bool) -> Option<LastPress> {
    case.timeline.iter().rev().find(|entry| did(&entry.change)).map(|entry| LastPress {
        actor: entry.who.clone().unwrap_or_else(|| case.requester.clone()),
        action: action.to_owned(),
        at: entry.at,
    })
}

/// Nothing there to do any more: told who else did what, when that is known. Never in silence: what was typed is not
/// sent, and whoever typed it must know.
fn too_late(sit: &Situation<'_>, actor: &PersonId, kind: Kind, first: Option<LastPress>, case: &Case) -> Decision {
    match first.filter(|first| first.actor != *actor) {
        Some(first) => already(sit, actor, kind, &first, Some(case)),
        None => {
            let sentence = refuse::say(sit, actor, Kind::NothingChanged, |scene| {
                scene.reference = Some(case.id.to_string());
                scene.state = state(case.status);
            });
            refuse::refused(RefusalKind::Conflict, sentence)
        }
    }
}

fn not_found(sit: &Situation<'_>, actor: &PersonId) -> Decision {
    refuse::refused(RefusalKind::NotFound, refuse::say(sit, actor, Kind::NotFound, |_| {}))
}
