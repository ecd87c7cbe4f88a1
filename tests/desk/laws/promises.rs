//! Law 3: a promise is a row.

use hearken::chat::*;
use hearken::desk::*;

use super::GRACE;
use crate::look::{outward, posts, pressed};
use crate::world::{Step, World};

/// Whoever is owed a word by the desk has one promised and timed; when the requester has been told often enough that
/// nothing is new, the lead is reminded instead; when the requester is the one to speak, they are reminded.
pub fn nothing_promised_is_forgotten(world: &World, case: &Case) {
    let timer = |kind| case.timers.get(&kind).copied();
    if let Some(due) = case.next_update_at() {
        let reader = world.desk.people.get(&case.requester).zone;
        let latest = world.desk.policy.quiet.release(due.max(world.now), &reader);
        let next = timer(TimerKind::NextWord).unwrap_or_else(|| panic!("{}: promised and not timed", case.id));
        assert!(next <= latest, "{}: promised by {due}, timed for {next}", case.id);
    }
    match owes(case) {
        Owes::Nobody => {}
        _ if !case.is_open() => {
            assert!(timer(TimerKind::CloseUnanswered).is_some(), "{}: resolved, and asked for ever", case.id);
        }
        Owes::Requester => {
            assert!(timer(TimerKind::NextWord).is_some(), "{}: waits for a requester whom nobody reminds", case.id);
        }
        Owes::Agent | Owes::ThirdParty => {
            let promised = case.open_promises().any(|promise| promise.kind != PromiseKind::Eta);
            assert!(
                promised || timer(TimerKind::RemindLead).is_some(),
                "{}: the desk owes a word and nobody knows when",
                case.id
            );
        }
    }
}

pub fn a_promise_ends_once_and_truthfully(step: &Step, before: Option<&Case>, after: &Case) {
    for (index, promise) in after.promises.iter().enumerate() {
        let was = before.and_then(|case| case.promises.get(index));
        if let Some(was) = was.filter(|was| !was.is_open()) {
            // What a post kept that nobody saw was not kept.
            let lost = matches!(step.occasion, Occasion::Undelivered { .. }) && was.state == PromiseState::Kept;
            assert!(lost || was == promise, "an ended promise was changed: {was:?}, {promise:?}");
        }
        assert_eq!(promise.is_open(), promise.ended_at.is_none(), "{promise:?}");
        match (&promise.state, promise.ended_at) {
            (PromiseState::Kept, Some(at)) => assert!(at <= promise.due_at + GRACE, "not kept at all: {promise:?}"),
            (PromiseState::Moved { reason }, Some(at)) => {
                assert!(!reason.is_empty() && at <= promise.due_at + GRACE, "moved when it was over: {promise:?}");
            }
            (PromiseState::Broken, Some(at)) => assert!(at >= promise.due_at, "broken before its time: {promise:?}"),
            _ => {}
        }
    }
    let was = before.map_or(0, |case| case.promises.len());
    assert!(after.promises.len() >= was, "a promise is gone");
    assert!(after.is_open() || after.open_promises().next().is_none(), "{} ended and still promises", after.id);
}

/// A next word is kept by a word; and after the last ping in a row it is the lead who hears.
pub fn a_word_is_kept_by_a_word(world: &World, step: &Step, after: &Case) {
    let Occasion::Due { timer: TimerKind::NextWord, .. } = &step.occasion else { return };
    let changes = &step.decision.changes;
    let kept =
        changes.iter().any(|entry| matches!(entry.change, Change::PromiseEnded { state: PromiseState::Kept, .. }));
    assert!(!kept || posts(step).any(|post| outward(step, post)), "{}: a word was kept in silence", after.id);
    let pinged = changes.iter().any(|entry| matches!(entry.change, Change::Pinged));
    let last = pinged && after.pings_in_row >= world.desk.policy.max_pings && owes(after) != Owes::Requester;
    let lead = changes.iter().any(|entry| matches!(entry.change, Change::LeadTold));
    // A word that an agent promised in person is still to come: then the bot's last ping is not the last word.
    let given = after.open_promises().any(|promise| promise.by.is_some() && promise.kind == PromiseKind::NextWord);
    let tried = lead || given || after.timers.contains_key(&TimerKind::RemindLead);
    assert!(!last || tried, "{}: the lead is told with the last ping", after.id);
}

/// The time an agent read in the suggestion is the time that is promised by sending it.
pub fn sending_keeps_the_time_that_was_read(step: &Step, before: Option<&Case>, after: &Case) {
    let sent = pressed(step) == Some("send") && posts(step).any(|post| post.kind == PostKind::Reply);
    let Some(read) = before.filter(|_| sent).and_then(Case::offered).and_then(|offered| offered.promises) else {
        return;
    };
    if read > step.now && matches!(owes(after), Owes::Agent | Owes::ThirdParty) {
        let kept = after.open_promises().any(|p| p.kind == PromiseKind::NextWord && p.due_at == read);
        assert!(kept, "{} was sent a time, {read}, that nobody promised", after.id);
    }
}
