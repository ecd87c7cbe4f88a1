//! A post of ours will never be delivered: whoever can still be told is told, and nothing counts as said that nobody
//! read.
//!
//! No post about a lost post is ever made for the loss of a post about a lost post: the agents hear of what the
//! requester missed, the leads of a card that the agents miss, and of anything else the timeline alone tells.

use jiff::Timestamp;

use crate::chat::{Delivery, PostKind, Spot};
use crate::desk::draft::Draft;
use crate::desk::scene::scene;
use crate::desk::{
    Answer, Change, Decision, Lost, Promise, PromiseState, Reader, Situation, Status, TimerKind, reopen,
};
use crate::words::Kind;

/// Notes the loss, and takes back what the post was taken to have done.
pub(in crate::desk) fn undelivered(sit: &Situation<'_>, lost: &Lost) -> Decision {
    // A case whose requester was forgotten has nobody left to tell.
    let Some(case) = sit.case.filter(|case| case.has_a_thread()) else { return Decision::nothing() };
    let mut draft = Draft::of(sit, case);
    let kind = lost.delivery.post().kind;
    let reader = reader(&draft, &lost.delivery.post().spot);
    draft.change(None, Change::Undelivered { kind, reader, reason: lost.reason.clone() });
    let mut scene = scene(sit, &draft.case, &draft.requester().zone);
    scene.text = Some(lost.reason.clone());
    match (reader, kind) {
        (Reader::Requester, _) => {
            // What begins no thread takes nothing with it: whatever follows stands by itself.
            if draft.case.thread.is_none() && kind == PostKind::Receipt {
                draft.case.root = None;
            }
            draft.tell_agents(PostKind::Notice, Kind::TellUndelivered, &scene, None);
            take_back(&mut draft, lost.made_at);
        }
        (Reader::Agents, PostKind::Card) if matches!(lost.delivery, Delivery::New(_)) => {
            draft.tell_leads(Kind::TellUnseen, &scene);
        }
        (Reader::Agents | Reader::Lead, _) => {}
    }
    draft.finish(Answer::Done)
}

fn reader(draft: &Draft<'_>, spot: &Spot) -> Reader {
    match spot {
        Spot::Channel(channel) | Spot::Thread(channel, _) | Spot::Under(channel, _)
            if draft.sit.channels.agents() == Some(channel) =>
        {
            Reader::Agents
        }
        Spot::Direct(person) if *person != draft.case.requester => Reader::Lead,
        _ => Reader::Requester,
    }
}

/// A promise that was kept by a post nobody saw is not kept: it stands again, or it was broken if its time is over. And
/// whatever the case waits for, the desk owes a word and says when.
fn take_back(draft: &mut Draft<'_>, made_at: Timestamp) {
    match draft.case.status {
        Status::Closed => return,
        Status::Resolved => return reopen::ask_anew(draft),
        Status::New | Status::InProgress | Status::Waiting => {}
    }
    let not_kept: Vec<Promise> =
        draft.case.promises.iter().filter(|promise| was_kept_at(promise, made_at)).cloned().collect();
    let mut broken = false;
    for promise in not_kept {
        let over = promise.due_at <= draft.sit.now;
        broken |= over;
        let state = if over { PromiseState::Broken } else { PromiseState::Open };
        draft.change(None, Change::PromiseEnded { id: promise.id, state });
    }
    if !draft.promises_a_word() && !draft.case.timers.contains_key(&TimerKind::RemindLead) {
        draft.promise_next_word();
    }
    draft.time_promises();
    if broken {
        draft.suggest(Kind::MissedPromise);
    }
}

/// Whether a promise was kept in the very decision that made a post. The store remembers moments to the microsecond.
fn was_kept_at(promise: &Promise, made_at: Timestamp) -> bool {
    promise.state == PromiseState::Kept
        && promise.ended_at.is_some_and(|at| at.as_microsecond() == made_at.as_microsecond())
}
