//! Laws 9 and 10: what is inside stays inside, what is private stays private, and text from people is data.

use hearken::chat::*;

use super::truth::unquoted;
use crate::look::{is_desk, place};
use crate::world::{Step, World};

/// Cards, nudges and notices to agents are for the agents' channel; a requester reads no button but "works" and "not yet".
pub fn the_inside_stays_inside(world: &World, post: &Post) {
    let agents = world.desk.channels.agents().cloned();
    let channel = place(&post.spot);
    let inside = channel == agents || matches!(&post.spot, Spot::Direct(person) if is_desk(world, person));
    if inside {
        return;
    }
    assert_ne!(post.kind, PostKind::Card, "a card outside the agents' channel");
    if post.kind == PostKind::Nudge {
        assert!(matches!(post.audience, Audience::Only(_)), "a nudge for everybody to see");
    }
    for action in post.card.iter().flat_map(|card| &card.actions) {
        let theirs = ["works", "not_yet", "open", "no_thanks"];
        assert!(theirs.contains(&action.id.as_str()), "a requester can press {}", action.id);
    }
    for mark in ["@everyone", "<b>", "\u{0}"] {
        assert!(!post.text.contains(mark), "{mark:?} went out alive: {}", post.text);
    }
    // Nothing reads a template in what was posted: between quotation marks it is what they saw on their screen.
    assert!(!unquoted(&post.text).contains("{{"), "a template went out alive: {}", post.text);
}

pub fn only_the_requester_and_the_desk_see_what_is_private(world: &World, step: &Step, post: &Post) {
    let Some(case) = step.decision.case.as_ref().filter(|case| case.private) else { return };
    let allowed = [Some(ChannelId::direct(&case.requester)), world.desk.channels.agents().cloned()];
    let to_lead = matches!(&post.spot, Spot::Direct(person) if is_desk(world, person));
    assert!(to_lead || allowed.contains(&place(&post.spot)), "{} is private, and went to {:?}", case.id, post.spot);
}
