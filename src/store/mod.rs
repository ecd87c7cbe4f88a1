//! What is remembered: events taken, cases, timers and posts to deliver, in SQLite or PostgreSQL.
//!
//! One event is one visit: [`Store::begin`], [`Tx::receive`] (told twice, taken once), [`Tx::situate`], the desk
//! decides, [`Tx::save`], [`Tx::answer`], [`Tx::commit`]. Many events may share one transaction. The courier then works
//! off the outbox with [`Tx::claim`] and [`Tx::complete`].
//!
//! Instants are kept to the microsecond; anything finer in a timer is cut off. Names are made by platforms and by the
//! desk, never by the database.

mod cases;
mod column;
mod db;
mod dialect;
mod early;
mod error;
mod forget;
mod inbox;
mod listen;
mod nudges;
mod open;
mod outbox;
mod pending;
mod preferences;
mod save;
mod schema;
mod settings;
mod situate;
mod sole;
mod tidy;
mod timers;
mod url;
mod verdicts;
mod week;
mod wordings;

pub use cases::CaseFilter;
pub(crate) use db::on;
pub use db::{Db, Tx};
pub use error::StoreError;
pub use inbox::Received;
pub use listen::Listening;
pub use outbox::{Claimed, Ended, Ending};
pub use situate::Situated;
pub use sole::Sole;
pub use timers::Due;
pub use url::DatabaseUrl;

use jiff::Timestamp;

/// The open database. Cheap to clone; every clone is the same database.
#[derive(Debug, Clone)]
pub struct Store {
    reads: Db,
    writes: Db,
}

impl Store {
    /// Begins a transaction. On SQLite there is one at a time; others wait their turn.
    ///
    /// # Errors
    /// When the database cannot be reached or is held by another process for too long.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        self.writes.begin().await
    }

    /// The connections that may write, for rooms above that keep tables of their own.
    pub fn db(&self) -> &Db {
        &self.writes
    }

    /// The connections that only read, for the same rooms: a reader waits for no writer, and sees all that was
    /// committed before it asked.
    pub fn reading(&self) -> &Db {
        &self.reads
    }

    /// Whether the database takes what is written: a full disk, a file that another program holds or that became
    /// read-only can still be read.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.set_setting("checked", &Timestamp::now().to_string()).await
    }

    /// Ends every connection, once the transactions under way have ended.
    pub async fn close(&self) {
        on!(&self.reads, Db, |pool| pool.close().await);
        on!(&self.writes, Db, |pool| pool.close().await);
    }
}
