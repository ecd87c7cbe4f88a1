//! The buttons that let a case rest: wait for somebody, snooze the reminders. Neither loses a promise.

use jiff::Timestamp;

use super::{ask, work};
use crate::chat::{FormValues, Input, PersonId, PostKind};
use crate::desk::draft::Draft;
use crate::desk::scene::scene;
use crate::desk::{
    Answer, Change, Decision, Owes, Promise, PromiseKind, PromiseState, RefusalKind, TimerKind, Waiting, WaitingOn,
    cadence, owes, refuse, span,
};
use crate::words::Kind;

/// Rests on the requester or a third party, and the requester is told on whom and why.
pub(super) fn wait(mut draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    if !draft.case.is_open() {
        return work::not_open(&draft, actor);
    }
    let Some(form) = form else {
        let parties = ask::choice(&[("third_party", "Somebody else"), ("requester", "The requester")]);
        let on = ask::field("on", "Waiting for", parties, "third_party");
        let why = ask::field("why", "Why, in words for the requester", Input::Textarea, "");
        return ask::form("wait", "Wait for somebody", vec![on, why]);
    };
    let on = match form.get("on").map(|on| on.trim()) {
        Some("third_party") => WaitingOn::ThirdParty,
        Some("requester") => WaitingOn::Requester,
        _ => return ask::invalid(&draft.sit, actor, Kind::FieldMissing, "Waiting for"),
    };
    let why = match ask::text(&draft.sit, actor, form, "why", "Why") {
        Ok(why) => why,
        Err(refused) => return refused.into(),
    };
    // Whoever says what it waits for is who the requester deals with from now on.
    let holder = draft.case.assignee.clone().filter(|holder| holder != actor);
    if draft.case.assignee.as_ref() != Some(actor) {
        draft.change(Some(actor), Change::Claimed { from: holder.clone() });
    }
    draft.change(Some(actor), Change::Waited(Waiting { on, why: why.clone(), since: draft.sit.now }));
    draft.overtake();
    draft.word_given_in(actor, &why);
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.agent = Some(draft.sit.people.get(actor).first_name().to_owned());
    match on {
        WaitingOn::ThirdParty => {
            draft.tell(PostKind::Ping, Kind::WaitingThirdParty, &scene);
            draft.suggest(Kind::Waiting);
        }
        WaitingOn::Requester => draft.tell(PostKind::Question, Kind::WaitingRequester, &scene),
    }
    if let Some(holder) = holder {
        work::tell_giver(&mut draft, actor, &holder);
    }
    draft.finish(Answer::Done)
}

/// Puts the agents' reminders off. When that is later than what the requester was promised, the promise moves, and the
/// requester is told the new time and why.
pub(super) fn snooze(mut draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    if !draft.case.is_open() {
        return work::not_open(&draft, actor);
    }
    let Some(form) = form else {
        let span = ask::field("for", "For how long? (20m, 2h, 1d)", Input::Duration, "2h");
        let reason = ask::field("reason", "Reason (the requester reads it if a promised time moves)", Input::Text, "");
        return ask::form("snooze", "Snooze", vec![span, reason]);
    };
    let typed = form.get("for").map(String::as_str).unwrap_or_default();
    let Some(until) = span::duration(typed).and_then(|span| draft.sit.now.checked_add(span).ok()) else {
        return ask::invalid(&draft.sit, actor, Kind::TimeUnclear, typed);
    };
    let reason = match ask::text(&draft.sit, actor, form, "reason", "Reason") {
        Ok(reason) => reason,
        Err(refused) => return refused.into(),
    };
    // A word that is promised for their night would be told in their morning: promise it for then.
    let until = draft.sit.policy.quiet.release(cadence::whole_minute(until, draft.sit.now), &draft.requester().zone);
    let latest = latest_snooze(&draft);
    if until > latest {
        let left = Some(latest).filter(|latest| *latest > draft.sit.now);
        let sentence = refuse::say(&draft.sit, actor, Kind::SnoozeTooLong, |scene| scene.next_word = left);
        return refuse::refused(RefusalKind::Invalid, sentence);
    }
    draft.change(Some(actor), Change::Snoozed { until, reason: reason.clone() });
    let moving: Vec<Promise> = draft.case.open_promises().filter(|promise| promise.due_at < until).cloned().collect();
    for promise in &moving {
        draft.end_promise(promise, &PromiseState::Moved { reason: reason.clone() });
        draft.promise(promise.kind, promise.by.as_ref(), until);
    }
    // What was overdue is broken by now, whoever was to speak next: the word on it comes with the rest.
    let ours = matches!(owes(&draft.case), Owes::Agent | Owes::ThirdParty);
    let reminded = draft.case.timers.contains_key(&TimerKind::RemindLead);
    if ours && !reminded && !draft.promises_a_word() {
        draft.promise(PromiseKind::NextWord, None, until);
    }
    draft.time_promises();
    if !moving.is_empty() {
        let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
        scene.agent = Some(draft.sit.people.get(actor).first_name().to_owned());
        scene.text = Some(reason);
        draft.tell(PostKind::Ping, Kind::PromiseMoved, &scene);
        scene.actor = scene.agent.clone();
        draft.tell_leads(Kind::TellMoved, &scene);
    }
    // The question to the agents sleeps too, but not past the word it is for.
    if draft.case.timers.get(&TimerKind::AskNews).is_some_and(|ask| *ask < until) {
        match draft.case.next_update_at().filter(|due| *due > until) {
            Some(_) => draft.set_timer(TimerKind::AskNews, until),
            None => draft.clear_timer(TimerKind::AskNews),
        }
    }
    // A reply on offer that names a time before its end would undo the snooze when it is sent.
    if draft.case.offered().is_some_and(|offered| offered.promises.is_some_and(|due| due < until)) {
        draft.suggest_for_later();
    }
    draft.finish(Answer::Done)
}

/// Until when it can be snoozed at most: some working days from now, or, while the requester has yet to hear from a person,
/// from when they first waited for that.
fn latest_snooze(draft: &Draft<'_>) -> Timestamp {
    let policy = draft.sit.policy;
    let open = draft.case.open_promises().any(|promise| promise.kind == PromiseKind::FirstResponse);
    let asked = draft.case.timeline.iter().rev().find(|entry| matches!(entry.change, Change::Reopened));
    let asked = asked.map_or(draft.case.opened_at, |entry| entry.at);
    let since = if open { asked } else { draft.sit.now };
    policy.quiet.release(policy.hours.after_days(since, policy.snooze_days), &draft.requester().zone)
}
