//! The end of a case and its way back: it works, or it does not.

use super::draft::Draft;
use super::on::press::check_card;
use super::scene::{missed, scene};
use super::{Change, ClosedBy, Entry, PromiseKind, PromiseState, Reader, TimerKind, judge};
use crate::chat::{PersonId, PostKind, Said};
use crate::cues::{Hearing, Reason};
use crate::words::{Kind, Report};

/// The requester says that it works: over, with one personal question.
pub(super) fn works(draft: &mut Draft<'_>) {
    let requester = draft.case.requester.clone();
    close(draft, Some(&requester), ClosedBy::Works);
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    // What went wrong with it is what there is to ask about.
    let broken = draft.case.promises.iter().rev().find(|promise| promise.state == PromiseState::Broken);
    scene.missed = broken.map(|promise| missed(&draft.case, promise));
    // Whoever leads the desk may be asleep when the answer comes.
    scene.lead = None;
    draft.tell(PostKind::Notice, Kind::ClosedWorks, &scene);
    draft.tell(PostKind::Question, Kind::ClosingQuestion, &scene);
    draft.tell_agents(PostKind::Notice, Kind::TellClosed, &scene, None);
}

/// The requester writes that it works, or that they need it no longer, before anybody of the desk called it fixed: they
/// are asked whether it is done. Nothing more is due until they say otherwise, and nobody is told that it is not fixed.
pub(super) fn settled(draft: &mut Draft<'_>) {
    let requester = draft.case.requester.clone();
    let all = [PromiseKind::FirstResponse, PromiseKind::NextWord, PromiseKind::Eta];
    draft.end_promises(&all, &PromiseState::Moved { reason: "the requester wrote that it is settled".to_owned() });
    draft.overtake();
    draft.clear_timers();
    draft.change(Some(&requester), Change::Resolved { summary: String::new() });
    time_the_check(draft, draft.sit.policy.check_again_days);
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    let text = draft.say(Kind::WorksHeard, &scene).text;
    draft.tell_text(PostKind::Question, text, None, Some(check_card()));
}

/// The requester answered none of the reminders: over, told to both sides, and one line of theirs has it back.
pub(super) fn unanswered(draft: &mut Draft<'_>) {
    close(draft, None, ClosedBy::NoAnswer);
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.at = Some(draft.case.requester_spoke_at);
    draft.tell(PostKind::Notice, Kind::ClosedNoAnswer, &scene);
    draft.tell_agents(PostKind::Notice, Kind::TellSilent, &scene, None);
}

/// The requester answers after all what the desk had stopped waiting for: open again, with the answer.
pub(super) fn answered(draft: &mut Draft<'_>, said: &Said) {
    open_again(draft, Some(&said.author));
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    draft.tell(PostKind::Notice, Kind::ReopenedNotice, &scene);
    scene.text = Some(said.text.clone());
    draft.tell_agents(PostKind::Notice, Kind::TellAdded, &scene, None);
    draft.suggest(Kind::Status);
}

/// Ends a case: nothing is due any more, and every promise has its end.
pub(super) fn close(draft: &mut Draft<'_>, who: Option<&PersonId>, how: ClosedBy) {
    let all = [PromiseKind::FirstResponse, PromiseKind::NextWord, PromiseKind::Eta];
    let state = match how {
        ClosedBy::Withdrawn => PromiseState::Moved { reason: "the report was taken back".to_owned() },
        ClosedBy::Works | ClosedBy::Silence | ClosedBy::NoAnswer => PromiseState::Kept,
    };
    draft.end_promises(&all, &state);
    draft.overtake();
    draft.clear_timers();
    draft.change(who, Change::Closed { how });
}

/// Asks "does it work for you?" once more in so many working days, and takes silence for an answer some days after that.
pub(super) fn time_the_check(draft: &mut Draft<'_>, days: i64) {
    let (policy, now, zone) = (draft.sit.policy, draft.sit.now, draft.requester().zone);
    let rest = policy.close_days.saturating_sub(policy.check_again_days).max(1);
    let after = |days| policy.quiet.release(policy.hours.after_days(now, days), &zone);
    draft.set_timer(TimerKind::CheckAgain, after(days));
    draft.set_timer(TimerKind::CloseUnanswered, after(days.saturating_add(rest)));
}

/// The question did not reach the requester: it is asked again, later each time, and not for ever.
pub(super) fn ask_anew(draft: &mut Draft<'_>) {
    let resolved = |entry: &&Entry| !matches!(entry.change, Change::Resolved { .. });
    let lost = |entry: &&Entry| matches!(entry.change, Change::Undelivered { reader: Reader::Requester, .. });
    let lost = draft.case.timeline.iter().rev().take_while(resolved).filter(lost).count();
    let lost = u32::try_from(lost).unwrap_or(u32::MAX);
    if lost <= draft.sit.policy.max_pings {
        let days = draft.sit.policy.check_again_days << lost.saturating_sub(1).min(5);
        time_the_check(draft, days);
    }
}

/// The requester writes of trouble after the fix: open again, and whatever is new in their words is what it is about.
pub(super) fn reopen_with(draft: &mut Draft<'_>, said: &Said, hearing: &Hearing) {
    open_again(draft, Some(&said.author));
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    let understood = scene.report.text == said.text;
    if understood {
        name_anew(draft, &scene.report, hearing);
    }
    let kind = if understood { Kind::ReopenedTrouble } else { Kind::ReopenedNotYet };
    draft.tell(PostKind::Notice, kind, &scene);
    hand_back(draft, Some(said.text.clone()));
}

/// The requester says, without a word of why, that it does not work yet: open again, and asked what they see.
pub(super) fn not_yet(draft: &mut Draft<'_>, who: &PersonId) {
    open_again(draft, Some(who));
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    draft.tell(PostKind::Notice, Kind::ReopenedNotYet, &scene);
    hand_back(draft, None);
}

/// An agent takes it up again.
pub(super) fn reopen(draft: &mut Draft<'_>, who: &PersonId) {
    open_again(draft, Some(who));
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    draft.tell(PostKind::Notice, Kind::ReopenedNotice, &scene);
}

/// Open with whoever had it, and a person's word is promised.
fn open_again(draft: &mut Draft<'_>, who: Option<&PersonId>) {
    draft.clear_timer(TimerKind::CheckAgain);
    draft.clear_timer(TimerKind::CloseUnanswered);
    draft.change(who, Change::Reopened);
    let due = draft.next_word_due();
    draft.promise(PromiseKind::FirstResponse, None, due);
    draft.time_promises();
}

/// Names the case anew when words that reopen it are plainly about another topic; never against an agent's naming.
fn name_anew(draft: &mut Draft<'_>, report: &Report, hearing: &Hearing) {
    // The trouble itself decides; what it came after is only told along with it.
    let title = report.title();
    let trouble = judge::hear(&draft.sit, None, &draft.case.requester, &title).subject;
    let case = &draft.case;
    let subject = if trouble.topic == "other" { &hearing.subject } else { &trouble };
    if case.named_by_agent || subject.topic == "other" || subject.topic == case.topic {
        return;
    }
    let old = case.reasons.iter().filter(|reason| !reason.rule.starts_with("topic."));
    let mut reasons: Vec<Reason> = subject.reasons.iter().chain(old).cloned().collect();
    for reason in &mut reasons {
        reason.quote.clear();
    }
    let priority = hearing.subject.priority.max(case.priority);
    draft.change(None, Change::Named { title, topic: subject.topic.clone(), priority, reasons });
}

/// The agents learn that it is theirs again, in the requester's words where there are some.
fn hand_back(draft: &mut Draft<'_>, words: Option<String>) {
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.text = words;
    draft.tell_agents(PostKind::Notice, Kind::TellReopened, &scene, None);
    let kind = match (&draft.case.summary, draft.case.agent_spoke_at) {
        (Some(_), _) => Kind::Reopened,
        // Nobody of the desk had called it fixed.
        (None, Some(_)) => Kind::Status,
        (None, None) => Kind::Acknowledge,
    };
    draft.suggest(kind);
}
