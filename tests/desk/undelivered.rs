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

/// A report by command whose receipt, which was to begin the thread, could not be delivered.
fn unreachable() -> (World, CaseId) {
    let mut world = World::new();
    world.barred.insert("dm:ana".into());
    world.command("ana", "report My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case)
}

#[test]
fn after_a_lost_receipt_the_next_word_begins_the_thread() {
    let (mut world, case) = unreachable();
    world.barred.clear();
    world.pass(SignedDuration::from_mins(5));
    world.on_card(case, "edit", "sam", Some(&[("text", "I'm on it, Ana.")]));
    let reply = world.sent.iter().rfind(|sent| sent.delivery.post().kind == PostKind::Reply).expect("a reply");
    assert_eq!(reply.delivery.post().spot, Spot::Direct("ana".into()));
    let thread = world.cases[&case].thread.clone();
    assert!(thread.is_some() && thread == reply.message, "{thread:?}");
    world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which office?")]));
    assert_eq!(owes(&world.cases[&case]), Owes::Requester, "she is heard and hears");
    assert!(read(&world, "dm:ana").iter().any(|text| text.contains("which office?")));
}

#[test]
fn what_is_sent_while_nothing_gets_through_is_lost_out_loud() {
    let (mut world, case) = unreachable();
    world.pass(SignedDuration::from_mins(10));
    let promised = world.cases[&case].promises.iter().filter(|promise| promise.is_open()).count();
    world.on_card(case, "send", "sam", None);
    let after = &world.cases[&case];
    assert!(promised > 0 && after.promises.iter().all(|p| p.state != PromiseState::Kept), "{:?}", after.promises);
    let agents = read(&world, "it-agents");
    assert_eq!(agents.iter().filter(|text| text.contains("Ana hasn't read it")).count(), 2, "{agents:?}");
}

#[test]
fn whoever_cannot_be_reached_is_not_blamed_for_silence() {
    for (action, form) in
        [("wait", vec![("on", "requester"), ("why", "which office?")]), ("resolve", vec![("summary", "set up anew")])]
    {
        let (mut world, case) = unreachable();
        world.on_card(case, action, "sam", Some(&form));
        for _ in 0..40 {
            assert_ne!(owes(&world.cases[&case]), Owes::Requester, "{action}");
            world.pass(SignedDuration::from_hours(24));
        }
        assert_ne!(world.cases[&case].status, Status::Closed, "{action}: closed, and she was never asked");
    }
    let (mut world, case) = unreachable();
    world.held = true;
    world.on_card(case, "resolve", "sam", Some(&[("summary", "set up anew")]));
    assert_eq!(owes(&world.cases[&case]), Owes::Agent, "not even until the courier has seen it");
}

#[test]
fn a_card_that_could_not_be_posted_is_posted_once_it_can_be() {
    let mut world = World::new();
    world.barred.insert("it-agents".into());
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    world.pass(SignedDuration::from_hours(24 * 14));
    let tried = world.sent.iter().filter(|sent| sent.delivery.post().kind == PostKind::Card).count();
    assert!((5..12).contains(&tried), "again and again, and less and less often: {tried}");
    world.barred.clear();
    world.pass(SignedDuration::from_hours(24 * 3));
    let card = world.cases[&case].card.clone().expect("a card");
    let stands = world.sent.iter().find(|sent| sent.key == card).and_then(|sent| sent.message.clone());
    assert!(stands.is_some());
    assert_eq!(world.on_card(case, "claim", "sam", None), Answer::Done, "and it can be worked with");
}

#[test]
fn a_card_that_cannot_be_put_up_to_date_is_put_there_anew() {
    let (mut world, case) = ticket();
    let card = world.cases[&case].card.clone().expect("a card");
    world.sent.iter_mut().find(|sent| sent.key == card).expect("the card").message = None;
    let thread = world.cases[&case].thread.clone().expect("a thread");
    world.reply("it-help", &thread, "sam", "I look into it");
    let anew = world.cases[&case].card.clone().expect("a card");
    let sent = world.sent.iter().find(|sent| sent.key == anew).expect("a post");
    assert!(anew != card && sent.message.is_some());
    let state = sent.delivery.post().card.as_ref().map(|card| card.state.clone());
    assert_eq!(state.as_deref(), Some("Sam has it"));
}

#[test]
fn nobody_says_that_the_desk_was_told_while_it_cannot_be() {
    let mut world = World::new();
    world.barred.insert("it-agents".into());
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    world.pass(SignedDuration::from_hours(5));
    let told = read(&world, "it-help");
    let missed = told.last().expect("the missed time is owned");
    assert!(missed.contains("13:00") && missed.contains("Lea") && !missed.contains("desk and"), "{told:?}");
}

#[test]
fn leads_who_sleep_hear_of_an_unseen_card_when_they_wake() {
    let mut desk = hearken::config::read_desk(None).unwrap();
    desk.policy.quiet = Quiet::between(jiff::civil::time(20, 0, 0, 0), jiff::civil::time(7, 0, 0, 0));
    // At nine in UTC it is ten in the evening.
    desk.people.0.get_mut(&"lea".into()).unwrap().zone = jiff::tz::TimeZone::get("Pacific/Auckland").unwrap();
    let mut world = World::of(desk);
    world.barred.insert("it-agents".into());
    world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    assert!(read(&world, "dm:lea").is_empty());
    world.pass(SignedDuration::from_hours(10));
    let to_lea = read(&world, "dm:lea");
    assert!(to_lea.iter().any(|text| text.contains("can't be shown in the agents' channel")), "{to_lea:?}");
}

#[test]
fn when_the_agents_move_to_another_channel_their_card_goes_with_them() {
    let (mut world, case) = ticket();
    let thread = world.cases[&case].thread.clone().expect("a thread");
    let old = world.cases[&case].card.clone();
    world.pass(SignedDuration::from_mins(20));
    world.desk.channels.0.remove(&"it-agents".into());
    world.desk.channels.0.insert("it-desk".into(), ChannelKind::Agents);
    world.reply("it-help", &thread, "ana", "it also happens on the guest Wi-Fi");
    let card = world.cases[&case].card.clone().expect("a card");
    assert_ne!(Some(&card), old.as_ref());
    let below = world.sent.iter().rfind(|sent| sent.delivery.post().kind == PostKind::Notice).expect("passed on");
    assert_eq!(below.delivery.post().spot, Spot::Under("it-desk".into(), card));
}

#[test]
fn what_the_agents_did_not_read_in_their_old_channel_takes_nothing_back() {
    let (mut world, case) = ticket();
    let thread = world.cases[&case].thread.clone().expect("a thread");
    world.on_card(case, "send", "sam", None);
    world.pass(SignedDuration::from_mins(20));
    world.held = true;
    world.reply("it-help", &thread, "ana", "it also happens on the guest Wi-Fi");
    world.desk.channels.0.remove(&"it-agents".into());
    world.desk.channels.0.insert("it-desk".into(), ChannelKind::Agents);
    world.barred.insert("it-agents".into());
    world.release();
    let timeline = &world.cases[&case].timeline;
    let readers = timeline.iter().filter_map(|entry| match &entry.change {
        Change::Undelivered { reader, .. } => Some(*reader),
        _ => None,
    });
    assert!(readers.clone().count() > 0 && readers.clone().all(|reader| reader == Reader::Agents));
    assert_eq!(world.cases[&case].unheard_at, None);
}

#[test]
fn a_time_for_the_fix_is_looked_at_though_the_requester_is_reminded() {
    let (mut world, case) = ticket();
    world.barred.insert("it-help".into());
    world.on_card(case, "update", "sam", Some(&[("text", "a new gateway is being set up"), ("eta", "2h")]));
    world.barred.clear();
    world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which office?")]));
    for _ in 0..5 {
        world.pass(SignedDuration::from_mins(20));
        let case = &world.cases[&case];
        let (promised, timed) = (case.next_update_at().expect("the fix"), case.timers[&TimerKind::NextWord]);
        assert!(timed <= promised, "promised by {promised}, looked at {timed}");
    }
}

#[test]
fn after_a_lost_reminder_the_word_that_is_promised_is_said() {
    let (mut world, case) = ticket();
    world.on_card(case, "send", "sam", None);
    world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which office?")]));
    while world.cases[&case].pings_in_row + 1 < world.desk.policy.max_pings {
        world.pass(SignedDuration::from_hours(1));
    }
    world.barred.insert("it-help".into());
    while noted(&world.cases[&case]) == 0 {
        world.pass(SignedDuration::from_hours(1));
    }
    world.barred.clear();
    let due = world.cases[&case].next_update_at().expect("the desk owes, and says when");
    let before = read(&world, "it-help").len();
    world.pass(due.duration_since(world.now) + SignedDuration::from_mins(1));
    assert_eq!(read(&world, "it-help").len(), before + 1, "a word that was promised is kept by a word");
}
