//! What cannot be opened is refused in a sentence that says what and how to mend it, and nothing is half done.

use std::path::Path;
use std::process::Command;

use hearken::store::{CaseFilter, DatabaseUrl, Store, StoreError};
use insta::assert_snapshot;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};
use tempfile::TempDir;

use crate::bench::{self, both};
use crate::fixtures::*;

/// The sentence with which opening is refused, the folder's name taken out.
async fn refused(url: &DatabaseUrl, folder: &Path) -> String {
    let error = Store::open(url).await.expect_err("it was opened");
    error.to_string().replace(&folder.display().to_string(), "FOLDER")
}

fn skip(what: &str) {
    eprintln!("SKIPPED: {what}");
    bench::not_to_be_skipped();
}

/// A file system of its own for one test, unmounted in the end. Needs root.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn at(folder: &'a Path, options: &str) -> Option<Mounted<'a>> {
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(folder).output().ok()?;
        done.status.success().then_some(Mounted(folder))
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.0).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[tokio::test]
async fn a_missing_file_and_its_folder_are_made() {
    let folder = TempDir::new().unwrap();
    let url = DatabaseUrl::file(folder.path().join("deep/er/hearken.db"));
    Store::open(&url).await.unwrap().close().await;
    Store::open(&url).await.unwrap().ping().await.unwrap();
}

#[tokio::test]
async fn a_folder_that_cannot_be_made() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let url = DatabaseUrl::file(folder.path().join("file/sub/hearken.db"));
    assert_snapshot!(refused(&url, folder.path()).await, @"");
    let url = DatabaseUrl::file(folder.path());
    assert_snapshot!(refused(&url, folder.path()).await, @"");
}

#[tokio::test]
async fn a_file_that_is_no_database() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("hearken.db");
    std::fs::write(&path, "Dear diary, today the VPN dropped again. ".repeat(100)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_snapshot!(refused(&DatabaseUrl::file(&path), folder.path()).await, @"");
    assert_eq!(std::fs::read(&path).unwrap(), before, "it is left as it was");
}

#[tokio::test]
async fn another_programs_database() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("hearken.db");
    let mut other = SqliteConnectOptions::new().filename(&path).create_if_missing(true).connect().await.unwrap();
    other.execute("CREATE TABLE songs (title TEXT)").await.unwrap();
    other.close().await.unwrap();
    assert_snapshot!(refused(&DatabaseUrl::file(&path), folder.path()).await, @"");
}

both!(a_newer_database, |bench| {
    save_new(&bench.store, &home(), decision(Some(rich_case(1)), vec![])).await;
    const NEWER: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT 9000, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    match bench.store.db() {
        hearken::store::Db::Sqlite(pool) => pool.execute(NEWER).await.map(|_| ()).unwrap(),
        hearken::store::Db::Postgres(pool) => pool.execute(NEWER).await.map(|_| ()).unwrap(),
    }
    match Store::open(&bench.url).await {
        Err(StoreError::Newer { found: 9000, known, .. }) => assert!(known >= 1),
        other => panic!("{other:?}"),
    }
    let sentence = Store::open(&bench.url).await.unwrap_err().to_string();
    assert!(sentence.contains("was written by a newer hearken (its schema is 9000, this one knows "), "{sentence}");
    assert!(sentence.ends_with("restore the backup from before the upgrade. Nothing was changed."), "{sentence}");
    assert_eq!(bench.store.cases(&CaseFilter::default()).await.unwrap(), [rich_case(1)]);
});

#[tokio::test]
async fn a_file_that_cannot_be_written() {
    let folder = TempDir::new().unwrap();
    let Some(mounted) = Mounted::at(folder.path(), "size=8m") else {
        return skip("a read-only disk, since none can be mounted here (it takes root)");
    };
    let url = DatabaseUrl::file(folder.path().join("hearken.db"));
    let store = Store::open(&url).await.unwrap();
    store.close().await;
    mounted.remount("ro");
    assert_snapshot!(refused(&url, folder.path()).await, @"");
    let missing = DatabaseUrl::file(folder.path().join("other.db"));
    assert_snapshot!(refused(&missing, folder.path()).await, @"");
}

#[tokio::test]
async fn a_disk_that_is_full() {
    let folder = TempDir::new().unwrap();
    let Some(mounted) = Mounted::at(folder.path(), "size=2m") else {
        return skip("a full disk, since none can be mounted here (it takes root)");
    };
    let url = DatabaseUrl::file(folder.path().join("hearken.db"));
    let store = Store::open(&url).await.unwrap();
    let mut kept = 0;
    let error = loop {
        let mut tx = store.begin().await.unwrap();
        let mut large = case(kept + 1, &home(), "ana");
        large.messages[0].text = "x".repeat(40_000);
        let saved = match tx.save(&home(), None, &decision(Some(large), vec![]), at(0)).await {
            Ok(()) => tx.commit().await,
            Err(error) => Err(error),
        };
        match saved {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 100, "the disk never fills");
    };
    assert_snapshot!(error.to_string(), @"");
    assert_eq!(store.cases(&CaseFilter::default()).await.unwrap().len() as i64, kept, "what was kept can be read");

    mounted.remount("size=8m");
    save_new(&store, &home(), decision(Some(case(kept + 1, &home(), "ana")), vec![])).await;
    store.close().await;

    let small = TempDir::new().unwrap();
    let _mounted = Mounted::at(small.path(), "size=16k").unwrap();
    let url = DatabaseUrl::file(small.path().join("hearken.db"));
    assert_snapshot!(refused(&url, small.path()).await, @"");
}

#[tokio::test]
async fn a_server_that_does_not_answer() {
    let here = Path::new("/nowhere");
    let url = "postgres://hearken:s3cret@127.0.0.1:1/desk".parse().unwrap();
    assert_snapshot!(refused(&url, here).await, @"");
    let url = "postgres://hearken:s3cret@no-such-host.invalid/desk".parse().unwrap();
    let sentence = refused(&url, here).await;
    assert!(
        sentence.starts_with("The database postgres://no-such-host.invalid:5432/desk does not answer: "),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_server_without_the_database_or_the_user() {
    let Some(server) = bench::server() else { return };
    let url: DatabaseUrl = bench::address(&server, "no_such_database").parse().unwrap();
    let sentence = refused(&url, Path::new("/nowhere")).await;
    assert!(sentence.starts_with("There is no database no_such_database at postgres://"), "{sentence}");
    assert!(sentence.ends_with("Make it with: createdb no_such_database"), "{sentence}");

    let host = server.rsplit('@').next().unwrap().split('/').next().unwrap();
    let url: DatabaseUrl = format!("postgres://nobody_known:s3cret@{host}/postgres").parse().unwrap();
    let sentence = refused(&url, Path::new("/nowhere")).await;
    assert!(sentence.contains("refuses the user nobody_known"), "{sentence}");
    assert!(!sentence.contains("s3cret"));
}
