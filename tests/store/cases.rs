//! Cases kept whole, timers and settings.

use hearken::chat::What;
use hearken::desk::*;
use hearken::store::{CaseFilter, Db, Due};
use sqlx::Executor;

use crate::bench::both;
use crate::fixtures::*;

both!(a_rich_case_comes_back_whole, |bench| {
    let case = rich_case(1);
    save_new(&bench.store, &home(), decision(Some(case.clone()), vec![])).await;
    assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), Some(case.clone()));
    assert_eq!(bench.again().await.case(CaseId(1)).await.unwrap(), Some(case));
    assert_eq!(bench.store.case(CaseId(2)).await.unwrap(), None);
});

both!(what_differs_is_written, |bench| {
    let before = rich_case(1);
    save_new(&bench.store, &home(), decision(Some(before.clone()), vec![])).await;
    let mut after = before.clone();
    after.messages[0].text.clear();
    after.messages.push(message("m3", "ana", "and again"));
    after.suggestions[1].state = SuggestionState::Sent;
    after.promises[2].state = PromiseState::Broken;
    after.timers.remove(&TimerKind::AskNews);
    after.timers.insert(TimerKind::NextWord, at(90));
    after.timers.insert(TimerKind::RemindLead, at(95));
    after.timeline.push(Entry { at: at(9), who: None, change: Change::LeadTold });
    after.status = Status::InProgress;
    after.facts_version += 1;

    let mut tx = bench.store.begin().await.unwrap();
    tx.save(&home(), Some(&before), &decision(Some(after.clone()), vec![]), at(9)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), Some(after));
});

both!(a_rollback_leaves_nothing, |bench| {
    let mut tx = bench.store.begin().await.unwrap();
    let told = event(&home(), "e", What::Said(said(None, "m1", "ana", "hi")));
    tx.receive(&told, at(0)).await.unwrap();
    let effects = vec![deliver("k", in_channel("card"))];
    tx.save(&home(), None, &decision(Some(rich_case(1)), effects), at(0)).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), None);
    assert_eq!(bench.store.undelivered(&home()).await.unwrap(), 0);
    assert_eq!(bench.store.next_due(&home()).await.unwrap(), None);
    assert_eq!(situate(&bench.store, &happened(told.what), at(0)).await.next_case, CaseId(1));
});

both!(timers_come_due_in_order, |bench| {
    assert_eq!(bench.store.next_due(&home()).await.unwrap(), None);
    for (id, minutes) in [(1, 30), (2, 10), (3, 20)] {
        let mut case = case(id, &home(), "ana");
        case.timers.insert(TimerKind::NextWord, at(minutes));
        save_new(&bench.store, &home(), decision(Some(case), vec![])).await;
    }
    // A workspace that is not served any more keeps its timers, and holds up nobody else's.
    let mut elsewhere = case(4, &other_home(), "eve");
    elsewhere.timers.insert(TimerKind::NextWord, at(1));
    save_new(&bench.store, &other_home(), decision(Some(elsewhere), vec![])).await;
    let due = |id, minutes| Due { case: CaseId(id), timer: TimerKind::NextWord, due_at: at(minutes) };
    assert_eq!(bench.store.next_due(&home()).await.unwrap(), Some(at(10)));
    assert_eq!(bench.store.due(&home(), at(9), 10).await.unwrap(), vec![]);
    assert_eq!(bench.store.due(&home(), at(20), 10).await.unwrap(), vec![due(2, 10), due(3, 20)]);
    assert_eq!(bench.store.due(&home(), at(99), 1).await.unwrap(), vec![due(2, 10)]);
    let about = Occasion::Due { case: CaseId(2), timer: TimerKind::NextWord, due_at: at(10) };
    assert_eq!(situate(&bench.store, &about, at(10)).await.case.map(|case| case.id), Some(CaseId(2)));
});

both!(cases_are_listed_newest_first, |bench| {
    for id in 1..=5 {
        let mut case = case(id, &if id == 3 { other_home() } else { home() }, if id < 4 { "ana" } else { "ben" });
        if id == 2 {
            case.status = Status::Closed;
        }
        let home = case.home.clone();
        save_new(&bench.store, &home, decision(Some(case), vec![])).await;
    }
    let ids = |filter: CaseFilter| {
        let store = bench.store.clone();
        async move { store.cases(&filter).await.unwrap().iter().map(|case| case.id.0).collect::<Vec<_>>() }
    };
    assert_eq!(ids(CaseFilter::default()).await, [5, 4, 3, 2, 1]);
    assert_eq!(ids(CaseFilter { limit: 2, ..CaseFilter::default() }).await, [5, 4]);
    assert_eq!(ids(CaseFilter { home: Some(home()), ..CaseFilter::default() }).await, [5, 4, 2, 1]);
    assert_eq!(ids(CaseFilter { statuses: vec![Status::Closed], ..CaseFilter::default() }).await, [2]);
    assert_eq!(ids(CaseFilter { before: Some(CaseId(3)), limit: 1, ..CaseFilter::default() }).await, [2]);
    assert_eq!(ids(CaseFilter { ids: vec![CaseId(4), CaseId(1), CaseId(9)], ..CaseFilter::default() }).await, [4, 1]);
    let of_ana = CaseFilter { requester: Some("ana".into()), statuses: vec![Status::New], ..CaseFilter::default() };
    assert_eq!(ids(of_ana).await, [3, 1]);
    let whole = bench.store.cases(&CaseFilter { limit: 1, ..CaseFilter::default() }).await.unwrap();
    assert_eq!(whole, [case(5, &home(), "ben")]);
});

both!(settings_outlive_a_restart, |bench| {
    assert_eq!(bench.store.setting("clock").await.unwrap(), None);
    bench.store.set_setting("clock", "1").await.unwrap();
    bench.store.set_setting("clock", "2").await.unwrap();
    assert_eq!(bench.again().await.setting("clock").await.unwrap().as_deref(), Some("2"));
    bench.store.check().await.unwrap();
});

both!(what_cannot_be_read_is_told_without_its_words, |bench| {
    save_new(&bench.store, &home(), decision(Some(rich_case(1)), vec![])).await;
    let spoil = r#"UPDATE cases SET body = '{"id": "secret words"}'"#;
    match bench.store.db() {
        Db::Sqlite(pool) => pool.execute(spoil).await.map(|_| ()).unwrap(),
        Db::Postgres(pool) => pool.execute(spoil).await.map(|_| ()).unwrap(),
    }
    let error = bench.store.case(CaseId(1)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "The database holds something unreadable, a Case: it has a form that this version does not know (at byte 21). \
         If an older hearken runs on it, update that one."
    );
    assert!(!format!("{error:?}").contains("secret"));
});

both!(a_case_opened_beside_another_leaves_that_one_alone, |bench| {
    let first = case(1, &home(), "ana");
    save_new(&bench.store, &home(), decision(Some(first.clone()), vec![])).await;
    let second = case(2, &home(), "ana");
    let mut tx = bench.store.begin().await.unwrap();
    // What was known of was the first; what was decided is a case of its own.
    tx.save(&home(), Some(&first), &decision(Some(second.clone()), vec![]), at(9)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(bench.store.cases(&CaseFilter::default()).await.unwrap(), [second, first]);
});
