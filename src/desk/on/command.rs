//! Somebody types a command: `report`, `status`, `why`, `privacy`, `cues`, `forget`, `help`.

use crate::chat::{
    Audience, ChannelId, Delivery, Event, MessageId, PersonId, Post, PostKey, PostKind, Said, Spot, What,
};
use crate::desk::open::{self, Opening};
use crate::desk::{
    Answer, Case, CaseBrief, CaseId, Decision, Effect, OpenedBy, RefusalKind, Situation, Status, Upshot, judge, refuse,
};
use crate::words::{Kind, State};

/// What followed `/hearken`.
pub(in crate::desk) fn commanded(sit: &Situation<'_>, event: &Event, actor: &PersonId, text: &str) -> Decision {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match (word.to_lowercase().as_str(), rest.trim()) {
        ("report", "") => refuse::refused(RefusalKind::Invalid, say(sit, actor, Kind::ReportEmpty)),
        ("report", words) => report(sit, event, actor, words),
        ("status" | "mine", "") => note(status(sit, actor)),
        ("status" | "mine", named) => status_of(sit, actor, named),
        ("why", named) => note(why(sit, actor, named)),
        ("privacy" | "data", _) => note(privacy(sit, actor)),
        ("cues", "off") => read_wording(sit, actor, false),
        ("cues", "on") => read_wording(sit, actor, true),
        ("forget", "me") => forget(sit, event, actor),
        ("" | "help", _) => {
            let direct = matches!(&event.what, What::Commanded { channel, .. } if channel.directly_with().is_some());
            note(refuse::say(sit, actor, Kind::Help, |scene| scene.direct = direct))
        }
        _ => {
            let sentence = refuse::say(sit, actor, Kind::NotUnderstood, |scene| scene.text = Some(text.to_owned()));
            note(sentence)
        }
    }
}

fn note(text: String) -> Decision {
    Decision::only(Answer::Note(text))
}

fn say(sit: &Situation<'_>, actor: &PersonId, kind: Kind) -> String {
    refuse::say(sit, actor, kind, |_| {})
}

/// Opens a private ticket: the conversation goes on in the person's own conversation with the bot.
fn report(sit: &Situation<'_>, event: &Event, actor: &PersonId, words: &str) -> Decision {
    let said = Said {
        channel: ChannelId::direct(actor),
        thread: None,
        message: MessageId(format!("command:{}", event.key)),
        author: actor.clone(),
        text: words.to_owned(),
    };
    let hearing = judge::hear(sit, None, actor, words);
    let opening =
        Opening { home: &event.home, said: &said, opener: actor, how: OpenedBy::Command, stands: false, hearing };
    let mut decision = open::open(sit, &opening, Answer::Done);
    if let Some(case) = &decision.case {
        decision.answer = Answer::Note(in_a_line(sit, actor, case));
    }
    decision
}

fn status(sit: &Situation<'_>, actor: &PersonId) -> String {
    let cases = &sit.background.own_cases;
    if cases.is_empty() {
        return say(sit, actor, Kind::StatusNone);
    }
    let head = refuse::say(sit, actor, Kind::StatusHead, |scene| scene.count = Some(cases.len() as u64));
    let lines = cases.iter().map(|case| line(sit, actor, case));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

/// One ticket, named: the person's own, or any for the desk; of others not even that it is there.
fn status_of(sit: &Situation<'_>, actor: &PersonId, named: &str) -> Decision {
    let own = |case: &&Case| case.requester == *actor || sit.people.get(actor).rank.is_desk();
    match sit.case.filter(|case| CaseId::named(named) == Some(case.id)).filter(own) {
        Some(case) => note(in_a_line(sit, actor, case)),
        None => note(refuse::say(sit, actor, Kind::NotFound, |scene| scene.text = Some(named.to_owned()))),
    }
}

/// A case in a line, for whoever asked for it.
pub(in crate::desk) fn in_a_line(sit: &Situation<'_>, actor: &PersonId, case: &Case) -> String {
    line(sit, actor, &brief(case))
}

fn brief(case: &Case) -> CaseBrief {
    CaseBrief {
        id: case.id,
        title: case.title.clone(),
        status: case.status,
        assignee: case.assignee.clone(),
        next_update_at: case.next_update_at(),
        opened_at: case.opened_at,
    }
}

fn line(sit: &Situation<'_>, actor: &PersonId, case: &CaseBrief) -> String {
    refuse::say(sit, actor, Kind::StatusLine, |scene| {
        scene.reference = Some(case.id.to_string());
        scene.title = Some(case.title.clone());
        scene.agent = case.assignee.as_ref().map(|agent| sit.people.get(agent).first_name().to_owned());
        scene.next_word = case.next_update_at;
        scene.at = Some(case.opened_at);
        scene.state = match case.status {
            Status::New => State::New,
            Status::InProgress => State::InProgress,
            Status::Waiting => State::Waiting,
            Status::Resolved => State::Resolved,
            Status::Closed => State::Closed,
        };
    })
}

/// Why a message did or did not open a ticket: the one named, else that of the ticket named, else the person's last one.
fn why(sit: &Situation<'_>, actor: &PersonId, named: &str) -> String {
    let allowed = |author: &PersonId| author == actor || sit.people.get(actor).rank.is_desk();
    let Some(verdict) = sit.background.verdict.as_ref().filter(|verdict| allowed(&verdict.author)) else {
        return match named {
            "" => say(sit, actor, Kind::WhyNothing),
            named => refuse::say(sit, actor, Kind::NotFound, |scene| scene.text = Some(named.to_owned())),
        };
    };
    let kind = match verdict.upshot {
        Upshot::Opened(_, OpenedBy::Message) => Kind::WhyOpened,
        Upshot::Opened(_, OpenedBy::Direct) => Kind::WhyDirect,
        Upshot::Opened(_, OpenedBy::Command) => Kind::WhyCommand,
        Upshot::Opened(_, OpenedBy::Reaction) => Kind::WhyReaction,
        Upshot::Opened(_, OpenedBy::Nudge) => Kind::WhyNudge,
        Upshot::Added(_) => Kind::WhyAdded,
        Upshot::Reopened(_) => Kind::WhyReopened,
        Upshot::Asked => Kind::WhyAsked,
        Upshot::Nothing => Kind::WhyNot,
    };
    refuse::say(sit, actor, kind, |scene| {
        scene.reference = verdict.upshot.case().map(|case| case.to_string());
        scene.reasons = verdict.reasons.iter().map(|reason| reason.because.clone()).collect();
        scene.at = Some(verdict.at);
    })
}

fn privacy(sit: &Situation<'_>, actor: &PersonId) -> String {
    let what = refuse::say(sit, actor, Kind::Privacy, |scene| scene.count = held(sit));
    let reading = if sit.background.wording_off { Kind::CuesOff } else { Kind::CuesOn };
    format!("{what} {}", say(sit, actor, reading))
}

/// How many tickets are held of whoever asks, if any.
fn held(sit: &Situation<'_>) -> Option<u64> {
    Some(u64::from(sit.background.held_cases)).filter(|held| *held > 0)
}

fn read_wording(sit: &Situation<'_>, actor: &PersonId, allowed: bool) -> Decision {
    let mut decision = note(say(sit, actor, if allowed { Kind::CuesOn } else { Kind::CuesOff }));
    decision.effects.push(Effect::ReadWording { person: actor.clone(), allowed });
    decision
}

/// Everything held on the person goes, at once. The agents learn which open tickets end with it, and not of whom.
fn forget(sit: &Situation<'_>, event: &Event, actor: &PersonId) -> Decision {
    let told = refuse::say(sit, actor, Kind::Forgotten, |scene| scene.count = held(sit));
    let mut decision = note(told);
    decision.effects.push(Effect::Forget { person: actor.clone() });
    let open: Vec<String> = sit.background.own_cases.iter().map(|case| case.id.to_string()).collect();
    if let (Some(agents), Some((last, before))) = (sit.channels.agents(), open.split_last()) {
        let named = if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) };
        let text = refuse::say(sit, actor, Kind::TellForgotten, |scene| {
            scene.text = Some(named);
            scene.count = Some(open.len() as u64);
        });
        let post = Post {
            spot: Spot::Channel(agents.clone()),
            kind: PostKind::Notice,
            audience: Audience::Everybody,
            sent_by: None,
            text,
            card: None,
        };
        let key = PostKey(format!("ended/{}/{}/{}", event.home.platform, event.home.workspace, last));
        decision.effects.push(Effect::Deliver { key, delivery: Delivery::New(post), true_for: None });
    }
    decision
}
