//! The end of a case and its way back: it works, or it does not.

use super::draft::Draft;
use super::scene::{missed, scene};
use super::{Change, ClosedBy, Entry, PromiseKind, PromiseState, Reader, TimerKind};
use crate::chat::{PersonId, PostKind};
use crate::words::Kind;

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

/// Ends a case: nothing is due any more, and every promise has its end.
pub(super) fn close(draft: &mut Draft<'_>, who: Option<&PersonId>, how: ClosedBy) {
    let all = [PromiseKind::FirstResponse, PromiseKind::NextWord, PromiseKind::Eta];
    let state = match how {
        ClosedBy::Withdrawn => PromiseState::Moved { reason: "the report was taken back".to_owned() },
        ClosedBy::Works | ClosedBy::Silence => PromiseState::Kept,
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

/// The fix did not hold, or an agent takes it up again: open with whoever had it, and a person's word is promised.
pub(super) fn reopen(draft: &mut Draft<'_>, who: Option<&PersonId>) {
    draft.clear_timer(TimerKind::CheckAgain);
    draft.clear_timer(TimerKind::CloseUnanswered);
    draft.change(who, Change::Reopened);
    let due = draft.next_word_due();
    draft.promise(PromiseKind::FirstResponse, None, due);
    draft.time_promises();
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    draft.tell(PostKind::Notice, Kind::ReopenedNotice, &scene);
    if who == Some(&draft.case.requester.clone()) {
        draft.tell_agents(PostKind::Notice, Kind::TellReopened, &scene, None);
        draft.suggest(Kind::Reopened);
    }
}
