//! The requester's buttons: it works, or not yet.

use super::{last_done, too_late};
use crate::chat::PersonId;
use crate::desk::draft::Draft;
use crate::desk::{Answer, Case, Change, Decision, LastPress, RefusalKind, Situation, Status, refuse, reopen};
use crate::words::Kind;

/// It works: over.
pub(super) fn works(sit: &Situation<'_>, case: &Case, actor: &PersonId) -> Decision {
    if let Some(refused) = not_theirs(sit, case, actor) {
        return refused;
    }
    match case.status {
        Status::Resolved => {}
        Status::Closed => return Decision::nothing(),
        Status::New | Status::InProgress | Status::Waiting => {
            return too_late(sit, actor, Kind::AlreadyDone, last_reopened(case), case);
        }
    }
    let mut draft = Draft::of(sit, case);
    reopen::works(&mut draft);
    draft.finish(Answer::Done)
}

/// It does not: open again, with the same agent.
pub(super) fn not_yet(sit: &Situation<'_>, case: &Case, actor: &PersonId) -> Decision {
    if let Some(refused) = not_theirs(sit, case, actor) {
        return refused;
    }
    if case.is_open() {
        return match last_reopened(case) {
            Some(first) if first.actor != *actor => too_late(sit, actor, Kind::AlreadyDone, Some(first), case),
            _ => Decision::nothing(),
        };
    }
    let mut draft = Draft::of(sit, case);
    reopen::not_yet(&mut draft, actor);
    draft.finish(Answer::Done)
}

fn last_reopened(case: &Case) -> Option<LastPress> {
    last_done(case, "reopen", |change| matches!(change, Change::Reopened))
}

fn not_theirs(sit: &Situation<'_>, case: &Case, actor: &PersonId) -> Option<Decision> {
    (*actor != case.requester).then(|| {
        let requester = sit.people.get(&case.requester).first_name().to_owned();
        let sentence = refuse::say(sit, actor, Kind::RequesterOnly, |scene| scene.name = Some(requester));
        refuse::refused(RefusalKind::Forbidden, sentence)
    })
}
