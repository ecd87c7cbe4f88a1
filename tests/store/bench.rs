//! An empty database for each test, on each engine.

use std::future::Future;
use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use hearken::store::{DatabaseUrl, Store};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;

/// One test body on both engines: `both!(name, |bench| { … })`.
macro_rules! both {
    ($name:ident, |$bench:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($bench: $crate::bench::Bench) $body

            #[tokio::test]
            async fn sqlite() {
                $crate::bench::on_sqlite(body).await;
            }

            #[tokio::test]
            async fn postgres() {
                $crate::bench::on_postgres(body).await;
            }
        }
    };
}

pub(crate) use both;

/// An open store, empty at first.
#[derive(Clone)]
pub struct Bench {
    pub store: Store,
    pub url: DatabaseUrl,
}

impl Bench {
    /// The same database opened once more, as another instance would.
    pub async fn again(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

pub async fn on_sqlite<F: Future<Output = ()>>(body: impl FnOnce(Bench) -> F) {
    let folder = TempDir::new().unwrap();
    let url = DatabaseUrl::file(folder.path().join("hearken.db"));
    let store = Store::open(&url).await.unwrap();
    body(Bench { store: store.clone(), url }).await;
    store.close().await;
}

pub async fn on_postgres<F: Future<Output = ()> + Send + 'static>(body: impl FnOnce(Bench) -> F) {
    let Some(server) = server() else { return };
    let name = make_database(&server).await;
    let url: DatabaseUrl = address(&server, &name).parse().unwrap();
    let store = Store::open(&url).await.unwrap();
    // In a task of its own, so that the database is dropped even when the test fails.
    let done = tokio::spawn(body(Bench { store: store.clone(), url })).await;
    store.close().await;
    drop_database(&server, &name).await;
    if let Err(failed) = done {
        std::panic::resume_unwind(failed.into_panic());
    }
}

/// The address of a server to test on, or `None` after saying loudly that there is none.
pub fn server() -> Option<String> {
    static SAID: Once = Once::new();
    let server = std::env::var("HEARKEN_TEST_POSTGRES").ok().filter(|server| !server.is_empty());
    if server.is_none() {
        SAID.call_once(|| say_skipped("PostgreSQL, since HEARKEN_TEST_POSTGRES is not set (tests/run starts one)"));
        not_to_be_skipped();
    }
    server
}

/// Says on standard error itself what is not tested, since `eprintln!` is kept back when a test passes.
fn say_skipped(what: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what}");
}

/// Says what is not tested here; fails where a skip is a failure.
pub fn skip(what: &str) {
    say_skipped(what);
    not_to_be_skipped();
}

fn not_to_be_skipped() {
    assert!(std::env::var("HEARKEN_NO_SKIP").as_deref() != Ok("1"), "HEARKEN_NO_SKIP=1 allows no skipping");
}

/// The server's address with this database in it.
pub fn address(server: &str, database: &str) -> String {
    let (path, query) = server.split_once('?').map_or((server, None), |(path, query)| (path, Some(query)));
    let host = path.find("://").map_or(0, |at| at + 3);
    let end = path[host..].find('/').map_or(path.len(), |at| host + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{database}{query}", &path[..end])
}

pub async fn make_database(server: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("hearken_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(server).await.unwrap();
    admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await.unwrap();
    admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    name
}

pub async fn drop_database(server: &str, name: &str) {
    let mut admin = PgConnection::connect(server).await.unwrap();
    admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await.unwrap();
}
