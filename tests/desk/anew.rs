//! Progress that was held up until it was no longer true is told anew: what an agent asked to be told as well, not in the
//! reader's night, and never as if there were no news when there are.

use hearken::chat::*;
use hearken::config::read_desk;
use hearken::desk::*;
use jiff::SignedDuration;
use jiff::civil::time;

use crate::look::place;
use crate::world::World;

fn ticket(mut world: World) -> (World, CaseId, MessageId) {
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case, thread)
}

/// What Ana read in her thread, the receipt first.
fn read(world: &World) -> Vec<String> {
    let there = world.sent.iter().filter(|sent| sent.message.is_some()).map(|sent| sent.delivery.post());
    there.filter(|post| place(&post.spot) == Some("it-help".into())).map(|post| post.text.clone()).collect()
}

#[test]
fn a_wait_that_was_held_up_is_still_told() {
    let (mut world, case, _) = ticket(World::new());
    world.held = true;
    let why = "the network team must renew the certificate";
    world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", why)]));
    world.pass(SignedDuration::from_mins(1));
    world.on_card(case, "take", "priya", None);
    world.release();
    let told = read(&world);
    assert!(told.iter().any(|text| text.contains("the network team")), "{told:?}");
}

#[test]
fn what_an_agent_said_since_is_not_talked_over() {
    let (mut world, case, thread) = ticket(World::new());
    world.held = true;
    world.reply("it-help", &thread, "ana", "any update?");
    world.pass(SignedDuration::from_mins(1));
    world.reply("it-help", &thread, "sam", "I look into it");
    world.release();
    assert_eq!(read(&world).len(), 1, "the receipt: {:?}", read(&world));
    assert!(world.cases[&case].next_update_at().is_some());
}

#[test]
fn nothing_is_told_anew_in_the_readers_night_and_in_the_morning_it_still_owns_the_missed_time() {
    let mut desk = read_desk(None).unwrap();
    desk.policy.quiet = Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
    let (mut world, case, _) = ticket(World::of(desk));
    world.held = true;
    world.pass(SignedDuration::from_mins(4 * 60 + 5));
    world.on_card(case, "claim", "sam", None);
    world.now = "2026-11-23T20:30:00Z".parse().unwrap();
    world.release();
    assert_eq!(read(&world).len(), 1, "only the receipt in the night: {:?}", read(&world));
    world.pass(SignedDuration::from_hours(11));
    let told = read(&world);
    assert!(told.len() == 2 && told[1].contains("13:00"), "{told:?}");
}

#[test]
fn a_time_that_passes_in_the_readers_night_while_its_report_is_held_up_is_not_promised_afterwards() {
    let mut desk = read_desk(None).unwrap();
    desk.policy.quiet = Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
    let (mut world, case, _) = ticket(World::of(desk));
    world.pass(SignedDuration::from_hours(10));
    world.on_card(case, "update", "sam", Some(&[("text", "a new certificate is made"), ("eta", "2h")]));
    let before = read(&world).len();
    world.held = true;
    let why = "the network team must sign it";
    world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", why)]));
    let held = world.sent.iter().rfind(|sent| sent.true_for.is_some()).expect("a report").delivery.post().text.clone();
    assert!(held.contains("by 21:00"), "{held}");
    world.pass(SignedDuration::from_hours(3));
    world.release();
    assert_eq!(read(&world).len(), before, "nothing in the night: {:?}", read(&world));
    world.pass(SignedDuration::from_hours(10));
    let told = read(&world).split_off(before);
    assert!(told.len() == 1 && told[0].contains("21:00") && !told[0].contains("by 21:00"), "{told:?}");
}

#[test]
fn a_resolved_ticket_is_not_told_of_as_if_work_went_on() {
    let (mut world, case, thread) = ticket(World::new());
    world.on_card(case, "send", "sam", None);
    world.pass(SignedDuration::from_mins(20));
    world.held = true;
    world.reply("it-help", &thread, "ana", "any update?");
    let chase = world.sent.iter().rfind(|sent| sent.delivery.post().kind == PostKind::Ping).expect("an answer").clone();
    world.held = false;
    world.barred.insert("it-help".into());
    world.on_card(case, "resolve", "sam", Some(&[("summary", "set up anew")]));
    assert_eq!(owes(&world.cases[&case]), Owes::Agent, "she was not asked");
    let before = world.sent.len();
    world.pass(SignedDuration::from_mins(30));
    world.held = true;
    world.stale(case, chase.made_at, chase.true_for.expect("a report"));
    assert_eq!(world.sent.len(), before, "{:?}", world.sent.last());
}

#[test]
fn news_in_a_ping_that_was_lost_or_held_up_is_news_still() {
    for held_up in [false, true] {
        let (mut world, case, thread) = ticket(World::new());
        world.on_card(case, "send", "sam", None);
        // The update itself is lost, so that a ping tells it; and that one is not read either.
        world.barred.insert("it-help".into());
        world.on_card(case, "update", "sam", Some(&[("text", "the certificate is renewed")]));
        if held_up {
            world.barred.clear();
            world.held = true;
        }
        world.pass(SignedDuration::from_mins(20));
        world.reply("it-help", &thread, "ana", "any update?");
        if held_up {
            world.on_card(case, "take", "priya", None);
            world.release();
        } else {
            world.barred.clear();
            world.pass(SignedDuration::from_hours(9));
        }
        let told = read(&world);
        assert!(told.iter().any(|text| text.contains("the certificate is renewed")), "held up: {held_up}: {told:?}");
    }
}

#[test]
fn the_last_report_is_still_the_last_when_it_is_told_anew() {
    let (mut world, case, _) = ticket(World::new());
    world.on_card(case, "send", "sam", None);
    while world.cases[&case].pings_in_row + 1 < world.desk.policy.max_pings {
        world.pass(SignedDuration::from_mins(10));
    }
    world.held = true;
    while world.cases[&case].pings_in_row < world.desk.policy.max_pings {
        world.pass(SignedDuration::from_mins(10));
    }
    world.on_card(case, "take", "priya", None);
    world.release();
    let told = read(&world);
    let last = told.last().expect("a report");
    assert!(last.contains("person") && last.contains("is reminded"), "{told:?}");
}
