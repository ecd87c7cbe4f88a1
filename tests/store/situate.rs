//! Which case an occasion is about, and what is remembered around it. Nothing of another workspace is ever found.

use std::collections::BTreeMap;
use std::time::Duration;

use hearken::chat::*;
use hearken::cues::{Act, Reason};
use hearken::desk::*;
use hearken::store::{Ending, Store};

use crate::bench::both;
use crate::fixtures::*;

/// Cases 1 (closed) and 2 of Ana, 3 of Ben, 4 of another Ana in another company whose ids are the same as Ana's.
async fn furnish(store: &Store) {
    let mut closed = case(1, &home(), "ana");
    closed.status = Status::Closed;
    let mut foreign = case(4, &other_home(), "ana");
    foreign.thread = Some("m2".into());
    foreign.messages = vec![message("m2", "ana", "other")];
    let cases = [closed, case(2, &home(), "ana"), case(3, &home(), "ben"), foreign];
    for mut case in cases {
        case.messages.push(message(&format!("m{}-later", case.id.0), "ana", "and this"));
        let home = case.home.clone();
        save_new(store, &home, decision(Some(case), vec![])).await;
    }
}

async fn found(store: &Store, what: What) -> Option<i64> {
    situate(store, &happened(what), at(60)).await.case.map(|case| case.id.0)
}

/// Delivers a post as this message.
async fn stand(store: &Store, home: &Home, case: Option<Case>, key: &str, delivery: Delivery, message: &str) {
    save_new(store, home, decision(case, vec![deliver(key, delivery)])).await;
    let claimed = store.claim(home, at(0), Duration::from_secs(60), 1).await.unwrap().remove(0);
    assert_eq!(claimed.key.as_str(), key);
    assert!(store.complete(&claimed.key, claimed.fence, Ending::Done(message.into()), at(0)).await.unwrap());
}

both!(a_message_finds_its_case, |bench| {
    furnish(&bench.store).await;
    let store = &bench.store;
    let by_itself = |author| What::Said(said(None, "new", author, "hi"));
    assert_eq!(found(store, by_itself("ana")).await, Some(2), "the latest that is not closed");
    assert_eq!(found(store, by_itself("ben")).await, Some(3));
    assert_eq!(found(store, by_itself("chris")).await, None);
    let elsewhere = Said { channel: "general".into(), ..said(None, "new", "ana", "hi") };
    assert_eq!(found(store, What::Said(elsewhere)).await, None);

    assert_eq!(found(store, What::Said(said(Some("m1"), "new", "chris", "hi"))).await, Some(1), "a closed one too");
    let below_later = said(Some("m3-later"), "new", "sam", "hi");
    assert_eq!(found(store, What::Said(below_later)).await, Some(3), "below a later message of the same report");
    assert_eq!(found(store, What::Said(said(Some("m9"), "new", "ana", "hi"))).await, None, "a thread of its own");
    assert_eq!(found(store, What::Edited(said(None, "m3", "ben", "hi"))).await, Some(3));
    assert_eq!(found(store, What::Edited(said(None, "m9", "ben", "hi"))).await, Some(3), "as if it were said now");
    assert_eq!(found(store, What::Edited(said(None, "m9", "chris", "hi"))).await, None);
    let deleted = What::Deleted { channel: "it-help".into(), message: "m2".into(), author: "ana".into() };
    assert_eq!(found(store, deleted).await, Some(2));
    let reacted = |on| What::Reacted { actor: "sam".into(), emoji: "ticket".into(), on };
    assert_eq!(found(store, reacted(said(None, "m2", "ana", "hi"))).await, Some(2));
    assert_eq!(found(store, reacted(said(Some("m3"), "new", "ana", "hi"))).await, Some(3));
    assert_eq!(found(store, reacted(said(None, "new", "ana", "hi"))).await, None);
    assert_eq!(situate(store, &happened(by_itself("ana")), at(60)).await.next_case, CaseId(5));
});

both!(a_line_by_itself_finds_the_case_last_written_on_and_the_others, |bench| {
    let store = &bench.store;
    let written = |id, channel: &str, minutes| {
        let mut case = case(id, &home(), "ana");
        case.channel = channel.into();
        case.messages = vec![Message { at: at(minutes), ..message(&format!("m{id}"), "ana", "help") }];
        case
    };
    let mut over = written(5, "dm:ana", 50);
    over.status = Status::Closed;
    for case in
        [written(1, "it-help", 9), written(2, "it-help", 8), written(3, "dm:ana", 30), written(4, "it-help", 200), over]
    {
        save_new(store, &home(), decision(Some(case), vec![])).await;
    }
    let by_itself = |channel: &str| {
        let said = Said { channel: channel.into(), ..said(None, "x", "ana", "hi") };
        let Occasion::Event(mut event) = happened(What::Said(said)) else { panic!("an event") };
        event.at = at(60);
        Occasion::Event(event)
    };
    let situated = situate(store, &by_itself("it-help"), at(60)).await;
    assert_eq!(situated.case.map(|case| case.id.0), Some(1), "not the one written on since, however it was told late");
    let others: Vec<i64> = situated.others.iter().map(|other| other.id.0).collect();
    assert_eq!(others, [2, 4, 3]);
    assert_eq!(situated.others[2].channel, "dm:ana".into());
    assert_eq!(situate(store, &by_itself("dm:ana"), at(60)).await.case.map(|case| case.id.0), Some(3));
    let mut tx = store.begin().await.unwrap();
    let meant = tx.situate_on(&by_itself("it-help"), Some(CaseId(3)), at(60)).await.unwrap();
    assert_eq!(meant.case.map(|case| case.id.0), Some(3));
    tx.commit().await.unwrap();
    // Alone with the bot the last one is found even when it is over.
    let mut case = written(6, "dm:ben", 10);
    (case.requester, case.status) = ("ben".into(), Status::Closed);
    save_new(store, &home(), decision(Some(case), vec![])).await;
    let alone = Said { channel: "dm:ben".into(), ..said(None, "x", "ben", "hi") };
    assert_eq!(found(store, What::Said(alone)).await, Some(6));
});

both!(nothing_of_another_workspace_is_found, |bench| {
    furnish(&bench.store).await;
    let there = |what| Occasion::Event(Box::new(event(&other_home(), "e", what)));
    for (what, case) in [
        (What::Said(said(None, "new", "ben", "hi")), None),
        (What::Said(said(Some("m3"), "new", "ben", "hi")), None),
        (What::Edited(said(None, "m3", "ben", "hi")), None),
        (What::Said(said(Some("m2"), "new", "ana", "hi")), Some(4)),
        (What::Edited(said(None, "m2", "ana", "hi")), Some(4)),
        (What::Said(said(None, "new", "ana", "hi")), Some(4)),
    ] {
        let situated = situate(&bench.store, &there(what.clone()), at(60)).await;
        assert_eq!(situated.case.map(|case| case.id.0), case, "{what:?}");
    }
    let verdict = Verdict {
        channel: "it-help".into(),
        message: "m3".into(),
        author: "ben".into(),
        act: Act::Request,
        reasons: Vec::new(),
        upshot: Upshot::Added(CaseId(3)),
        at: at(0),
    };
    save_effects(&bench.store, vec![Effect::Judged(verdict)]).await;
    let command = What::Commanded { channel: "it-help".into(), actor: "ben".into(), text: "status".into() };
    assert_eq!(situate(&bench.store, &there(command), at(60)).await.background, Background::default());

    stand(&bench.store, &home(), None, "card", in_channel("card"), "p1").await;
    let pressed = What::Pressed {
        channel: "it-agents".into(),
        message: "p1".into(),
        action: "send".into(),
        actor: "sam".into(),
        form: None,
    };
    assert_eq!(situate(&bench.store, &there(pressed), at(60)).await.background.post, None);
});

both!(a_press_finds_the_post_its_case_and_the_nudged_message, |bench| {
    let pressed = |message: &str| What::Pressed {
        channel: "it-agents".into(),
        message: message.into(),
        action: "send".into(),
        actor: "sam".into(),
        form: None,
    };
    let opened = case(1, &home(), "ana");
    stand(&bench.store, &home(), Some(opened.clone()), "card", in_channel("card"), "p1").await;
    let situated = situate(&bench.store, &happened(pressed("p1")), at(1)).await;
    assert_eq!(situated.case, Some(opened.clone()));
    let card = Posted { key: "card".into(), kind: PostKind::Notice, case: Some(CaseId(1)) };
    assert_eq!(situated.background.post, Some(card.clone()));
    assert_eq!(situated.background.nudged, None);

    // A replacement stands as the same message, and the button on it is still the card's.
    let mut tx = bench.store.begin().await.unwrap();
    let again = decision(Some(opened.clone()), vec![deliver("card-2", replace("card", "new"))]);
    tx.save(&home(), Some(&opened), &again, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let claimed = bench.store.claim(&home(), at(0), Duration::from_secs(60), 1).await.unwrap().remove(0);
    bench.store.complete(&claimed.key, claimed.fence, Ending::Done("p1".into()), at(0)).await.unwrap();
    assert_eq!(situate(&bench.store, &happened(pressed("p1")), at(1)).await.background.post, Some(card.clone()));

    // An answer below the card is about the card's case.
    let below = Said { channel: "it-agents".into(), ..said(Some("p1"), "new", "sam", "on it") };
    let situated = situate(&bench.store, &happened(What::Said(below)), at(1)).await;
    assert_eq!((situated.case.map(|case| case.id), situated.background.post), (Some(CaseId(1)), Some(card)));

    let about = said(None, "m5", "dana", "my phone is broken");
    let nudge = Effect::Nudged { key: "nudge".into(), said: about.clone() };
    save_effects(&bench.store, vec![nudge]).await;
    stand(&bench.store, &home(), None, "nudge", in_channel("open a ticket?"), "p2").await;
    assert_eq!(situate(&bench.store, &happened(pressed("p2")), at(1)).await.background.nudged, Some(about));
    save_effects(&bench.store, vec![Effect::NudgeAnswered { key: "nudge".into() }]).await;
    assert_eq!(situate(&bench.store, &happened(pressed("p2")), at(1)).await.background.nudged, None);
});

both!(a_press_that_outruns_the_outcome_is_early, |bench| {
    let pressed = What::Pressed {
        channel: "it-agents".into(),
        message: "p1".into(),
        action: "send".into(),
        actor: "sam".into(),
        form: None,
    };
    save_effects(&bench.store, vec![deliver("card", in_channel("card"))]).await;
    assert!(!situate(&bench.store, &happened(pressed.clone()), at(0)).await.early);
    let claimed = bench.store.claim(&home(), at(0), Duration::from_secs(60), 1).await.unwrap().remove(0);
    assert!(situate(&bench.store, &happened(pressed.clone()), at(0)).await.early);
    bench.store.complete(&claimed.key, claimed.fence, Ending::Done("p1".into()), at(0)).await.unwrap();
    let situated = situate(&bench.store, &happened(pressed), at(0)).await;
    assert!(!situated.early && situated.background.post.is_some());
});

both!(the_background_is_the_requesters, |bench| {
    furnish(&bench.store).await;
    let week = 7 * 24 * 60;
    let ana = || PersonId::from("ana");
    let used = |wordings: &[&str]| Effect::Used {
        person: "ana".into(),
        wordings: wordings.iter().map(|wording| wording.to_string()).collect(),
    };
    save_effects(&bench.store, vec![used(&["z", "a"]), Effect::ReadWording { person: ana(), allowed: false }]).await;
    let peace = Effect::Peace { person: "sam".into(), channel: "it-help".into(), until: at(180) };
    save_effects(&bench.store, vec![peace]).await;
    let mut tx = bench.store.begin().await.unwrap();
    tx.save(&home(), None, &decision(None, vec![used(&["m", "z"])]), at(5)).await.unwrap();
    tx.commit().await.unwrap();

    // Sam answers in Ana's thread: it is Ana who reads, and Sam who wants peace.
    let by_sam = happened(What::Said(said(Some("m2"), "new", "sam", "hi")));
    let background = situate(&bench.store, &by_sam, at(60)).await.background;
    assert_eq!(background.recent_wordings, ["a", "m", "z"], "the oldest first; one read again is new again");
    assert_eq!(background.repeats, BTreeMap::from([("vpn".to_owned(), 1)]), "the closed one, not this one");
    assert!(background.wording_off);
    assert_eq!(background.peace_until, Some(at(180)));

    let background = situate(&bench.store, &by_sam, at(week + 4)).await.background;
    assert_eq!(background.recent_wordings, ["m", "z"]);
    assert_eq!(background.repeats, BTreeMap::new());

    let there = Occasion::Event(Box::new(event(&other_home(), "e", What::Said(said(Some("m9"), "new", "ana", "hi")))));
    let background = situate(&bench.store, &there, at(60)).await.background;
    assert_eq!(background.repeats, BTreeMap::from([("vpn".to_owned(), 1)]), "the other Ana's own");
    assert_eq!(Background { repeats: BTreeMap::new(), ..background }, Background::default());
    let there = Occasion::Event(Box::new(event(&other_home(), "e", What::Said(said(Some("m9"), "new", "sam", "hi")))));
    assert_eq!(situate(&bench.store, &there, at(60)).await.background, Background::default());

    save_effects(&bench.store, vec![Effect::ReadWording { person: ana(), allowed: true }]).await;
    let by_ana = happened(What::Said(said(Some("m9"), "new", "ana", "hi")));
    let background = situate(&bench.store, &by_ana, at(60)).await.background;
    assert!(!background.wording_off);
    assert_eq!(background.repeats, BTreeMap::from([("vpn".to_owned(), 2)]));
    assert_eq!(background.peace_until, None);
});

both!(a_command_sees_the_persons_own_cases_and_the_verdict_asked_for, |bench| {
    furnish(&bench.store).await;
    let verdict = |message: &str, minutes| Verdict {
        channel: "it-help".into(),
        message: message.into(),
        author: "ana".into(),
        act: Act::Thanks,
        reasons: vec![Reason { rule: "thanks".into(), quote: String::new(), because: "says thanks".into() }],
        upshot: Upshot::Nothing,
        at: at(minutes),
    };
    let opened = Verdict { upshot: Upshot::Opened(CaseId(2), OpenedBy::Message), ..verdict("m2", 0) };
    let judged = vec![verdict("a", 2), verdict("b", 1), opened.clone()].into_iter().map(Effect::Judged).collect();
    save_effects(&bench.store, judged).await;
    save_new(&bench.store, &other_home(), decision(None, vec![Effect::Judged(verdict("c", 9))])).await;
    let mut promised = case(5, &home(), "ana");
    promised.promises = rich_case(5).promises;
    save_new(&bench.store, &home(), decision(Some(promised), vec![])).await;

    let command =
        |text: &str| happened(What::Commanded { channel: "it-help".into(), actor: "ana".into(), text: text.into() });
    let situated = situate(&bench.store, &command("why"), at(60)).await;
    assert_eq!(situated.case, None);
    assert_eq!(situated.background.verdict, Some(verdict("a", 2)), "the last one");
    let own: Vec<_> = situated.background.own_cases.iter().map(|own| (own.id.0, own.next_update_at)).collect();
    assert_eq!(own, [(5, Some(at(60))), (2, None)]);
    assert_eq!(situated.background.own_cases[0].title, "VPN keeps dropping");
    assert_eq!(situate(&bench.store, &command("why b"), at(60)).await.background.verdict, Some(verdict("b", 1)));
    assert_eq!(situate(&bench.store, &command("why c"), at(60)).await.background.verdict, None);
    let named = situate(&bench.store, &command("why hk-2"), at(60)).await;
    assert_eq!(named.background.verdict, Some(opened), "by the ticket it opened");
    assert_eq!(situate(&bench.store, &command("why HK-4"), at(60)).await.background.verdict, None, "another company's");
});
