//! The suggestion's buttons: send it as it stands, in the agent's words, ask for other words, or not at all. Nothing
//! that claims a feeling reaches a requester but through here.

use jiff::Timestamp;

use super::{ask, last_done, too_late, work};
use crate::chat::{FormValues, Input, PersonId, PostKind};
use crate::desk::draft::Draft;
use crate::desk::{Answer, Change, Decision, Refusal, RefusalKind, Suggestion, SuggestionState, refuse};
use crate::words::{Kind, guarded, pledge};

/// Posts the suggestion word for word.
///
/// A caller may say which suggestion was read, in the field `suggestion`: should another one stand there by now, nothing
/// is sent, since nobody would have read it.
pub(super) fn send(draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    let Some(offered) = draft.case.offered().cloned() else { return gone(&draft, actor) };
    if form.and_then(|form| form.get("suggestion")).is_some_and(|read| *read != offered.id.to_string()) {
        let sentence = refuse::say(&draft.sit, actor, Kind::SuggestionChanged, |_| {});
        return refuse::refused(RefusalKind::Conflict, sentence);
    }
    if draft.is_stale() {
        return overtaken(draft, actor);
    }
    let text = offered.text.clone();
    post(draft, actor, &offered, text, SuggestionState::Sent)
}

/// The time the text names is over: it is offered anew, and nothing untrue is sent.
fn overtaken(mut draft: Draft<'_>, actor: &PersonId) -> Decision {
    let sentence = refuse::say(&draft.sit, actor, Kind::SuggestionChanged, |_| {});
    draft.refresh();
    draft.finish(Answer::Refused(Refusal { kind: RefusalKind::Conflict, sentence }))
}

/// Posts the agent's own words in the suggestion's place.
pub(super) fn edit(draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    let Some(offered) = draft.case.offered().cloned() else { return gone(&draft, actor) };
    let Some(form) = form else {
        let text = ask::field("text", "Reply", Input::Textarea, &offered.text);
        return ask::form("edit", "Edit before sending", vec![text]);
    };
    match ask::text(&draft.sit, actor, form, "text", "Reply") {
        Ok(text) => post(draft, actor, &offered, text, SuggestionState::Edited),
        Err(refused) => refused.into(),
    }
}

/// Offers the same in other words.
pub(super) fn another(mut draft: Draft<'_>, actor: &PersonId, _form: Option<&FormValues>) -> Decision {
    if draft.case.offered().is_none() {
        return gone(&draft, actor);
    }
    let answer = match draft.suggest_another(actor) {
        true => Answer::Note(refuse::say(&draft.sit, actor, Kind::AllShown, |_| {})),
        false => Answer::Done,
    };
    draft.finish(answer)
}

/// Takes the suggestion away, and keeps why.
pub(super) fn dismiss(mut draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    let Some(id) = draft.case.offered().map(|offered| offered.id) else { return gone(&draft, actor) };
    let Some(form) = form else {
        let reason = ask::field("reason", "What was wrong with it?", Input::Text, "");
        return ask::form("dismiss", "Dismiss this suggestion", vec![reason]);
    };
    match ask::text(&draft.sit, actor, form, "reason", "Reason") {
        Ok(reason) => {
            draft.change(Some(actor), Change::Decided { id, state: SuggestionState::Dismissed { reason } });
            draft.finish(Answer::Done)
        }
        Err(refused) => refused.into(),
    }
}

fn post(
    mut draft: Draft<'_>,
    actor: &PersonId,
    offered: &Suggestion,
    text: String,
    state: SuggestionState,
) -> Decision {
    // The time that was read is promised by sending it, and the agent's own words may promise another; else the cadence
    // does.
    let named = match state {
        SuggestionState::Edited => pledge(&text, &draft.sit.now.to_zoned(draft.requester().zone)),
        _ => offered.promises,
    };
    let text = guarded(&text);
    // Whoever answers is the one who has it; but nobody cuts in on a colleague who is talking with the requester.
    let holder = draft.case.assignee.clone().filter(|holder| holder != actor);
    if let Some((holder, at)) = holder.as_ref().and_then(|holder| Some((holder, draft.case.answered_at(holder)?))) {
        return theirs(&draft, actor, holder, at);
    }
    if draft.case.assignee.as_ref() != Some(actor) {
        draft.change(Some(actor), Change::Claimed { from: holder.clone() });
    }
    draft.change(Some(actor), Change::Decided { id: offered.id, state });
    draft.change(Some(actor), Change::Replied);
    draft.tell_text(PostKind::Reply, text, Some(actor.clone()), None);
    if draft.case.is_open() {
        draft.word_given(actor, named);
    }
    if let Some(holder) = holder {
        work::tell_giver(&mut draft, actor, &holder);
    }
    draft.finish(Answer::Done)
}

/// The case is in the hands of a colleague who answered already.
fn theirs(draft: &Draft<'_>, actor: &PersonId, holder: &PersonId, at: Timestamp) -> Decision {
    let holder = draft.sit.people.get(holder).first_name().to_owned();
    let sentence = refuse::say(&draft.sit, actor, Kind::TakeOverFirst, |scene| {
        scene.actor = Some(holder);
        scene.at = Some(at);
    });
    refuse::refused(RefusalKind::Conflict, sentence)
}

fn gone(draft: &Draft<'_>, actor: &PersonId) -> Decision {
    let ended = |change: &Change| {
        matches!(
            change,
            Change::Decided {
                state: SuggestionState::Sent | SuggestionState::Edited | SuggestionState::Dismissed { .. },
                ..
            }
        )
    };
    let dismissed =
        |change: &Change| matches!(change, Change::Decided { state: SuggestionState::Dismissed { .. }, .. });
    let last = draft.case.timeline.iter().rev().find(|entry| ended(&entry.change));
    let (kind, action) = match last {
        Some(entry) if dismissed(&entry.change) => (Kind::AlreadyDone, "dismiss"),
        _ => (Kind::AlreadySent, "send"),
    };
    too_late(&draft.sit, actor, kind, last_done(&draft.case, action, ended), &draft.case)
}
