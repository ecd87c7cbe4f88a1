//! Somebody changes their message or takes it back.

use crate::chat::{ChannelId, Event, MessageId, PersonId, PostKind, Said};
use crate::cues::{Act, Hearing, Role};
use crate::desk::draft::Draft;
use crate::desk::scene::scene;
use crate::desk::{
    Answer, Case, Change, ClosedBy, Decision, Message, PromiseKind, PromiseState, Situation, judge, open, reopen,
};
use crate::words::{Kind, pledge};

use super::reply;

/// A message reads differently now.
pub(in crate::desk) fn edited(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    // What was small talk may ask for help once it is edited.
    let Some(case) = sit.case.filter(|case| case.messages.iter().any(|message| message.id == said.message)) else {
        let mut decision = match said.thread {
            None => super::report::said(sit, event, said),
            Some(_) => Decision::nothing(),
        };
        decision.await_message(sit, event, &said.channel, &said.message);
        return decision;
    };
    let Some(old) = case.messages.iter().find(|message| message.id == said.message) else { return Decision::nothing() };
    // Of two changes the later one stands, whichever is told first; what was taken back stays so.
    let overtaken = sit.happened_at < old.edited_at.unwrap_or(old.at) || is_gone(case, old);
    if old.author != said.author || old.text == said.text || overtaken {
        return Decision::nothing();
    }
    let mut draft = Draft::of(sit, case);
    draft.change(
        Some(&said.author),
        Change::Edited { id: said.message.clone(), text: said.text.clone(), at: Some(sit.happened_at) },
    );
    if old.role == Role::Requester {
        let mut without = case.clone();
        without.messages.retain(|message| message.id != said.message);
        let hearing = judge::hear(sit, Some(&without), &said.author, &said.text);
        let meant = judge::hear(sit, Some(&without), &said.author, &old.text);
        if (old.act, answer(&meant)) != (hearing.intake.act, answer(&hearing)) && !(old.report && case.is_open()) {
            // Whatever it says now is said now: the same follows as from a new message.
            let report = old.report || reply::adds_to_report(&Draft::of(sit, &without), said, &hearing);
            let act = hearing.intake.act;
            draft.change(Some(&said.author), Change::MeantAnew { id: said.message.clone(), act, report });
            hear_anew(&mut draft);
            if report && !old.report {
                open::name(&mut draft, &hearing);
            }
            reply::follows(&mut draft, said, &hearing, report && !old.report);
        } else {
            hear_anew(&mut draft);
            reads_differently(&mut draft, old, said, &hearing);
        }
        // What opened the case opened it as it read then: that stays the reason.
        let opened_it = case.messages.first().is_some_and(|first| first.id == said.message);
        if !opened_it || draft.case.reopened > case.reopened {
            open::judged(&mut draft, case.reopened, said, &hearing);
        }
    } else if old.role == Role::Agent && case.is_open() {
        promise_what_is_added(&mut draft, old, said);
    }
    draft.finish(Answer::Done)
}

/// Whether its author took a message back.
fn is_gone(case: &Case, message: &Message) -> bool {
    let gone = |change: &Change| matches!(change, Change::Deleted { id } if *id == message.id);
    message.text.is_empty() && case.timeline.iter().any(|entry| gone(&entry.change))
}

/// An agent adds a time to what they wrote: it is a promise like one that was typed at once.
fn promise_what_is_added(draft: &mut Draft<'_>, old: &Message, said: &Said) {
    let now = draft.sit.now.to_zoned(draft.requester().zone);
    let added = pledge(&said.text, &now).filter(|at| *at > draft.sit.now && pledge(&old.text, &now) != Some(*at));
    if let Some(due) = added {
        let moved = PromiseState::Moved { reason: "a new time was given".to_owned() };
        draft.end_promises(&[PromiseKind::NextWord], &moved);
        draft.promise(PromiseKind::NextWord, Some(&said.author), due);
        draft.time_promises();
    }
}

/// What a message answers to "does it work?", if it does: it does, not yet.
fn answer(hearing: &Hearing) -> (bool, bool) {
    (judge::says_it_works(&hearing.intake), judge::says_not_yet(&hearing.intake))
}

/// A message is for what it was for, in other words: nothing is answered twice, and the agents learn what it says now.
fn reads_differently(draft: &mut Draft<'_>, old: &Message, said: &Said, hearing: &Hearing) {
    if old.report {
        open::name(draft, hearing);
    }
    if !draft.case.is_open() || (!old.report && matches!(old.act, Act::Thanks | Act::Greeting)) {
        return;
    }
    if says_more(&old.text, &said.text) {
        reply::no_longer_waits(draft, said);
    }
    draft.bring_forward_and_say_so();
    if old.report && draft.case.offered().is_some() && draft.case.agent_spoke_at.is_none() {
        draft.suggest(Kind::Acknowledge);
    }
    let mut scene = scene(&draft.sit, &draft.case, &jiff::tz::TimeZone::UTC);
    if !old.report {
        scene.text = Some(said.text.clone());
    }
    draft.tell_agents(PostKind::Notice, Kind::TellEdited, &scene, None);
}

/// Whether the new text says more than the old one, and is no mere mending of letters: more words, or a figure that was
/// not there.
fn says_more(old: &str, new: &str) -> bool {
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    let has = |word: &str| old.split(|c: char| !c.is_alphanumeric()).any(|known| known == word);
    let figure = |word: &str| word.contains(|c: char| c.is_ascii_digit()) && !has(word);
    words(new) > words(old) || new.split(|c: char| !c.is_alphanumeric()).any(figure)
}

/// A message is gone. A report that its author takes back before anybody answered is withdrawn.
pub(in crate::desk) fn deleted(
    sit: &Situation<'_>,
    event: &Event,
    channel: &ChannelId,
    message: &MessageId,
    author: &PersonId,
) -> Decision {
    let Some(case) = sit.case else {
        let mut decision = Decision::nothing();
        decision.await_message(sit, event, channel, message);
        return decision;
    };
    let Some(old) = case.messages.iter().find(|known| known.id == *message) else { return Decision::nothing() };
    if old.author != *author {
        return Decision::nothing();
    }
    let mut draft = Draft::of(sit, case);
    draft.change(Some(author), Change::Deleted { id: message.clone() });
    if *author == case.requester {
        hear_anew(&mut draft);
    }
    let nothing_left = draft.case.report_text().is_empty();
    if old.report && case.is_open() && !nothing_left {
        open::title_anew(&mut draft);
    }
    if case.is_open() && *author == case.requester && nothing_left && case.agent_spoke_at.is_none() {
        reopen::close(&mut draft, Some(author), ClosedBy::Withdrawn);
        let scene = scene(sit, &draft.case, &draft.requester().zone);
        draft.tell(PostKind::Notice, Kind::Withdrawn, &scene);
        draft.tell_agents(PostKind::Notice, Kind::TellWithdrew, &scene, None);
    } else if case.is_open() && *author == case.requester && nothing_left {
        draft.overtake();
    } else if case.is_open() && *author == case.requester {
        draft.refresh();
    }
    if draft.case.is_open() && old.report {
        let scene = scene(sit, &draft.case, &jiff::tz::TimeZone::UTC);
        draft.tell_agents(PostKind::Notice, Kind::TellDeleted, &scene, None);
    }
    draft.finish(Answer::Done)
}

/// What is gone no longer counts, what is new does.
fn hear_anew(draft: &mut Draft<'_>) {
    let heat = judge::heat_anew(&draft.sit, &draft.case);
    if heat != draft.case.heat {
        draft.change(None, Change::Heard { heat });
    }
}
