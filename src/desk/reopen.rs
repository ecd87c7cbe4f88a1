//! The end of a case and its way back: it works, or it does not.

use super::draft::Draft;
use super::scene::scene;
use super::{Change, ClosedBy, PromiseKind, PromiseState, TimerKind};
use crate::chat::{PersonId, PostKind};
use crate::words::Kind;

/// The requester says that it works: over, with one personal question.
pub(super) fn works(draft: &mut Draft<'_>) {
    let requester = draft.case.requester.clone();
    close(draft, Some(&requester), ClosedBy::Works);
    let scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
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
