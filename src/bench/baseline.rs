//! What the disk itself can do: rows committed one by one, each flushed, on the same file system in the same run.

use std::ffi::OsStr;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor};

/// Commits a second of one small row each, in a file beside `database` that is removed again, with the settings of the
/// store: write-ahead log, every commit flushed.
pub(super) async fn one_row_commits(database: &Path, how_long: Duration) -> Result<f64, sqlx::Error> {
    let mut file = database.as_os_str().to_owned();
    file.push(".baseline");
    remove(&file);
    let mut connection = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    connection
        .execute("CREATE TABLE events (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL)")
        .await?;
    let (began, mut commits) = (Instant::now(), 0_u32);
    while began.elapsed() < how_long {
        sqlx::query("INSERT INTO events (key, body) VALUES ($1, $2)")
            .bind(format!("event-{commits}"))
            .bind("My VPN keeps dropping, third time this week, and I have a client call at 10:20.")
            .execute(&mut connection)
            .await?;
        commits += 1;
    }
    let rate = f64::from(commits) / began.elapsed().as_secs_f64();
    connection.close().await?;
    remove(&file);
    Ok(rate)
}

fn remove(file: &OsStr) {
    for end in ["", "-wal", "-shm"] {
        let mut name = file.to_owned();
        name.push(end);
        // What is left of it harms nobody.
        let _ = std::fs::remove_file(name);
    }
}
