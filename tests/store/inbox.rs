//! Told twice, taken once, answered the same.

use hearken::chat::What;
use hearken::desk::Answer;
use hearken::store::Received;

use crate::bench::both;
use crate::fixtures::*;

both!(an_event_told_twice_gets_the_first_answer_again, |bench| {
    let told = event(&home(), "evt\u{0}1", What::Said(said(None, "m1", "ana", "hi")));
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(tx.receive(&told, at(0)).await.unwrap(), Received::New);
    tx.answer(&told, &Answer::Note("HK-1 is yours".into())).unwrap();
    tx.commit().await.unwrap();

    let mut tx = bench.store.begin().await.unwrap();
    let again = tx.receive(&told, at(9)).await.unwrap();
    assert_eq!(again, Received::Duplicate(Some(Answer::Note("HK-1 is yours".into()))));
    let elsewhere = event(&other_home(), "evt\u{0}1", told.what.clone());
    assert_eq!(tx.receive(&elsewhere, at(9)).await.unwrap(), Received::New, "keys are a workspace's own");
});

both!(an_event_rolled_back_is_new_again, |bench| {
    let told = event(&home(), "evt1", What::Said(said(None, "m1", "ana", "hi")));
    let mut tx = bench.store.begin().await.unwrap();
    tx.receive(&told, at(0)).await.unwrap();
    drop(tx);
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(tx.receive(&told, at(0)).await.unwrap(), Received::New);
});

both!(events_are_let_go_after_a_week_and_no_earlier, |bench| {
    let told = event(&home(), "evt1", What::Said(said(None, "m1", "ana", "hi")));
    let mut tx = bench.store.begin().await.unwrap();
    tx.receive(&told, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    bench.store.tidy(at(7 * 24 * 60)).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(tx.receive(&told, at(0)).await.unwrap(), Received::Duplicate(None));
    tx.rollback().await.unwrap();
    bench.store.tidy(at(7 * 24 * 60 + 1)).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(tx.receive(&told, at(0)).await.unwrap(), Received::New);
});
