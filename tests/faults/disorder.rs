//! A platform that tells of things twice and out of order, to the real engine on a real store.

use std::sync::Arc;

use hearken::chat::{Event, MessageId, Platform, Said, What};
use hearken::config::read_desk;
use hearken::desk::Status;
use hearken::engine::{Clock, Engine, MovableClock, Patience, Platforms, Rules};
use hearken::platforms::local::{LocalChat, World};
use hearken::store::{CaseFilter, DatabaseUrl, Store};
use jiff::SignedDuration;

fn said(thread: Option<&str>, id: &str, text: &str) -> Said {
    let thread = thread.map(MessageId::from);
    Said { channel: "it-help".into(), thread, message: id.into(), author: "ana".into(), text: text.into() }
}

/// What stands in the end: each ticket with its words.
type End = Vec<(Status, Vec<String>)>;

/// Tells these, by their place in the order in which they happened, one after the other or all at once.
async fn told(events: &[What], order: &[usize], at_once: bool) -> End {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&DatabaseUrl::file(folder.path().join("hearken.db"))).await.unwrap();
    let desk = read_desk(None).unwrap();
    let clock: Arc<dyn Clock> = Arc::new(MovableClock::new(SignedDuration::ZERO));
    let world = World { people: desk.people, channels: desk.channels };
    let time = clock.clone();
    let chat: Arc<dyn Platform> = Arc::new(LocalChat::new(&store, world, Arc::new(move || time.now())));
    let home = chat.home().clone();
    let platforms = Platforms::from([(home.clone(), chat)]);
    let rules = Rules::load(None).unwrap();
    let began = clock.now();
    let engine = Engine::start(store.clone(), platforms, desk.policy, rules, clock, Patience::default());
    let mut taking = Vec::new();
    for n in order {
        let at = began + SignedDuration::from_millis(i64::try_from(*n).unwrap());
        let event = Event { key: format!("k{n}"), home: home.clone(), at, what: events[*n].clone() };
        let intake = engine.intake();
        taking.push(tokio::spawn(async move { intake.take(event).await }));
        if !at_once {
            taking.pop().unwrap().await.unwrap().unwrap();
        }
        tokio::task::yield_now().await;
    }
    for taken in taking {
        taken.await.unwrap().unwrap();
    }
    let mut cases = Vec::new();
    for case in store.cases(&CaseFilter::default()).await.unwrap() {
        let mut words: Vec<String> = case.messages.iter().map(|message| message.text.clone()).collect();
        words.sort();
        cases.push((case.status, words));
    }
    engine.stop(std::time::Duration::from_secs(4)).await;
    store.close().await;
    cases
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_twice_and_out_of_order_comes_to_the_same_end() {
    let root = What::Said(said(None, "x1", "My VPN keeps dropping"));
    let reply = What::Said(said(Some("x1"), "x2", "It says error 809."));
    let changed = What::Edited(said(Some("x1"), "x2", "It says error 812."));
    let deleted = What::Deleted { channel: "it-help".into(), message: "x1".into(), author: "ana".into() };
    let thread = [root.clone(), reply, changed];
    let taken_back = [root, deleted];
    for at_once in [false, true] {
        let clean = told(&thread, &[0, 1, 2], at_once).await;
        assert_eq!(clean, [(Status::New, vec!["It says error 812.".to_owned(), "My VPN keeps dropping".to_owned()])]);
        for order in [&[2, 1, 0, 1, 2][..], &[1, 2, 1, 0, 0], &[0, 2, 2, 1, 1]] {
            assert_eq!(told(&thread, order, at_once).await, clean, "{order:?}, at once: {at_once}");
        }
        let clean = told(&taken_back, &[0, 1], at_once).await;
        assert_eq!(clean, [(Status::Closed, vec![String::new()])]);
        assert_eq!(told(&taken_back, &[1, 1, 0, 0], at_once).await, clean, "at once: {at_once}");
    }
}
