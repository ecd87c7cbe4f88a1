//! Somebody puts an emoji on a message: a ticket emoji opens a ticket whatever the rules say.

use crate::chat::{ChannelKind, Event, PersonId, Said};
use crate::desk::open::{self, Opening};
use crate::desk::{Answer, Decision, OpenedBy, Situation, judge};

/// An emoji on a message.
pub(in crate::desk) fn reacted(
    sit: &Situation<'_>,
    event: &Event,
    _actor: &PersonId,
    emoji: &str,
    said: &Said,
) -> Decision {
    let opens = sit.policy.ticket_emoji.iter().any(|name| name == emoji);
    let private_room = sit.channels.kind(&said.channel) == Some(ChannelKind::Agents);
    if !opens || private_room || sit.case.is_some() {
        return Decision::nothing();
    }
    let hearing = judge::hear(sit, None, &said.author, &said.text);
    open::open(sit, &Opening { home: &event.home, said, how: OpenedBy::Reaction, hearing }, Answer::Done)
}
