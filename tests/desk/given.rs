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

fn clock(at: Timestamp) -> String {
    at.strftime("%H:%M").to_string()
}

#[test]
fn a_time_that_an_agent_types_is_promised_however_it_is_sent() {
    type Send = fn(&mut World, CaseId, &MessageId, &str);
    let ways: [Send; 3] = [
        |world, case, _, text| drop(world.on_card(case, "edit", "sam", Some(&[("text", text)]))),
        |world, case, _, text| drop(world.on_card(case, "update", "sam", Some(&[("text", text)]))),
        |world, _, thread, text| drop(world.reply("it-help", thread, "sam", text)),
    ];
    for send in ways {
        for (text, expected) in [
            ("I will update you by 09:55 at the latest.", "09:55"),
            ("Reset the gateway, back to you at 09:40", "09:40"),
            ("I'll update you in 15 minutes", "09:15"),
            ("Looking at it, will fix by 10:00", "10:00"),
        ] {
            let (mut world, case, thread) = ticket();
            let first = world.sent.len();
            send(&mut world, case, &thread, text);
            let (due, by) = given(&world, case).unwrap_or_else(|| panic!("nothing promised by {text:?}"));
            assert_eq!((clock(due).as_str(), by.as_str()), (expected, "sam"), "{text}");
            assert_eq!(world.cases[&case].next_update_at(), Some(due), "{text}: and no later time beside it");
            let told: Vec<&Post> = world.sent[first..].iter().map(|sent| sent.delivery.post()).collect();
            assert!(!told.iter().any(|post| post.text.contains("13:00")), "{text}: {told:?}");
            world.pass(due.duration_since(world.now) + minutes(1));
            let last = read(&world, "it-help").pop().unwrap();
            assert!(last.contains("Sam") && last.contains(expected), "missing at its time: {last}");
        }
        for text in ["I can't make 10:10, sorry.", "When did it drop, at 10:00?", "Your VPN dropped at 08:10."] {
            let (mut world, case, thread) = ticket();
            send(&mut world, case, &thread, text);
            assert_eq!(given(&world, case), None, "{text}");
        }
    }
}

#[test]
fn the_time_of_a_suggestion_is_read_in_the_agents_mouth_too() {
    for seed in 0..12 {
        let (mut world, case, _) = ticket();
        world.pass(minutes(seed));
        for _ in 0..seed % 6 {
            world.on_card(case, "another", "sam", None);
        }
        let offered = world.cases[&case].offered().expect("a reply to send").clone();
        world.on_card(case, "edit", "sam", Some(&[("text", &offered.text)]));
        assert_eq!(given(&world, case).map(|(due, _)| Some(due)), Some(offered.promises), "{}", offered.text);
    }
}

#[test]
fn a_word_given_in_person_stands_whatever_the_requester_writes_before_it_is_due() {
    let (mut world, case, thread) = ticket();
    world.reply("it-help", &thread, "sam", "I'll update you by 17:00");
    let (due, by) = given(&world, case).expect("a promise of Sam's");
    assert_eq!((clock(due).as_str(), by.as_str()), ("17:00", "sam"));
    world.pass(minutes(35));
    for line in ["ok", "I'm in room 4 by the way", "any update??", "this is ridiculous, still nothing!!"] {
        world.reply("it-help", &thread, "ana", line);
        assert_eq!(given(&world, case), Some((due, "sam".to_owned())), "{line}");
    }
    let (first, ended) = (world.sent.len(), world.cases[&case].timeline.len());
    world.pass(due.duration_since(world.now) + minutes(1));
    let asked = world.sent[first..].iter().any(|sent| sent.delivery.post().kind == PostKind::Nudge);
    assert!(asked, "Sam is reminded of it");
    let ends = |entry: &Entry| matches!(entry.change, Change::PromiseEnded { .. });
    assert!(world.cases[&case].timeline[ended..].iter().any(ends), "and it ends one way or another when it is due");
}

#[test]
fn a_snooze_is_not_undone_by_a_calm_line() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "snooze", "sam", Some(&[("for", "1d"), ("reason", "the part arrives tomorrow")]));
    let due = world.cases[&case].next_update_at();
    world.reply("it-help", &thread, "ana", "ok, I'm in room 4 by the way");
    assert_eq!(world.cases[&case].next_update_at(), due);
}

#[test]
fn a_time_given_with_what_it_waits_for_is_promised() {
    let (mut world, case, _) = ticket();
    let why = "the vendor ships a new token; I'll write by 15:15";
    world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", why)]));
    let (due, by) = given(&world, case).expect("a promise of Sam's");
    assert_eq!((clock(due).as_str(), by.as_str()), ("15:15", "sam"));
}

#[test]
fn whoever_says_what_it_waits_for_has_it() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "claim", "priya", None);
    world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", "the vendor ships a new token")]));
    assert_eq!(world.cases[&case].assignee, Some("sam".into()));
    assert!(read(&world, "dm:priya").iter().any(|text| text.contains("Sam")), "and Priya learns of it");
}

#[test]
fn in_twenty_minutes_counts_from_the_line_that_says_it() {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    world.pass(minutes(4));
    let said_at = world.now;
    world.say("it-help", "ana", "my client call starts in 20 minutes");
    let text = &world.cases[&CaseId(1)].offered().expect("a suggestion").text;
    let wrong = clock(said_at + minutes(16));
    assert!(!text.contains(&wrong), "{text}");
    let due = world.cases[&CaseId(1)].next_update_at();
    assert_eq!(due, Some(said_at + minutes(10)), "a person answers in time for the call");
    assert!(read(&world, "it-help").last().expect("a post").contains(&clock(said_at + minutes(10))), "and she is told");
}
