//! Posts leave in order, once, and nobody's late word counts.

use std::time::Duration;

use hearken::chat::{Delivery, Spot};
use hearken::desk::*;
use hearken::store::{Claimed, Ending, Store};
use jiff::Timestamp;

use crate::bench::both;
use crate::fixtures::*;

const LEASE: Duration = Duration::from_secs(60);

async fn claim(store: &Store, now: Timestamp) -> Vec<Claimed> {
    let mut claimed = store.claim(&home(), now, LEASE, 100).await.unwrap();
    claimed.sort_by(|a, b| a.key.cmp(&b.key));
    claimed
}

async fn keys(store: &Store, now: Timestamp) -> Vec<String> {
    claim(store, now).await.into_iter().map(|claimed| claimed.key.0).collect()
}

async fn end(store: &Store, claimed: &Claimed, ending: Ending) -> bool {
    store.complete(&claimed.key, claimed.fence, ending, at(0)).await.unwrap()
}

both!(a_lane_keeps_its_order_and_lanes_do_not_wait_for_each_other, |bench| {
    let effects = vec![
        deliver("c1", in_channel("one")),
        deliver("c2", in_channel("two")),
        deliver("t1", in_thread("m1", "one")),
        deliver("t2", in_thread("m1", "two")),
        deliver("u1", in_thread("m2", "one")),
    ];
    save_effects(&bench.store, effects).await;
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 5);
    let first = claim(&bench.store, at(0)).await;
    assert_eq!(first.iter().map(|c| c.key.as_str()).collect::<Vec<_>>(), ["c1", "t1", "u1"]);
    assert_eq!(first[0].delivery, in_channel("one"));
    assert_eq!((first[0].attempts, first[0].uncertain, first[0].home.clone()), (1, false, home()));
    assert!(keys(&bench.store, at(0)).await.is_empty(), "what is held is not given twice");

    assert!(end(&bench.store, &first[0], Ending::Done("x1".into())).await);
    assert!(end(&bench.store, &first[1], Ending::Dead("no such channel".into())).await);
    assert_eq!(keys(&bench.store, at(0)).await, ["c2", "t2"]);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 3);
});

both!(a_limit_is_kept_and_the_rest_comes_next, |bench| {
    let effects = (0..10).map(|i| deliver(&format!("k{i}"), in_thread(&format!("m{i}"), "x"))).collect();
    save_effects(&bench.store, effects).await;
    assert_eq!(bench.store.claim(&home(), at(0), LEASE, 4).await.unwrap().len(), 4);
    assert_eq!(bench.store.claim(&home(), at(0), LEASE, 4).await.unwrap().len(), 4);
    assert_eq!(bench.store.claim(&home(), at(0), LEASE, 4).await.unwrap().len(), 2);
});

both!(a_key_is_written_once, |bench| {
    save_effects(&bench.store, vec![deliver("k", in_channel("first"))]).await;
    save_effects(&bench.store, vec![deliver("k", in_channel("second"))]).await;
    let claimed = claim(&bench.store, at(0)).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].delivery, in_channel("first"));
});

both!(a_pause_is_kept, |bench| {
    save_effects(&bench.store, vec![deliver("k", in_channel("x"))]).await;
    let held = claim(&bench.store, at(0)).await.remove(0);
    assert!(end(&bench.store, &held, Ending::Retry(at(5))).await);
    assert_eq!(bench.store.next_ready(&home(), at(0)).await.unwrap(), Some(at(5)));
    assert!(keys(&bench.store, at(4)).await.is_empty());
    let again = claim(&bench.store, at(5)).await.remove(0);
    assert_eq!((again.attempts, again.uncertain), (2, false), "a refused attempt certainly left nothing");
});

both!(an_unknown_outcome_stays_uncertain, |bench| {
    save_effects(&bench.store, vec![deliver("k", in_channel("x")), deliver("l", in_channel("y"))]).await;
    let held = claim(&bench.store, at(0)).await.remove(0);
    assert!(end(&bench.store, &held, Ending::Unknown(at(5))).await);
    assert!(!end(&bench.store, &held, Ending::Done("x".into())).await, "a claim ends once");
    assert!(keys(&bench.store, at(4)).await.is_empty(), "its lane waits for it");
    let again = claim(&bench.store, at(5)).await.remove(0);
    assert_eq!((again.key.as_str(), again.uncertain), ("k", true));
});

both!(a_lease_that_ends_makes_uncertain_and_fences_off_the_first, |bench| {
    save_effects(&bench.store, vec![deliver("k", in_channel("x"))]).await;
    let first = claim(&bench.store, at(0)).await.remove(0);
    assert!(keys(&bench.store, at(0)).await.is_empty());
    let second = claim(&bench.again().await, at(1)).await.remove(0);
    assert!(second.uncertain && second.fence > first.fence);
    assert!(!end(&bench.store, &first, Ending::Done("late".into())).await);
    assert!(!end(&bench.store, &first, Ending::Retry(at(0))).await);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 1);
    assert!(end(&bench.store, &second, Ending::Done("m9".into())).await);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 0);
    assert!(!bench.store.complete(&"unheard-of".into(), 1, Ending::Stale, at(0)).await.unwrap());
});

both!(what_belongs_below_waits_for_it_and_learns_its_message, |bench| {
    let effects = vec![
        deliver("below", under("root", "details")),
        deliver("root", Delivery::New(post(Spot::Channel("it-help".into()), "report"))),
    ];
    // Written in the wrong order, the first finds nothing to stand below, and comes to its end like any other.
    save_effects(&bench.store, effects.clone()).await;
    let first = claim(&bench.store, at(0)).await;
    let orphaned: Vec<_> = first.iter().map(|claimed| (claimed.key.as_str(), claimed.orphaned)).collect();
    assert_eq!(orphaned, [("below", true), ("root", false)]);
    assert!(end(&bench.store, &first[0], Ending::Dead("nothing to stand below".into())).await);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 1);

    save_effects(
        &bench.store,
        vec![deliver("below2", under("root", "details")), deliver("card2", replace("root", "new"))],
    )
    .await;
    assert!(keys(&bench.store, at(0)).await.is_empty(), "the root is still under way");
    assert!(end(&bench.store, &first[1], Ending::Done("m7".into())).await);
    let rest = claim(&bench.store, at(0)).await;
    assert_eq!(rest.iter().map(|c| c.key.as_str()).collect::<Vec<_>>(), ["below2", "card2"]);
    assert!(rest.iter().all(|claimed| claimed.below == Some("m7".into())));

    // Once it stands, a thread below it by message and one by key are the same conversation.
    save_effects(
        &bench.store,
        vec![deliver("by-key", under("root", "a")), deliver("by-message", in_thread("m7", "b"))],
    )
    .await;
    assert!(end(&bench.store, &rest[0], Ending::Done("m8".into())).await);
    assert_eq!(keys(&bench.store, at(0)).await, ["by-key"]);
});

both!(what_belongs_to_a_lost_post_is_given_out_in_its_turn_to_be_ended_unsent, |bench| {
    let effects = vec![
        deliver("root", in_channel("x")),
        deliver("below", under("root", "y")),
        deliver("new", replace("below", "z")),
        deliver("other", in_channel("w")),
    ];
    save_effects(&bench.store, effects).await;
    let root = claim(&bench.store, at(0)).await.remove(0);
    assert!(!root.orphaned);
    assert!(end(&bench.store, &root, Ending::Dead("no such channel".into())).await);
    save_effects(&bench.store, vec![deliver("late", under("root", "v"))]).await;
    let mut heard = Vec::new();
    while bench.store.undelivered(&home()).await.unwrap() > 0 {
        for claimed in claim(&bench.store, at(0)).await {
            let ending = if claimed.orphaned { Ending::Dead("lost".into()) } else { Ending::Done("m1".into()) };
            assert!(end(&bench.store, &claimed, ending).await);
            heard.push((claimed.key.0, claimed.orphaned));
        }
    }
    heard.sort();
    let expected = [("below", true), ("late", true), ("new", true), ("other", false)];
    assert_eq!(heard, expected.map(|(key, orphaned)| (key.to_owned(), orphaned)), "none is lost in silence");
});

both!(a_replacement_overtakes_older_ones_that_nobody_began, |bench| {
    save_effects(&bench.store, vec![deliver("card", in_channel("v1"))]).await;
    let card = claim(&bench.store, at(0)).await.remove(0);
    save_effects(&bench.store, vec![deliver("v2", replace("card", "v2"))]).await;
    save_effects(&bench.store, vec![deliver("v3", replace("card", "v3"))]).await;
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 2, "the card under way and the last replacement");
    assert!(end(&bench.store, &card, Ending::Done("m1".into())).await);
    let v3 = claim(&bench.store, at(0)).await.remove(0);
    assert_eq!((v3.key.as_str(), v3.below.clone()), ("v3", Some("m1".into())));
    save_effects(&bench.store, vec![deliver("v4", replace("card", "v4"))]).await;
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 2, "one under way is not called back");
    assert!(keys(&bench.store, at(0)).await.is_empty(), "and keeps its place");
    assert!(end(&bench.store, &v3, Ending::Done("m1".into())).await);
    assert_eq!(keys(&bench.store, at(0)).await, ["v4"]);
});

both!(a_post_tells_which_facts_it_is_true_for, |bench| {
    let mut now = case(1, &home(), "ana");
    now.facts_version = 4;
    let ping = Effect::Deliver { key: "ping".into(), delivery: in_thread("m1", "no news"), true_for: Some(4) };
    save_new(&bench.store, &home(), decision(Some(now.clone()), vec![ping])).await;
    let mut later = now.clone();
    later.facts_version = 5;
    let mut tx = bench.store.begin().await.unwrap();
    tx.save(&home(), Some(&now), &decision(Some(later), vec![]), at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let ping = claim(&bench.store, at(0)).await.remove(0);
    assert_eq!((ping.case, ping.true_for, ping.facts_version), (Some(CaseId(1)), Some(4), Some(5)));
    assert!(end(&bench.store, &ping, Ending::Stale).await);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 0);
});

both!(a_root_that_stands_begins_the_thread, |bench| {
    let mut opened = case(1, &home(), "ana");
    opened.thread = None;
    opened.root = Some("HK-1-1".into());
    let root = deliver("HK-1-1", Delivery::New(post(Spot::Channel("it-help".into()), "report")));
    save_new(&bench.store, &home(), decision(Some(opened.clone()), vec![root])).await;
    let late = claim(&bench.store, at(0)).await.remove(0);
    let root = claim(&bench.store, at(1)).await.remove(0);
    assert!(!end(&bench.store, &late, Ending::Done("m41".into())).await);
    assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), Some(opened.clone()), "fenced off, it begins nothing");
    assert!(end(&bench.store, &root, Ending::Done("m42".into())).await);
    opened.thread = Some("m42".into());
    assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), Some(opened));
});
