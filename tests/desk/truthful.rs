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

/// A ticket that Sam resolved.
fn resolved() -> (World, CaseId, MessageId) {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = only(&world);
    world.on_card(case, "claim", "sam", None);
    world.on_card(case, "resolve", "sam", Some(&[("summary", "renewed your certificate")]));
    world.pass(minutes(1));
    (world, case, thread)
}

#[test]
fn new_trouble_that_reopens_is_on_the_card_in_the_receipt_and_in_the_name() {
    let (mut world, case, thread) = resolved();
    world.reply("it-help", &thread, "ana", "Now Outlook will not open at all, since the VPN change");
    let now = &world.cases[&case];
    assert_eq!((now.status, now.assignee.as_ref().map(PersonId::as_str)), (Status::InProgress, Some("sam")));
    assert_eq!(now.topic, "email", "{:?}", now.reasons);
    assert!(now.title.contains("Outlook"), "{}", now.title);
    assert!(now.reasons.iter().any(|reason| reason.rule.starts_with("topic.")), "{:?}", now.reasons);
    assert!(last(&world, "it-help").contains("Outlook"), "{:?}", read(&world, "it-help"));
    assert!(field(&world, case, "Since reopening").unwrap().contains("Outlook"));
    assert!(last(&world, "it-agents").contains("Outlook"), "{:?}", read(&world, "it-agents"));
}

#[test]
fn the_same_trouble_again_keeps_its_name() {
    let (mut world, case, thread) = resolved();
    let title = world.cases[&case].title.clone();
    world.reply("it-help", &thread, "ana", "no, still broken");
    let now = &world.cases[&case];
    assert_eq!((now.status, &now.topic, &now.title), (Status::InProgress, &"vpn".to_owned(), &title));
}

#[test]
fn not_yet_says_so_in_the_thread_and_asks_what_they_see() {
    let (mut world, case, _) = resolved();
    let check =
        world.sent.iter().rev().find(|sent| sent.delivery.post().kind == PostKind::Question).unwrap().key.clone();
    world.press(&check, "not_yet", "ana", None);
    assert_eq!(world.cases[&case].status, Status::InProgress);
    let told = last(&world, "it-help");
    assert!(told.contains('?') && (told.contains("work")), "{told}");
}

#[test]
fn the_words_of_a_fix_are_a_persons_answer() {
    let (world, case, _) = resolved();
    let first = &world.cases[&case].promises[0];
    assert_eq!((first.kind, &first.state), (PromiseKind::FirstResponse, &PromiseState::Kept));
    assert!(last(&world, "it-help").contains("renewed your certificate"), "she read them");
}

#[test]
fn whoever_sends_has_it_unless_a_colleague_has_answered() {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = only(&world);
    world.on_card(case, "claim", "sam", None);
    assert_eq!(world.on_card(case, "send", "priya", None), Answer::Done);
    assert_eq!(world.cases[&case].assignee, Some("priya".into()), "she answers, so she has it");
    world.pass(minutes(40));
    world.reply("it-help", &thread, "ana", "any update?");
    let Answer::Refused(refusal) = world.on_card(case, "send", "sam", None) else {
        panic!("Priya is talking with her")
    };
    assert_eq!(refusal.kind, RefusalKind::Conflict);
    assert!(refusal.sentence.contains("Priya") && refusal.sentence.contains("09:00"), "{}", refusal.sentence);
    world.on_card(case, "take", "sam", None);
    assert_eq!(world.on_card(case, "send", "sam", None), Answer::Done);
}

#[test]
fn a_word_that_an_agent_promised_is_not_given_by_the_bot() {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = only(&world);
    world.on_card(case, "send", "priya", None);
    let promise = world.cases[&case].promises.last().unwrap().clone();
    assert_eq!(promise.by, Some("priya".into()), "the time stands in what she sent");
    world.pass(promise.due_at.duration_since(world.now));
    let told = last(&world, "it-help");
    assert!(told.contains("Priya") && told.contains(&clock(promise.due_at)), "{told}");
    let ended = &world.cases[&case].promises[promise.id as usize - 1];
    assert!(matches!(ended.state, PromiseState::Moved { .. }), "{ended:?}");
    assert!(last(&world, "it-agents").contains("Priya"), "and she is asked");
}

#[test]
fn the_agents_are_asked_before_what_will_not_wait_and_nothing_speaks_of_it_afterwards() {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN keeps dropping and I have a client call at 11:00");
    let case = only(&world);
    world.on_card(case, "send", "sam", None);
    world.pass(minutes(60));
    world.reply("it-help", &world.cases[&case].thread.clone().unwrap(), "ana", "any update?");
    world.pass(minutes(51));
    let asked = read(&world, "it-agents");
    assert!(asked.iter().any(|text| text.contains("client call at 11:00")), "{asked:?}");
    let read_before = world.cases[&case].offered().expect("a reply to send").id.to_string();
    world.pass(minutes(15));
    let answer = world.on_card(case, "send", "sam", Some(&[("suggestion", &read_before)]));
    assert!(matches!(answer, Answer::Refused(_)), "it was written before the call: {answer:?}");
    let offered = world.cases[&case].offered().expect("another in its place");
    assert!(!offered.text.contains("11:00"), "{}", offered.text);
}

#[test]
fn the_timeline_names_the_promise_and_the_notice() {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = only(&world);
    world.pass(minutes(1));
    world.reply("it-help", &thread, "ana", "This is URGENT, nobody in accounting can work!!");
    world.reply("it-help", &thread, "sam", "I look into it");
    let case = &world.cases[&case];
    let told: Vec<String> = case.timeline.iter().map(|entry| sentence(entry, case, &world.desk.people)).collect();
    assert!(told.iter().any(|line| line.starts_with("Kept: a person's answer by ")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("comes sooner")), "{told:?}");
}
