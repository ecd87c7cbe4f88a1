//! How a claimed post ended.

use jiff::Timestamp;

use super::enqueue::ORPHANED;
use crate::chat::{MessageId, PostKey};
use crate::store::column::{micros, name};
use crate::store::db::{execute, rows};
use crate::store::{Store, StoreError, Tx};

/// How one attempt ended, or the post with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It stands, as this message.
    Done(MessageId),
    /// It certainly does not stand; not to be tried again before then (wall-clock time).
    Retry(Timestamp),
    /// It may stand; the platform is to be asked, not before then (wall-clock time).
    Unknown(Timestamp),
    /// It will never stand, and why.
    Dead(String),
    /// It is no longer true, and was not sent.
    Stale,
}

/// The outcome of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Which post.
    pub key: PostKey,
    /// Which claim of it.
    pub fence: i64,
    /// How it ended.
    pub ending: Ending,
}

impl Store {
    /// Notes how a claimed post ended, by itself. `false` when the claim is no longer the caller's: its lease ended and
    /// another courier took the post since.
    ///
    /// # Errors
    /// When the database fails; then nothing is noted, and calling again with the same fence is safe.
    pub async fn complete(
        &self,
        key: &PostKey,
        fence: i64,
        ending: Ending,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let ended = [Ended { key: key.clone(), fence, ending }];
        let ours = tx.complete(&ended, now).await?.is_empty();
        tx.commit().await?;
        Ok(ours)
    }
}

impl Tx {
    /// Notes how these posts ended. Returns those whose claim is no longer the caller's: their lease ended and another
    /// courier took them since. Of those nothing is noted.
    ///
    /// # Errors
    /// [`StoreError::Raced`] when a lease ended in this very moment; otherwise when the database fails. The transaction
    /// is then to be rolled back, and the same again is safe.
    pub async fn complete<'a>(&mut self, ended: &'a [Ended], now: Timestamp) -> Result<Vec<&'a PostKey>, StoreError> {
        // The cases first: who decides on a case holds its row and then looks at its posts.
        let mut threads = Vec::new();
        for Ended { key, fence, ending } in ended {
            if let Ending::Done(message) = ending
                && self.begin_thread(&name(key.as_str()), *fence, message).await?
            {
                threads.push(key);
            }
        }
        let mut late = Vec::new();
        for Ended { key, fence, ending } in ended {
            let column = name(key.as_str());
            let ours = match ending {
                Ending::Done(message) => self.done(&column, *fence, message, now).await?,
                Ending::Retry(at) => self.rest(&column, *fence, "due", *at).await?,
                Ending::Unknown(at) => self.rest(&column, *fence, "unknown", *at).await?,
                Ending::Dead(reason) => self.lost(&column, *fence, "dead", reason, now).await?,
                Ending::Stale => self.lost(&column, *fence, "stale", "no longer true", now).await?,
            };
            match ours {
                true => {}
                false if threads.contains(&key) => return Err(StoreError::Raced),
                false => late.push(key),
            }
        }
        Ok(late)
    }

    /// Lets the case whose root this is begin its thread below it.
    async fn begin_thread(&mut self, key: &str, fence: i64, message: &MessageId) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE cases SET thread = $2 WHERE root = $1 AND thread IS NULL
            AND EXISTS (SELECT 1 FROM outbox WHERE key = $1 AND fence = $3 AND state = 'sending')";
        Ok(execute!(self, SQL, key, name(message.as_str()).as_ref(), fence)? > 0)
    }

    async fn done(&mut self, key: &str, fence: i64, message: &MessageId, now: Timestamp) -> Result<bool, StoreError> {
        const END: &str = "UPDATE outbox SET state = 'done', message = $3, delivery = '', ended_at = $4
            WHERE key = $1 AND fence = $2 AND state = 'sending'";
        const TELL: &str = "UPDATE outbox SET below = $2 WHERE needs = $1 AND ended_at IS NULL";
        let message = name(message.as_str());
        if execute!(self, END, key, fence, message.as_ref(), micros(now))? == 0 {
            return Ok(false);
        }
        execute!(self, TELL, key, message.as_ref())?;
        Ok(true)
    }

    async fn rest(&mut self, key: &str, fence: i64, state: &'static str, at: Timestamp) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE outbox SET state = $3, ready_at = $4
            WHERE key = $1 AND fence = $2 AND state = 'sending'";
        Ok(execute!(self, SQL, key, fence, state, micros(at))? == 1)
    }

    async fn lost(
        &mut self,
        key: &str,
        fence: i64,
        state: &'static str,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const END: &str = "UPDATE outbox SET state = $3, reason = $4, ended_at = $5,
                delivery = CASE WHEN $3 = 'stale' THEN '' ELSE delivery END
            WHERE key = $1 AND fence = $2 AND state = 'sending'";
        let reason = name(reason);
        if execute!(self, END, key, fence, state, reason.as_ref(), micros(now))? == 0 {
            return Ok(false);
        }
        self.end_orphans(vec![key.to_owned()], now).await?;
        Ok(true)
    }

    /// Ends what is bound to these posts, and what is bound to that.
    pub(in crate::store) async fn end_orphans(
        &mut self,
        mut lost: Vec<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE outbox SET state = 'dead', reason = $2, ended_at = $3
            WHERE needs = $1 AND ended_at IS NULL RETURNING key";
        while let Some(key) = lost.pop() {
            let orphans: Vec<(String,)> = rows!(self, SQL, &key, ORPHANED, micros(now))?;
            lost.extend(orphans.into_iter().map(|(key,)| key));
        }
        Ok(())
    }
}
