//! Law 4: never lost, never doubled, never early.

use hearken::chat::*;
use hearken::desk::*;

use crate::look::{deliveries, outward, posts};
use crate::world::{Sent, Step, World};

pub fn a_ping_is_never_early_and_one_at_a_time(step: &Step) {
    let Occasion::Due { due_at, .. } = &step.occasion else { return };
    let told = posts(step).filter(|post| outward(step, post)).count();
    assert!(told <= 1, "one thing that is due tells {told} things at once");
    assert!(told == 0 || *due_at <= step.now, "told at {} what is due at {due_at}", step.now);
}

pub fn post_keys_are_unique(world: &World, steps: &[Step]) {
    let mut keys: Vec<&PostKey> = world.sent.iter().map(|sent| &sent.key).collect();
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "two posts share a key");
    for step in steps {
        let again = deliveries(step).filter(|(key, _)| key.as_str().starts_with("HK-"));
        for (key, delivery) in again {
            let first = world.sent.iter().find(|sent| sent.key == *key);
            assert!(first.is_some_and(|sent| sent.delivery == *delivery), "the key {key} was used for something else");
        }
    }
}

/// Another card only in the place of one that was lost.
pub fn one_receipt_and_one_card(world: &World) {
    for case in world.cases.keys() {
        let new = |kind| {
            let of = |sent: &&Sent| sent.case == Some(*case) && matches!(sent.delivery, Delivery::New(_));
            world.sent.iter().filter(of).filter(|sent| sent.delivery.post().kind == kind).count()
        };
        assert_eq!(new(PostKind::Receipt), 1, "{case}: receipts");
        let lost = |entry: &&Entry| matches!(entry.change, Change::Undelivered { kind: PostKind::Card, .. });
        let (timeline, cards) = (&world.cases[case].timeline, new(PostKind::Card));
        let forgotten = timeline.is_empty();
        assert!(forgotten || (1..=1 + timeline.iter().filter(lost).count()).contains(&cards), "{case}: {cards} cards");
    }
}
