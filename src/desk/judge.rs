//! Hearing on behalf of a case: a message in its conversation, and what that makes of the ticket's heat.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Case, CaseHeat, HeardCue, Message, Owes, PromiseState, Situation, owes};
use crate::chat::{MessageId, PersonId};
use crate::cues::{Act, Circumstances, Hearing, Intake, Role, Turn};

/// Hears a message of a person in a case's conversation, or by itself when there is no case yet.
pub(super) fn hear(sit: &Situation<'_>, case: Option<&Case>, author: &PersonId, text: &str) -> Hearing {
    let earlier: Vec<Turn<'_>> = case.map(|case| turns(sit, case, author)).unwrap_or_default();
    let role = case.map_or(Role::Requester, |case| role_of(sit, case, author));
    let last = Turn { role, text, at: Some(sit.happened_at.as_second()) };
    let unread = sit.background.wording_off;
    let known = case.map(|case| circumstances(case, sit.now)).unwrap_or_default();
    let mut hearing = sit.ear.hear(last, &earlier, &Circumstances { unread, ..known });
    if case.is_some() {
        // In a ticket's own thread everything follows something: what a line is for is in its own words.
        hearing.intake = sit.ear.hear(last, &[], &Circumstances { unread, ..Circumstances::default() }).intake;
    }
    hearing
}

/// What a person is to a case.
pub(super) fn role_of(sit: &Situation<'_>, case: &Case, author: &PersonId) -> Role {
    if *author == case.requester {
        Role::Requester
    } else if sit.people.get(author).rank.is_desk() {
        Role::Agent
    } else {
        Role::Other
    }
}

/// The ticket's heat after hearing a message: the hotter of before and now, since one polite line does not undo an
/// afternoon of waiting; thanks for an answer does.
pub(super) fn heat_after(sit: &Situation<'_>, case: &Case, message: &MessageId, heard: &Hearing) -> CaseHeat {
    let cues = heard
        .heat
        .cues
        .iter()
        .map(|cue| HeardCue { message: (!cue.span.is_empty()).then(|| message.clone()), cue: cue.clone() });
    let before = &case.heat;
    // Thanks for an answer is the end of an upset; thanks into a silence is only polite.
    let asked_at = case
        .messages
        .iter()
        .filter(|said| said.role == Role::Requester && said.id != *message)
        .map(|said| said.at)
        .max();
    let answered = case.agent_spoke_at.is_some_and(|spoke| asked_at.is_none_or(|asked| asked <= spoke));
    if heard.intake.act == Act::Thanks && (answered || says_it_is_settled(&heard.intake)) {
        return CaseHeat { score: heard.heat.score, level: heard.heat.level, cues: cues.collect(), abstained: None };
    }
    let mut cues: Vec<HeardCue> = cues.collect();
    let hotter = heard.heat.score >= before.score;
    // A circumstance, such as hours waited, explains the score it was weighed into and no other.
    let kept = before.cues.iter().filter(|old| match &old.message {
        Some(id) => id != message,
        None => !hotter && heard.heat.cues.iter().all(|new| new.rule != old.cue.rule),
    });
    cues.extend(kept.cloned());
    cues.sort_by(|a, b| b.cue.weight.total_cmp(&a.cue.weight));
    let score = match heard.intake.act {
        // Having to ask adds to whatever was there, however politely it is put.
        Act::Chase if !sit.background.wording_off => heard.heat.score.max(raised(before.score, heard)),
        _ => heard.heat.score.max(before.score),
    };
    CaseHeat {
        score,
        level: sit.ear.level(score),
        cues,
        abstained: if case.messages.is_empty() {
            heard.heat.abstained
        } else {
            before.abstained.and(heard.heat.abstained)
        },
    }
}

/// A score with what the words of a chase add to it.
fn raised(score: u8, chase: &Hearing) -> u8 {
    let added: f64 = chase.heat.cues.iter().filter(|cue| !cue.span.is_empty()).map(|cue| cue.weight.max(0.0)).sum();
    let raised = (f64::from(score) + added.max(1.0)).min(100.0);
    // Whole, and between 0 and 100: the cast cuts nothing off.
    raised.round() as u8
}

/// The ticket's heat heard anew from what still stands, since a message was changed or taken back: words that are gone
/// leave no heat behind that nobody could explain.
pub(super) fn heat_anew(sit: &Situation<'_>, case: &Case) -> CaseHeat {
    let mut so_far = Case { heat: CaseHeat::default(), messages: Vec::new(), ..case.clone() };
    for message in case.in_order() {
        if message.role == Role::Requester && !message.text.is_empty() {
            let then = Situation { now: message.at, happened_at: message.at, ..*sit };
            so_far.agent_spoke_at = case.agent_spoke_at.filter(|spoke| *spoke <= message.at);
            let hearing = hear(&then, Some(&so_far), &message.author, &message.text);
            so_far.heat = heat_after(&then, &so_far, &message.id, &hearing);
        }
        so_far.messages.push(message.clone());
    }
    so_far.heat
}

/// What was said before, with a burst of one author's lines as one turn: somebody who writes in three lines has not
/// been left waiting three times.
fn turns<'a>(sit: &Situation<'_>, case: &'a Case, author: &PersonId) -> Vec<Turn<'a>> {
    let said: Vec<&Message> = case.in_order().into_iter().filter(|message| !message.text.is_empty()).collect();
    let next = |index: usize| match said.get(index + 1) {
        Some(next) => (&next.author, next.at),
        None => (author, sit.happened_at),
    };
    said.iter()
        .enumerate()
        .filter(|(index, message)| {
            let (author, at) = next(*index);
            *author != message.author || at.duration_since(message.at) >= sit.policy.grouping
        })
        .map(|(_, message)| Turn { role: message.role, text: &message.text, at: Some(message.at.as_second()) })
        .collect()
}

fn circumstances(case: &Case, now: Timestamp) -> Circumstances {
    let since = case.agent_spoke_at.unwrap_or(case.opened_at);
    let waited =
        if owes(case) == Owes::Agent { now.duration_since(since).as_secs_f64().max(0.0) / 3600.0 } else { 0.0 };
    let missed = case.promises.iter().filter(|promise| promise.state == PromiseState::Broken).count();
    Circumstances {
        hours_waited: waited,
        reopened: case.reopened,
        missed_promises: u32::try_from(missed).unwrap_or(u32::MAX),
        repeats: case.repeats,
        unread: false,
    }
}

/// Whether a message says that the thing works now.
pub(super) fn says_it_works(intake: &Intake) -> bool {
    let thanks =
        intake.act == Act::Thanks && speaks(intake, &["act.works", "act.it.works", "act.works.only", "act.delighted"]);
    thanks || (intake.act == Act::Answer && says_yes(intake))
}

/// Whether a message says by itself that nothing more is needed, unlike a yes, which answers something.
pub(super) fn says_it_is_settled(intake: &Intake) -> bool {
    intake.act == Act::Thanks && speaks(intake, &["act.works", "act.it.works", "act.takes.back"])
}

/// Whether a message takes a request back.
pub(super) fn takes_back(intake: &Intake) -> bool {
    intake.act == Act::Thanks && speaks(intake, &["act.takes.back"])
}

/// Whether "it works now" can mean the whole of this report: not where it tells of several troubles, and not where
/// somebody may have got in, which is for the desk to say.
pub(super) fn may_settle(sit: &Situation<'_>, case: &Case) -> bool {
    let told = case.messages.iter().filter(|message| message.report && !message.text.is_empty());
    let topics = told.map(|message| hear(sit, None, &message.author, &message.text).subject.topic);
    let troubles: BTreeSet<String> = topics.filter(|topic| topic != "other").collect();
    troubles.len() < 2 && !troubles.contains("security")
}

/// Whether a message says yes to something.
fn says_yes(intake: &Intake) -> bool {
    speaks(intake, &["act.yes"])
}

/// Whether a message answers "does it work?" with a no.
pub(super) fn says_not_yet(intake: &Intake) -> bool {
    speaks(intake, &["act.not.yet"])
}

/// Whether a message says that the trouble is there again, in so many words or by how it speaks of it.
pub(super) fn says_it_is_back(hearing: &Hearing) -> bool {
    let again = |cue: &crate::cues::Cue| cue.family == "persistence" && !cue.span.is_empty();
    says_not_yet(&hearing.intake) || hearing.heat.cues.iter().any(again)
}

fn speaks(intake: &Intake, rules: &[&str]) -> bool {
    intake.reasons.iter().any(|reason| rules.contains(&reason.rule.as_str()))
}
