//! Platforms tell of things out of order: an edit or a reaction before its message, a later reply before an earlier one.
//! In the end the desk stands where it would have stood.

use std::collections::BTreeSet;

use hearken::chat::{MessageId, What};
use hearken::cues::{Level, Priority};
use hearken::desk::Status;

use crate::world::{World, said};

const FIRST: &str = "My VPN keeps dropping";
const EDITED: &str = "My VPN keeps dropping since this morning, third time this week, and a client is waiting!";

/// What must be the same, whatever the order.
type Standing = Vec<(Status, String, String, Priority, Level, BTreeSet<(MessageId, String)>)>;

fn standing(world: &World) -> Standing {
    let cases = world.cases.values();
    cases
        .map(|case| {
            let messages = case.messages.iter().map(|message| (message.id.clone(), message.text.clone())).collect();
            assert_eq!(
                case.messages.iter().map(|message| &message.id).collect::<BTreeSet<_>>().len(),
                case.messages.len(),
                "a message twice"
            );
            (case.status, case.title.clone(), case.topic.clone(), case.priority, case.heat.level, messages)
        })
        .collect()
}

fn after(events: &[What]) -> Standing {
    let mut world = World::new();
    for event in events {
        world.happen(event.clone());
    }
    standing(&world)
}

fn message(thread: Option<&str>, id: &str, text: &str) -> hearken::chat::Said {
    said("it-help", thread.map(MessageId::from).as_ref(), &id.into(), "ana", text)
}

#[test]
fn an_edit_told_before_its_message() {
    let (first, edited) = (What::Said(message(None, "x1", FIRST)), What::Edited(message(None, "x1", EDITED)));
    let clean = after(&[first.clone(), edited.clone()]);
    assert_eq!(clean.len(), 1);
    assert_eq!(after(&[edited, first]), clean);
}

#[test]
fn a_ticket_emoji_told_before_its_message() {
    let first = message(None, "x1", FIRST);
    let marked = What::Reacted { actor: "sam".into(), emoji: "ticket".into(), on: first.clone() };
    let clean = after(&[What::Said(first.clone()), marked.clone()]);
    assert_eq!(clean.len(), 1);
    assert_eq!(after(&[marked, What::Said(first)]), clean);
}

#[test]
fn replies_told_in_another_order() {
    let report = What::Said(message(None, "x1", FIRST));
    let replies = [
        What::Said(message(Some("x1"), "x2", "It says error 809.")),
        What::Said(message(Some("x1"), "x3", "Same on my phone, by the way.")),
    ];
    let clean = after(&[report.clone(), replies[0].clone(), replies[1].clone()]);
    assert_eq!(clean.len(), 1);
    assert_eq!(after(&[report, replies[1].clone(), replies[0].clone()]), clean);
}
