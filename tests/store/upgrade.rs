//! An older version at work beside a newer one on the same database: what it cannot read it leaves to the newer one, and
//! nothing else waits for that.

use std::time::Duration;

use hearken::chat::What;
use hearken::desk::{Answer, CaseId};
use hearken::store::{CaseFilter, Db, Ending, Received, Store, StoreError};
use sqlx::{AssertSqlSafe, Executor};

use crate::bench::both;
use crate::fixtures::*;

/// A newer version writes.
async fn newer(store: &Store, sql: &str) {
    match store.db() {
        Db::Sqlite(pool) => pool.execute(AssertSqlSafe(sql.to_owned())).await.map(|_| ()).unwrap(),
        Db::Postgres(pool) => pool.execute(AssertSqlSafe(sql.to_owned())).await.map(|_| ()).unwrap(),
    }
}

both!(a_case_with_something_new_in_it_is_left_to_the_newer_one, |bench| {
    for id in 1..=3 {
        save_new(&bench.store, &home(), decision(Some(case(id, &home(), &format!("person{id}"))), vec![])).await;
    }
    newer(&bench.store, "UPDATE cases SET body = replace(body, '{\"id\":2,', '{\"id\":2,\"mood\":\"new\",')").await;
    // Written back by the older one, the new field would be lost.
    let told = event(&home(), "e", What::Said(said(Some("m2"), "n", "person2", "any news?")));
    let refused = visit(&bench.store, &told, at(0), |_| decision(None, vec![])).await;
    assert!(matches!(refused, Err(StoreError::Unreadable { .. })), "{refused:?}");
    let listed = bench.store.cases(&CaseFilter::default()).await.unwrap();
    assert_eq!(listed.iter().map(|case| case.id.0).collect::<Vec<_>>(), [3, 1]);
    let other = event(&home(), "f", What::Said(said(Some("m1"), "o", "person1", "any news?")));
    assert_eq!(visit(&bench.store, &other, at(0), |_| decision(None, vec![])).await.unwrap(), Received::New);
    newer(&bench.store, "UPDATE cases SET body = replace(body, '\"mood\":\"new\",', '')").await;
    assert_eq!(visit(&bench.store, &told, at(0), |_| decision(None, vec![])).await.unwrap(), Received::New);
});

both!(a_timer_of_a_new_kind_stops_no_other, |bench| {
    save_new(&bench.store, &home(), decision(Some(rich_case(1)), vec![])).await;
    save_new(&bench.store, &home(), decision(Some(case(2, &home(), "ben")), vec![])).await;
    newer(&bench.store, "INSERT INTO timers (case_id, kind, due_at) VALUES (2, 'sing', 0)").await;
    let due = bench.store.due(&home(), at(100), 10).await.unwrap();
    assert_eq!(due.iter().map(|due| due.case).collect::<Vec<_>>(), [CaseId(1), CaseId(1)]);
});

both!(an_answer_of_a_new_kind_is_still_an_event_that_was_taken, |bench| {
    let told = event(&home(), "e", What::Said(said(None, "m1", "ana", "help")));
    let answered = |_: &_| hearken::desk::Decision { answer: Answer::Note("no".into()), ..decision(None, vec![]) };
    assert_eq!(visit(&bench.store, &told, at(0), answered).await.unwrap(), Received::New);
    newer(&bench.store, "UPDATE inbox SET answer = '{\"hologram\":1}'").await;
    assert_eq!(visit(&bench.store, &told, at(0), answered).await.unwrap(), Received::Duplicate(None));
});

both!(a_post_of_a_new_kind_is_put_back_for_the_newer_one, |bench| {
    save_effects(&bench.store, vec![deliver("new", in_thread("m1", "x")), deliver("old", in_thread("m2", "y"))]).await;
    newer(&bench.store, "UPDATE outbox SET delivery = '{\"hologram\":1}' WHERE key = 'new'").await;
    let lease = Duration::from_secs(45);
    let claimed = bench.store.claim(&home(), at(0), lease, 9).await.unwrap();
    assert_eq!(claimed.iter().map(|post| post.key.as_str()).collect::<Vec<_>>(), ["old"]);
    let ready = bench.store.next_ready(&home(), at(0)).await.unwrap().unwrap();
    assert!(ready < at(0) + jiff::SignedDuration::from_secs(5), "long before the lease would have ended: {ready}");
    newer(
        &bench.store,
        "UPDATE outbox SET delivery = (SELECT delivery FROM outbox WHERE key = 'old') WHERE key = 'new'",
    )
    .await;
    let claimed = bench.store.claim(&home(), ready, lease, 9).await.unwrap();
    assert!(claimed.iter().any(|post| post.key.as_str() == "new" && !post.uncertain), "nobody ever sent it");
});

both!(columns_and_tables_that_a_newer_one_added_do_not_disturb_the_older, |bench| {
    save_new(&bench.store, &home(), decision(Some(case(1, &home(), "ana")), vec![])).await;
    newer(&bench.store, "ALTER TABLE cases ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'").await;
    newer(&bench.store, "ALTER TABLE outbox ADD COLUMN colour TEXT").await;
    newer(&bench.store, "CREATE TABLE moods (name TEXT NOT NULL PRIMARY KEY)").await;
    newer(
        &bench.store,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         SELECT 999, 'moods', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
    )
    .await;
    let told = event(&home(), "e", What::Said(said(None, "m9", "ben", "help")));
    let opens = |situated: &hearken::store::Situated| {
        let effects = vec![deliver("k", in_channel("card"))];
        decision(Some(case(situated.next_case.0, &home(), "ben")), effects)
    };
    // The save above took no number by itself.
    let opened = visit(&bench.store, &told, at(0), opens).await;
    assert_eq!(opened.unwrap(), Received::New);
    let claimed = bench.store.claim(&home(), at(0), Duration::from_secs(45), 9).await.unwrap().remove(0);
    assert!(bench.store.complete(&claimed.key, claimed.fence, Ending::Done("m".into()), at(0)).await.unwrap());
    assert!(bench.store.case(CaseId(1)).await.unwrap().is_some());
    let late = Store::open(&bench.url).await.expect_err("an older one does not begin any more");
    assert!(matches!(late, StoreError::Newer { found: 999, .. }), "{late:?}");
});

both!(a_claim_that_was_in_doubt_is_given_back_and_nobody_elses_is, |bench| {
    save_effects(&bench.store, vec![deliver("k", in_thread("m1", "x"))]).await;
    let lease = Duration::from_secs(45);
    let claimed = bench.store.claim(&home(), at(0), lease, 9).await.unwrap();
    let back = |posts: Vec<_>| {
        let store = bench.store.clone();
        async move {
            let mut tx = store.begin().await.unwrap();
            tx.give_back(&posts).await.unwrap();
            tx.commit().await.unwrap();
        }
    };
    back(claimed.clone()).await;
    let again = bench.store.claim(&home(), at(1), lease, 9).await.unwrap();
    assert!(!again[0].uncertain, "it was never sent");
    // The same fence from another instance, had our own claim not been committed.
    let mut ours = again.clone();
    ours[0].until = claimed[0].until;
    back(ours).await;
    assert_eq!(bench.store.claim(&home(), at(1), lease, 9).await.unwrap(), []);
});
