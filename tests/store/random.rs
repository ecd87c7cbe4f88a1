//! Whatever happens to a case, it comes back from the store as it was.

use std::collections::BTreeMap;

use hearken::chat::PostKind;
use hearken::cues::{Act, Level, Priority, Role};
use hearken::desk::*;
use hearken::store::Store;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::bench;
use crate::fixtures::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}",
        proptest::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
        Just("nul \0 'quote' \"json\" {{x}} <b> مرحبا 🤬 \u{2028}".to_owned()),
    ]
}

fn small() -> impl Strategy<Value = u32> {
    1..6_u32
}

fn timer() -> impl Strategy<Value = TimerKind> {
    prop_oneof![
        Just(TimerKind::NextWord),
        Just(TimerKind::AskNews),
        Just(TimerKind::RemindLead),
        Just(TimerKind::Freshen),
        Just(TimerKind::CheckAgain),
        Just(TimerKind::CloseUnanswered),
    ]
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Requester), Just(Role::Agent), Just(Role::Other)]
}

fn suggested(id: u32, text: String) -> Change {
    let suggestion = Suggestion { id, text, ..rich_case(1).suggestions.remove(1) };
    Change::Suggested { id, suggestion: Some(Box::new(suggestion)) }
}

fn spoken(id: u32, role: Role, text: String) -> Change {
    let id = format!("m{id}");
    let message = Message { role, act: Act::Followup, ..message(&id, "ana", &text) };
    Change::Said { id: id.as_str().into(), message: Some(Box::new(message)) }
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (small(), role(), text()).prop_map(|(id, role, text)| spoken(id, role, text)),
        (small(), text()).prop_map(|(id, text)| Change::Edited {
            id: format!("m{id}").as_str().into(),
            text,
            at: None
        }),
        small().prop_map(|id| Change::Deleted { id: format!("m{id}").as_str().into() }),
        (0..=100_u8)
            .prop_map(|score| Change::Heard { heat: CaseHeat { score, level: Level::Strained, ..rich_case(1).heat } }),
        (text(), text()).prop_map(|(title, topic)| Change::Named {
            title,
            topic,
            priority: Priority::Low,
            reasons: rich_case(1).reasons,
        }),
        (small(), text()).prop_map(|(id, text)| suggested(id, text)),
        (small(), text()).prop_map(|(id, reason)| Change::Decided { id, state: SuggestionState::Dismissed { reason } }),
        Just(Change::Claimed { from: Some("priya".into()) }),
        Just(Change::Replied),
        text().prop_map(|text| Change::Updated { text }),
        text().prop_map(|why| Change::Waited(Waiting { on: WaitingOn::Requester, why, since: at(1) })),
        Just(Change::Resumed),
        text().prop_map(|summary| Change::Resolved { summary }),
        Just(Change::Closed { how: ClosedBy::Works }),
        Just(Change::Reopened),
        Just(Change::Chased),
        (small(), any::<bool>()).prop_map(|(id, report)| {
            Change::MeantAnew { id: format!("m{id}").as_str().into(), act: Act::Followup, report }
        }),
        small().prop_map(|id| Change::Promised(Promise { id, ..rich_case(1).promises.remove(2) })),
        (small(), text()).prop_map(|(id, reason)| Change::PromiseEnded { id, state: PromiseState::Moved { reason } }),
        small().prop_map(|id| Change::PromiseEnded { id, state: PromiseState::Broken }),
        text().prop_map(|reason| Change::Snoozed { until: at(9), reason }),
        Just(Change::Told { kind: PostKind::Ping, saying: None, wordings: vec![] }),
        Just(Change::Pinged),
        (timer(), 0..999_i64).prop_map(|(timer, minutes)| Change::TimerSet { timer, at: at(minutes) }),
        timer().prop_map(|timer| Change::TimerCleared { timer }),
    ]
}

/// Steps of one case's life, each saved by itself.
fn life() -> impl Strategy<Value = Vec<Vec<(Change, bool, i64)>>> {
    let step = proptest::collection::vec((change(), any::<bool>(), 0..999_i64), 0..6);
    proptest::collection::vec(step, 1..8)
}

async fn live(store: &Store, life: Vec<Vec<(Change, bool, i64)>>) -> Result<(), TestCaseError> {
    let mut tx = store.begin().await.unwrap();
    let next = tx.situate(&happened(hearken::chat::What::Said(said(None, "x", "ana", ""))), at(0)).await.unwrap();
    let mut case = Case { timers: BTreeMap::new(), ..rich_case(next.next_case.0) };
    tx.save(&home(), None, &decision(Some(case.clone()), vec![]), at(0)).await.unwrap();
    tx.commit().await.unwrap();
    for step in life {
        let before = store.case(case.id).await.unwrap();
        prop_assert_eq!(before.as_ref(), Some(&case));
        for (change, by_agent, minutes) in step {
            case.apply(Entry { at: at(minutes), who: by_agent.then(|| "sam".into()), change });
        }
        let mut tx = store.begin().await.unwrap();
        tx.save(&home(), before.as_ref(), &decision(Some(case.clone()), vec![]), at(0)).await.unwrap();
        tx.commit().await.unwrap();
    }
    prop_assert_eq!(store.case(case.id).await.unwrap(), Some(case));
    Ok(())
}

fn any_life_is_kept(store: &Store) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(32);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let handle = tokio::runtime::Handle::current();
    runner.run(&life(), |life| handle.block_on(live(store, life))).unwrap();
}

async fn body(bench: bench::Bench) {
    tokio::task::spawn_blocking(move || any_life_is_kept(&bench.store)).await.unwrap();
}

#[tokio::test]
async fn any_life_of_a_case_is_kept_by_sqlite() {
    bench::on_sqlite(body).await;
}

#[tokio::test]
async fn any_life_of_a_case_is_kept_by_postgres() {
    bench::on_postgres(body).await;
}
