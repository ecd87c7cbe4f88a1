//! What one instance commits, the others hear of at once.

use std::time::{Duration, Instant};

use hearken::store::{Db, Listening, Store};
use sqlx::Executor;
use tokio::time::timeout;

use crate::bench;

/// Long enough for any notice to arrive, and far below the second between two looks.
const AT_ONCE: Duration = Duration::from_millis(500);

async fn tell(store: &Store, name: &str) {
    let mut tx = store.begin().await.unwrap();
    tx.wake_others(name).await.unwrap();
    tx.commit().await.unwrap();
}

async fn hears(listening: &mut Listening) -> bool {
    timeout(AT_ONCE, listening.heard()).await.is_ok_and(|heard| heard.is_ok())
}

#[tokio::test]
async fn a_commit_wakes_the_others_and_a_rollback_wakes_nobody() {
    bench::on_postgres(|bench| async move {
        let mut listening = bench.store.listen("here").await.unwrap().unwrap();
        let other = bench.again().await;

        let told = Instant::now();
        tell(&other, "there").await;
        assert!(hears(&mut listening).await);
        println!("heard {:.1} ms after it was told", told.elapsed().as_secs_f64() * 1e3);

        tell(&other, "here").await;
        assert!(!hears(&mut listening).await, "its own notice");
        let mut undone = other.begin().await.unwrap();
        undone.wake_others("there").await.unwrap();
        undone.rollback().await.unwrap();
        assert!(!hears(&mut listening).await, "nothing was committed");
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_listener_that_is_cut_off_looks_and_listens_again() {
    bench::on_postgres(|bench| async move {
        let mut listening = bench.store.listen("here").await.unwrap().unwrap();
        let other = bench.again().await;
        let Db::Postgres(pool) = other.db() else { unreachable!() };
        const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        pool.execute(CUT).await.unwrap();
        // It says so, or is back already: whoever waits for it looks in both cases.
        let heard = timeout(Duration::from_secs(5), listening.heard()).await.expect("it does not wait for ever");
        if heard.is_err() {
            listening = bench.store.listen("here").await.unwrap().unwrap();
        }
        tell(&other, "there").await;
        assert!(hears(&mut listening).await);
        other.close().await;
    })
    .await;
}
