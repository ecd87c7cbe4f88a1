//! Many lives, shared among the processors; those that break a law are told in full.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crate::file::live_again;
use crate::life::Life;

/// So many broken lives are told; more would not be read.
const TOLD: usize = 3;

/// How far it has come is said after so many.
const SAID_EVERY: usize = 1_000;

thread_local! {
    static LAST_WORDS: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A number from the environment.
pub fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name}: no number")))
}

/// Lives the months of these seeds, and panics when one of them broke a law.
pub fn live(seeds: Vec<u64>) {
    share(&seeds, Life::live);
}

/// Lives them in memory and then again over a file, which must come to the same.
pub fn live_over_a_file(seeds: Vec<u64>) {
    share(&seeds, |life| {
        life.live();
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(live_again(life, folder.path()));
    });
}

fn share(seeds: &[u64], live: impl Fn(&mut Life) + Sync) {
    std::panic::set_hook(Box::new(|broken| LAST_WORDS.with_borrow_mut(|words| *words = broken.to_string())));
    let (begun, next, steps) = (Instant::now(), AtomicUsize::new(0), AtomicUsize::new(0));
    let worker = || {
        let mut broken = Vec::new();
        loop {
            let count = next.fetch_add(1, Ordering::Relaxed);
            let Some(seed) = seeds.get(count) else { break };
            if count > 0 && count % SAID_EVERY == 0 {
                println!("{count} of {} months, {:.0?}", seeds.len(), begun.elapsed());
            }
            match one(*seed, &live) {
                Ok(count) => drop(steps.fetch_add(count, Ordering::Relaxed)),
                Err(told) => {
                    println!("seed {seed} breaks a law");
                    // Of the first few all that led to it, of the others where they broke: a transcript is long.
                    let whole = broken.len() < TOLD;
                    broken.push((*seed, if whole { told } else { end_of(&told).replace('\n', " ") }));
                }
            }
        }
        broken
    };
    let mut broken = thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    drop(std::panic::take_hook());
    let steps = steps.into_inner();
    println!("{} months, {steps} decisions, {:.1?}", seeds.len(), begun.elapsed());
    broken.sort();
    for (_, told) in broken.iter().take(TOLD) {
        println!("{told}");
    }
    for (seed, told) in broken.iter().skip(TOLD) {
        println!("seed {seed}: {}", end_of(told));
    }
    let seeds: Vec<u64> = broken.iter().map(|(seed, _)| *seed).collect();
    assert!(seeds.is_empty(), "{} seeds broke a law: {seeds:?}", seeds.len());
}

/// What a life ended with.
fn end_of(told: &str) -> &str {
    told.rsplit("panicked at ").next().unwrap_or_default()
}

/// Lives one month; how many decisions it took, or what was broken and what led to it.
fn one(seed: u64, live: &(impl Fn(&mut Life) + Sync)) -> Result<usize, String> {
    let mut life = Life::of(seed);
    let lived = catch_unwind(AssertUnwindSafe(|| live(&mut life)));
    lived.map(|()| life.steps.len()).map_err(|_| {
        let broken = LAST_WORDS.with_borrow(String::clone);
        format!("seed {seed}\n{}\n{broken}\n", life.transcript(&broken))
    })
}
