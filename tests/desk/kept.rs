//! What is said holds: a chase is answered whatever the ticket waits for, a time once given is not lost, and what is
//! sent is what was read.

use hearken::chat::PostKind;
use hearken::desk::{Answer, CaseId, Owes, PromiseKind, RefusalKind, owes};
use jiff::SignedDuration;

use crate::world::World;

const VPN: &str = "My VPN keeps dropping since this morning";

fn ticket() -> (World, CaseId, hearken::chat::MessageId) {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", VPN);
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case, thread)
}

fn told(world: &World, kind: PostKind) -> Vec<String> {
    let posts = world.sent.iter().map(|sent| sent.delivery.post());
    posts.filter(|post| post.kind == kind).map(|post| post.text.clone()).collect()
}

#[test]
fn a_chase_is_answered_even_while_the_desk_waits_for_whoever_asks() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which office are you in?")]));
    assert_eq!(owes(&world.cases[&case]), Owes::Requester);
    world.pass(SignedDuration::from_mins(10));
    let before = told(&world, PostKind::Ping).len();
    world.reply("it-help", &thread, "ana", "any update?");
    assert_eq!(told(&world, PostKind::Ping).len(), before + 1);
    let answer = world.sent.iter().rfind(|sent| sent.delivery.post().kind == PostKind::Ping).expect("an answer");
    assert_eq!(answer.true_for, Some(world.cases[&case].facts_version), "true when it is sent");
    // The question stands, and is asked again rather than forgotten; whatever else she writes may be the answer.
    let asked = &answer.delivery.post().text;
    assert!(asked.contains("which office are you in?"), "{asked}");
    assert_eq!(owes(&world.cases[&case]), Owes::Requester);
    world.reply("it-help", &thread, "ana", "the one on floor 3");
    assert_eq!(owes(&world.cases[&case]), Owes::Agent, "she has answered");
}

#[test]
fn a_snooze_moves_what_comes_before_its_end_and_nothing_else() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "update", "sam", Some(&[("text", "a new gateway is being set up"), ("eta", "2d")]));
    let eta = world.cases[&case].open_promises().find(|promise| promise.kind == PromiseKind::Eta).cloned();
    world.on_card(case, "snooze", "sam", Some(&[("for", "5h"), ("reason", "the vendor answers after lunch")]));
    let case = &world.cases[&case];
    assert_eq!(case.open_promises().find(|promise| promise.kind == PromiseKind::Eta), eta.as_ref());
    assert_eq!(case.next_update_at(), Some(world.now + SignedDuration::from_hours(5)));
}

#[test]
fn nobody_sends_a_reply_they_have_not_read() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "another", "priya", None);
    let answer = world.on_card(case, "send", "sam", Some(&[("suggestion", "1")]));
    assert!(matches!(answer, Answer::Refused(refusal) if refusal.kind == RefusalKind::Conflict));
    assert!(told(&world, PostKind::Reply).is_empty());
    assert_eq!(world.on_card(case, "send", "sam", Some(&[("suggestion", "2")])), Answer::Done);
    assert_eq!(told(&world, PostKind::Reply).len(), 1);
}

#[test]
fn an_agents_own_words_call_no_whole_channel_and_keep_their_lines() {
    let (mut world, case, _) = ticket();
    let text = "@everyone please try https://vpn.example/new\nThen write here. <!channel>\u{202e}";
    world.on_card(case, "edit", "sam", Some(&[("text", text)]));
    let sent = told(&world, PostKind::Reply);
    assert_eq!(sent, ["everyone please try https://vpn.example/new\nThen write here. channel"]);
}

#[test]
fn a_time_left_in_an_edited_reply_is_promised() {
    let (mut world, case, _) = ticket();
    let named = world.cases[&case].offered().and_then(|offered| offered.promises).expect("a time");
    let text = format!("Ana, I look into it and write by {}.", named.strftime("%H:%M"));
    world.pass(SignedDuration::from_mins(20));
    world.on_card(case, "edit", "sam", Some(&[("text", &text)]));
    assert_eq!(world.cases[&case].next_update_at(), Some(named));
}

#[test]
fn a_missed_time_is_owned_however_often_nothing_was_new() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "update", "sam", Some(&[("text", "a part was ordered"), ("eta", "9d")]));
    world.pass(SignedDuration::from_hours(24 * 10));
    let owned = world.sent.iter().filter(|sent| sent.delivery.post().text.contains("has passed"));
    let to_ana = owned.filter(|sent| sent.delivery.post().kind == PostKind::Notice).count();
    assert!(to_ana >= 1, "{:?}", told(&world, PostKind::Notice));
}
