//! What the desk's own people are told: a reminder that was answered, a case that was taken over, a promise that was put
//! off, the lead who is in charge of the next word; and the story they read.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::world::{World, said};

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn ticket() -> (World, CaseId, MessageId) {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case, thread)
}

/// What stands now in the place of a post.
fn stands(world: &World, key: &PostKey) -> Post {
    let of = |sent: &&crate::world::Sent| match &sent.delivery {
        Delivery::New(_) => sent.key == *key,
        Delivery::Replace(target, _) => target == key,
    };
    world.sent.iter().rev().find(of).expect("a post").delivery.post().clone()
}

fn alone_with(world: &World, person: &str) -> Vec<String> {
    let posts = world.sent.iter().map(|sent| sent.delivery.post());
    posts.filter(|post| post.spot == Spot::Direct(person.into())).map(|post| post.text.clone()).collect()
}

fn field(world: &World, case: CaseId, label: &str) -> Option<String> {
    let card = stands(world, world.cases[&case].card.as_ref()?).card?;
    card.fields.iter().find(|field| field.label == label).map(|field| field.value.clone())
}

#[test]
fn a_reminder_that_was_answered_says_by_whom_and_with_what_and_has_no_buttons() {
    let update: &[(&str, &str)] = &[("text", "the gateway team has the logs")];
    for (action, form, what) in [("nothing_new", None, "nothing new"), ("update", Some(update), "gateway team")] {
        let (mut world, _, _) = ticket();
        world.pass(hours(3) + SignedDuration::from_mins(55));
        let reminder = world.sent.iter().find(|sent| sent.delivery.post().kind == PostKind::Nudge).expect("one");
        let reminder = reminder.key.clone();
        if action == "update" {
            let answer = world.press(&reminder, action, "sam", None);
            assert!(matches!(answer, Answer::Form(_)), "{answer:?}");
            assert!(stands(&world, &reminder).card.is_some(), "a form that was opened answers nothing");
        }
        assert_eq!(world.press(&reminder, action, "sam", form), Answer::Done);
        let stands = stands(&world, &reminder);
        assert!(stands.text.contains("Sam") && stands.text.contains(what), "{}", stands.text);
        assert_eq!(stands.card, None, "{action}");
    }
}

#[test]
fn whoever_had_a_case_is_told_who_took_it() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "claim", "sam", None);
    world.on_card(case, "take", "priya", None);
    let told = alone_with(&world, "sam");
    assert!(told.len() == 1 && told[0].contains("Priya") && told[0].contains("HK-1"), "{told:?}");
    assert_eq!(alone_with(&world, "priya"), Vec::<String>::new());

    let (mut world, case, _) = ticket();
    world.on_card(case, "claim", "sam", None);
    world.on_card(case, "send", "priya", None);
    assert_eq!(alone_with(&world, "sam").len(), 1, "sending takes it over, too");
}

#[test]
fn in_the_night_of_whoever_had_it_the_hand_over_stands_below_the_card() {
    let (mut world, case, _) = ticket();
    world.desk.policy.quiet = Quiet::between(jiff::civil::time(8, 0, 0, 0), jiff::civil::time(10, 0, 0, 0));
    world.on_card(case, "claim", "sam", None);
    let zone = jiff::tz::TimeZone::get("Pacific/Auckland").unwrap();
    for person in world.desk.people.0.values_mut().filter(|person| person.id.as_str() != "sam") {
        person.zone = zone.clone();
    }
    world.on_card(case, "take", "priya", None);
    assert_eq!(alone_with(&world, "sam"), Vec::<String>::new(), "nobody is woken");
    let below = world.sent.iter().map(|sent| sent.delivery.post()).filter(|post| post.text.contains("over from you"));
    assert!(below.count() == 1, "it is told below the card");
}

#[test]
fn an_opening_is_one_line_and_so_are_the_wordings_that_were_looked_at() {
    let (mut world, case, _) = ticket();
    for _ in 0..7 {
        world.on_card(case, "another", "sam", None);
    }
    let case = &world.cases[&case];
    let lines: Vec<String> = story(case, &world.desk.people).into_iter().map(|line| line.text).collect();
    assert_eq!(lines[0], "Ana asked for help.");
    assert!(!lines.iter().any(|line| line.contains("wrote in the thread")), "{lines:?}");
    assert_eq!(lines.last().map(String::as_str), Some("Sam looked at 7 wordings."), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.contains("wording")).count(), 2, "the reading and the seven: {lines:?}");
    let replaced = Change::Decided { id: 1, state: SuggestionState::Replaced };
    assert!(case.timeline.iter().any(|entry| entry.change == replaced), "every row is still there");
}

#[test]
fn a_snooze_has_an_end_and_the_first_answer_is_not_put_off_for_ever() {
    let snooze: fn(&'static str) -> [(&'static str, &'static str); 2] =
        |span| [("for", span), ("reason", "the part arrives tomorrow")];
    let (mut world, case, _) = ticket();
    let answer = world.on_card(case, "snooze", "sam", Some(&snooze("30d")));
    let Answer::Refused(refusal) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal.kind, RefusalKind::Invalid);

    let (mut put_off, opened) = (0, world.now);
    while world.on_card(case, "snooze", "sam", Some(&snooze("1d"))) == Answer::Done {
        put_off += 1;
        assert!(put_off <= 5, "a first answer is put off again and again");
        world.pass(hours(23));
    }
    let due = world.cases[&case].promises.iter().map(|promise| promise.due_at).max().unwrap();
    assert!(put_off > 0 && due.duration_since(opened) <= hours(24 * 7), "{put_off}, {due}");
}

#[test]
fn a_promise_that_a_snooze_moves_is_told_to_the_lead_and_the_card_says_until_when() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "snooze", "sam", Some(&[("for", "1d"), ("reason", "the part arrives tomorrow")]));
    let told = alone_with(&world, "lea");
    assert!(told.len() == 1 && told[0].contains("Sam") && told[0].contains("the part arrives"), "{told:?}");
    let offered = world.cases[&case].offered().expect("a reply");
    assert!(offered.promises.is_none_or(|due| Some(due) == world.cases[&case].next_update_at()), "{}", offered.text);
    let snoozed = field(&world, case, "Snoozed").expect("on the card");
    assert!(snoozed.starts_with("until 09:00, 24 Nov by Sam") && snoozed.contains("the part arrives"), "{snoozed}");
    world.pass(hours(25));
    assert_eq!(field(&world, case, "Snoozed"), None, "it is over");

    let (mut world, case, _) = ticket();
    world.on_card(case, "snooze", "sam", Some(&[("for", "1h"), ("reason", "lunch")]));
    assert_eq!(alone_with(&world, "lea"), Vec::<String>::new(), "nothing that was promised has moved");
}

#[test]
fn the_last_ping_says_who_speaks_next_and_so_does_status() {
    let (mut world, case, _) = ticket();
    while world.cases[&case].pings_in_row < world.desk.policy.max_pings {
        world.pass(hours(1));
    }
    let last = world.sent.iter().rev().map(|sent| sent.delivery.post()).find(|post| post.kind == PostKind::Ping);
    let last = &last.expect("a ping").text;
    assert!(last.contains("Lea") && last.contains("person") && last.contains("remind"), "{last}");
    let Answer::Note(status) = world.command("ana", "status") else { panic!("no answer") };
    assert!(status.contains("next word comes from a person"), "{status}");
    let told = alone_with(&world, "lea").len();
    world.pass(hours(24 * 2));
    let since = alone_with(&world, "lea").len() - told;
    assert!((1..=2).contains(&since), "reminded, once a working day at most: {since}");
}

#[test]
fn words_that_were_taken_back_are_in_no_reply_that_is_offered() {
    let (mut world, case, thread) = ticket();
    let line = world.reply("it-help", &thread, "ana", "My laptop also freezes in Teams every few minutes");
    let before = world.cases[&case].offered().expect("a reply").id;
    world.happen(What::Deleted { channel: "it-help".into(), message: line, author: "ana".into() });
    let offered = world.cases[&case].offered().expect("another in its place");
    assert!(offered.id != before && !offered.text.contains("Teams"), "{}", offered.text);
}

#[test]
fn a_time_that_an_agent_adds_to_what_they_wrote_is_promised() {
    let (mut world, case, thread) = ticket();
    let line = world.reply("it-help", &thread, "sam", "I look into it");
    let edited = said("it-help", Some(&thread), &line, "sam", "I look into it. I'll be back by 15:00.");
    world.happen(What::Edited(edited));
    let due: Vec<_> = world.cases[&case].open_promises().map(|p| (p.due_at.to_string(), p.by.clone())).collect();
    assert_eq!(due, [("2026-11-23T15:00:00Z".to_owned(), Some("sam".into()))]);
}

#[test]
fn a_report_that_says_more_ends_the_wait_for_its_author_and_a_mended_typo_does_not() {
    for (text, party) in [
        ("My VPN keeps droping since this morning", Owes::Requester),
        ("My VPN keeps dropping since this morning, on version 4.2 in Lyon", Owes::Agent),
    ] {
        let (mut world, case, thread) = ticket();
        world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which version?")]));
        world.happen(What::Edited(said("it-help", None, &thread, "ana", text)));
        assert_eq!(owes(&world.cases[&case]), party, "{text}");
    }
}

#[test]
fn what_a_colleague_adds_in_the_thread_is_read_by_the_agents_and_can_be_asked_about() {
    let (mut world, case, thread) = ticket();
    let sent = world.sent.len();
    let added = world.reply("it-help", &thread, "ben", "same here, my VPN drops too");
    let told: Vec<&Post> = world.sent[sent..].iter().map(|sent| sent.delivery.post()).collect();
    let told: Vec<&&Post> = told.iter().filter(|post| post.kind == PostKind::Notice).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("Ben") && told[0].text.contains("my VPN drops too"), "{}", told[0].text);
    assert_eq!(world.cases[&case].requester, "ana".into());
    let Answer::Note(why) = world.command("ben", &format!("why {added}")) else { panic!("an answer") };
    assert!(why.contains("HK-1"), "{why}");
    // Small talk stays theirs.
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ben", "lol");
    assert_eq!(world.sent.len(), sent);
}

#[test]
fn a_lead_who_asks_for_help_is_not_told_that_the_lead_was_told() {
    let mut world = World::new();
    world.command("lea", "report My VPN keeps dropping since this morning");
    let sent = world.sent.len();
    world.pass(hours(30));
    let texts: Vec<String> = world.sent[sent..].iter().map(|sent| sent.delivery.post().text.clone()).collect();
    assert!(texts.len() > 2, "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains("lead")), "{texts:?}");
    let alone = world.sent[sent..].iter().filter(|sent| sent.delivery.post().spot == Spot::Direct("lea".into()));
    assert_eq!(alone.count(), 0, "what she reads stands in her ticket's thread");
}

#[test]
fn each_reason_stands_once_on_the_card() {
    let mut world = World::new();
    for line in
        ["my laptop screen flickers, I need it today", "and my keyboard and mouse are dead too", "by noon today"]
    {
        world.say("it-help", "ana", line);
    }
    for label in ["Topic", "Priority"] {
        let reasons = field(&world, CaseId(1), label).expect(label);
        let reasons: Vec<&str> = reasons.split_once(": ").map_or("", |(_, reasons)| reasons).split("; ").collect();
        let once: std::collections::BTreeSet<&&str> = reasons.iter().collect();
        assert_eq!(once.len(), reasons.len(), "{reasons:?}");
    }
}

#[test]
fn a_ticket_emoji_on_a_colleagues_line_opens_their_own() {
    let (mut world, case, thread) = ticket();
    let added = world.reply("it-help", &thread, "ben", "same here, my VPN drops too");
    let line = said("it-help", Some(&thread), &added, "ben", "same here, my VPN drops too");
    for actor in ["dana", "ben"] {
        world.react(actor, "ticket", line.clone());
    }
    assert_eq!(world.cases.len(), 2, "one, however often it is asked for");
    let own = world.cases.values().last().expect("a ticket").clone();
    assert_eq!((own.requester, own.channel), ("ben".into(), "dm:ben".into()));
    let receipt = alone_with(&world, "ben");
    assert!(receipt.len() == 1 && receipt[0].contains("Ben") && receipt[0].contains("Dana"), "{receipt:?}");
    // The thread stays Ana's.
    world.reply("it-help", &thread, "ana", "any update?");
    assert_eq!(world.cases[&case].chases, 1);
    // On a line of a ticket's own people it opens none.
    world.react("sam", "ticket", said("it-help", None, &thread, "ana", "My VPN keeps dropping since this morning"));
    assert_eq!(world.cases.len(), 2);
}
