//! Law 3: a promise is a row, and ends kept, moved or broken, once.

use std::collections::BTreeMap;

use hearken::chat::What;
use hearken::desk::{CaseId, Change, Occasion, Promise, PromiseKind, PromiseState};

use super::worded;
use crate::desk_laws::truth::unquoted;
use crate::life::Life;
use crate::look::{outward, posts, pressed};
use crate::world::Step;

/// A time that passed is named in the word that follows, and an apology is put before the agents.
pub fn a_broken_promise_is_owned_in_the_next_word(life: &Life, step: &Step) {
    let (Occasion::Due { .. }, Some(case)) = (&step.occasion, &step.decision.case) else { return };
    let broken = step.decision.changes.iter().filter_map(|entry| match &entry.change {
        Change::PromiseEnded { id, state: PromiseState::Broken } => case.promises.iter().find(|p| p.id == *id),
        _ => None,
    });
    let broken: Vec<&Promise> = broken.collect();
    if broken.is_empty() {
        return;
    }
    let told: Vec<String> = posts(step).filter(|post| outward(step, post)).map(|post| unquoted(&post.text)).collect();
    assert_eq!(told.len(), 1, "law 3: {}: broken, and {} words about it", case.id, told.len());
    let of_people: Vec<&&Promise> = broken.iter().filter(|promise| promise.kind != PromiseKind::NextWord).collect();
    if of_people.is_empty() {
        return;
    }
    let reader = life.world.desk.people.get(&case.requester).zone;
    let named = of_people
        .iter()
        .any(|promise| told[0].contains(&promise.due_at.to_zoned(reader.clone()).strftime("%H:%M").to_string()));
    assert!(named, "law 3: {}: the time that was missed is not owned: {}", case.id, told[0]);
    assert!(worded(step).contains("missed_promise"), "law 3: {}: no apology is suggested", case.id);
}

/// Whoever takes a case over takes its promises over; whoever snoozes moves them.
pub fn none_is_lost_by_a_hand_over_or_a_snooze(step: &Step) {
    let (Some(before), Some(after)) = (&step.before, &step.decision.case) else { return };
    let open = |case: &hearken::desk::Case| {
        let mut kinds: Vec<PromiseKind> = case.open_promises().map(|promise| promise.kind).collect();
        kinds.sort_by_key(|kind| format!("{kind:?}"));
        kinds
    };
    match pressed(step) {
        Some("take") => {
            let timed = before.timers.iter().all(|(timer, at)| after.timers.get(timer) == Some(at));
            // What an agent gave is the taker's to keep; what and when stays.
            let bare = |promise: &Promise| Promise { by: None, ..promise.clone() };
            let kept = before.open_promises().map(bare).eq(after.open_promises().map(bare)) && timed;
            assert!(kept, "law 3: {}: a hand-over touched a promise", after.id);
        }
        Some("snooze") => {
            // A time that was missed already makes the next word ours to promise.
            let (had, mut has) = (open(before), open(after));
            if has.len() > had.len() && !had.contains(&PromiseKind::NextWord) {
                has.retain(|kind| *kind != PromiseKind::NextWord);
            }
            assert_eq!(had, has, "law 3: {}: a snooze lost a promise", after.id);
        }
        _ => {}
    }
}

/// No promise ends twice, but for one that was kept by a post that nobody could read.
pub fn each_ends_once(life: &Life) {
    let mut ended: BTreeMap<(CaseId, u32), u32> = BTreeMap::new();
    for step in &life.steps {
        let Some(case) = &step.decision.case else { continue };
        let taken_back = matches!(step.occasion, Occasion::Undelivered { .. });
        for entry in &step.decision.changes {
            match &entry.change {
                Change::PromiseEnded { id, .. } if taken_back => drop(ended.insert((case.id, *id), 0)),
                Change::PromiseEnded { id, .. } => *ended.entry((case.id, *id)).or_default() += 1,
                _ => {}
            }
        }
        let by_thanks = matches!(&step.occasion, Occasion::Event(event) if matches!(event.what, What::Reacted { .. }));
        assert!(!by_thanks || step.before.is_none() || step.decision.changes.is_empty(), "a reaction changed a case");
    }
    for ((case, promise), times) in ended {
        assert!(times <= 1, "law 3: promise {promise} of {case} ended {times} times");
    }
}
