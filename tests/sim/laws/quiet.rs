//! Law 8: quiet. (Caps, nights and the hush after an agent's word are held step by step in `tests/desk/laws/`.)

use hearken::chat::PostKind;
use hearken::desk::{Case, Change, Effect, Occasion, OpenedBy, Owes, Pace, PromiseKind, TimerKind, owes};
use jiff::{SignedDuration, Timestamp};

use crate::journal::Note;
use crate::life::Life;
use crate::look::{outward, posts};
use crate::world::{Sent, Step};

/// Two reports read within this long of each other are read together.
const APART: SignedDuration = SignedDuration::from_mins(2);

/// After each ping without an agent's word the next one is twice as far off: at least half a pace, for the frustrated,
/// twice as long for each ping. Opening hours and nights only put it off further.
pub fn pings_decay(life: &Life, step: &Step) {
    let (Occasion::Due { timer: TimerKind::NextWord, .. }, Some(case)) = (&step.occasion, &step.decision.case) else {
        return;
    };
    let pinged = step.decision.changes.iter().any(|entry| entry.change == Change::Pinged);
    if !pinged || owes(case) == Owes::Requester {
        return;
    }
    let half = match life.world.desk.policy.cadence.of(case.priority) {
        Pace::Time(pace) => pace / 2,
        Pace::Days(days) => SignedDuration::from_hours(11 * days),
    };
    let least = half * (1 << case.pings_in_row) - SignedDuration::from_mins(1);
    for promise in case.open_promises().filter(|p| p.kind == PromiseKind::NextWord && p.made_at == step.now) {
        let span = promise.due_at.duration_since(step.now);
        assert!(span >= least, "law 8: {}: ping {} and the next in {span:?}", case.id, case.pings_in_row);
    }
}

/// One author's lines within five minutes are one report, unless an agent has answered the first already.
pub fn lines_within_five_minutes_are_one_report(life: &Life, step: &Step) {
    let opened = step.decision.changes.iter().any(|e| e.change == Change::Opened { how: OpenedBy::Message });
    let (true, Some(case)) = (opened, &step.decision.case) else { return };
    let grouping = life.world.desk.policy.grouping;
    // By when they were written, whenever they arrived.
    let written = case.messages.last().map_or(step.now, |message| message.at);
    let just_now = |other: &&Case| {
        let last = other.messages.iter().filter(|m| m.author == case.requester).map(|m| m.at).max();
        last.is_some_and(|at| (SignedDuration::ZERO..grouping).contains(&written.duration_since(at)))
    };
    let same = |other: &&Case| {
        other.id != case.id
            && other.requester == case.requester
            && other.channel == case.channel
            && other.is_open()
            && other.agent_spoke_at.is_none()
            && !is_alarm(case, other)
    };
    let other = life.world.cases.values().filter(same).filter(just_now).map(|other| other.id).max();
    if let Some(other) = other {
        panic!("law 8: {} ({}) was opened within five minutes of a line on {other}", case.id, case.report_text());
    }
}

/// Where somebody else may have got in, minutes count: that is a ticket of its own, whatever else was reported just now.
fn is_alarm(case: &Case, other: &Case) -> bool {
    case.topic == "security" && !["security", "other"].contains(&other.topic.as_str())
}

/// However many things became due while nobody was looking, a case tells its requester one of them at a time.
pub fn what_was_missed_comes_to_one_message(life: &Life, step: &Step) {
    let (Occasion::Due { case, .. }, true) = (&step.occasion, life.up_at == life.time) else { return };
    let same = |other: &&Step| matches!(&other.occasion, Occasion::Due { case: of, .. } if of == case);
    let now = life.steps.iter().rev().take_while(|other| other.now == step.now).filter(same);
    let told: usize = now.map(|step| posts(step).filter(|post| outward(step, post)).count()).sum();
    assert!(told <= 1, "law 8: {case}: {told} messages for one absence");
}

/// Reports that were held up on their way do not come in heaps: the last of them says it all. An answer to somebody who
/// asked comes whenever they ask.
pub fn reports_do_not_come_in_heaps(life: &Life, sent: &Sent) {
    if sent.delivery.post().kind != PostKind::Ping || !is_timed(life, sent) {
        return;
    }
    let held_up =
        |other: &Sent, at: Timestamp| at >= sent.made_at || sent.made_at.duration_since(other.made_at) < APART / 2;
    let before = life.notes.iter().rev().skip(1).filter_map(|note| match note {
        Note::Arrived { index, at } => Some((&life.world.sent[*index], *at)),
        _ => None,
    });
    let heap = before
        .take_while(|(_, at)| life.world.now.duration_since(*at).abs() < APART)
        .filter(|(other, _)| other.case == sent.case && other.delivery.post().kind == PostKind::Ping)
        .find(|(other, at)| held_up(other, *at) && is_timed(life, other));
    if let Some((other, at)) = heap {
        panic!("law 8: {} and {} came in a heap, {at}: {}", other.key, sent.key, sent.delivery.post().text);
    }
}

/// Whether a post was made because its time had come.
fn is_timed(life: &Life, sent: &Sent) -> bool {
    let made = |step: &&Step| {
        step.decision.effects.iter().any(|effect| matches!(effect, Effect::Deliver { key, .. } if *key == sent.key))
    };
    life.steps.iter().rev().find(made).is_some_and(|step| matches!(step.occasion, Occasion::Due { .. }))
}
