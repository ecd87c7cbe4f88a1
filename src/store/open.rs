//! Opening the database: made when it is missing, refused in plain words when it cannot be ours.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::time::timeout;

use super::error::plain;
use super::{DatabaseUrl, Db, Store, StoreError, schema};

/// How long to wait for a server that does not answer at all.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait for another process that writes the same file.
const BUSY: Duration = Duration::from_secs(5);
/// Connections that read a file, or work on a server.
const CONNECTIONS: u32 = 8;

impl Store {
    /// Opens the database and brings its tables to this version. A missing file is made, and its folder.
    ///
    /// # Errors
    /// A sentence for the person who runs hearken; then nothing is half done.
    pub async fn open(url: &DatabaseUrl) -> Result<Store, StoreError> {
        let store = match url {
            DatabaseUrl::Sqlite(path) => open_file(path).await?,
            DatabaseUrl::Postgres(options) => open_server(options, url).await?,
        };
        match schema::migrate(&store.writes, url).await {
            Ok(()) => Ok(store),
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }
}

async fn open_file(path: &Path) -> Result<Store, StoreError> {
    let place = path.display().to_string();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        tokio::fs::create_dir_all(folder)
            .await
            .map_err(|error| StoreError::Folder { folder: folder.display().to_string(), why: plain(&error) })?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY);
    let writes = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.clone())
        .await
        .map_err(|error| StoreError::at(&place, error))?;
    let reads = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "true"));
    Ok(Store { reads: Db::Sqlite(reads), writes: Db::Sqlite(writes) })
}

async fn open_server(options: &PgConnectOptions, url: &DatabaseUrl) -> Result<Store, StoreError> {
    // A pool keeps trying until its patience ends and then forgets why: one connection by itself tells.
    let first = timeout(PATIENCE, options.connect()).await;
    let place = url.to_string();
    let first: PgConnection = match first {
        Err(_) => return Err(StoreError::Unreachable { place, why: "no answer within ten seconds".to_owned() }),
        Ok(connected) => connected.map_err(|error| refused(&place, options, error))?,
    };
    // Nothing hangs on how it says goodbye.
    let _ = first.close().await;
    let pool =
        PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE).connect_lazy_with(options.clone());
    Ok(Store { reads: Db::Postgres(pool.clone()), writes: Db::Postgres(pool) })
}

/// Why a server did not let us in.
fn refused(place: &str, options: &PgConnectOptions, error: sqlx::Error) -> StoreError {
    let code = error.as_database_error().and_then(|said| said.code());
    let why = || error.as_database_error().map(|said| said.message().to_owned()).unwrap_or_default();
    match code.as_deref() {
        Some("28P01" | "28000") => {
            StoreError::Login { place: place.to_owned(), user: options.get_username().to_owned(), why: why() }
        }
        Some("3D000") => StoreError::Missing {
            place: place.to_owned(),
            database: options.get_database().unwrap_or_else(|| options.get_username()).to_owned(),
        },
        _ => StoreError::at(place, error),
    }
}
