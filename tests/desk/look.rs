//! Looking at a step and at what was posted.

use hearken::chat::*;
use hearken::desk::*;

use crate::world::{Step, World, actor};

pub fn deliveries(step: &Step) -> impl Iterator<Item = (&PostKey, &Delivery)> {
    step.decision.effects.iter().filter_map(|effect| match effect {
        Effect::Deliver { key, delivery, .. } => Some((key, delivery)),
        _ => None,
    })
}

pub fn posts(step: &Step) -> impl Iterator<Item = &Post> {
    deliveries(step).map(|(_, delivery)| delivery.post())
}

/// Whether a post goes to the requester.
pub fn outward(step: &Step, post: &Post) -> bool {
    let theirs = |case: &Case| post.spot == case.spot() || post.spot == Spot::Direct(case.requester.clone());
    step.decision.case.as_ref().is_some_and(theirs)
}

pub fn place(spot: &Spot) -> Option<ChannelId> {
    match spot {
        Spot::Channel(channel) | Spot::Thread(channel, _) | Spot::Under(channel, _) => Some(channel.clone()),
        Spot::Direct(person) => Some(ChannelId::direct(person)),
    }
}

pub fn is_desk(world: &World, person: &PersonId) -> bool {
    world.desk.people.get(person).rank.is_desk()
}

pub fn pressed(step: &Step) -> Option<&str> {
    match &step.occasion {
        Occasion::Event(event) => match &event.what {
            What::Pressed { action, .. } => Some(action),
            _ => None,
        },
        Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
    }
}

/// The person who acted, if anybody did.
pub fn by_whom(step: &Step) -> Option<&PersonId> {
    match &step.occasion {
        Occasion::Event(event) => Some(actor(&event.what)),
        Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
    }
}

/// How the case was closed, if it was.
pub fn closed_how(step: &Step) -> Option<ClosedBy> {
    step.decision.changes.iter().find_map(|entry| match entry.change {
        Change::Closed { how } => Some(how),
        _ => None,
    })
}
