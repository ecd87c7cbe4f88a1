//! A progress report was held up until it was no longer true.

use jiff::Timestamp;

use crate::chat::PostKind;
use crate::desk::draft::Draft;
use crate::desk::scene::{missed, scene};
use crate::desk::{
    Answer, Case, Change, Decision, Entry, Owes, Promise, PromiseKind, PromiseState, Situation, cadence, owes,
};
use crate::words::Kind;

/// The requester is told what is true now, if the desk still is the one to speak; and whatever the report owned, a time
/// that was missed or an outage, is owned by what is told in its place.
pub(in crate::desk) fn tell_anew(sit: &Situation<'_>, made_at: Timestamp) -> Decision {
    let Some(case) = sit.case.filter(|case| matches!(owes(case), Owes::Agent | Owes::ThirdParty)) else {
        return Decision::nothing();
    };
    // An agent who has just spoken has told it better.
    if cadence::hushed_until(case, sit.policy, sit.now).is_some() {
        return Decision::nothing();
    }
    let since = first_told(case, made_at);
    let owns = case.promises.iter().any(|promise| is_owned(case, promise, since));
    // A later report tells it all, unless this one owned what that one does not.
    if !owns && told_since(case, made_at) {
        return Decision::nothing();
    }
    let mut draft = Draft::of(sit, case);
    draft.change(None, Change::ToldAnew { since });
    let mut scene = scene(sit, case, &draft.requester().zone);
    let owned = || case.promises.iter().filter(|promise| is_owned(case, promise, since));
    scene.missed = owned().rfind(|promise| promise.kind != PromiseKind::NextWord).map(missed);
    scene.down_since = owned().filter(|promise| promise.kind == PromiseKind::NextWord).map(|p| p.due_at).min();
    let kind = if scene.missed.is_some() { Kind::PingMissed } else { Kind::ping(&scene) };
    draft.tell(PostKind::Ping, kind, &scene);
    draft.finish(Answer::Done)
}

/// Whether progress was told again after the report was made.
fn told_since(case: &Case, made_at: Timestamp) -> bool {
    let told = |entry: &Entry| matches!(entry.change, Change::Told { kind: PostKind::Ping, .. });
    case.timeline
        .iter()
        .rev()
        .find(|entry| told(entry))
        .is_some_and(|last| last.at > made_at && !same(last.at, made_at))
}

/// When the report was first made: it may have been told anew before, and held up again.
fn first_told(case: &Case, made_at: Timestamp) -> Timestamp {
    let anew = case.timeline.iter().rev().find_map(|entry| match entry.change {
        Change::ToldAnew { since } if same(entry.at, made_at) => Some(since),
        _ => None,
    });
    anew.unwrap_or(made_at)
}

/// Whether a promise was broken when the report was made, and no agent has spoken since.
fn is_owned(case: &Case, promise: &Promise, made_at: Timestamp) -> bool {
    promise.state == PromiseState::Broken
        && promise.ended_at.is_some_and(|at| same(at, made_at) && case.agent_spoke_at.is_none_or(|spoke| spoke < at))
}

/// The store remembers when a post was made to the microsecond.
fn same(one: Timestamp, other: Timestamp) -> bool {
    one.as_microsecond() == other.as_microsecond()
}
