//! A database that fails in the middle of the work: nothing half done, and no restart needed once it is back.

use std::time::Duration;

use hearken::chat::What;
use hearken::desk::CaseId;
use hearken::store::{Db, Received, StoreError};
use sqlx::Executor;

use crate::bench;
use crate::fixtures::*;

#[tokio::test]
async fn a_server_that_cuts_every_connection_costs_one_try() {
    bench::on_postgres(|bench| async move {
        let told = event(&home(), "e", What::Said(said(None, "m1", "ana", "help")));
        let mut tx = bench.store.begin().await.unwrap();
        tx.receive(&told, at(0)).await.unwrap();
        tx.save(&home(), None, &decision(Some(rich_case(1)), vec![]), at(0)).await.unwrap();

        let cutter = bench.again().await;
        let Db::Postgres(pool) = cutter.db() else { unreachable!() };
        const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        pool.execute(CUT).await.unwrap();

        let error = tx.commit().await.expect_err("the connection is gone");
        assert!(error.is_passing(), "{error:?}");
        let again = visit(&bench.store, &told, at(0), |situated| {
            assert_eq!(situated.next_case, CaseId(1), "nothing was kept");
            decision(Some(rich_case(1)), vec![])
        });
        assert_eq!(again.await.unwrap(), Received::New);
        assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), Some(rich_case(1)));
        cutter.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_free_again_after() {
    bench::on_sqlite(|bench| async move {
        let other = bench.again().await;
        let held = other.begin().await.unwrap();
        let error = bench.store.begin().await.expect_err("it is held");
        assert!(matches!(error, StoreError::Busy { .. }) && error.is_passing(), "{error:?}");
        assert_eq!(bench.store.cases(&Default::default()).await.unwrap(), [], "reading goes on");

        let waiting = tokio::spawn({
            let store = bench.store.clone();
            async move { save_new(&store, &home(), decision(Some(rich_case(1)), vec![])).await }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        held.rollback().await.unwrap();
        waiting.await.unwrap();
        assert_eq!(bench.store.case(CaseId(1)).await.unwrap(), Some(rich_case(1)));
        other.close().await;
    })
    .await;
}
