//! Law 8: quiet.

use std::collections::BTreeMap;

use hearken::chat::*;
use hearken::desk::*;
use jiff::Timestamp;

use crate::look::{is_desk, outward, posts};
use crate::world::{Step, World};

pub fn the_bot_is_quiet_when_it_should_be(world: &World, step: &Step) {
    let (Occasion::Due { .. }, Some(before)) = (&step.occasion, &step.before) else { return };
    let reader = world.desk.people.get(&before.requester).zone;
    for post in posts(step).filter(|post| outward(step, post)) {
        let allowed = world.desk.policy.quiet.release(step.now, &reader);
        assert_eq!(allowed, step.now, "{} was woken up: {}", before.requester, post.text);
        // Within the hush only a time that an agent named is kept.
        let hush = before.agent_spoke_at.map(|at| at + world.desk.policy.hush);
        let hushed = post.kind == PostKind::Ping && hush.is_some_and(|hush| step.now < hush);
        let named = before.promises.iter().any(|p| p.due_at <= step.now && p.ended_at.is_none_or(|at| at == step.now));
        assert!(!hushed || named, "{} was talked over: {}", before.id, post.text);
    }
}

/// Between two words of an agent the requester is pinged so often at most, counted here from what was posted. Answers to
/// their own questions do not count; having answered what the desk waited for, they are not in a row any more. A report
/// that was told anew in the place of another is one with it.
pub fn pings_in_a_row_are_capped(world: &World, steps: &[Step]) {
    let mut in_row: BTreeMap<CaseId, Vec<Timestamp>> = BTreeMap::new();
    for step in steps {
        let Some(case) = &step.decision.case else { continue };
        let row = in_row.entry(case.id).or_default();
        let by_agent =
            |entry: &Entry| entry.who.as_ref().is_some_and(|who| *who != case.requester && is_desk(world, who));
        let changes = &step.decision.changes;
        if changes.iter().any(|entry| by_agent(entry) || matches!(entry.change, Change::Resumed | Change::Reopened)) {
            row.clear();
        }
        // What was asked of the requester and never reached them leaves the desk owing: its own pings begin anew.
        let lost = |entry: &Entry| matches!(entry.change, Change::Undelivered { reader: Reader::Requester, .. });
        if changes.iter().any(lost) && step.before.as_ref().is_some_and(|before| owes(before) == Owes::Requester) {
            row.clear();
        }
        if matches!(step.occasion, Occasion::Due { .. }) && !step.before.as_ref().is_some_and(is_held_up) {
            let pings = posts(step).filter(|post| post.kind == PostKind::Ping && outward(step, post));
            row.extend(pings.map(|_| step.now));
        }
        assert!(row.len() <= world.desk.policy.max_pings as usize, "{}: pinged in a row at {row:?}", case.id);
    }
}

/// Whether a report is to be told anew, in the place of one that was counted already or answered a question.
pub fn is_held_up(case: &Case) -> bool {
    let since = case.timeline.iter().rev().take_while(|entry| !matches!(entry.change, Change::Told { .. }));
    since.into_iter().any(|entry| matches!(entry.change, Change::ToldAnew { .. }))
}
