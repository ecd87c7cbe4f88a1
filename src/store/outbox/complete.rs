//! How a claimed post ended.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::chat::{MessageId, PostKey};
use crate::desk::Occasion;
use crate::store::column::{micros, name};
use crate::store::db::{ask_all, execute};
use crate::store::{StoreError, Tx};

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

/// A post that stands, as the columns hold it.
struct Stands {
    key: String,
    fence: i64,
    message: String,
}

impl Stands {
    fn of(ended: &Ended) -> Option<Stands> {
        let Ending::Done(message) = &ended.ending else { return None };
        let (key, message) = (name(ended.key.as_str()), name(message.as_str()));
        Some(Stands { key: key.into_owned(), fence: ended.fence, message: message.into_owned() })
    }
}

/// One statement over all of these, as the rows of `v (key, fence, message)`; gives the keys it returns.
macro_rules! with_all {
    ($tx:expr, $done:expr, $then:expr) => {{
        let keys: Vec<(String,)> = ask_all!(
            $tx,
            "WITH v (key, fence, message) AS (",
            $done,
            |row, stands| {
                row.push_bind(&stands.key).push_bind(stands.fence).push_bind(&stands.message);
            },
            $then
        );
        Ok(keys.into_iter().map(|(key,)| key).collect())
    }};
}

impl Tx {
    /// Notes how these posts ended. Returns those whose claim is no longer the caller's: their lease ended and another
    /// courier took them since. Of those nothing is noted.
    ///
    /// # Errors
    /// [`StoreError::Raced`] when a lease ended in this very moment; otherwise when the database fails. The transaction
    /// is then to be rolled back, and the same again is safe.
    pub async fn complete<'a>(&mut self, ended: &'a [Ended], now: Timestamp) -> Result<Vec<&'a PostKey>, StoreError> {
        self.write_pending().await?;
        // The cases first: who decides on a case holds its row and then looks at its posts.
        let mut done: Vec<Stands> = ended.iter().filter_map(Stands::of).collect();
        let threads = self.begin_threads(&done).await?;
        let noted = self.done(&done, now).await?;
        if threads.iter().any(|key| !noted.contains(key)) {
            return Err(StoreError::Raced);
        }
        done.retain(|stands| noted.contains(&stands.key));
        self.tell(&done).await?;
        let mut late = Vec::new();
        for Ended { key, fence, ending } in ended {
            let column = name(key.as_str());
            let ours = match ending {
                Ending::Done(_) => noted.contains(column.as_ref()),
                Ending::Retry(at) => self.rest(&column, *fence, "due", *at).await?,
                Ending::Unknown(at) => self.rest(&column, *fence, "unknown", *at).await?,
                Ending::Dead(reason) => self.lost(&column, *fence, "dead", reason, now).await?,
                Ending::Stale => self.lost(&column, *fence, "stale", "no longer true", now).await?,
            };
            if !ours {
                late.push(key);
            }
        }
        Ok(late)
    }

    /// Notes how one post ended that is for the desk to decide on: its case is locked first. `false` when the claim is no
    /// longer the caller's.
    ///
    /// # Errors
    /// As [`Tx::complete`].
    pub async fn end_unread(&mut self, occasion: &Occasion, ended: &Ended, now: Timestamp) -> Result<bool, StoreError> {
        if let Some(case) = occasion.case() {
            self.lock_case(case).await?;
            self.ahead.changed_case(case);
        }
        Ok(self.complete(std::slice::from_ref(ended), now).await?.is_empty())
    }

    /// Lets the cases whose roots these are begin their threads below them. Returns the roots.
    async fn begin_threads(&mut self, done: &[Stands]) -> Result<BTreeSet<String>, StoreError> {
        with_all!(
            self,
            done,
            ") UPDATE cases SET thread = v.message FROM v WHERE cases.root = v.key AND cases.thread IS NULL
            AND EXISTS (SELECT 1 FROM outbox WHERE key = v.key AND fence = v.fence AND state = 'sending')
            RETURNING cases.root"
        )
    }

    /// Ends those that stand. Returns which were the caller's to end.
    async fn done(&mut self, done: &[Stands], now: Timestamp) -> Result<BTreeSet<String>, StoreError> {
        let ended_at = micros(now);
        let keys: Vec<(String,)> = ask_all!(
            self,
            "WITH v (key, fence, message, at) AS (",
            done,
            |row, stands| {
                row.push_bind(&stands.key).push_bind(stands.fence).push_bind(&stands.message).push_bind(ended_at);
            },
            ") UPDATE outbox SET state = 'done', message = v.message, delivery = '', ended_at = v.at
            FROM v WHERE outbox.key = v.key AND outbox.fence = v.fence AND outbox.state = 'sending'
            RETURNING outbox.key"
        );
        Ok(keys.into_iter().map(|(key,)| key).collect())
    }

    /// Tells the posts that belong below these, or take their place, where they stand.
    async fn tell(&mut self, done: &[Stands]) -> Result<BTreeSet<String>, StoreError> {
        with_all!(
            self,
            done,
            ") UPDATE outbox SET below = v.message FROM v
            WHERE outbox.needs = v.key AND outbox.ended_at IS NULL RETURNING outbox.key"
        )
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
        const ORPHANS: &str = "UPDATE outbox SET orphaned = TRUE WHERE needs = $1 AND ended_at IS NULL";
        // What is bound to it is claimed like any other post, and ends unsent.
        execute!(self, ORPHANS, key)?;
        Ok(true)
    }
}
