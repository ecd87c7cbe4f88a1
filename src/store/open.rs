//! Opening the database: made when it is missing, refused in plain words when it cannot be ours.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::time::timeout;

use super::db::execute;
use super::error::plain;
use super::url::database;
use super::{DatabaseUrl, Db, Store, StoreError, schema};

/// How long to wait for a server that does not answer at all, and for a connection that others use.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long an open connection has to show that it still is one: all of them may do so within our patience.
const LIVELY: Duration = Duration::from_secs(1);
/// How long to wait for another process that writes the same file.
const BUSY: Duration = Duration::from_secs(5);
/// How long to go on trying to open a file that others open or write at the same time. SQLite does not wait for its turn
/// when it changes a new file's journal.
const CROWD: Duration = Duration::from_secs(20);
/// How long to let the others go first.
const AGAIN: Duration = Duration::from_millis(50);
/// Statements kept ready on each connection: more than there are.
const STATEMENTS: usize = 500;
/// Pages that the writer keeps at hand, in kibibytes (SQLite reads a negative number so): the upper parts of every index
/// of a store that has seen years.
const WRITER_CACHE: &str = "-24576";
/// Connections that read a file, or work on a server.
const CONNECTIONS: u32 = 8;

/// An instance that stopped in the middle of a transaction is cut off, and none waits for another for ever.
const LET_GO: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '15s'";

impl Store {
    /// Opens the database and brings its tables to this version. A missing file is made, and its folder.
    ///
    /// # Errors
    /// A sentence for the person who runs hearken; then nothing is half done.
    pub async fn open(url: &DatabaseUrl) -> Result<Store, StoreError> {
        let until = Instant::now() + CROWD;
        loop {
            match open(url).await {
                Err(StoreError::Busy { .. }) if Instant::now() < until => tokio::time::sleep(AGAIN).await,
                opened => return opened.map_err(|error| error.about(&format!("the database {url}"))),
            }
        }
    }
}

async fn open(url: &DatabaseUrl) -> Result<Store, StoreError> {
    let store = match url {
        DatabaseUrl::Sqlite(path) => open_file(path).await?,
        DatabaseUrl::Postgres(options) => open_server(options, url).await?,
    };
    match fit_to_write(&store).await {
        Ok(()) => Ok(store),
        Err(error) => {
            store.close().await;
            Err(denied(url, error))
        }
    }
}

/// Brings the tables to this version, and sees that there is leave to write: where nothing had to be brought, SQLite opens
/// a file that is read-only without a word.
async fn fit_to_write(store: &Store) -> Result<(), StoreError> {
    schema::migrate(&store.writes).await?;
    let mut tx = store.begin().await?;
    // Of no row, so that it waits for nobody who is at work.
    execute!(&mut tx, "UPDATE counters SET value = value WHERE name = ''")?;
    tx.rollback().await
}

async fn open_file(path: &Path) -> Result<Store, StoreError> {
    make_folder(path).await?;
    if let Err(error) = make_file(path)
        && error.kind() != ErrorKind::AlreadyExists
    {
        return Err(closed(&error));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS)
        .busy_timeout(BUSY);
    let writes = whole()
        .max_connections(1)
        .connect_with(options.clone().pragma("cache_size", WRITER_CACHE))
        .await
        .map_err(|error| why_closed(path, error.into()))?;
    let reads = whole().max_connections(CONNECTIONS).connect_lazy_with(options.pragma("query_only", "true"));
    Ok(Store { reads: Db::Sqlite(reads), writes: Db::Sqlite(writes) })
}

/// Makes the folder that the file is in, or is to be in.
pub(super) async fn make_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    tokio::fs::create_dir_all(folder)
        .await
        .map_err(|error| StoreError::Folder { folder: folder.display().to_string(), why: plain(&error) })
}

/// Makes the file as one that no other user may read: it holds what people wrote. SQLite gives its side files the same
/// mode.
fn make_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

/// SQLite says of a file only that it cannot open it: the system tells why.
fn why_closed(path: &Path, error: StoreError) -> StoreError {
    let StoreError::Closed { .. } = error else { return error };
    match OpenOptions::new().append(true).open(path) {
        Err(cause) => closed(&cause),
        Ok(_) => error,
    }
}

fn closed(cause: &io::Error) -> StoreError {
    let place = String::new();
    match cause.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { place },
        ErrorKind::StorageFull => StoreError::Full { place },
        _ => StoreError::Closed { place, why: plain(cause) },
    }
}

/// A pool that lets go of a connection with half a transaction on it. A full disk rolls back by itself and then refuses
/// the rollback that sqlx asks for, so that sqlx takes the next transaction for a nested one.
fn whole() -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .acquire_timeout(PATIENCE)
        .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
}

async fn open_server(options: &PgConnectOptions, url: &DatabaseUrl) -> Result<Store, StoreError> {
    // A pool keeps trying until its patience ends and then forgets why: one connection by itself tells.
    let first = timeout(PATIENCE, options.connect()).await;
    let first: PgConnection = match first {
        Err(_) => {
            let why = "no answer within ten seconds".to_owned();
            return Err(StoreError::Unreachable { place: String::new(), why });
        }
        Ok(connected) => connected.map_err(|error| refused(url, options, error))?,
    };
    // Nothing hangs on how it says goodbye.
    let _ = first.close().await;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async { Ok(answers(connection).await) }))
        .after_release(|connection, _| Box::pin(async { Ok(answers(connection).await) }))
        .after_connect(|connection, _| Box::pin(async { connection.execute(LET_GO).await.map(|_| ()) }))
        .connect_lazy_with(options.clone());
    Ok(Store { reads: Db::Postgres(pool.clone()), writes: Db::Postgres(pool) })
}

/// Whether the server still answers on this connection. One that was cut without a word would otherwise be waited for
/// until the system gives it up, a quarter of an hour later, and count among those in use as long.
async fn answers(connection: &mut PgConnection) -> bool {
    timeout(LIVELY, connection.ping()).await.is_ok_and(|answer| answer.is_ok())
}

/// What is wrong when a server lets us in but refuses to have tables made.
fn denied(url: &DatabaseUrl, error: StoreError) -> StoreError {
    match (url, error) {
        (DatabaseUrl::Postgres(options), StoreError::Failed { why, code }) if code.as_deref() == Some("42501") => {
            StoreError::Denied {
                place: format!("the database {url}"),
                database: database(options).to_owned(),
                user: options.get_username().to_owned(),
                why,
            }
        }
        (_, error) => error,
    }
}

/// Why a server did not let us in.
fn refused(url: &DatabaseUrl, options: &PgConnectOptions, error: sqlx::Error) -> StoreError {
    let place = format!("the database {url}");
    match &error {
        sqlx::Error::Database(said) => match said.code().as_deref() {
            Some("28P01" | "28000") => StoreError::Login { place, why: said.message().to_owned() },
            Some("3D000") => StoreError::Missing { place, database: database(options).to_owned() },
            _ => error.into(),
        },
        _ => error.into(),
    }
}
