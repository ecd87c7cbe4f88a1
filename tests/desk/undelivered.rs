//! What nobody read was not said: a post that can never be delivered is noted, told to whoever can be told, and takes
//! back what it was taken to have done.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::look::place;
use crate::world::World;

fn ticket() -> (World, CaseId) {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case)
}

/// Everything delivered to this channel.
fn read(world: &World, channel: &str) -> Vec<String> {
    let there = world.sent.iter().filter(|sent| sent.message.is_some());
    let there = there.map(|sent| sent.delivery.post()).filter(|post| place(&post.spot) == Some(channel.into()));
    there.map(|post| post.text.clone()).collect()
}

fn noted(case: &Case) -> usize {
    case.timeline.iter().filter(|entry| matches!(entry.change, Change::Undelivered { .. })).count()
}

#[test]
fn a_lost_reply_keeps_no_promise_and_the_agents_hear_of_it() {
    let (mut world, case) = ticket();
    world.pass(SignedDuration::from_mins(10));
    let promised = world.cases[&case].promises[0].clone();
    world.barred.insert("it-help".into());
    world.on_card(case, "edit", "sam", Some(&[("text", "I'm on it, Ana.")]));
    let after = &world.cases[&case];
    assert_eq!(after.promises[0], promised, "the first answer is still owed, by the same time");
    assert_eq!(after.next_update_at(), Some(promised.due_at));
    let told: Vec<String> = after.timeline.iter().map(|entry| sentence(entry, after, &world.desk.people)).collect();
    assert!(told.iter().any(|line| line.contains("Could not be delivered to the requester: the reply")), "{told:?}");
    let agents = read(&world, "it-agents");
    assert!(agents.iter().any(|text| text.contains("Ana hasn't read it")), "{agents:?}");
}

#[test]
fn a_promise_kept_by_a_lost_post_was_broken_when_its_time_is_over() {
    let (mut world, case) = ticket();
    world.held = true;
    world.on_card(case, "edit", "sam", Some(&[("text", "I'm on it, Ana.")]));
    assert_eq!(world.cases[&case].promises[0].state, PromiseState::Kept);
    world.sleep(SignedDuration::from_hours(4));
    world.barred.insert("it-help".into());
    world.release();
    assert_eq!(world.cases[&case].promises[0].state, PromiseState::Broken);
}

#[test]
fn whoever_was_never_asked_owes_no_answer() {
    for (action, form) in
        [("wait", vec![("on", "requester"), ("why", "which office?")]), ("resolve", vec![("summary", "set up anew")])]
    {
        let (mut world, case) = ticket();
        world.on_card(case, "send", "sam", None);
        world.pass(SignedDuration::from_mins(1));
        world.barred.insert("it-help".into());
        world.on_card(case, action, "sam", Some(&form));
        assert_eq!(owes(&world.cases[&case]), Owes::Agent, "{action}");
        world.pass(SignedDuration::from_hours(24 * 30));
        assert_ne!(world.cases[&case].status, Status::Closed, "{action}: closed while the desk owes");
        assert!(noted(&world.cases[&case]) < 10, "{action}: told for ever");
        let (mut world, case) = ticket();
        world.on_card(case, "send", "sam", None);
        world.pass(SignedDuration::from_mins(1));
        world.barred.insert("it-help".into());
        world.on_card(case, action, "sam", Some(&form));
        world.barred.clear();
        world.pass(SignedDuration::from_hours(25));
        assert_eq!(owes(&world.cases[&case]), Owes::Requester, "{action}: asked again, and heard");
    }
}

#[test]
fn a_lost_update_is_told_with_the_next_word() {
    let (mut world, case) = ticket();
    world.on_card(case, "send", "sam", None);
    world.barred.insert("it-help".into());
    world.on_card(case, "update", "sam", Some(&[("text", "the certificate is renewed")]));
    world.barred.clear();
    world.pass(SignedDuration::from_hours(20));
    let heard = read(&world, "it-help");
    assert!(heard.iter().any(|text| text.contains("the certificate is renewed")), "{heard:?}");
    let times = heard.iter().filter(|text| text.contains("the certificate is renewed")).count();
    assert_eq!(times, 1, "{heard:?}");
}

#[test]
fn of_a_card_that_cannot_be_posted_the_leads_hear_and_of_nothing_else() {
    let mut world = World::new();
    world.barred.insert("it-agents".into());
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    let to_lea = read(&world, "dm:lea");
    assert!(to_lea.len() == 1 && to_lea[0].contains("can't be shown in the agents' channel"), "{to_lea:?}");
    assert_eq!(noted(&world.cases[&case]), 1);
}

#[test]
fn where_nothing_can_be_posted_at_all_there_is_no_end_of_it_but_an_end() {
    let mut world = World::new();
    world.barred.extend(["it-help", "it-agents", "dm:lea"].map(ChannelId::from));
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    // The receipt, the card, the word to the agents about the one and to the lead about the other.
    assert_eq!(noted(&world.cases[&case]), 4);
}
