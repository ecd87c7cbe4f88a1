//! How fast it is here: `cargo test --test store -- --ignored --nocapture speed`. Measures, asserts nothing.

use std::time::{Duration, Instant};

use hearken::chat::What;
use hearken::desk::Occasion;
use hearken::store::{Ending, Store};

use crate::bench;
use crate::fixtures::*;

/// Takes events that each open a case with a receipt, a card and a timer, so many to a transaction.
async fn take(store: &Store, group: i64, groups: i64, first: i64) {
    for g in 0..groups {
        let mut tx = store.begin().await.unwrap();
        for i in 0..group {
            let n = first + g * group + i;
            let author = format!("person{n}");
            let event = event(&home(), &format!("e{n}"), What::Said(said(None, &format!("m{n}"), &author, "help")));
            tx.receive(&event, at(0)).await.unwrap();
            let situated = tx.situate(&Occasion::Event(Box::new(event.clone())), at(0)).await.unwrap();
            let mut case = case(situated.next_case.0, &home(), &author);
            case.timers = rich_case(1).timers;
            let posts = vec![
                deliver(&format!("receipt{n}"), in_thread(&format!("m{n}"), "Got it")),
                deliver(&format!("card{n}"), in_channel("card")),
            ];
            let decision = decision(Some(case), posts);
            tx.save(&home(), None, &decision, at(0)).await.unwrap();
            tx.answer(&event, &decision.answer).unwrap();
        }
        tx.commit().await.unwrap();
    }
}

async fn measure(bench: bench::Bench) {
    let store = &bench.store;
    let rate = |what: &str, count: i64, since: Instant| {
        eprintln!("{:>8.0} /s  {what}", count as f64 / since.elapsed().as_secs_f64());
    };
    let since = Instant::now();
    take(store, 1, 200, 1).await;
    rate("events that open a case, a transaction each", 200, since);
    let since = Instant::now();
    take(store, 100, 10, 1_001).await;
    rate("events that open a case, a hundred to a transaction", 1_000, since);

    let (since, mut done) = (Instant::now(), 0);
    while done < 600 {
        for post in store.claim(&home(), at(0), Duration::from_secs(60), 20).await.unwrap() {
            let ending = Ending::Done(format!("p{}", post.key).as_str().into());
            assert!(store.complete(&post.key, post.fence, ending, at(0)).await.unwrap());
            done += 1;
        }
    }
    rate("posts claimed and completed", done, since);
    let since = Instant::now();
    for _ in 0..20 {
        assert_eq!(store.cases(&Default::default()).await.unwrap().len(), 100);
    }
    rate("whole cases listed", 2_000, since);
}

#[tokio::test]
#[ignore = "measures, asserts nothing"]
async fn speed_of_sqlite() {
    bench::on_sqlite(measure).await;
}

#[tokio::test]
#[ignore = "measures, asserts nothing"]
async fn speed_of_postgres() {
    bench::on_postgres(measure).await;
}
