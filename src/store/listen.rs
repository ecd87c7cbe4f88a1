//! Instances that share a server wake each other: what one commits, the others hear of at once. Looking now and then
//! stays their fallback, so that a notice lost with its connection costs a moment and nothing more.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::time::timeout;

use super::db::{Link, execute};
use super::{Db, Store, StoreError, Tx};

/// The channel, in PostgreSQL's sense; each database has its own.
const CHANNEL: &str = "hearken";

/// How long silence is taken for peace before the connection is tried: a peer that vanished says nothing either.
const SILENCE: Duration = Duration::from_secs(30);

/// How long the server may take to answer then, or when the connection is made.
const ANSWER: Duration = Duration::from_secs(5);

/// A connection of its own that hears what other instances commit, so that those that work are never fewer for it.
#[derive(Debug)]
pub struct Listening {
    listener: PgListener,
    own: String,
}

impl Store {
    /// Begins to listen for what others commit; `own` is the name under which this instance tells. `None` on a file,
    /// where there are no others.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn listen(&self, own: &str) -> Result<Option<Listening>, StoreError> {
        let Db::Postgres(pool) = &self.writes else { return Ok(None) };
        let connecting = async {
            let alone = PgPoolOptions::new().max_connections(1).connect_lazy_with((*pool.connect_options()).clone());
            let mut listener = PgListener::connect_with(&alone).await?;
            listener.listen(CHANNEL).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        let listener = timeout(ANSWER, connecting).await.map_err(|_| StoreError::Silent)??;
        Ok(Some(Listening { listener, own: own.to_owned() }))
    }
}

impl Listening {
    /// Returns when another instance has committed something to do, or may have while the connection was lost.
    ///
    /// # Errors
    /// When the server cannot be reached any more: listen anew.
    pub async fn heard(&mut self) -> Result<(), StoreError> {
        loop {
            match timeout(SILENCE, self.listener.try_recv()).await {
                Ok(Ok(Some(notice))) if notice.payload() == self.own => {}
                Ok(Ok(_)) => return Ok(()),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => timeout(ANSWER, self.listener.listen(CHANNEL)).await.map_err(|_| StoreError::Silent)??,
            }
        }
    }
}

impl Tx {
    /// Wakes the other instances once this is committed, and not if it is not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wake_others(&mut self, own: &str) -> Result<(), StoreError> {
        if let Link::Postgres(_) = self.link {
            execute!(self, "SELECT pg_notify($1, $2)", CHANNEL, own)?;
        }
        Ok(())
    }
}
