//! A person forgotten leaves numbers behind, and nothing else.

use std::time::Duration;

use hearken::chat::What;
use hearken::desk::*;
use hearken::store::Store;
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
    tx.answer(&told, &Answer::Note("secret words".into())).await.unwrap();
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
