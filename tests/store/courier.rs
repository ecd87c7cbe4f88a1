//! Whatever couriers do, posts leave in order, one at a time in a lane, and every one ends.

use std::collections::BTreeMap;
use std::time::Duration;

use hearken::store::{Claimed, Ending, Store};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::bench;
use crate::fixtures::*;

const LEASE: Duration = Duration::from_secs(60);

/// What may happen next.
#[derive(Debug, Clone)]
enum Step {
    Write {
        lane: u8,
    },
    Claim {
        limit: u32,
    },
    /// Ends the claim at that place among those not ended, however late.
    End {
        place: usize,
        how: u8,
    },
    Wait {
        seconds: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..4_u8).prop_map(|lane| Step::Write { lane }),
        3 => (1..4_u32).prop_map(|limit| Step::Claim { limit }),
        4 => (any::<usize>(), 0..5_u8).prop_map(|(place, how)| Step::End { place, how }),
        1 => (0..90_i64).prop_map(|seconds| Step::Wait { seconds }),
    ]
}

/// Lanes as they ought to be: keys in order, each with the fence of its last claim.
#[derive(Default)]
struct Model {
    written: u32,
    waiting: BTreeMap<String, Vec<String>>,
    fences: BTreeMap<String, i64>,
    held: Vec<Claimed>,
}

impl Model {
    fn lane(claimed: &Claimed) -> String {
        claimed.delivery.post().text.clone()
    }

    fn claimed(&mut self, claimed: Claimed) -> Result<(), TestCaseError> {
        let lane = Model::lane(&claimed);
        let first = self.waiting.get(&lane).and_then(|keys| keys.first());
        prop_assert_eq!(first.map(String::as_str), Some(claimed.key.as_str()), "out of order");
        let earlier = self.fences.insert(claimed.key.0.clone(), claimed.fence);
        prop_assert!(earlier.is_none_or(|earlier| earlier < claimed.fence));
        self.held.push(claimed);
        Ok(())
    }

    fn ended(&mut self, claimed: &Claimed, for_good: bool) {
        self.fences.insert(claimed.key.0.clone(), i64::MAX);
        if for_good {
            self.waiting.get_mut(&Model::lane(claimed)).unwrap().retain(|key| *key != claimed.key.0);
        } else {
            self.fences.insert(claimed.key.0.clone(), claimed.fence);
        }
    }
}

async fn work(store: &Store, run: u64, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let mut model = Model::default();
    let mut now: Timestamp = at(0);
    for step in steps {
        match step {
            Step::Write { lane } => {
                let (lane, key) = (format!("{run}-{lane}"), format!("{run}-{:03}", model.written));
                model.written += 1;
                save_effects(store, vec![deliver(&key, in_thread(&lane, &lane))]).await;
                model.waiting.entry(lane).or_default().push(key);
            }
            Step::Claim { limit } => {
                let claimed = store.claim(&home(), now, LEASE, limit).await.unwrap();
                prop_assert!(claimed.len() <= limit as usize);
                for claimed in claimed {
                    model.claimed(claimed)?;
                }
            }
            Step::End { place, how } => {
                if model.held.is_empty() {
                    continue;
                }
                let claimed = model.held.remove(place % model.held.len());
                let later = now + SignedDuration::from_secs(5);
                let ending = match how {
                    0 | 1 => Ending::Done(claimed.key.as_str().into()),
                    2 => Ending::Retry(later),
                    3 => Ending::Unknown(later),
                    _ => Ending::Dead("no such channel".into()),
                };
                let ours = model.fences.get(&claimed.key.0) == Some(&claimed.fence);
                let taken = store.complete(&claimed.key, claimed.fence, ending, now).await.unwrap();
                prop_assert_eq!(taken, ours, "{:?}", claimed.key);
                if taken {
                    model.ended(&claimed, how != 2 && how != 3);
                }
            }
            Step::Wait { seconds } => now += SignedDuration::from_secs(seconds),
        }
        let waiting: usize = model.waiting.values().map(Vec::len).sum();
        prop_assert_eq!(store.undelivered(&home()).await.unwrap(), waiting as u64);
    }
    // In the end everything leaves, in order.
    while store.undelivered(&home()).await.unwrap() > 0 {
        now += SignedDuration::from_secs(61);
        for claimed in store.claim(&home(), now, LEASE, 100).await.unwrap() {
            model.claimed(claimed.clone())?;
            let done = Ending::Done(claimed.key.as_str().into());
            prop_assert!(store.complete(&claimed.key, claimed.fence, done, now).await.unwrap());
            model.ended(&claimed, true);
        }
    }
    Ok(())
}

async fn body(bench: bench::Bench) {
    tokio::task::spawn_blocking(move || {
        let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16);
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let handle = tokio::runtime::Handle::current();
        let run = std::cell::Cell::new(0);
        runner
            .run(&proptest::collection::vec(step(), 1..60), |steps| {
                run.set(run.get() + 1);
                handle.block_on(work(&bench.store, run.get(), steps))
            })
            .unwrap();
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn any_work_of_couriers_keeps_the_order_on_sqlite() {
    bench::on_sqlite(body).await;
}

#[tokio::test]
async fn any_work_of_couriers_keeps_the_order_on_postgres() {
    bench::on_postgres(body).await;
}
