//! The local chat as people and the courier use it, on both engines.

#[allow(dead_code)] // Each test file uses its own part.
#[path = "store/bench.rs"]
mod bench;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use bench::{Bench, both};
use hearken::chat::{
    Action, ActionStyle, Audience, Card, ChannelKind, Channels, Delivery, Event, Outcome, People, Person, PersonId,
    Platform, Post, PostKey, PostKind, Rank, Spot, What,
};
use hearken::platforms::local::{Asked, BOT, Draft, LocalChat, Press, Problem, Untold, World};

struct Desk {
    chat: LocalChat,
}

fn desk(bench: &Bench) -> Desk {
    Desk { chat: LocalChat::new(&bench.store, world(), Arc::new(Timestamp::now)) }
}

/// A few of each kind.
fn world() -> World {
    let person = |(id, rank): (&str, Rank)| {
        (id.into(), Person { id: id.into(), name: id.to_uppercase(), rank, zone: TimeZone::UTC })
    };
    let people = [("ana", Rank::Requester), ("ben", Rank::Requester), ("sam", Rank::Agent), ("lea", Rank::Lead)];
    let channels = [
        ("it-help", ChannelKind::Intake),
        ("it-agents", ChannelKind::Agents),
        ("general", ChannelKind::Listened),
        ("status", ChannelKind::Broadcast),
    ];
    World {
        people: People(people.map(person).into()),
        channels: Channels(channels.map(|(id, kind)| (id.into(), kind)).into()),
    }
}

fn draft(channel: &str, author: &str, text: &str) -> Draft {
    Draft { channel: channel.into(), thread: None, author: author.into(), text: text.into(), client_id: None }
}

fn post(spot: Spot, text: &str) -> Post {
    Post { spot, kind: PostKind::Notice, audience: Audience::Everybody, sent_by: None, text: text.into(), card: None }
}

fn card(actions: &[&str]) -> Card {
    let action = |id: &&str| Action { id: (*id).into(), label: (*id).into(), style: ActionStyle::Plain };
    Card { state: "New".into(), actions: actions.iter().map(action).collect(), ..Card::default() }
}

impl Desk {
    async fn seen(&self, asked: Asked) -> Vec<String> {
        self.chat.list(&asked).await.unwrap().messages.into_iter().map(|listed| listed.message.text).collect()
    }

    async fn delivered(&self, key: &str, post: Post) -> hearken::chat::MessageId {
        match self.chat.deliver(&PostKey::from(key), &Delivery::New(post), None).await {
            Outcome::Done(message) => message,
            other => panic!("{other:?}"),
        }
    }
}

fn channel(id: &str) -> Asked {
    Asked { channel: Some(id.into()), ..Asked::default() }
}

fn as_seen_by(viewer: &str, id: &str) -> Asked {
    Asked { viewer: Some(viewer.into()), ..channel(id) }
}

both!(messages_are_numbered_in_the_order_they_are_said_however_many_talk_at_once, |bench| {
    let desk = desk(&bench);
    let said = (0..20).map(|n| desk.chat.say(draft("it-help", "ana", &format!("number {n}"))));
    let said = futures_util::future::try_join_all(said).await.unwrap();
    let mut numbers: Vec<i64> = said.iter().map(|message| message.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!(desk.seen(channel("it-help")).await.len(), 20);
});

both!(the_same_client_id_is_the_same_message_for_its_author_alone, |bench| {
    let desk = desk(&bench);
    let once = Draft { client_id: Some("c-1".into()), ..draft("it-help", "ana", "first words") };
    let first = desk.chat.say(once.clone()).await.unwrap();
    let again = desk.chat.say(Draft { text: "other words".into(), ..once.clone() }).await.unwrap();
    assert_eq!((again.id(), again.text.as_str()), (first.id(), "first words"));
    let other = desk.chat.say(Draft { author: "ben".into(), ..once }).await.unwrap();
    assert_ne!(other.id(), first.id());
});

both!(people_write_and_read_where_it_is_theirs_to, |bench| {
    let desk = desk(&bench);
    for (place, author, fits) in [
        ("it-help", "ana", true),
        ("general", "sam", true),
        ("it-agents", "sam", true),
        ("it-agents", "lea", true),
        ("it-agents", "ana", false),
        ("dm:ana", "ana", true),
        ("dm:ana", "sam", false),
        ("status", "sam", true),
        ("status", "ana", false),
    ] {
        let said = desk.chat.say(draft(place, author, "hello")).await;
        assert_eq!(said.is_ok(), fits, "{author} in {place}");
        if place != "status" {
            let read = desk.chat.list(&as_seen_by(author, place)).await;
            assert_eq!(read.is_ok(), fits, "{author} reading {place}");
        }
    }
    for (place, author) in [("nowhere", "ana"), ("dm:nobody", "ana"), ("it-help", "nobody"), ("it-help", BOT)] {
        let said = desk.chat.say(draft(place, author, "hello")).await;
        assert!(matches!(said, Err(Problem::NoChannel(_) | Problem::NoPerson(_))), "{author} in {place}");
    }
    assert_eq!(desk.seen(Asked { viewer: Some("ana".into()), ..Asked::default() }).await.len(), 4);
});

both!(an_answer_to_an_answer_is_in_the_same_thread, |bench| {
    let desk = desk(&bench);
    let first = desk.chat.say(draft("it-help", "ana", "broken")).await.unwrap();
    let thread = |id: &hearken::chat::MessageId| Some(id.clone());
    let second =
        desk.chat.say(Draft { thread: thread(&first.id()), ..draft("it-help", "ben", "me too") }).await.unwrap();
    let third =
        desk.chat.say(Draft { thread: thread(&second.id()), ..draft("it-help", "sam", "on it") }).await.unwrap();
    assert_eq!(third.thread, Some(first.id()));
    let below = desk.delivered("k1", post(Spot::Thread("it-help".into(), second.id()), "noted")).await;
    let whole = Asked { thread: Some(below), ..Asked::default() };
    assert_eq!(desk.seen(whole).await, ["broken", "me too", "on it", "noted"]);
    let elsewhere = Draft { thread: thread(&first.id()), ..draft("general", "ben", "me too") };
    assert!(matches!(desk.chat.say(elsewhere).await, Err(Problem::NoThread { .. })));
});

both!(a_delivery_repeated_stands_once, |bench| {
    let desk = desk(&bench);
    let first = desk.delivered("k1", post(Spot::Channel("it-help".into()), "noted")).await;
    let again = desk.delivered("k1", post(Spot::Channel("it-help".into()), "noted")).await;
    assert_eq!(first, again);
    assert_eq!(desk.seen(channel("it-help")).await, ["noted"]);
    let delivery = Delivery::New(post(Spot::Channel("it-help".into()), "noted"));
    assert_eq!(desk.chat.find(&"k1".into(), &delivery).await, Ok(Some(first.clone())));
    assert_eq!(desk.chat.find(&"k2".into(), &delivery).await, Ok(None));
    let below = Delivery::New(post(Spot::Under("it-help".into(), "k1".into()), "and more"));
    assert!(matches!(desk.chat.deliver(&"k3".into(), &below, Some(&first)).await, Outcome::Done(_)));
    let whole = Asked { thread: Some(first), ..Asked::default() };
    assert_eq!(desk.seen(whole).await, ["noted", "and more"]);
});

both!(a_post_is_replaced_in_place_and_keeps_the_memory_of_its_buttons, |bench| {
    let desk = desk(&bench);
    let with = |actions: &[&str]| Post {
        kind: PostKind::Question,
        card: Some(card(actions)),
        ..post(Spot::Channel("it-help".into()), "does it work?")
    };
    let id = desk.delivered("k1", with(&["works"])).await;
    let replace = Delivery::Replace("k1".into(), with(&["not_yet"]));
    assert_eq!(desk.chat.find(&"k2".into(), &replace).await, Ok(None));
    assert_eq!(desk.chat.deliver(&"k2".into(), &replace, Some(&id)).await, Outcome::Done(id.clone()));
    assert_eq!(desk.chat.find(&"k2".into(), &replace).await, Ok(Some(id.clone())));
    let listed = desk.chat.list(&channel("it-help")).await.unwrap().messages;
    assert_eq!(listed[0].message.card, Some(card(&["not_yet"])));
    let press = |action: &str| Press {
        message: id.clone(),
        action: action.into(),
        actor: "ana".into(),
        form: None,
        client_id: None,
    };
    assert!(desk.chat.press(press("works"), "u1").await.is_ok(), "the desk answers to a button that is gone");
    assert!(matches!(desk.chat.press(press("send"), "u2").await, Err(Problem::NoAction(_))));
    let missing = Delivery::Replace("k9".into(), with(&[]));
    assert!(matches!(desk.chat.deliver(&"k3".into(), &missing, None).await, Outcome::Dead(_)));
});

both!(what_only_one_person_sees_is_hidden_from_the_others, |bench| {
    let desk = desk(&bench);
    let only = Post { audience: Audience::Only("ana".into()), ..post(Spot::Channel("general".into()), "a ticket?") };
    let id = desk.delivered("k1", only).await;
    assert_eq!(desk.seen(as_seen_by("ana", "general")).await, ["a ticket?"]);
    assert!(desk.seen(as_seen_by("sam", "general")).await.is_empty());
    assert_eq!(desk.seen(channel("general")).await.len(), 1);
    assert!(matches!(desk.chat.react(&id, &"ben".into(), "eyes").await, Err(Problem::NotVisible)));
    let direct = desk.delivered("k2", post(Spot::Direct("ben".into()), "between us")).await;
    assert_eq!(desk.seen(as_seen_by("ben", "dm:ben")).await, ["between us"]);
    assert!(matches!(desk.chat.react(&direct, &"sam".into(), "eyes").await, Err(Problem::NotTheirs { .. })));
});

both!(only_the_author_changes_and_takes_back, |bench| {
    let desk = desk(&bench);
    let id = desk.chat.say(draft("it-help", "ana", "brokn")).await.unwrap().id();
    let (ana, ben): (PersonId, PersonId) = ("ana".into(), "ben".into());
    assert!(matches!(desk.chat.reword(&id, &ben, "mine now").await, Err(Problem::NotAuthor)));
    assert!(matches!(desk.chat.take_back(&id, &ben).await, Err(Problem::NotAuthor)));
    assert!(desk.chat.reword(&id, &ana, "broken").await.unwrap().edited);
    assert_eq!(desk.seen(channel("it-help")).await, ["broken"]);
    assert!(desk.chat.take_back(&id, &ana).await.is_ok());
    assert!(desk.seen(channel("it-help")).await.is_empty());
    assert!(matches!(desk.chat.take_back(&id, &ana).await, Err(Problem::NoMessage(_))));
});

both!(what_the_engine_did_not_take_is_told_again_until_it_does, |bench| {
    let desk = desk(&bench);
    let (ana, ben): (PersonId, PersonId) = ("ana".into(), "ben".into());
    let told = desk.chat.say(draft("it-help", "ana", "taken at once")).await.unwrap();
    desk.chat.note_told(&desk.chat.owed(&told)[0].mark).await.unwrap();
    desk.chat.reword(&told.id(), &ana, "taken at once, then changed").await.unwrap();
    let edited = desk.chat.say(draft("it-help", "ana", "brokn")).await.unwrap().id();
    desk.chat.reword(&edited, &ana, "broken").await.unwrap();
    let gone = desk.chat.say(draft("it-help", "ana", "never mind")).await.unwrap().id();
    desk.chat.take_back(&gone, &ana).await.unwrap();
    desk.chat.react(&told.id(), &ben, "ticket").await.unwrap();
    desk.delivered("k1", post(Spot::Channel("it-help".into()), "the bot's own words are never told")).await;

    // As after a crash: the same database, opened by another process.
    let desk = Desk { chat: LocalChat::new(&bench.again().await, world(), Arc::new(Timestamp::now)) };
    let untold = desk.chat.untold().await.unwrap();
    let keys: Vec<&str> = untold.iter().map(|untold| untold.event.key.as_str()).collect();
    assert_eq!(keys, ["edited:m1:1", "message:m2", "edited:m2:1", "deleted:m3", "reaction:m1:ben:ticket"]);
    assert!(matches!(&untold[1], Untold { event: Event { what: What::Said(said), .. }, .. } if said.text == "broken"));
    for untold in &untold {
        desk.chat.note_told(&untold.mark).await.unwrap();
    }
    assert_eq!(desk.chat.untold().await.unwrap(), []);
});

both!(whoever_reads_waits_for_no_writer, |bench| {
    let desk = desk(&bench);
    desk.chat.say(draft("it-help", "ana", "said")).await.unwrap();
    // The engine's writer is in the middle of something.
    let writing = bench.store.begin().await.unwrap();
    let read = tokio::time::timeout(std::time::Duration::from_secs(2), desk.seen(channel("it-help"))).await;
    assert_eq!(read.expect("reading does not wait"), ["said"]);
    writing.rollback().await.unwrap();
    desk.chat.say(draft("it-help", "ana", "said next")).await.unwrap();
    assert_eq!(desk.seen(channel("it-help")).await, ["said", "said next"], "what was just written is read");
});

both!(what_is_long_is_read_page_by_page_from_its_end, |bench| {
    let desk = desk(&bench);
    for n in 1..=7 {
        desk.chat.say(draft("it-help", "ana", &n.to_string())).await.unwrap();
    }
    let mut asked = Asked { limit: Some(3), ..channel("it-help") };
    for (texts, before) in [(vec!["5", "6", "7"], Some("m5")), (vec!["2", "3", "4"], Some("m2")), (vec!["1"], None)] {
        assert_eq!(desk.seen(asked.clone()).await, texts);
        asked.before = desk.chat.list(&asked).await.unwrap().before;
        assert_eq!(asked.before, before.map(Into::into));
    }
    let all = Asked { limit: Some(7), ..channel("it-help") };
    assert_eq!(desk.chat.list(&all).await.unwrap().before, None, "a page that holds everything is the last");
    let wrong = Asked { before: Some("x".into()), ..channel("it-help") };
    assert!(matches!(desk.chat.list(&wrong).await, Err(Problem::NoMessage(_))));
});
