//! An instance that falls asleep for longer than its lease and goes on as if nothing had been.

use std::process::{Child, Command};
use std::time::Duration;

use hearken::chat::PostKind;

use crate::far::{Far, Manners};
use crate::trial::{HALF_A_DAY_US, count, live_on, reckon};
use crate::wire::{LEASE, SETTLE};
use crate::{bench, life};

fn signal(child: &Child, what: &str) {
    assert!(Command::new("kill").args([what, &child.id().to_string()]).status().unwrap().success());
}

/// How often one of two falls asleep.
const TIMES: u64 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_wakes_after_its_lease_ended_doubles_nothing() {
    let Some(server) = bench::server() else { return };
    let _alone = crate::ALONE.lock().await;
    let name = bench::make_database(&server).await;
    let database = bench::address(&server, &name);
    let done = tokio::spawn(async move { asleep(database).await }).await;
    bench::drop_database(&server, &name).await;
    if let Err(failed) = done {
        std::panic::resume_unwind(failed.into_panic());
    }
}

async fn asleep(database: String) {
    let far = Far::start(Manners::LikeSlack, 7).await;
    let mut two = [life::begin(&far.address, &database, None), life::begin(&far.address, &database, None)];
    for time in 0..TIMES {
        far.world().begin(12);
        // Somewhere in the middle of its work, another place each time.
        tokio::time::sleep(Duration::from_millis(700 + 130 * time)).await;
        let sleeper = &two[usize::from(time % 2 == 1)];
        signal(sleeper, "-STOP");
        tokio::time::sleep(LEASE + SETTLE).await;
        signal(sleeper, "-CONT");
    }
    for child in &mut two {
        assert_eq!(child.try_wait().unwrap(), None, "it ended by a fault");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    live_on(&far, &database).await;
    assert_eq!(count(&far, PostKind::Ping), 0, "told before it was due");
    far.world().ahead_us += HALF_A_DAY_US;
    live_on(&far, &database).await;
    let tickets = reckon(&far, &database).await;
    println!("two instances, asleep {TIMES} times beyond the lease: {tickets} tickets, none lost, none doubled");
}
