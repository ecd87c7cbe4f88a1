//! What people are told about times, reports and who answers holds against what the desk keeps.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::look::place;
use crate::world::World;

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// Everything delivered to this channel, cards aside.
fn read(world: &World, channel: &str) -> Vec<String> {
    let there = world.sent.iter().filter(|sent| sent.message.is_some()).map(|sent| sent.delivery.post());
    let there = there.filter(|post| place(&post.spot) == Some(channel.into()) && post.kind != PostKind::Card);
    there.map(|post| post.text.clone()).collect()
}

fn last(world: &World, channel: &str) -> String {
    read(world, channel).pop().expect("something was said")
}

fn clock(at: jiff::Timestamp) -> String {
    at.strftime("%H:%M").to_string()
}

fn only(world: &World) -> CaseId {
    *world.cases.keys().next().expect("a ticket")
}

/// A field of the card as it stands now.
fn field(world: &World, case: CaseId, label: &str) -> Option<String> {
    let card = world.cases[&case].card.clone()?;
    let shown = world.sent.iter().rev().find_map(|sent| match &sent.delivery {
        Delivery::New(post) if sent.key == card => post.card.clone(),
        Delivery::Replace(target, post) if *target == card => post.card.clone(),
        _ => None,
    })?;
    shown.fields.into_iter().find(|field| field.label == label).map(|field| field.value)
}

#[test]
fn a_time_that_was_brought_forward_is_told_and_told_once() {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = only(&world);
    let first = world.cases[&case].next_update_at().unwrap();
    world.pass(minutes(1));
    world.reply("it-help", &thread, "ana", "This is URGENT, nobody in accounting can work, I am so frustrated!!");
    let sooner = world.cases[&case].next_update_at().unwrap();
    assert!(sooner < first, "more urgent than it was");
    assert!(last(&world, "it-help").contains(&clock(sooner)), "{:?}", read(&world, "it-help"));
    let told = read(&world, "it-help").len();
    world.reply("it-help", &thread, "ana", "And it is the same on the guest Wi-Fi");
    assert_eq!(read(&world, "it-help").len(), told, "the time is the same: no second word of it");
}

#[test]
fn an_agents_own_priority_brings_the_time_forward_aloud() {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = only(&world);
    world.on_card(case, "details", "sam", Some(&[("title", "VPN drops"), ("priority", "urgent")]));
    let due = world.cases[&case].next_update_at().unwrap();
    assert!(last(&world, "it-help").contains(&clock(due)), "{:?}", read(&world, "it-help"));
}

#[test]
fn a_report_by_command_is_shown_in_its_receipt_and_goes_on_with_nothing() {
    let mut world = World::new();
    world.command("chris", "report my laptop fan screams");
    world.pass(minutes(1));
    let receipt = last(&world, "dm:chris");
    assert!(receipt.contains("my laptop fan screams"), "{receipt}");
    world.say("dm:chris", "chris", "I cannot log in to payroll and it closes at noon, this is ridiculous!!");
    world.command("chris", "report my mouse is dead");
    assert_eq!(world.cases.len(), 3, "three troubles, three tickets");
    world.say("dm:chris", "chris", "It is the one on the left");
    assert_eq!(world.cases.len(), 3, "a line more belongs to what is there");
}

#[test]
fn lines_of_one_report_do_not_run_together_on_the_card() {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN keeps dropping");
    world.say("it-help", "ana", "It also happens on my phone");
    let report = field(&world, only(&world), "Report").unwrap();
    assert_eq!(report, "My VPN keeps dropping. It also happens on my phone");
}
