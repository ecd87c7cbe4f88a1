//! Somebody writes in a ticket's thread: the requester adds, asks, thanks or contradicts; an agent answers.

use jiff::SignedDuration;

use crate::chat::{ChannelKind, Event, PersonId, PostKind, Said};
use crate::cues::{Act, Hearing, Role};
use crate::desk::draft::Draft;
use crate::desk::scene::scene;
use crate::desk::{
    Answer, Case, Change, ClosedBy, Decision, Message, Situation, Status, Upshot, WaitingOn, judge, open, reopen,
};
use crate::words::{Kind, Scene};

use super::{press::check_card, report};

/// Answers to chases within this many of the requester's last messages: a person who asks ten times in a row is told
/// once a minute, not ten times.
const CHASE_REST_SECONDS: i64 = 30;

/// A line this long after the question is no answer to it any more.
const LATEST_ANSWER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// More words than this say more than that news is wanted.
const CHASE_WORDS: usize = 12;

/// A message in a thread.
pub(in crate::desk) fn said(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    let below_our_card = sit.channels.kind(&said.channel) == Some(ChannelKind::Agents);
    let Some(case) = sit.case.filter(|_| !below_our_card) else {
        return if below_our_card { Decision::nothing() } else { elsewhere(sit, event, said) };
    };
    match judge::role_of(sit, case, &said.author) {
        Role::Requester if is_withdrawn(case) => report::after_withdrawing(sit, event, case, said),
        Role::Requester => from_requester(sit, case, said),
        Role::Agent => from_agent(sit, case, said),
        Role::Other => from_other(sit, case, said),
    }
}

/// A thread that is no ticket's: asking there counts like asking anew when it is a direct conversation; elsewhere it is
/// noted why nothing was opened.
fn elsewhere(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    let hearing = judge::hear(sit, None, &said.author, &said.text);
    let asks = hearing.intake.act == Act::Request && !sit.people.get(&said.author).rank.is_desk();
    match sit.channels.kind(&said.channel) {
        Some(ChannelKind::Direct) if asks => report::said(sit, event, said),
        _ => {
            let mut decision = report::judged_only(sit, said, &hearing, Upshot::Nothing);
            if let Some(root) = &said.thread {
                decision.await_message(sit, event, &said.channel, root);
            }
            decision
        }
    }
}

/// The requester speaks on their ticket.
pub(in crate::desk) fn from_requester(sit: &Situation<'_>, case: &Case, said: &Said) -> Decision {
    let hearing = judge::hear(sit, Some(case), &said.author, &said.text);
    let mut draft = Draft::of(sit, case);
    let is_report = adds_to_report(&draft, said, &hearing);
    open::take_in(&mut draft, said, &hearing, is_report);
    follows(&mut draft, said, &hearing, is_report);
    open::judged(&mut draft, case.reopened, said, &hearing);
    draft.finish(Answer::Done)
}

/// Whether a message tells more of the trouble while the report is still being written.
pub(super) fn adds_to_report(draft: &Draft<'_>, said: &Said, hearing: &Hearing) -> bool {
    let tells = match hearing.intake.act {
        Act::Request | Act::Followup => true,
        // "My client call starts in twenty minutes" asks for nothing by itself, and says how soon it matters.
        Act::Chatter | Act::Answer => draft.sit.words.understand(&said.text).deadline.is_some(),
        Act::Chase | Act::Thanks | Act::Greeting => false,
    };
    tells && report::is_report(draft, said)
}

/// What follows from words of the requester that the case holds by now, be they new or changed.
pub(super) fn follows(draft: &mut Draft<'_>, said: &Said, hearing: &Hearing, is_report: bool) {
    if draft.case.is_open() {
        while_open(draft, said, hearing, is_report);
    } else {
        after_the_fix(draft, said, hearing);
    }
}

fn while_open(draft: &mut Draft<'_>, said: &Said, hearing: &Hearing, is_report: bool) {
    if may_answer(said, hearing) {
        no_longer_waits(draft, said);
    }
    match hearing.intake.act {
        Act::Chase => chase(draft, said),
        Act::Thanks | Act::Greeting => {
            if judge::says_it_is_settled(&hearing.intake) && judge::may_settle(&draft.sit, &draft.case) {
                reopen::settled(draft);
                pass_on(draft, said);
            } else if judge::says_it_is_settled(&hearing.intake) {
                // One trouble of several is over: the agents know which.
                pass_on(draft, said);
            }
            return;
        }
        Act::Request | Act::Followup | Act::Answer | Act::Chatter => {}
    }
    draft.bring_forward_and_say_so();
    if is_report {
        draft.suggest(Kind::Acknowledge);
    } else if hearing.intake.act != Act::Chase {
        pass_on(draft, said);
    }
}

/// Whether a line may be what the desk waits for: not a thanks, and not a bare "any update?", which leaves the question
/// open.
fn may_answer(said: &Said, hearing: &Hearing) -> bool {
    match hearing.intake.act {
        Act::Thanks | Act::Greeting => false,
        Act::Chase => said.text.split_whitespace().count() > CHASE_WORDS,
        Act::Request | Act::Followup | Act::Answer | Act::Chatter => true,
    }
}

/// The requester has spoken: if that is what the desk waited for, it goes on, and a next word is promised.
pub(super) fn no_longer_waits(draft: &mut Draft<'_>, said: &Said) {
    if draft.case.waiting.as_ref().is_some_and(|waiting| waiting.on == WaitingOn::Requester) {
        draft.change(Some(&said.author), Change::Resumed);
        draft.promise_next_word();
        draft.time_promises();
    }
}

/// The agents read what the requester wrote, below the card.
fn pass_on(draft: &mut Draft<'_>, said: &Said) -> Scene {
    let mut scene = scene(&draft.sit, &draft.case, &jiff::tz::TimeZone::UTC);
    scene.text = Some(said.text.clone());
    draft.tell_agents(PostKind::Notice, Kind::TellAdded, &scene, None);
    scene
}

/// "Any update?" is answered at once, from what is stored, and the agents are told that somebody had to ask.
fn chase(draft: &mut Draft<'_>, said: &Said) {
    let asked = draft.case.requester.clone();
    let earlier = draft.case.messages.iter().filter(|m| m.act == Act::Chase && m.id != said.message);
    let last = earlier.map(|m| m.at).max();
    let since = draft.case.timeline.iter().rev().take_while(|entry| entry.change != Change::Chased);
    let moved_on = since.into_iter().any(|entry| entry.change.alters_facts());
    let just_answered = draft.case.chases >= 3
        && !moved_on
        && last.is_some_and(|at| (0..CHASE_REST_SECONDS).contains(&draft.sit.now.duration_since(at).as_secs()));
    draft.change(Some(&asked), Change::Chased);
    let moved = draft.bring_forward();
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    if !just_answered {
        draft.tell(PostKind::Ping, Kind::chase(&scene), &scene);
    } else if moved {
        draft.tell(PostKind::Notice, Kind::BroughtForward, &scene);
    }
    if just_answered {
        // Nothing is claimed to have been answered.
        pass_on(draft, said);
    } else {
        scene.text = Some(said.text.clone());
        draft.tell_agents(PostKind::Notice, Kind::TellChased, &scene, None);
    }
    let kind = match (draft.case.agent_spoke_at, &scene.report.deadline) {
        (None, _) => Kind::Acknowledge,
        // What will not wait is better served by a way around than by another state of things.
        (Some(_), Some(deadline)) if deadline.value.is_ahead(draft.case.opened_at, &scene.now) => Kind::Workaround,
        (Some(_), _) => Kind::Status,
    };
    draft.suggest(kind);
}

/// The requester speaks after the desk said that it works: thanks is thanks, "yes" closes, and trouble reopens.
fn after_the_fix(draft: &mut Draft<'_>, said: &Said, hearing: &Hearing) {
    if draft.case.status == Status::Closed && closed_how(&draft.case) == Some(ClosedBy::NoAnswer) {
        return after_no_answer(draft, said, hearing);
    }
    let resolved = draft.case.status == Status::Resolved;
    let trouble = match hearing.intake.act {
        Act::Request | Act::Chase => true,
        Act::Followup => resolved || judge::says_it_is_back(hearing),
        // Also in answer to the question after closing: trouble is trouble.
        Act::Answer | Act::Chatter => judge::says_it_is_back(hearing),
        Act::Thanks | Act::Greeting => false,
    };
    let asks = hearing.intake.act == Act::Chase && !judge::says_not_yet(&hearing.intake);
    if resolved && asks && draft.case.summary.is_none() {
        // It was they who wrote that it works; whoever asks on takes that back.
        reopen::answered(draft, said);
    } else if resolved && asks && !chased_since(&draft.case) {
        tell_that_it_is_resolved(draft, said);
    } else if trouble && may_reopen(&draft.case) {
        reopen::reopen_with(draft, said, hearing);
    } else if resolved && judge::says_it_works(&hearing.intake) {
        reopen::works(draft);
    } else if resolved && !matches!(hearing.intake.act, Act::Thanks | Act::Greeting) {
        // No verdict yet, but no silence either: they are asked again as late as if they had been asked now.
        pass_on(draft, said);
        reopen::time_the_check(draft, draft.sit.policy.check_again_days);
    } else if !resolved && !matches!(hearing.intake.act, Act::Thanks | Act::Greeting) {
        let answers = answers_the_closing_question(&draft.sit, &draft.case);
        let scene = pass_on(draft, said);
        if answers {
            draft.change(Some(&said.author), Change::Learned { id: said.message.clone() });
            draft.tell_leads(Kind::TellAdded, &scene);
        }
    }
}

/// The desk had stopped waiting: whatever answers, a yes included, has it open again; a thanks does not.
fn after_no_answer(draft: &mut Draft<'_>, said: &Said, hearing: &Hearing) {
    if judge::says_it_is_settled(&hearing.intake) {
        pass_on(draft, said);
    } else if hearing.intake.act != Act::Thanks {
        reopen::answered(draft, said);
    }
}

/// "Any update?" after the fix crossed the word of it, or missed it: it is told once more; whoever asks again has it open
/// again.
fn tell_that_it_is_resolved(draft: &mut Draft<'_>, said: &Said) {
    draft.change(Some(&said.author), Change::Chased);
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.text.clone_from(&draft.case.summary);
    let text = draft.say(Kind::ChaseResolved, &scene).text;
    draft.tell_text(PostKind::Question, text, None, Some(check_card()));
    scene.text = Some(said.text.clone());
    draft.tell_agents(PostKind::Notice, Kind::TellChased, &scene, None);
}

fn chased_since(case: &Case) -> bool {
    let since = case.timeline.iter().rev().take_while(|entry| !matches!(entry.change, Change::Resolved { .. }));
    since.into_iter().any(|entry| entry.change == Change::Chased)
}

/// Whether the question after closing was asked lately and not answered yet: the first line after it is the answer.
pub(super) fn answers_the_closing_question(sit: &Situation<'_>, case: &Case) -> bool {
    if case.ended_at.is_none_or(|ended| sit.now.duration_since(ended) > LATEST_ANSWER) {
        return false;
    }
    let last = case.timeline.iter().rev().find_map(|entry| match entry.change {
        Change::Learned { .. } => Some(false),
        Change::Closed { how } => Some(how == ClosedBy::Works),
        _ => None,
    });
    last == Some(true)
}

fn may_reopen(case: &Case) -> bool {
    case.status == Status::Resolved || closed_how(case).is_none_or(ClosedBy::may_reopen)
}

/// Whether the report was taken back: what comes after it in its thread is a matter of its own.
fn is_withdrawn(case: &Case) -> bool {
    case.status == Status::Closed && closed_how(case) == Some(ClosedBy::Withdrawn)
}

/// How it came to its end the last time.
fn closed_how(case: &Case) -> Option<ClosedBy> {
    case.timeline.iter().rev().find_map(|entry| match entry.change {
        Change::Closed { how } => Some(how),
        _ => None,
    })
}

/// An agent answers in the thread in person: that is the first response, a word, and news.
fn from_agent(sit: &Situation<'_>, case: &Case, said: &Said) -> Decision {
    let hearing = judge::hear(sit, Some(case), &said.author, &said.text);
    let mut draft = Draft::of(sit, case);
    if case.is_open() && case.assignee.is_none() {
        draft.change(Some(&said.author), Change::Claimed { from: None });
    }
    keep(&mut draft, &said.author, said, Role::Agent, hearing.intake.act);
    if draft.case.is_open() {
        draft.overtake();
        draft.word_given_in(&said.author, &said.text);
    }
    draft.finish(Answer::Done)
}

/// A colleague joins in: kept with the case, and the agents read what asks or tells something.
fn from_other(sit: &Situation<'_>, case: &Case, said: &Said) -> Decision {
    let hearing = judge::hear(sit, Some(case), &said.author, &said.text);
    let mut draft = Draft::of(sit, case);
    keep(&mut draft, &said.author, said, Role::Other, hearing.intake.act);
    if matches!(hearing.intake.act, Act::Request | Act::Chase | Act::Followup) {
        let mut scene = scene(sit, &draft.case, &jiff::tz::TimeZone::UTC);
        scene.name = Some(sit.people.get(&said.author).first_name().to_owned());
        scene.text = Some(said.text.clone());
        draft.tell_agents(PostKind::Notice, Kind::TellAdded, &scene, None);
    }
    open::judged(&mut draft, case.reopened, said, &hearing);
    draft.finish(Answer::Done)
}

fn keep(draft: &mut Draft<'_>, who: &PersonId, said: &Said, role: Role, act: Act) {
    let message = Message {
        id: said.message.clone(),
        author: who.clone(),
        role,
        act,
        report: false,
        text: said.text.clone(),
        at: draft.sit.happened_at,
        edited_at: None,
    };
    draft.change(Some(who), Change::Said { id: message.id.clone(), message: Some(Box::new(message)) });
}
