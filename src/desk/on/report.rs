//! Somebody writes a message that stands by itself: a report, a line more of one, a request worth a nudge, or none of
//! the desk's business.

use crate::chat::{ActionStyle, Audience, Card, ChannelKind, Delivery, Event, Post, PostKey, PostKind, Said, Spot};
use crate::cues::{Act, Hearing, Level, Reason};
use crate::desk::draft::Draft;
use crate::desk::meant::is_about_another;
use crate::desk::open::{self, Opening};
use crate::desk::{Answer, Case, Decision, Effect, Message, OpenedBy, Situation, Status, Upshot, judge, refuse};
use crate::words::{Kind, Memory, Scene};

use super::reply;

/// A message that stands by itself.
pub(in crate::desk) fn said(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    match sit.channels.kind(&said.channel) {
        Some(ChannelKind::Intake) => intake(sit, event, said),
        Some(ChannelKind::Listened) => listened(sit, event, said),
        Some(ChannelKind::Direct) => direct(sit, event, said),
        None if said.channel.directly_with().is_some() => direct(sit, event, said),
        Some(ChannelKind::Agents | ChannelKind::Broadcast) | None => Decision::nothing(),
    }
}

fn intake(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    let mut hearing = judge::hear(sit, None, &said.author, &said.text);
    if sit.people.get(&said.author).rank.is_desk() {
        // Whatever it says, it is no report: that is the reason, and the only one.
        let because = "was written by somebody of the desk".to_owned();
        hearing.intake.reasons = vec![Reason { rule: "author.desk".to_owned(), quote: String::new(), because }];
        return judged_only(sit, said, &hearing, Upshot::Nothing);
    }
    match sit.case {
        Some(case) if continues(sit, case, said, &hearing) => reply::from_requester(sit, case, said),
        _ if open::asks(hearing.intake.act) || asks_after_nothing(&hearing) => {
            open(sit, event, said, OpenedBy::Message, hearing)
        }
        _ if is_in_doubt(&hearing) => nudge(sit, event, said, &hearing),
        _ => judged_only(sit, said, &hearing, Upshot::Nothing),
    }
}

/// "Second time I'm asking: the printer still eats every page", from somebody who has no ticket: wherever they asked
/// before, here they ask for the first time. So with what they take back and we know nothing of.
fn asks_after_nothing(hearing: &Hearing) -> bool {
    (hearing.intake.act == Act::Chase || judge::takes_back(&hearing.intake)) && hearing.subject.topic != "other"
}

/// Whether the author is better asked than left in silence: they want news of something we know nothing of, or they are
/// upset and do not say what they need.
fn is_in_doubt(hearing: &Hearing) -> bool {
    match hearing.intake.act {
        Act::Chase => true,
        // "Also, the projector hums", from somebody who has said nothing before.
        Act::Followup if hearing.subject.topic != "other" => true,
        Act::Chatter | Act::Followup => hearing.heat.level >= Level::Frustrated,
        Act::Request | Act::Answer | Act::Thanks | Act::Greeting => false,
    }
}

/// Whether a message belongs to the author's open case rather than being a matter of its own: a line more within the
/// grouping time, or whenever it comes "any update?", "it works now" and what says nothing by itself, such as "???".
fn continues(sit: &Situation<'_>, case: &Case, said: &Said, hearing: &Hearing) -> bool {
    if case.channel != said.channel && hearing.intake.act != Act::Chase && !settles(case, hearing) {
        return false;
    }
    if !case.is_open() {
        return answers_the_check(case, hearing);
    }
    // A report by command is whole: only what was written after it begins a burst of lines.
    let lines = case.messages.iter().skip(usize::from(case.by_command()));
    let recent = lines.filter(|line| line.author == said.author).any(|line| is_of_one_burst(sit, line));
    let topic = hearing.subject.topic.as_str();
    // Minutes count where somebody else may have got in: that is never one more line about a printer.
    let alarm = topic == "security" && !["security", "other"].contains(&case.topic.as_str());
    let another_matter = alarm || (case.agent_spoke_at.is_some() && topic != case.topic);
    match hearing.intake.act {
        Act::Chase => !is_about_another(case, &said.text, hearing),
        Act::Thanks if settles(case, hearing) => true,
        Act::Request if says_nothing(&said.text) => true,
        Act::Request if another_matter => false,
        Act::Request | Act::Followup | Act::Answer | Act::Chatter | Act::Thanks => recent,
        Act::Greeting => false,
    }
}

/// "It works now", of this ticket for all that it names.
fn settles(case: &Case, hearing: &Hearing) -> bool {
    judge::says_it_is_settled(&hearing.intake) && is_of_its_topic(case, hearing)
}

/// Whether what is spoken of can be what the ticket is about.
fn is_of_its_topic(case: &Case, hearing: &Hearing) -> bool {
    [case.topic.as_str(), "other"].contains(&hearing.subject.topic.as_str()) || case.topic == "other"
}

/// Whether a text has no word in it.
fn says_nothing(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Whether a message answers "does it work for you?", wherever it is written: it works, not yet, asks on, or tells of
/// the same trouble again.
fn answers_the_check(case: &Case, hearing: &Hearing) -> bool {
    match hearing.intake.act {
        Act::Chase | Act::Followup => true,
        Act::Request => case.topic != "other" && hearing.subject.topic == case.topic,
        Act::Thanks | Act::Answer | Act::Greeting | Act::Chatter => {
            judge::says_it_works(&hearing.intake) && is_of_its_topic(case, hearing)
        }
    }
}

fn direct(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    let hearing = judge::hear(sit, None, &said.author, &said.text);
    let belongs = |case: &Case| match case.status {
        Status::Closed => reply::answers_the_closing_question(sit, case) && !open::asks(hearing.intake.act),
        _ if case.channel != said.channel => continues(sit, case, said, &hearing),
        _ => continues(sit, case, said, &hearing) || !open::asks(hearing.intake.act),
    };
    match (sit.case.filter(|case| belongs(case)), hearing.intake.act) {
        (Some(case), _) => reply::from_requester(sit, case, said),
        (None, Act::Greeting | Act::Thanks) => greet(sit, event, said, &hearing),
        // They want news of something we know nothing of: they are asked what it is.
        (None, Act::Chase) if !asks_after_nothing(&hearing) => nudge(sit, event, said, &hearing),
        (None, _) => open(sit, event, said, OpenedBy::Direct, hearing),
    }
}

/// The requester writes on in the thread of a report that they took back: what asks for help opens a ticket of its own.
pub(super) fn after_withdrawing(sit: &Situation<'_>, event: &Event, case: &Case, said: &Said) -> Decision {
    let hearing = judge::hear(sit, None, &said.author, &said.text);
    match open::asks(hearing.intake.act) {
        true => open(sit, event, said, OpenedBy::Message, hearing),
        false => reply::from_requester(sit, case, said),
    }
}

/// Somebody says hello to the bot: they learn what it is for.
fn greet(sit: &Situation<'_>, event: &Event, said: &Said, hearing: &Hearing) -> Decision {
    let mut decision = judged_only(sit, said, hearing, Upshot::Nothing);
    if hearing.intake.act == Act::Greeting {
        let text = refuse::say(sit, &said.author, Kind::Help, |scene| scene.direct = true);
        let post = Post {
            spot: Spot::Direct(said.author.clone()),
            kind: PostKind::Notice,
            audience: Audience::Everybody,
            sent_by: None,
            text,
            card: None,
        };
        decision.effects.push(Effect::Deliver {
            key: key_for(event, "hello", said),
            delivery: Delivery::New(post),
            true_for: None,
        });
    }
    decision
}

fn listened(sit: &Situation<'_>, event: &Event, said: &Said) -> Decision {
    let hearing = judge::hear(sit, None, &said.author, &said.text);
    let of_the_desk = sit.people.get(&said.author).rank.is_desk();
    match of_the_desk || !open::asks(hearing.intake.act) {
        true => judged_only(sit, said, &hearing, Upshot::Nothing),
        false => nudge(sit, event, said, &hearing),
    }
}

/// Asks the author, and nobody else, whether a ticket is wanted, unless they asked for peace.
fn nudge(sit: &Situation<'_>, event: &Event, said: &Said, hearing: &Hearing) -> Decision {
    if sit.background.peace_until.is_some_and(|until| sit.now < until) {
        return judged_only(sit, said, hearing, Upshot::Nothing);
    }
    let mut decision = judged_only(sit, said, hearing, Upshot::Asked);
    let author = sit.people.get(&said.author);
    let scene = Scene {
        now: sit.now.to_zoned(author.zone.clone()),
        name: Some(author.first_name().to_owned()),
        report: sit.words.understand(&said.text),
        ..Scene::default()
    };
    let kind = if hearing.intake.act == Act::Chase { Kind::NudgeChase } else { Kind::Nudge };
    let text = sit.words.say(kind, &scene, &Memory::default()).text;
    let key = key_for(event, "nudge", said);
    let post = Post {
        spot: Spot::Channel(said.channel.clone()),
        kind: PostKind::Nudge,
        audience: Audience::Only(said.author.clone()),
        sent_by: None,
        text,
        card: Some(Card::buttons([
            ("open", "Open a ticket", ActionStyle::Primary),
            ("no_thanks", "No, thanks", ActionStyle::Plain),
        ])),
    };
    decision.effects.push(Effect::Nudged { key: key.clone(), said: said.clone() });
    decision.effects.push(Effect::Deliver { key, delivery: Delivery::New(post), true_for: None });
    decision
}

fn open(sit: &Situation<'_>, event: &Event, said: &Said, how: OpenedBy, hearing: Hearing) -> Decision {
    open::open(
        sit,
        &Opening { home: &event.home, said, opener: &said.author, how, stands: true, hearing },
        Answer::Done,
    )
}

/// Opens no ticket, and keeps why, so that it can be asked.
pub(super) fn judged_only(sit: &Situation<'_>, said: &Said, hearing: &Hearing, upshot: Upshot) -> Decision {
    let mut decision = Decision::nothing();
    decision.effects.push(Effect::Judged(open::verdict(said, hearing, upshot, sit.now)));
    decision
}

fn key_for(event: &Event, what: &str, said: &Said) -> PostKey {
    PostKey(format!("{what}/{}/{}/{}", event.home.platform, event.home.workspace, said.message))
}

/// A line more of a report: whether the message still belongs to the report itself.
pub(in crate::desk) fn is_report(draft: &Draft<'_>, said: &Said) -> bool {
    let case = &draft.case;
    let recent = case.messages.iter().filter(|line| line.report).any(|line| is_of_one_burst(&draft.sit, line));
    case.agent_spoke_at.is_none() && recent && said.author == case.requester
}

/// Whether what happened was said within the grouping time of this line, whenever either was told.
fn is_of_one_burst(sit: &Situation<'_>, line: &Message) -> bool {
    sit.happened_at.duration_since(line.at).abs() < sit.policy.grouping
}
