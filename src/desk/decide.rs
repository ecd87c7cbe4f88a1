//! Deciding: one function from a situation and what happened to what follows. Each kind of occasion has a file of its
//! own in `on/`.

use super::{Answer, Decision, Effect, Occasion, Situation, on};
use crate::chat::{ChannelId, ChannelKind, Event, MessageId, Said, What};

/// What follows from an occasion. Pure: the same situation and occasion always give the same decision.
pub fn decide(sit: &Situation<'_>, occasion: &Occasion) -> Decision {
    match occasion {
        Occasion::Due { timer, due_at, .. } => on::due::due(sit, *timer, *due_at),
        Occasion::Stale { made_at, version, .. } => on::stale::tell_anew(sit, *made_at, *version),
        Occasion::Undelivered { lost, .. } => on::undelivered::undelivered(sit, lost),
        Occasion::Event(event) => match &event.what {
            What::Said(said) if is_known(sit, said) => Decision::nothing(),
            What::Said(said) if said.thread.is_some() => on::reply::said(sit, event, said),
            What::Said(said) => on::report::said(sit, event, said),
            What::Edited(said) => on::change::edited(sit, event, said),
            What::Deleted { channel, message, author } => on::change::deleted(sit, event, channel, message, author),
            What::Reacted { actor, emoji, on: said } => on::reaction::reacted(sit, event, actor, emoji, said),
            What::Pressed { action, actor, form, .. } => on::press::pressed(sit, event, action, actor, form.as_ref()),
            What::Commanded { actor, text, .. } => on::command::commanded(sit, event, actor, text),
        },
    }
}

/// Whether the case has the message already: a platform may tell of an edit or a reaction before it tells of the message.
fn is_known(sit: &Situation<'_>, said: &Said) -> bool {
    sit.case.is_some_and(|case| case.messages.iter().any(|message| message.id == said.message))
}

impl Decision {
    /// Nothing follows.
    pub(super) fn nothing() -> Decision {
        Decision { case: None, changes: Vec::new(), effects: Vec::new(), answer: Answer::Done }
    }

    /// What happened is about a message that no case has: should that be told later, this counts then. In channels where
    /// nobody opens tickets by writing, nothing hangs on it.
    pub(super) fn await_message(&mut self, sit: &Situation<'_>, event: &Event, channel: &ChannelId, of: &MessageId) {
        let counts = match sit.channels.kind(channel) {
            Some(ChannelKind::Intake | ChannelKind::Direct) => true,
            Some(ChannelKind::Listened | ChannelKind::Agents | ChannelKind::Broadcast) => false,
            None => channel.directly_with().is_some(),
        };
        if counts {
            // Before whatever is noted about the message by this very event.
            self.effects.insert(0, Effect::Early { of: of.clone(), event: Box::new(event.clone()) });
        }
    }

    /// Nothing follows but an answer.
    pub(super) fn only(answer: Answer) -> Decision {
        Decision { answer, ..Decision::nothing() }
    }
}
