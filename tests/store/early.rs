//! What is told before the message that it is about is kept until that is told, and no longer.

use hearken::chat::*;
use hearken::desk::Effect;
use hearken::store::{Store, StoreError};
use jiff::Timestamp;

use crate::bench::both;
use crate::fixtures::*;

/// An edit of `m1` is told while nothing is known of it.
async fn edit(store: &Store, key: &str, text: &str, now: Timestamp) {
    let told = event(&home(), key, What::Edited(said(None, "m1", "ana", text)));
    let effect = Effect::Early { of: "m1".into(), event: Box::new(told.clone()) };
    visit(store, &told, now, |_| decision(None, vec![effect.clone()])).await.unwrap();
}

/// What waited for `m1` once it is told; each has its turn once.
async fn waited(store: &Store, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let told = event(&home(), "said", What::Said(said(None, "m1", "ana", "help")));
    let mut tx = store.begin().await?;
    tx.look_for_early([&told]).await?;
    let keys = tx.early(&told, now).await?.into_iter().map(|event| event.key).collect();
    tx.commit().await?;
    Ok(keys)
}

both!(an_early_edit_waits_for_its_message, |bench| {
    edit(&bench.store, "a", "help!", at(0)).await;
    edit(&bench.store, "b", "help!!", at(1)).await;
    let elsewhere =
        event(&Home { workspace: "other".into(), ..home() }, "said", What::Said(said(None, "m1", "x", "y")));
    let mut tx = bench.store.begin().await.unwrap();
    tx.look_for_early([&elsewhere]).await.unwrap();
    assert_eq!(tx.early(&elsewhere, at(2)).await.unwrap(), [], "another workspace's message");
    tx.rollback().await.unwrap();
    assert_eq!(waited(&bench.store, at(2)).await.unwrap(), ["b", "a"], "the latest first");
    assert_eq!(waited(&bench.store, at(2)).await.unwrap(), Vec::<String>::new());
});

both!(what_waits_too_long_is_forgotten, |bench| {
    edit(&bench.store, "a", "secret words", at(0)).await;
    assert_eq!(waited(&bench.store, at(16 * 60)).await.unwrap(), Vec::<String>::new());
});
