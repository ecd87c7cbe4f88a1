//! The buttons of the work itself: claim, update, resolve, reopen.

use super::{ask, last_done, too_late};
use crate::chat::{ActionStyle, Card, FormValues, Input, PersonId, PostKind};
use crate::desk::draft::Draft;
use crate::desk::scene::scene;
use crate::desk::{Answer, Change, Decision, PromiseKind, PromiseState, TimerKind, cadence, reopen as back, span};
use crate::words::Kind;

/// Takes the case, if nobody has it.
pub(super) fn claim(mut draft: Draft<'_>, actor: &PersonId, _form: Option<&FormValues>) -> Decision {
    if draft.case.is_open() && draft.case.assignee.as_ref() == Some(actor) {
        return Decision::nothing();
    }
    if draft.case.assignee.is_some() || !draft.case.is_open() {
        let first = last_done(&draft.case, "claim", |change| matches!(change, Change::Claimed { .. }));
        return too_late(&draft.sit, actor, Kind::AlreadyClaimed, first, &draft.case);
    }
    draft.change(Some(actor), Change::Claimed { from: None });
    draft.finish(Answer::Done)
}

/// Takes the case over from another agent, with every promise on it.
pub(super) fn take(mut draft: Draft<'_>, actor: &PersonId, _form: Option<&FormValues>) -> Decision {
    let from = draft.case.assignee.clone();
    if draft.case.is_open() && from.as_ref() == Some(actor) {
        return Decision::nothing();
    }
    if !draft.case.is_open() {
        let first = last_done(&draft.case, "take", |change| matches!(change, Change::Claimed { .. }));
        return too_late(&draft.sit, actor, Kind::AlreadyClaimed, first, &draft.case);
    }
    draft.change(Some(actor), Change::Claimed { from: from.clone() });
    if let Some(giver) = from {
        let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
        scene.actor = Some(draft.sit.people.get(&giver).first_name().to_owned());
        draft.tell(PostKind::Notice, Kind::HandedOver, &scene);
        tell_giver(&mut draft, actor, &giver);
    }
    draft.finish(Answer::Done)
}

/// Whoever had it learns, alone with the bot, who has it now; below the card when that would be in their night.
pub(super) fn tell_giver(draft: &mut Draft<'_>, taker: &PersonId, giver: &PersonId) {
    let giver = draft.sit.people.get(giver);
    let mut scene = scene(&draft.sit, &draft.case, &giver.zone);
    scene.actor = Some(draft.sit.people.get(taker).first_name().to_owned());
    if draft.sit.policy.quiet.release(draft.sit.now, &giver.zone) > draft.sit.now {
        return draft.tell_agents(PostKind::Notice, Kind::TellTaken, &scene, None);
    }
    draft.tell_alone(&giver.id, Kind::TellTaken, &scene);
}

/// Tells the requester how it goes, in the agent's words, with a time when there is one.
pub(super) fn update(mut draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    if !draft.case.is_open() {
        return not_open(&draft, actor);
    }
    let Some(form) = form else {
        let text = ask::field("text", "What is new?", Input::Textarea, "");
        let eta = ask::field("eta", "Done by (20m, 2h, 1d or a time; may stay empty)", Input::Time, "");
        return ask::form("update", "Update the requester", vec![text, eta]);
    };
    let text = match ask::text(&draft.sit, actor, form, "text", "What is new?") {
        Ok(text) => text,
        Err(refused) => return refused.into(),
    };
    let eta = form.get("eta").map(|eta| eta.trim()).filter(|eta| !eta.is_empty());
    let eta = match eta.map(|typed| (typed, span::moment(typed, draft.sit.now))) {
        None => None,
        Some((typed, None)) => return ask::invalid(&draft.sit, actor, Kind::TimeUnclear, typed),
        Some((typed, Some(at))) if at <= draft.sit.now => {
            return ask::invalid(&draft.sit, actor, Kind::TimePast, typed);
        }
        Some((_, Some(at))) => Some(cadence::whole_minute(at, draft.sit.now)),
    };
    if draft.case.assignee.is_none() {
        draft.change(Some(actor), Change::Claimed { from: None });
    }
    resume(&mut draft, actor);
    draft.change(Some(actor), Change::Updated { text: text.clone() });
    if let Some(due) = eta {
        move_eta(&mut draft, actor, due);
    }
    draft.word_given_in(actor, &text);
    draft.overtake();
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.agent = Some(draft.sit.people.get(actor).first_name().to_owned());
    scene.text = Some(text);
    let said = draft.say(Kind::Update, &scene).text;
    draft.tell_text(PostKind::Reply, said, Some(actor.clone()), None);
    draft.finish(Answer::Done)
}

/// Says that there is nothing new: somebody looked, so the count of pings without an agent's word begins again.
pub(super) fn nothing_new(mut draft: Draft<'_>, actor: &PersonId, _form: Option<&FormValues>) -> Decision {
    if !draft.case.is_open() {
        return not_open(&draft, actor);
    }
    draft.change(Some(actor), Change::NothingNew);
    draft.clear_timer(TimerKind::RemindLead);
    // Where nothing was promised any more, the lead having been told, a next word is promised again.
    if !draft.promises_a_word() {
        draft.promise_next_word();
        draft.time_promises();
    }
    draft.finish(Answer::Done)
}

/// Says that it works, and asks the requester whether it does.
pub(super) fn resolve(mut draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    if !draft.case.is_open() {
        return not_open(&draft, actor);
    }
    let Some(form) = form else {
        let summary = ask::field("summary", "What was done, in words for the requester", Input::Textarea, "");
        return ask::form("resolve", "Resolve", vec![summary]);
    };
    let summary = match ask::text(&draft.sit, actor, form, "summary", "What was done") {
        Ok(summary) => summary,
        Err(refused) => return refused.into(),
    };
    if draft.case.assignee.is_none() {
        draft.change(Some(actor), Change::Claimed { from: None });
    }
    let all = [PromiseKind::FirstResponse, PromiseKind::NextWord, PromiseKind::Eta];
    draft.end_promises(&all, &PromiseState::Kept);
    draft.overtake();
    draft.clear_timers();
    draft.change(Some(actor), Change::Resolved { summary: summary.clone() });
    let days = draft.sit.policy.check_again_days;
    back::time_the_check(&mut draft, days);
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.agent = Some(draft.sit.people.get(actor).first_name().to_owned());
    scene.text = Some(summary);
    let said = draft.say(Kind::ResolveCheck, &scene).text;
    draft.tell_text(PostKind::Question, said, None, Some(check_card()));
    draft.finish(Answer::Done)
}

/// Opens it again from the desk's side.
pub(super) fn reopen(mut draft: Draft<'_>, actor: &PersonId, _form: Option<&FormValues>) -> Decision {
    if draft.case.is_open() {
        let first = last_done(&draft.case, "reopen", |change| matches!(change, Change::Reopened));
        return too_late(&draft.sit, actor, Kind::AlreadyDone, first, &draft.case);
    }
    back::reopen(&mut draft, actor);
    draft.finish(Answer::Done)
}

/// The requester's buttons on "does it work for you?".
pub(in crate::desk) fn check_card() -> Card {
    Card::buttons([("works", "It works", ActionStyle::Primary), ("not_yet", "Not yet", ActionStyle::Plain)])
}

/// An agent who acts on a resting case takes it up again.
fn resume(draft: &mut Draft<'_>, actor: &PersonId) {
    if draft.case.waiting.is_some() {
        draft.change(Some(actor), Change::Resumed);
    }
}

fn move_eta(draft: &mut Draft<'_>, actor: &PersonId, due: jiff::Timestamp) {
    let moved = PromiseState::Moved { reason: "a new time was given".to_owned() };
    draft.end_promises(&[PromiseKind::Eta], &moved);
    draft.promise(PromiseKind::Eta, Some(actor), due);
}

/// The case is resolved or closed: who did that, and when.
pub(super) fn not_open(draft: &Draft<'_>, actor: &PersonId) -> Decision {
    let ended = |change: &Change| matches!(change, Change::Resolved { .. } | Change::Closed { .. });
    let action = match draft.case.timeline.iter().rev().find(|entry| ended(&entry.change)).map(|entry| &entry.change) {
        Some(Change::Closed { .. }) => "works",
        _ => "resolve",
    };
    too_late(&draft.sit, actor, Kind::AlreadyDone, last_done(&draft.case, action, ended), &draft.case)
}
