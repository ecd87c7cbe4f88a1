//! What cannot be opened is refused in a sentence that says what and how to mend it, and nothing is half done.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use hearken::store::{CaseFilter, DatabaseUrl, Store, StoreError};
use insta::assert_snapshot;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tempfile::TempDir;

use crate::bench::{self, both};
use crate::fixtures::*;

/// The sentence with which opening is refused, the folder's name taken out.
async fn refused(url: &DatabaseUrl, folder: &Path) -> String {
    let error = Store::open(url).await.expect_err("it was opened");
    error.to_string().replace(&folder.display().to_string(), "FOLDER")
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
    Store::open(&url).await.unwrap().check().await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("deep/er/hearken.db")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "what people wrote is nobody else's to read");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let url = DatabaseUrl::file(folder.path().join("file/sub/hearken.db"));
    assert_snapshot!(refused(&url, folder.path()).await, @"Could not make the folder FOLDER/file/sub: not a directory. Make it by hand, or name another file in DATABASE_URL.");
    let url = DatabaseUrl::file(folder.path());
    assert_snapshot!(refused(&url, folder.path()).await, @"Could not open the database FOLDER: is a directory. Check that it is a file this user may read and write, or name another in DATABASE_URL.");
}

#[tokio::test]
async fn a_file_that_is_no_database() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("hearken.db");
    std::fs::write(&path, "Dear diary, today the VPN dropped again. ".repeat(100)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_snapshot!(refused(&DatabaseUrl::file(&path), folder.path()).await, @"Could not read the database FOLDER/hearken.db: it is a file of another kind, or damaged. Name another file in DATABASE_URL, or restore a backup.");
    assert_eq!(std::fs::read(&path).unwrap(), before, "it is left as it was");
}

#[tokio::test]
async fn another_programs_database() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("hearken.db");
    let mut other = SqliteConnectOptions::new().filename(&path).create_if_missing(true).connect().await.unwrap();
    other.execute("CREATE TABLE songs (title TEXT)").await.unwrap();
    other.close().await.unwrap();
    assert_snapshot!(refused(&DatabaseUrl::file(&path), folder.path()).await, @"Could not use the database FOLDER/hearken.db: it belongs to another program, whose table songs is in it. Give hearken a database of its own in DATABASE_URL.");
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
    assert!(
        sentence.contains(": it was written by a newer hearken (its schema is 9000, this one knows "),
        "{sentence}"
    );
    assert!(sentence.ends_with("restore the backup from before the upgrade. Nothing was changed."), "{sentence}");
    assert_eq!(bench.store.cases(&CaseFilter::default()).await.unwrap(), [rich_case(1)]);
});

both!(a_database_that_was_made_otherwise, |bench| {
    const OTHERWISE: &str = "UPDATE _sqlx_migrations SET checksum = substr(checksum, 2) WHERE version = 1";
    match bench.store.db() {
        hearken::store::Db::Sqlite(pool) => pool.execute(OTHERWISE).await.map(|_| ()).unwrap(),
        hearken::store::Db::Postgres(pool) => pool.execute(OTHERWISE).await.map(|_| ()).unwrap(),
    }
    let sentence = Store::open(&bench.url).await.unwrap_err().to_string();
    assert!(sentence.contains(": its tables were not made by this hearken (step 1 differs). "), "{sentence}");
});

#[tokio::test]
async fn a_file_that_cannot_be_written() {
    let folder = TempDir::new().unwrap();
    let Some(mounted) = Mounted::at(folder.path(), "size=8m") else {
        return bench::skip("a read-only disk, since none can be mounted here (it takes root)");
    };
    let url = DatabaseUrl::file(folder.path().join("hearken.db"));
    let store = Store::open(&url).await.unwrap();
    store.close().await;
    mounted.remount("ro");
    assert_snapshot!(refused(&url, folder.path()).await, @"Could not write to the database FOLDER/hearken.db: it is read-only. Let this user write the file and its folder, or name another file in DATABASE_URL.");
    let missing = DatabaseUrl::file(folder.path().join("other.db"));
    assert_snapshot!(refused(&missing, folder.path()).await, @"Could not write to the database FOLDER/other.db: it is read-only. Let this user write the file and its folder, or name another file in DATABASE_URL.");
}

#[tokio::test]
async fn a_disk_that_is_full() {
    let folder = TempDir::new().unwrap();
    let Some(mounted) = Mounted::at(folder.path(), "size=2m") else {
        return bench::skip("a full disk, since none can be mounted here (it takes root)");
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
    assert_snapshot!(error.to_string(), @"Could not write to the database: the disk is full. Free some space; nothing is half done.");
    assert_eq!(store.cases(&CaseFilter::default()).await.unwrap().len() as i64, kept, "what was kept can be read");

    mounted.remount("size=8m");
    save_new(&store, &home(), decision(Some(case(kept + 1, &home(), "ana")), vec![])).await;
    store.close().await;

    let small = TempDir::new().unwrap();
    let _mounted = Mounted::at(small.path(), "size=16k").unwrap();
    let url = DatabaseUrl::file(small.path().join("hearken.db"));
    assert_snapshot!(refused(&url, small.path()).await, @"Could not write to the database FOLDER/hearken.db: the disk is full. Free some space; nothing is half done.");
}

#[tokio::test]
async fn a_server_that_does_not_answer() {
    let here = Path::new("/nowhere");
    let url = "postgres://hearken:s3cret@127.0.0.1:1/desk".parse().unwrap();
    assert_snapshot!(refused(&url, here).await, @"Could not reach the database postgres://127.0.0.1:1/desk: connection refused. Check that PostgreSQL runs there, and host and port in DATABASE_URL.");
    let url = "postgres://hearken:s3cret@no-such-host.invalid/desk".parse().unwrap();
    let sentence = refused(&url, here).await;
    assert!(
        sentence.starts_with("Could not reach the database postgres://no-such-host.invalid:5432/desk: "),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_server_without_the_database_or_the_user() {
    let Some(server) = bench::server() else { return };
    let missing: DatabaseUrl = bench::address(&server, "no_such_database").parse().unwrap();
    let sentence = refused(&missing, Path::new("/nowhere")).await.replace(&missing.to_string(), "ADDRESS");
    assert_snapshot!(sentence, @"Could not find the database ADDRESS: the server is there, the database is not. Make it with: createdb no_such_database");

    let host = server.rsplit(['@', '/']).find(|part| part.contains(':')).unwrap();
    let unknown: DatabaseUrl = format!("postgres://nobody_known:s3cret@{host}/postgres").parse().unwrap();
    let sentence = refused(&unknown, Path::new("/nowhere")).await;
    assert!(sentence.starts_with("Could not log in to the database postgres://"), "{sentence}");
    assert!(sentence.contains("nobody_known") && !sentence.contains("s3cret"), "{sentence}");
}

#[tokio::test]
async fn a_server_whose_database_is_not_ours_to_change() {
    let Some(server) = bench::server() else { return };
    let name = bench::make_database(&server).await;
    let mut admin = PgConnection::connect(&server).await.unwrap();
    let role = format!("{name}_guest");
    admin.execute(AssertSqlSafe(format!("CREATE ROLE {role} LOGIN PASSWORD 'guest'"))).await.unwrap();
    let host = server.rsplit(['@', '/']).find(|part| part.contains(':')).unwrap();
    let url: DatabaseUrl = format!("postgres://{role}:guest@{host}/{name}").parse().unwrap();
    let sentence =
        refused(&url, Path::new("/nowhere")).await.replace(&url.to_string(), "ADDRESS").replace(&name, "NAME");
    bench::drop_database(&server, &name).await;
    admin.execute(AssertSqlSafe(format!("DROP ROLE {role}"))).await.unwrap();
    assert_snapshot!(sentence, @r#"Could not make tables in the database ADDRESS: permission denied for schema public. Let the user NAME_guest own it: ALTER DATABASE "NAME" OWNER TO "NAME_guest""#);
}

both!(opened_by_many_at_once_it_is_made_once, |bench| {
    // The bench's own is made already: a second one is made by all of them at once.
    let folder = TempDir::new().unwrap();
    let fresh = match &bench.url {
        DatabaseUrl::Sqlite(_) => DatabaseUrl::file(folder.path().join("hearken.db")),
        postgres => {
            let hearken::store::Db::Postgres(pool) = bench.store.db() else { unreachable!() };
            let sql = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
            pool.execute(sql).await.unwrap();
            postgres.clone()
        }
    };
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let fresh = fresh.clone();
            tokio::spawn(async move { Store::open(&fresh).await.unwrap() })
        })
        .collect();
    for opener in openers {
        let store = opener.await.unwrap();
        store.check().await.unwrap();
        store.close().await;
    }
});

#[tokio::test]
async fn a_file_is_worked_with_by_one_process_at_a_time() {
    let folder = TempDir::new().unwrap();
    let file = DatabaseUrl::file(folder.path().join("hearken.db"));
    let sole = file.take_over(Duration::ZERO).await.unwrap();
    drop(Store::open(&file).await.unwrap());
    let other_name = folder.path().join("link.db");
    std::os::unix::fs::symlink(folder.path().join("hearken.db"), &other_name).unwrap();
    let second = DatabaseUrl::file(other_name);
    let sentence = second.take_over(Duration::from_millis(1)).await.unwrap_err().to_string();
    let process = format!("another hearken (process {}) works with it. Stop that one first", std::process::id());
    assert!(sentence.contains(&process), "{sentence}");
    // The one that waits takes it as soon as the first lets go.
    let (taken, ()) = tokio::join!(second.take_over(Duration::from_secs(60)), async { drop(sole) });
    drop(taken.unwrap());
}
