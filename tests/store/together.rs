//! Many at once: groups of events, and instances that do not know of each other.

use std::collections::BTreeSet;
use std::time::Duration;

use hearken::chat::What;
use hearken::desk::{Case, CaseId, Occasion, Status};
use hearken::store::{CaseFilter, Ending, Received, Situated, Store, StoreError};

use crate::bench::both;
use crate::fixtures::*;

both!(a_hundred_events_share_one_transaction, |bench| {
    let mut tx = bench.store.begin().await.unwrap();
    for i in 1..=100 {
        let author = format!("person{i}");
        let event = event(&home(), &format!("e{i}"), What::Said(said(None, &format!("m{i}"), &author, "help")));
        assert_eq!(tx.receive(&event, at(0)).await.unwrap(), Received::New);
        let situated = tx.situate(&Occasion::Event(Box::new(event.clone())), at(0)).await.unwrap();
        assert_eq!(situated.next_case, CaseId(i));
        let decision = decision(Some(case(i, &home(), &author)), vec![deliver(&format!("k{i}"), in_channel("card"))]);
        tx.save(&home(), None, &decision, at(0)).await.unwrap();
        tx.answer(&event, &decision.answer).unwrap();
    }
    tx.commit().await.unwrap();
    let all = bench.store.cases(&CaseFilter { limit: 1000, ..CaseFilter::default() }).await.unwrap();
    assert_eq!(all.len(), 100);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 100);
});

both!(two_instances_open_different_cases_at_once, |bench| {
    let instances = [bench.store.clone(), bench.again().await];
    let mut tasks = Vec::new();
    for i in 0..20 {
        let store = instances[i % 2].clone();
        tasks.push(tokio::spawn(async move {
            let author = format!("person{i}");
            let event = event(&home(), &format!("e{i}"), What::Said(said(None, &format!("m{i}"), &author, "help")));
            for _ in 0..100 {
                let opened = visit(&store, &event, at(0), |situated| {
                    decision(Some(case(situated.next_case.0, &home(), &author)), vec![])
                });
                match opened.await {
                    Ok(_) => return,
                    Err(error) => assert!(matches!(error, StoreError::Raced), "{error}"),
                }
            }
            panic!("never got a number");
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let cases = bench.store.cases(&CaseFilter::default()).await.unwrap();
    assert_eq!(cases.iter().map(|case| case.id.0).collect::<BTreeSet<_>>(), (1..=20).collect());
    assert_eq!(cases.iter().map(|case| case.requester.clone()).collect::<BTreeSet<_>>().len(), 20);
});

/// Ten messages of Ana's, told to two instances at once; each opens a case, or adds to the one there is.
async fn tell_ten(instances: [Store; 2], thread: Option<&'static str>) {
    let tasks = (0..10).map(|i| {
        let store = instances[i % 2].clone();
        tokio::spawn(async move {
            let id = format!("n{i}");
            let event = event(&home(), &format!("e{i}"), What::Said(said(thread, &id, "ana", "help")));
            let decide = |situated: &Situated| match &situated.case {
                None => decision(Some(case(situated.next_case.0, &home(), "ana")), vec![]),
                Some(known) => {
                    let mut known = known.clone();
                    known.messages.push(message(&id, "ana", "and this"));
                    decision(Some(known), vec![])
                }
            };
            visit(&store, &event, at(0), decide).await.unwrap();
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

both!(two_instances_open_one_case_from_one_report, |bench| {
    tell_ten([bench.store.clone(), bench.again().await], None).await;
    let cases = bench.store.cases(&CaseFilter::default()).await.unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].messages.len(), 10, "no message was written over");
});

both!(two_instances_do_not_decide_on_one_case_at_once, |bench| {
    save_new(&bench.store, &home(), decision(Some(case(1, &home(), "ana")), vec![])).await;
    tell_ten([bench.store.clone(), bench.again().await], Some("m1")).await;
    let cases = bench.store.cases(&CaseFilter::default()).await.unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].messages.len(), 11, "no message was written over");
});

both!(the_same_event_told_to_two_instances_is_taken_once, |bench| {
    let instances = [bench.store.clone(), bench.again().await];
    let told = event(&home(), "e", What::Said(said(None, "m1", "ana", "help")));
    let mut tasks = Vec::new();
    for i in 0..8 {
        let (store, told) = (instances[i % 2].clone(), told.clone());
        tasks.push(tokio::spawn(async move {
            visit(&store, &told, at(0), |situated| decision(Some(case(situated.next_case.0, &home(), "ana")), vec![]))
                .await
                .unwrap()
        }));
    }
    let mut new = 0;
    for task in tasks {
        new += u32::from(task.await.unwrap() == Received::New);
    }
    assert_eq!(new, 1);
    assert_eq!(bench.store.cases(&CaseFilter::default()).await.unwrap().len(), 1);
});

both!(couriers_share_the_work_without_overlap, |bench| {
    let effects = (0..200).map(|i| deliver(&format!("k{i}"), in_thread(&format!("m{}", i % 50), "x"))).collect();
    save_effects(&bench.store, effects).await;
    let instances = [bench.store.clone(), bench.again().await];
    let mut tasks = Vec::new();
    for i in 0..8 {
        let store = instances[i % 2].clone();
        tasks.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            while store.undelivered(&home()).await.unwrap() > 0 {
                for claimed in store.claim(&home(), at(0), Duration::from_secs(60), 5).await.unwrap() {
                    let ending = Ending::Done(claimed.key.as_str().into());
                    assert!(store.complete(&claimed.key, claimed.fence, ending, at(0)).await.unwrap());
                    mine.push(claimed.key);
                }
            }
            mine
        }));
    }
    let mut delivered = Vec::new();
    for task in tasks {
        delivered.extend(task.await.unwrap());
    }
    assert_eq!(delivered.len(), 200);
    assert_eq!(delivered.into_iter().collect::<BTreeSet<_>>().len(), 200);
});

both!(what_is_written_while_its_root_is_just_delivered_is_not_left_waiting, |bench| {
    for round in 0..30 {
        let (root, below) = (format!("root{round}"), format!("below{round}"));
        save_effects(&bench.store, vec![deliver(&root, in_channel("report"))]).await;
        let claimed = bench.store.claim(&home(), at(0), Duration::from_secs(60), 1).await.unwrap().remove(0);
        let (writer, courier) = (bench.again().await, bench.store.clone());
        let write = tokio::spawn(async move {
            let mut tx = writer.begin().await.unwrap();
            tx.save(&home(), None, &decision(None, vec![deliver(&below, under(&root, "more"))]), at(0)).await.unwrap();
            tokio::time::sleep(Duration::from_millis(5)).await;
            tx.commit().await.unwrap();
            writer.close().await;
        });
        tokio::time::sleep(Duration::from_millis(round % 8)).await;
        let message = format!("m{round}").as_str().into();
        assert!(courier.complete(&claimed.key, claimed.fence, Ending::Done(message), at(0)).await.unwrap());
        write.await.unwrap();
        let freed = bench.store.claim(&home(), at(0), Duration::from_secs(60), 9).await.unwrap();
        assert_eq!(freed.len(), 1, "round {round}: it waits for what has been");
        assert!(courier.complete(&freed[0].key, freed[0].fence, Ending::Stale, at(0)).await.unwrap());
    }
});

both!(a_case_closed_by_one_instance_is_not_added_to_by_another, |bench| {
    let open = case(1, &home(), "ana");
    save_new(&bench.store, &home(), decision(Some(open.clone()), vec![])).await;
    let by_itself = || happened(What::Said(said(None, "new", "ana", "another thing")));

    let other = bench.again().await;
    let mut closing = bench.store.begin().await.unwrap();
    closing.situate(&happened(What::Said(said(Some("m1"), "done", "ana", "works"))), at(0)).await.unwrap();
    let waiting = tokio::spawn(async move { situate(&other, &by_itself(), at(0)).await.case });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let closed = Case { status: Status::Closed, ..open.clone() };
    closing.save(&home(), Some(&open), &decision(Some(closed), vec![]), at(0)).await.unwrap();
    closing.commit().await.unwrap();
    assert_eq!(waiting.await.unwrap(), None);
});
