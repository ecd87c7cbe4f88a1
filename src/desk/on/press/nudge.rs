//! The buttons of a private nudge: make it a ticket, or leave me in peace.

use crate::chat::{Audience, Delivery, Event, PersonId, Post, PostKey, PostKind, Said, Spot};
use crate::desk::on::command::in_a_line;
use crate::desk::open::{self, Opening};
use crate::desk::{Answer, Decision, Effect, OpenedBy, RefusalKind, Situation, judge, refuse};
use crate::words::Kind;

/// Opens a ticket from the message the nudge is about, unless one was opened from it meanwhile.
pub(super) fn open(sit: &Situation<'_>, event: &Event, actor: &PersonId, nudge: &PostKey) -> Decision {
    let Some(said) = &sit.background.nudged else { return over(sit, actor) };
    if said.author != *actor {
        return refuse::refused(RefusalKind::Forbidden, refuse::say(sit, actor, Kind::NotYours, |_| {}));
    }
    if let Some(case) = sit.case {
        let mut decision = Decision::only(Answer::Done);
        decision.effects.extend(settled(said, nudge, in_a_line(sit, actor, case)));
        return decision;
    }
    let hearing = judge::hear(sit, None, actor, &said.text);
    let opening = Opening { home: &event.home, said, opener: actor, how: OpenedBy::Nudge, stands: true, hearing };
    let mut decision = open::open(sit, &opening, Answer::Done);
    if let Some(case) = &decision.case {
        let answered = in_a_line(sit, actor, case);
        decision.effects.extend(settled(said, nudge, answered));
    }
    decision
}

/// No ticket, and no more nudges here for a while.
pub(super) fn no_thanks(sit: &Situation<'_>, actor: &PersonId, nudge: &PostKey) -> Decision {
    let Some(said) = &sit.background.nudged else { return over(sit, actor) };
    if said.author != *actor {
        return refuse::refused(RefusalKind::Forbidden, refuse::say(sit, actor, Kind::NotYours, |_| {}));
    }
    let until = sit.now.checked_add(sit.policy.nudge_peace).unwrap_or(sit.now);
    let note = refuse::say(sit, actor, Kind::NudgeDeclined, |scene| scene.at = Some(until));
    let mut decision = Decision::only(Answer::Done);
    decision.effects.extend(settled(said, nudge, note));
    decision.effects.push(Effect::Peace { person: actor.clone(), channel: said.channel.clone(), until });
    decision
}

fn over(sit: &Situation<'_>, actor: &PersonId) -> Decision {
    refuse::refused(RefusalKind::Conflict, refuse::say(sit, actor, Kind::NudgeOver, |_| {}))
}

/// The nudge with its answer in place of its buttons.
fn settled(said: &Said, nudge: &PostKey, answer: String) -> [Effect; 2] {
    let post = Post {
        spot: Spot::Channel(said.channel.clone()),
        kind: PostKind::Nudge,
        audience: Audience::Only(said.author.clone()),
        sent_by: None,
        text: answer,
        card: None,
    };
    let delivery = Delivery::Replace(nudge.clone(), post);
    let key = PostKey(format!("{nudge}/answered"));
    [Effect::NudgeAnswered { key: nudge.clone() }, Effect::Deliver { key, delivery, true_for: None }]
}
