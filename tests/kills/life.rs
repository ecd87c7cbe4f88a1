//! One life of the process: the real engine on a real database, until it is killed.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use hearken::crash::Point;
use hearken::desk::{Answer, Policy};
use hearken::engine::{Engine, MovableClock, Patience, Platforms, Rules};
use hearken::store::{DatabaseUrl, Store};
use jiff::{SignedDuration, Timestamp};

use crate::remote::{Remote, home};
use crate::wire::{Ask, LEASE, TIME_OUT, Told};

/// Events taken at once.
const HANDS: usize = 6;

/// Begins a life that ends at `end`, or when it is killed.
pub fn begin(address: &str, database: &str, end: Option<(Point, u32)>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--ignored", "--exact", "life::the_process_that_is_killed", "--nocapture"])
        .env("KILLS_ADDRESS", address)
        .env("KILLS_DATABASE", database)
        .stdout(Stdio::null());
    if let Some((point, times)) = end {
        command.env("HEARKEN_CRASH_AT", format!("{point:?}:{times}"));
    }
    command.spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started and killed by the other tests"]
async fn the_process_that_is_killed() {
    let (Ok(address), Ok(database)) = (std::env::var("KILLS_ADDRESS"), std::env::var("KILLS_DATABASE")) else { return };
    let url: DatabaseUrl = database.parse().unwrap();
    let _sole = url.take_over(Duration::from_secs(5)).await.unwrap();
    let store = Store::open(&url).await.unwrap();
    let rules = Rules::load(None).unwrap();
    let remote = Arc::new(Remote { address, home: home() });
    let Ok(Told::Next(None, ahead)) = remote.ask(&Ask::Hello { by: std::process::id() }).await else {
        panic!("no hello")
    };
    let clock = Arc::new(MovableClock::new(SignedDuration::from_micros(ahead)));
    let engine = Engine::start(
        store,
        Platforms::from([(home(), remote.clone() as _)]),
        Policy::default(),
        rules,
        clock.clone(),
        Patience { time_out: TIME_OUT, lease: LEASE },
    );
    for _ in 0..HANDS {
        let (remote, intake, clock) = (remote.clone(), engine.intake(), clock.clone());
        tokio::spawn(async move {
            loop {
                match remote.ask(&Ask::Next).await {
                    Ok(Told::Next(event, ahead)) => {
                        clock.move_to(Timestamp::now() + SignedDuration::from_micros(ahead));
                        let Some(event) = event else {
                            tokio::time::sleep(Duration::from_millis(10)).await;
                            continue;
                        };
                        let key = event.key.clone();
                        if let Ok(answer) = intake.take(*event).await {
                            let refused = matches!(answer, Answer::Refused(_));
                            let _ = remote.ask(&Ask::Taken { by: std::process::id(), key, refused }).await;
                        }
                    }
                    _ => tokio::time::sleep(Duration::from_millis(10)).await,
                }
            }
        });
    }
    let pulse = engine.pulse();
    loop {
        if pulse.settled().await.is_ok() {
            let _ = remote.ask(&Ask::Settled).await;
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}
