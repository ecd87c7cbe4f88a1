//! What can go wrong with a database, in sentences that say what and how to mend it.

use std::io;

use sqlx::error::DatabaseError;

/// Why the store could not do it. The text is for the person who runs hearken; it never holds a password or a message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address cannot be used.
    #[error(
        "The database address cannot be used: {why}. Set DATABASE_URL to sqlite:PATH, such as \
         sqlite:/var/lib/hearken/hearken.db, or to postgres://USER:PASSWORD@HOST:5432/DATABASE."
    )]
    Address {
        /// What is wrong with it.
        why: String,
    },
    /// The file's folder is missing and cannot be made.
    #[error("Could not make the folder {folder}: {why}. Make it by hand, or name another file in DATABASE_URL.")]
    Folder {
        /// Which folder.
        folder: String,
        /// In the system's words.
        why: String,
    },
    /// The file cannot be opened at all.
    #[error(
        "Could not open {place}: {why}. Check that it is a file this user may read and write, or name another in \
         DATABASE_URL."
    )]
    Closed {
        /// Which file.
        place: String,
        /// In the engine's words.
        why: String,
    },
    /// The file is something else.
    #[error(
        "Could not read {place}: it is a file of another kind, or damaged. Name another file in DATABASE_URL, or \
         restore a backup."
    )]
    NotADatabase {
        /// Which file.
        place: String,
    },
    /// The database holds another program's tables.
    #[error(
        "Could not use {place}: it belongs to another program, whose table {table} is in it. Give hearken a database \
         of its own in DATABASE_URL."
    )]
    Foreign {
        /// Which database.
        place: String,
        /// One of the tables.
        table: String,
    },
    /// The database was written by a later version.
    #[error(
        "Could not use {place}: it was written by a newer hearken (its schema is {found}, this one knows {known}). Run \
         the newer hearken, or restore the backup from before the upgrade. Nothing was changed."
    )]
    Newer {
        /// Which database.
        place: String,
        /// The version found in it.
        found: i64,
        /// The last version this binary knows.
        known: i64,
    },
    /// The tables are not those that hearken makes.
    #[error(
        "Could not use {place}: its tables were not made by this hearken (step {version} differs). Name another \
         database in DATABASE_URL, or restore a backup. Nothing was changed."
    )]
    Altered {
        /// Which database.
        place: String,
        /// The first migration that is not ours.
        version: i64,
    },
    /// The database cannot be written to.
    #[error(
        "Could not write to {place}: it is read-only. Let this user write the file and its folder, or name another \
         file in DATABASE_URL."
    )]
    ReadOnly {
        /// Which database.
        place: String,
    },
    /// There is no room left.
    #[error("Could not write to {place}: the disk is full. Free some space; nothing is half done.")]
    Full {
        /// Which database.
        place: String,
    },
    /// Another process holds the file for too long.
    #[error("Could not write to {place}: another program has locked it. End that program, then try again.")]
    Busy {
        /// Which database.
        place: String,
    },
    /// Another hearken works with the file.
    #[error(
        "Could not use {place}: another hearken{holder} works with it. Stop that one first, or give this one a \
         DATABASE_URL of its own. Several can share a PostgreSQL database."
    )]
    InUse {
        /// Which database.
        place: String,
        /// " (process 123)", where it is known.
        holder: String,
    },
    /// The server does not answer.
    #[error("Could not reach {place}: {why}. Check that PostgreSQL runs there, and host and port in DATABASE_URL.")]
    Unreachable {
        /// Which database.
        place: String,
        /// In the system's words.
        why: String,
    },
    /// Nothing came back in time.
    #[error("The database did not answer in time: it is locked, out of reach, or has too much to do.")]
    Silent,
    /// The server does not let us in.
    #[error("Could not log in to {place}: {why}. Check user and password in DATABASE_URL.")]
    Login {
        /// Which database.
        place: String,
        /// In the server's words, which name the user.
        why: String,
    },
    /// The server has no such database.
    #[error("Could not find {place}: the server is there, the database is not. Make it with: createdb {database}")]
    Missing {
        /// Which server and database.
        place: String,
        /// Its name.
        database: String,
    },
    /// The user may not make tables.
    #[error(
        "Could not make tables in {place}: {why}. Let the user {user} own it: ALTER DATABASE \"{database}\" OWNER TO \
         \"{user}\""
    )]
    Denied {
        /// Which database.
        place: String,
        /// Its name.
        database: String,
        /// Who tried.
        user: String,
        /// In the server's words.
        why: String,
    },
    /// Another instance was first; nothing was kept. Do the whole transaction again.
    #[error("Another instance changed the same rows first; the work has to be done again.")]
    Raced,
    /// Something stored cannot be read.
    #[error("The database holds something unreadable, {what}: {why}. If an older hearken runs on it, update that one.")]
    Unreadable {
        /// What.
        what: String,
        /// Why.
        why: String,
    },
    /// Anything else. Holds the engine's message alone: its details may quote rows.
    #[error("The database failed: {why}")]
    Failed {
        /// In the engine's words.
        why: String,
        /// Its code for it.
        code: Option<String>,
    },
}

impl StoreError {
    /// Whether the same work may succeed if it is done again from the beginning: nothing of it was kept.
    pub fn is_passing(&self) -> bool {
        use StoreError::{Busy, Raced, Silent, Unreachable};
        matches!(self, Raced | Busy { .. } | Unreachable { .. } | Silent)
    }

    /// Whether it is the database that takes nothing now, whatever is brought to it: held, full, gone.
    pub fn is_outage(&self) -> bool {
        use StoreError::{Busy, Closed, Full, ReadOnly, Silent, Unreachable};
        matches!(self, Busy { .. } | Closed { .. } | Full { .. } | ReadOnly { .. } | Silent | Unreachable { .. })
    }

    /// The same, telling which database it was.
    pub(super) fn about(mut self, name: &str) -> StoreError {
        match &mut self {
            StoreError::Closed { place, .. }
            | StoreError::NotADatabase { place }
            | StoreError::Foreign { place, .. }
            | StoreError::Newer { place, .. }
            | StoreError::Altered { place, .. }
            | StoreError::ReadOnly { place }
            | StoreError::Full { place }
            | StoreError::Busy { place }
            | StoreError::Unreachable { place, .. } => name.clone_into(place),
            _ => {}
        }
        self
    }
}

impl From<sqlx::Error> for StoreError {
    /// What an engine's error means.
    fn from(error: sqlx::Error) -> StoreError {
        let place = "the database".to_owned();
        match &error {
            sqlx::Error::Io(why) => StoreError::Unreachable { place, why: plain(why) },
            sqlx::Error::PoolTimedOut => StoreError::Silent,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                StoreError::Unreachable { place, why: "the connection is closed".to_owned() }
            }
            sqlx::Error::ColumnDecode { index, source } => {
                StoreError::Unreadable { what: format!("the column {index}"), why: source.to_string() }
            }
            sqlx::Error::Database(said) => match meaning(said.as_ref()) {
                Meaning::Full => StoreError::Full { place },
                Meaning::ReadOnly => StoreError::ReadOnly { place },
                Meaning::Busy => StoreError::Busy { place },
                Meaning::NotADatabase => StoreError::NotADatabase { place },
                Meaning::Closed => StoreError::Closed { place, why: said.message().to_owned() },
                Meaning::Raced => StoreError::Raced,
                Meaning::Gone => StoreError::Unreachable { place, why: said.message().to_owned() },
                Meaning::Other => {
                    StoreError::Failed { why: said.message().to_owned(), code: said.code().map(|code| code.into()) }
                }
            },
            _ => StoreError::Failed { why: error.to_string(), code: None },
        }
    }
}

enum Meaning {
    Full,
    ReadOnly,
    Busy,
    NotADatabase,
    Closed,
    Raced,
    Gone,
    Other,
}

/// What a code means. SQLite: <https://sqlite.org/rescode.html>, the low byte being the primary code; PostgreSQL:
/// appendix A of its manual.
fn meaning(said: &dyn DatabaseError) -> Meaning {
    let Some(code) = said.code() else { return Meaning::Other };
    if said.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        return match code.as_ref() {
            "53100" => Meaning::Full,
            "25006" => Meaning::ReadOnly,
            "40001" | "40P01" | "55P03" => Meaning::Raced,
            "53300" | "57P01" | "57P02" | "57P03" => Meaning::Gone,
            class if class.starts_with("08") => Meaning::Gone,
            _ => Meaning::Other,
        };
    }
    let Ok(code) = code.parse::<u32>() else { return Meaning::Other };
    /// The wal-index could not grow: its pages are memory, the room they take is disk.
    const IOERR_SHMSIZE: u32 = 4874;
    match (code, code & 0xff) {
        (IOERR_SHMSIZE, _) | (_, 13) => Meaning::Full,
        (_, 8) => Meaning::ReadOnly,
        (_, 5 | 6) => Meaning::Busy,
        (_, 11 | 26) => Meaning::NotADatabase,
        (_, 14) => Meaning::Closed,
        _ => Meaning::Other,
    }
}

/// A system error without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}
