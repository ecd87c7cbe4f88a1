//! A person forgotten leaves numbers behind, and nothing else.

use std::time::Duration;

use hearken::chat::{Delivery, Post, PostKind, Spot, What};
use hearken::desk::*;
use hearken::store::{Claimed, Ending, Store};
use sqlx::Row;

use crate::bench::both;
use crate::fixtures::*;

/// Every text in every table.
async fn everything(store: &Store) -> String {
    const TABLES: [&str; 12] = [
        "SELECT * FROM inbox",
        "SELECT * FROM cases",
        "SELECT * FROM messages",
        "SELECT * FROM suggestions",
        "SELECT * FROM promises",
        "SELECT * FROM timeline",
        "SELECT * FROM outbox",
        "SELECT * FROM verdicts",
        "SELECT * FROM nudges",
        "SELECT * FROM peace",
        "SELECT * FROM preferences",
        "SELECT * FROM wordings",
    ];
    let mut all = String::new();
    for table in TABLES {
        macro_rules! texts {
            ($pool:expr) => {
                for row in sqlx::query(table).fetch_all($pool).await.unwrap() {
                    for column in 0..row.len() {
                        all.push_str(&row.try_get::<Option<String>, _>(column).ok().flatten().unwrap_or_default());
                        all.push('\n');
                    }
                }
            };
        }
        match store.db() {
            hearken::store::Db::Sqlite(pool) => texts!(pool),
            hearken::store::Db::Postgres(pool) => texts!(pool),
        }
    }
    all
}

both!(a_person_forgotten_leaves_only_numbers, |bench| {
    let ana = || "ana-ruiz".into();
    let rename = |mut case: Case| {
        case.requester = ana();
        for message in &mut case.messages {
            message.author = ana();
        }
        case
    };
    let mine = rename(rich_case(1));
    let mut bens = case(2, &home(), "ben");
    bens.messages.push(message("m77", "ana-ruiz", "same here, secret words"));
    let told = event(&home(), "e", What::Said(said(None, "m1", "ana-ruiz", "secret words")));
    let mut tx = bench.store.begin().await.unwrap();
    tx.receive(&told, at(0)).await.unwrap();
    tx.answer(&told, &Answer::Note("secret words".into())).unwrap();
    tx.save(&home(), None, &decision(Some(mine), vec![deliver("k1", in_thread("m1", "secret words"))]), at(0))
        .await
        .unwrap();
    let effects = vec![
        deliver("k2", in_thread("m2", "for ben")),
        Effect::Nudged { key: "n".into(), said: said(None, "m9", "ana-ruiz", "secret words") },
        Effect::Used { person: ana(), wordings: vec!["secret words".into()] },
        Effect::Peace { person: ana(), channel: "it-help".into(), until: at(9) },
        Effect::ReadWording { person: ana(), allowed: false },
    ];
    tx.save(&home(), None, &decision(Some(bens.clone()), effects), at(0)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(everything(&bench.store).await.contains("secret words"), "the test looks in the right places");

    let goodbye = vec![deliver("bye", in_channel("done")), Effect::Forget { person: ana() }];
    save_effects(&bench.store, goodbye).await;

    let left = everything(&bench.store).await;
    for word in ["secret words", "ana-ruiz", "VPN dropped", "rotten timing", "certificate", "too warm"] {
        assert!(!left.contains(word), "{word} is left in:\n{left}");
    }
    let number = bench.store.case(CaseId(1)).await.unwrap().unwrap();
    assert_eq!((number.status, number.requester.as_str(), number.heat.score), (Status::Closed, "forgotten", 61));
    assert_eq!((number.topic.as_str(), number.opened_at, number.promises.len()), ("vpn", at(0), 2));
    assert_eq!(bench.store.next_due(&home()).await.unwrap(), None);

    let others = bench.store.case(CaseId(2)).await.unwrap().unwrap();
    assert_eq!(others.messages[0], bens.messages[0]);
    assert_eq!((others.messages[1].text.as_str(), others.messages[1].author.as_str()), ("", "forgotten"));
    let mut posts: Vec<_> = bench.store.claim(&home(), at(0), Duration::from_secs(9), 9).await.unwrap();
    posts.sort_by(|a, b| a.key.cmp(&b.key));
    assert_eq!(posts.iter().map(|post| post.key.as_str()).collect::<Vec<_>>(), ["bye", "k2"]);
});

/// Delivers whatever is there until nothing is left, and returns what was sent.
async fn drain(store: &Store) -> Vec<Claimed> {
    let mut sent = Vec::new();
    while store.undelivered(&home()).await.unwrap() > 0 {
        for claimed in store.claim(&home(), at(9), Duration::from_secs(9), 9).await.unwrap() {
            let done = Ending::Done(format!("m-{}", claimed.key).as_str().into());
            assert!(store.complete(&claimed.key, claimed.fence, done, at(9)).await.unwrap());
            sent.push(claimed);
        }
    }
    sent
}

/// What is put in whose place.
fn replaced(sent: &[Claimed]) -> Vec<String> {
    let target = |claimed: &Claimed| match &claimed.delivery {
        Delivery::Replace(target, post) if post.text.starts_with("Removed") => Some(target.0.clone()),
        _ => None,
    };
    let mut keys: Vec<String> = sent.iter().filter_map(target).collect();
    keys.sort();
    keys
}

async fn forget(store: &Store) {
    save_effects(store, vec![Effect::Forget { person: "ana".into() }]).await;
}

both!(a_receipt_in_the_persons_own_conversation_is_blanked_too, |bench| {
    let mut opened = case(1, &home(), "ana");
    (opened.channel, opened.thread, opened.root) = ("dm:ana".into(), None, Some("receipt".into()));
    let receipt = Delivery::New(Post { kind: PostKind::Receipt, ..post(Spot::Direct("ana".into()), "Got it, Ana") });
    save_new(&bench.store, &home(), decision(Some(opened), vec![deliver("receipt", receipt)])).await;
    drain(&bench.store).await;
    forget(&bench.store).await;
    forget(&bench.store).await;
    assert_eq!(replaced(&drain(&bench.store).await), ["receipt"]);
});

both!(what_is_under_way_while_its_person_is_forgotten_is_blanked_once_it_stands, |bench| {
    let effects = vec![deliver("reply", in_thread("m1", "Ana, I'm on it")), deliver("next", in_thread("m1", "secret"))];
    save_new(&bench.store, &home(), decision(Some(case(1, &home(), "ana")), effects)).await;
    let held = bench.store.claim(&home(), at(0), Duration::from_secs(9), 9).await.unwrap().remove(0);
    forget(&bench.store).await;
    assert!(!everything(&bench.store).await.contains("I'm on it"), "not even while it is under way");
    assert!(bench.store.complete(&held.key, held.fence, Ending::Unknown(at(1)), at(0)).await.unwrap());
    let sent = drain(&bench.store).await;
    assert_eq!(sent.iter().map(|sent| sent.key.as_str()).collect::<Vec<_>>(), ["reply", "reply/forgotten"]);
    assert!(sent[0].uncertain, "it is asked for first");
    assert_eq!(replaced(&sent), ["reply"]);
});

both!(a_nudge_that_waits_is_not_posted_to_whoever_was_forgotten, |bench| {
    let effects = vec![
        deliver("nudge", in_thread("m9", "Shall I open a ticket, Ana?")),
        Effect::Nudged { key: "nudge".into(), said: said(None, "m9", "ana", "the printer is down") },
    ];
    save_effects(&bench.store, effects).await;
    forget(&bench.store).await;
    assert!(drain(&bench.store).await.is_empty());
});
