//! Somebody puts an emoji on a message: a ticket emoji opens a ticket whatever the rules say.

use crate::chat::{ChannelKind, Event, PersonId, Said};
use crate::cues::Role;
use crate::desk::open::{self, Opening};
use crate::desk::{Answer, Decision, OpenedBy, Situation, judge};

/// An emoji on a message.
pub(in crate::desk) fn reacted(
    sit: &Situation<'_>,
    event: &Event,
    actor: &PersonId,
    emoji: &str,
    said: &Said,
) -> Decision {
    let opens = sit.policy.ticket_emoji.iter().any(|name| name == emoji);
    let private_room = sit.channels.kind(&said.channel) == Some(ChannelKind::Agents);
    // A colleague's own trouble in somebody else's thread is a matter of its own, and goes on alone with them.
    let joined_in = sit.case.is_some_and(|case| judge::role_of(sit, case, &said.author) == Role::Other);
    if !opens || private_room || (sit.case.is_some() && !joined_in) {
        return Decision::nothing();
    }
    // What somebody of the desk wrote is no request of theirs: it is the ticket of whoever asks for one.
    let of_the_desk = sit.people.get(&said.author).rank.is_desk();
    let requester = if of_the_desk { actor } else { &said.author };
    let said = &Said { author: requester.clone(), ..said.clone() };
    let hearing = judge::hear(sit, None, requester, &said.text);
    let opening =
        Opening { home: &event.home, said, opener: actor, how: OpenedBy::Reaction, stands: !joined_in, hearing };
    open::open(sit, &opening, Answer::Done)
}
