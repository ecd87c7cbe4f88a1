//! One process to a database file. The file's leases and its memory of posts are one process's business: a second one
//! would take the first for dead, and speak twice.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::column::micros;
use super::open::make_folder;
use super::{DatabaseUrl, Db, Store, StoreError};
use crate::chat::Home;

/// How often it is tried again while another process still holds the file.
const AGAIN: Duration = Duration::from_millis(100);

/// The right to work with the database, let go when dropped and whenever the process ends, however it ends. On a server
/// many may work, and this holds nothing.
#[derive(Debug)]
#[must_use = "the database is anybody's again as soon as this is dropped"]
pub struct Sole {
    _held: Option<File>,
}

impl DatabaseUrl {
    /// Takes the database for this process, waiting up to `patience` for one that is just ending. To be done before it is
    /// opened, so that a newer hearken does not change the tables beneath an older one.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process keeps it. Otherwise when its lock cannot be had.
    pub async fn take_over(&self, patience: Duration) -> Result<Sole, StoreError> {
        match self {
            DatabaseUrl::Sqlite(path) => wait_for(path, patience).await,
            DatabaseUrl::Postgres(_) => Ok(Sole { _held: None }),
        }
    }
}

impl Store {
    /// Ends the claims of a process that is gone by `settled` (wall-clock time), when its last requests have come to
    /// rest, so that nobody waits for the rest of their leases. What was under way is then uncertain, as after any lost
    /// lease. Only for who has a file to itself; on a server, where another process may be at work, it does nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn adopt(&self, home: &Home, settled: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE outbox SET ready_at = $3 WHERE platform = $1 AND workspace = $2
            AND ended_at IS NULL AND state = 'sending' AND ready_at > $3";
        if let Db::Sqlite(pool) = &self.writes {
            sqlx::query(SQL).bind(&home.platform).bind(&home.workspace).bind(micros(settled)).execute(pool).await?;
        }
        Ok(())
    }
}

async fn wait_for(database: &Path, patience: Duration) -> Result<Sole, StoreError> {
    make_folder(database).await?;
    // By its own name, whatever name it is called by.
    let database = &database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let place = || format!("the database {}", database.display());
    let closed = |error: io::Error| StoreError::Closed { place: place(), why: super::error::plain(&error) };
    // A file beside it: SQLite's own locks on the database end when any handle to it is closed.
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(beside(database))
        .map_err(closed)?;
    let until = Instant::now() + patience;
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(error)) => return Err(closed(error)),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                if !told {
                    told = true;
                    let (holder, seconds) = (holder(&file), patience.as_secs());
                    tracing::info!(
                        "another hearken{holder} has the database; waiting up to {seconds} s in case it is just ending"
                    );
                }
                tokio::time::sleep(AGAIN).await;
            }
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse { place: place(), holder: holder(&file) }),
        }
    }
    // For the sentence above only: whoever cannot be named still holds it.
    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
    Ok(Sole { _held: Some(file) })
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// " (process 123)", or nothing when it did not say.
fn holder(mut file: &File) -> String {
    let mut process = String::new();
    let read = file.rewind().and_then(|()| file.take(20).read_to_string(&mut process));
    match process.trim().parse::<u32>() {
        Ok(process) if read.is_ok() => format!(" (process {process})"),
        _ => String::new(),
    }
}
