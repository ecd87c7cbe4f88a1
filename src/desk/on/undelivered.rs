//! A post of ours will never be delivered: whoever can still be told is told, and nothing counts as said that nobody
//! read.
//!
//! No post about a lost post is ever made for the loss of a post about a lost post: the agents hear of what the
//! requester missed, the leads of a card that the agents miss, and of anything else the timeline alone tells.

use jiff::Timestamp;

use crate::chat::{Delivery, Post, PostKey, PostKind, Spot};
use crate::desk::cadence::same_moment;
use crate::desk::draft::Draft;
use crate::desk::scene::scene;
use crate::desk::{
    Answer, Case, Change, Decision, Lost, Promise, PromiseState, Reader, Situation, Status, TimerKind, reopen,
};
use crate::words::{Kind, Scene};

/// Notes the loss, and takes back what the post was taken to have done.
pub(in crate::desk) fn undelivered(sit: &Situation<'_>, lost: &Lost) -> Decision {
    // A case whose requester was forgotten has nobody left to tell.
    let Some(case) = sit.case.filter(|case| case.has_a_requester()) else { return Decision::nothing() };
    let post = lost.delivery.post();
    // Nobody misses a card in whose place another one stands, or is to stand.
    if post.kind == PostKind::Card && case.card.as_ref() != Some(card_of(lost)) {
        return Decision::nothing();
    }
    let mut draft = Draft::of(sit, case);
    let reader = reader(case, post);
    draft.change(None, Change::Undelivered { kind: post.kind, reader, reason: lost.reason.clone() });
    let mut scene = scene(sit, &draft.case, &draft.requester().zone);
    scene.text = Some(lost.reason.clone());
    match (reader, post.kind) {
        (Reader::Requester, _) => {
            // Below what does not stand nothing is read: our next word begins the thread.
            if draft.case.thread.is_none() && draft.case.root.as_ref() == Some(&lost.key) {
                draft.case.root = None;
            }
            match draft.card() {
                Some(_) => draft.tell_agents(PostKind::Notice, Kind::TellUndelivered, &scene, None),
                None => drop(draft.tell_leads(Kind::TellUndelivered, &scene)),
            }
            draft.news_unread(lost.made_at);
            take_back(&mut draft, lost.made_at);
        }
        (Reader::Agents, PostKind::Card) => lose_card(&mut draft, lost, &scene),
        (Reader::Agents | Reader::Lead, _) => {}
    }
    draft.finish(Answer::Done)
}

/// Whom a post was for. The agents' channel may be another by now than the one it was made for.
fn reader(case: &Case, post: &Post) -> Reader {
    match &post.spot {
        Spot::Direct(person) if *person == case.requester => Reader::Requester,
        Spot::Direct(_) => Reader::Lead,
        _ if matches!(post.kind, PostKind::Card | PostKind::Nudge) => Reader::Agents,
        Spot::Channel(channel) | Spot::Thread(channel, _) | Spot::Under(channel, _) if *channel == case.channel => {
            Reader::Requester
        }
        Spot::Channel(_) | Spot::Thread(..) | Spot::Under(..) => Reader::Agents,
    }
}

/// The card that a lost post is, or was to put up to date.
fn card_of(lost: &Lost) -> &PostKey {
    match &lost.delivery {
        Delivery::New(_) => &lost.key,
        Delivery::Replace(target, _) => target,
    }
}

/// A card that cannot be put up to date any more is put there anew at once; one that could not be posted at all, later,
/// and the leads hear that the agents do not see it.
fn lose_card(draft: &mut Draft<'_>, lost: &Lost, scene: &Scene) {
    if draft.case.card.take().is_none() || matches!(lost.delivery, Delivery::Replace(..)) {
        return;
    }
    draft.show_later();
    if draft.is_unseen() && !draft.tell_leads(Kind::TellUnseen, scene) {
        draft.remind_leads(false);
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

/// Whether a promise was kept in the very decision that made a post.
fn was_kept_at(promise: &Promise, made_at: Timestamp) -> bool {
    promise.state == PromiseState::Kept && promise.ended_at.is_some_and(|at| same_moment(at, made_at))
}
