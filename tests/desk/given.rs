//! The word an agent gives in person: whose it is, and that it is a promise however it was given.

use hearken::chat::*;
use hearken::desk::*;
use jiff::{SignedDuration, Timestamp};

use crate::look::place;
use crate::world::World;

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn ticket() -> (World, CaseId, MessageId) {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case, thread)
}

fn read(world: &World, channel: &str) -> Vec<String> {
    let there = world.sent.iter().filter(|sent| sent.message.is_some()).map(|sent| sent.delivery.post());
    let there = there.filter(|post| place(&post.spot) == Some(channel.into()) && post.kind != PostKind::Card);
    there.map(|post| post.text.clone()).collect()
}

/// The agent's word that stands, and whose it is.
fn given(world: &World, case: CaseId) -> Option<(Timestamp, String)> {
    let mut open = world.cases[&case].open_promises().filter(|promise| promise.kind == PromiseKind::NextWord);
    open.find_map(|promise| Some((promise.due_at, promise.by.as_ref()?.to_string())))
}

#[test]
fn a_due_word_is_missed_of_whoever_gave_it_and_after_a_take_of_whoever_took_it() {
    for (taken, named, other) in [(false, "Sam", "Priya"), (true, "Priya", "Sam")] {
        let (mut world, case, _) = ticket();
        world.on_card(case, "send", "sam", None);
        let (due, _) = given(&world, case).expect("the time stands in what was sent");
        world.pass(minutes(40));
        if taken {
            world.on_card(case, "take", "priya", None);
        }
        let (first, ended) = (world.sent.len(), world.cases[&case].timeline.len());
        world.pass(due.duration_since(world.now) + minutes(1));
        let told: Vec<String> = world.sent[first..].iter().map(|sent| sent.delivery.post().text.clone()).collect();
        assert!(told.iter().any(|text| text.contains(named)), "{told:?}");
        assert!(!told.iter().any(|text| text.contains(other)), "{told:?}");
        let people = &world.desk.people;
        let case = &world.cases[&case];
        let lines = case.timeline[ended..].iter().map(|entry| sentence(entry, case, people)).collect::<Vec<_>>();
        assert!(!lines.iter().any(|line| line.contains(other)), "{lines:?}");
    }
}
