//! Something is due: progress, a question to the agents, a reminder, an end.

use jiff::Timestamp;

use super::press::check_card;
use super::stale;
use crate::chat::{ActionStyle, Card, PostKind};
use crate::desk::cadence::hushed_until;
use crate::desk::draft::Draft;
use crate::desk::promise::GRACE;
use crate::desk::scene::{missed, scene};
use crate::desk::{
    Answer, Change, ClosedBy, Decision, Owes, Promise, PromiseKind, PromiseState, Situation, Status, TimerKind, owes,
    reopen,
};
use crate::words::Kind;

/// A timer's time has come; one that was moved or taken away meanwhile is not due any more.
pub(in crate::desk) fn due(sit: &Situation<'_>, timer: TimerKind, due_at: Timestamp) -> Decision {
    let Some(case) = sit.case else { return Decision::nothing() };
    if case.timers.get(&timer) != Some(&due_at) || due_at > sit.now {
        return Decision::nothing();
    }
    let mut draft = Draft::of(sit, case);
    draft.clear_timer(timer);
    // However late it is: nobody is written to in their night.
    let to_requester = matches!(timer, TimerKind::NextWord | TimerKind::CheckAgain | TimerKind::CloseUnanswered);
    let allowed = sit.policy.quiet.release(sit.now, &draft.requester().zone);
    if to_requester && allowed > sit.now {
        // A report still on its way may name the time that passes here unheard: it is told anew.
        if draft.case.open_promises().any(|promise| promise.due_at <= sit.now) {
            draft.case.facts_version += 1;
        }
        draft.set_timer(timer, allowed);
        return draft.finish(Answer::Done);
    }
    match timer {
        TimerKind::NextWord => next_word(&mut draft),
        TimerKind::AskNews => ask_news(&mut draft),
        TimerKind::RemindLead => remind_lead(&mut draft),
        // Nothing but the card, which is put where there is none.
        TimerKind::ShowCard => {}
        TimerKind::Freshen => draft.freshen(),
        TimerKind::CheckAgain => check_again(&mut draft),
        TimerKind::CloseUnanswered => close_unanswered(&mut draft),
    }
    draft.finish(Answer::Done)
}

fn next_word(draft: &mut Draft<'_>) {
    let reader = draft.requester().zone;
    let held_up = stale::held_up(&draft.case);
    let ours = matches!(owes(&draft.case), Owes::Agent | Owes::ThirdParty);
    if let Some(since) = held_up.filter(|_| ours && draft.case.open_promises().all(|p| p.due_at > draft.sit.now)) {
        stale::tell(draft, since);
        return draft.time_promises();
    }
    let (late_since, unmet) = (late_since(draft), unmet(draft));
    let broken = end_due(draft);
    match owes(&draft.case) {
        Owes::Nobody => return,
        Owes::Requester => return remind_requester(draft),
        Owes::Agent | Owes::ThirdParty => {}
    }
    // Once the lead was told, the requester hears from people only, whatever else comes due.
    let silent = draft.case.pings_in_row >= draft.sit.policy.max_pings;
    if !silent {
        draft.change(None, Change::Pinged);
    }
    let last = draft.case.pings_in_row >= draft.sit.policy.max_pings;
    if !last {
        draft.promise_next_word();
    }
    draft.time_promises();
    let mut scene = scene(&draft.sit, &draft.case, &reader);
    scene.missed = broken
        .as_ref()
        .map(|promise| missed(&draft.case, promise))
        .or_else(|| held_up.and_then(|since| stale::missed_since(&draft.case, since)));
    scene.down_since = late_since;
    scene.count = Some(u64::from(draft.case.pings_in_row));
    scene.desk_told = broken.is_some() && draft.card().is_some();
    // A promise that was missed is owned whatever the count says.
    let kind = match scene.missed {
        Some(_) => Kind::PingMissed,
        None if last && unmet.is_none() => Kind::PingLast,
        None => Kind::ping(&scene),
    };
    // An agent's own word is not given by the bot's: it says whose is missing.
    let kind = match &unmet {
        Some((promise, agent)) if kind == Kind::PingWorking => {
            scene.missed = Some(missed(&draft.case, promise));
            scene.actor = Some(agent.clone());
            Kind::PingPromised
        }
        _ => kind,
    };
    match (silent, scene.missed.is_some()) {
        (false, _) => draft.tell(PostKind::Ping, kind, &scene),
        // No progress to report, but a promise to own.
        (true, true) => draft.tell(PostKind::Notice, kind, &scene),
        (true, false) => {}
    }
    if broken.is_some() {
        draft.tell_agents(PostKind::Notice, Kind::TellMissed, &scene, None);
        if !draft.tell_leads(Kind::TellMissed, &scene) {
            draft.remind_leads(false);
        }
        draft.suggest(Kind::MissedPromise);
    } else {
        draft.refresh();
    }
    if kind == Kind::PingPromised {
        ask_agents(draft, Kind::AskNews);
    }
    // Whoever hears nothing more from the bot is in the lead's hands.
    let reminded = silent && draft.case.timers.contains_key(&TimerKind::RemindLead);
    if !draft.promises_a_word() && !reminded {
        tell_lead(draft);
    }
}

/// The time of the word at hand when it comes so late that it was held up by us, not planned: it says so then. That is
/// the time that was promised; the timer may have waited for the end of their night meanwhile.
fn late_since(draft: &Draft<'_>) -> Option<Timestamp> {
    let words = draft.case.open_promises().filter(|promise| promise.kind != PromiseKind::Eta);
    words.map(|promise| promise.due_at).min().filter(|due| draft.sit.now.duration_since(*due) > GRACE)
}

/// The next word that an agent promised in person and that is due without one, and who promised it.
fn unmet(draft: &Draft<'_>) -> Option<(Promise, String)> {
    let mut due = draft.case.open_promises().filter(|p| p.kind == PromiseKind::NextWord && p.due_at <= draft.sit.now);
    due.find_map(|promise| {
        let agent = draft.sit.people.get(promise.by.as_ref()?).first_name().to_owned();
        Some((promise.clone(), agent))
    })
}

/// Ends the promises whose time has come, and returns the one that was broken, if one was. The bot's own next word is
/// kept by the ping at hand, unless that is late.
fn end_due(draft: &mut Draft<'_>) -> Option<Promise> {
    let now = draft.sit.now;
    let due: Vec<Promise> = draft.case.open_promises().filter(|promise| promise.due_at <= now).cloned().collect();
    let mut broken = None;
    for promise in due {
        let given = promise.kind == PromiseKind::NextWord && !promise.is_overdue(now);
        let state = match (given, &promise.by) {
            (false, _) => PromiseState::Broken,
            (true, None) => PromiseState::Kept,
            (true, Some(by)) => {
                let by = draft.sit.people.get(by).first_name().to_owned();
                PromiseState::Moved { reason: format!("hearken wrote in time, {by} has not yet") }
            }
        };
        draft.change(None, Change::PromiseEnded { id: promise.id, state });
        if !given && promise.kind != PromiseKind::NextWord {
            broken = Some(promise);
        }
    }
    // Whatever time was to come next is told anew by this very ping; an agent's own word stays theirs to keep.
    let state = PromiseState::Moved { reason: "told anew".to_owned() };
    let ours = |promise: &&Promise| promise.kind != PromiseKind::Eta && promise.by.is_none();
    let told_anew: Vec<Promise> = draft.case.open_promises().filter(ours).cloned().collect();
    for promise in told_anew {
        draft.end_promise(&promise, &state);
    }
    broken
}

/// The requester is reminded of what the desk waits for; once enough was asked, silence ends it, unless something that
/// was promised still stands.
fn remind_requester(draft: &mut Draft<'_>) {
    if draft.case.status == Status::Waiting && draft.case.pings_in_row >= draft.sit.policy.max_pings {
        return match draft.case.next_update_at() {
            None => reopen::unanswered(draft),
            Some(_) => draft.remind_later(),
        };
    }
    draft.change(None, Change::Pinged);
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    draft.tell(PostKind::Ping, Kind::PingRequesterOwes, &scene);
    draft.remind_later();
}

fn ask_news(draft: &mut Draft<'_>) {
    // After an absence the word itself may be due by now: there is nothing left to ask for.
    let too_late = draft.case.timers.get(&TimerKind::NextWord).is_some_and(|next| *next <= draft.sit.now);
    if too_late || !matches!(owes(&draft.case), Owes::Agent | Owes::ThirdParty) {
        return;
    }
    // Asked ahead of what will not wait, unless somebody of the desk has just spoken: a word is due later.
    if let Some(due) =
        draft.case.next_update_at().filter(|due| draft.sit.now.duration_since(*due) < -draft.sit.policy.ask_before)
    {
        let spoke = hushed_until(&draft.case, draft.sit.policy, draft.sit.now).is_some();
        draft.time_asking(due);
        if !spoke {
            draft.refresh();
            ask_agents(draft, Kind::AskAhead);
        }
        return;
    }
    draft.refresh();
    ask_agents(draft, Kind::AskNews);
}

fn ask_agents(draft: &mut Draft<'_>, kind: Kind) {
    let scene = scene(&draft.sit, &draft.case, &jiff::tz::TimeZone::UTC);
    let buttons =
        Card::buttons([("update", "Update", ActionStyle::Primary), ("nothing_new", "Nothing new", ActionStyle::Plain)]);
    draft.tell_agents(PostKind::Nudge, kind, &scene, Some(buttons));
}

/// The requester was told three times that nothing is new: the leads are told, and reminded; where there are none, the
/// agents are.
fn tell_lead(draft: &mut Draft<'_>) {
    let scene = scene(&draft.sit, &draft.case, &jiff::tz::TimeZone::UTC);
    let told = draft.tell_leads(Kind::LeadTold, &scene);
    if told {
        draft.change(None, Change::LeadTold);
    }
    draft.tell_agents(PostKind::Notice, Kind::LeadTold, &scene, None);
    draft.remind_leads(told);
}

fn remind_lead(draft: &mut Draft<'_>) {
    let scene = scene(&draft.sit, &draft.case, &jiff::tz::TimeZone::UTC);
    if draft.is_unseen() {
        draft.tell_leads(Kind::TellUnseen, &scene);
        if draft.promises_a_word() {
            return;
        }
    }
    if !matches!(owes(&draft.case), Owes::Agent | Owes::ThirdParty) {
        return;
    }
    let told = draft.tell_leads(Kind::LeadTold, &scene);
    if told {
        draft.change(None, Change::LeadTold);
    } else if draft.sit.leads_of(&draft.case).next().is_none() {
        draft.tell_agents(PostKind::Notice, Kind::LeadTold, &scene, None);
    }
    if !draft.promises_a_word() {
        draft.remind_leads(told);
    }
}

fn check_again(draft: &mut Draft<'_>) {
    if draft.case.status != Status::Resolved {
        return;
    }
    draft.change(None, Change::AskedAgain);
    // Asked late, the requester has as long to answer as if they had been asked in time.
    let policy = draft.sit.policy;
    let rest = policy.close_days.saturating_sub(policy.check_again_days).max(1);
    let earliest = policy.quiet.release(policy.hours.after_days(draft.sit.now, rest), &draft.requester().zone);
    if draft.case.timers.get(&TimerKind::CloseUnanswered).is_some_and(|close| *close < earliest) {
        draft.set_timer(TimerKind::CloseUnanswered, earliest);
    }
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.text.clone_from(&draft.case.summary);
    scene.at = draft.case.timers.get(&TimerKind::CloseUnanswered).copied();
    let text = draft.say(Kind::CheckReminder, &scene).text;
    draft.tell_text(PostKind::Question, text, None, Some(check_card()));
    // Nobody of the desk can write of a fix that none of them made.
    if draft.case.summary.is_some() {
        draft.suggest(Kind::ResolutionCheck);
    }
}

fn close_unanswered(draft: &mut Draft<'_>) {
    if draft.case.status != Status::Resolved {
        return;
    }
    // Silence is no answer to a question that was not read.
    if owes(&draft.case) != Owes::Requester {
        let later = draft.sit.policy.hours.after_days(draft.sit.now, draft.sit.policy.close_days);
        return draft.set_timer(TimerKind::CloseUnanswered, later);
    }
    reopen::close(draft, None, ClosedBy::Silence);
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    draft.tell(PostKind::Notice, Kind::ClosedSilent, &scene);
}
