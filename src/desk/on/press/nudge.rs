//! The buttons of a private nudge: make it a ticket, or leave me in peace.

use super::not_found;
use crate::chat::{Event, PersonId, PostKey};
use crate::desk::open::{self, Opening};
use crate::desk::{Answer, Decision, Effect, OpenedBy, RefusalKind, Situation, judge, refuse};
use crate::words::Kind;

/// Opens a ticket from the message the nudge is about.
pub(super) fn open(sit: &Situation<'_>, event: &Event, actor: &PersonId, nudge: &PostKey) -> Decision {
    let Some(said) = &sit.background.nudged else { return not_found(sit, actor) };
    if said.author != *actor {
        return refuse::refused(RefusalKind::Forbidden, refuse::say(sit, actor, Kind::NotYours, |_| {}));
    }
    let hearing = judge::hear(sit, None, actor, &said.text);
    let opening = Opening { home: &event.home, said, how: OpenedBy::Nudge, hearing };
    let mut decision = open::open(sit, &opening, Answer::Done);
    decision.effects.push(Effect::NudgeAnswered { key: nudge.clone() });
    decision
}

/// No ticket, and no more nudges here for a while.
pub(super) fn no_thanks(sit: &Situation<'_>, actor: &PersonId, nudge: &PostKey) -> Decision {
    let Some(said) = &sit.background.nudged else { return not_found(sit, actor) };
    if said.author != *actor {
        return refuse::refused(RefusalKind::Forbidden, refuse::say(sit, actor, Kind::NotYours, |_| {}));
    }
    let until = sit.now.checked_add(sit.policy.nudge_peace).unwrap_or(sit.now);
    let note = refuse::say(sit, actor, Kind::NudgeDeclined, |_| {});
    let mut decision = Decision::only(Answer::Note(note));
    decision.effects.push(Effect::NudgeAnswered { key: nudge.clone() });
    decision.effects.push(Effect::Peace { person: actor.clone(), channel: said.channel.clone(), until });
    decision
}
