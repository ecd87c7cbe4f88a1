//! Taking posts to deliver, so that no two couriers take the same one.

use std::time::Duration;

use jiff::Timestamp;

use crate::chat::{Delivery, Home, MessageId, PostKey};
use crate::desk::CaseId;
use crate::store::column::{instant, micros, name, value};
use crate::store::db::{Link, execute, on, rows};
use crate::store::{Db, Store, StoreError, Tx};

/// One post to deliver, held until its lease ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Its idempotency key.
    pub key: PostKey,
    /// The workspace it goes to.
    pub home: Home,
    /// What and where.
    pub delivery: Delivery,
    /// The message of the post it belongs below or takes the place of.
    pub below: Option<MessageId>,
    /// That post will never stand: this is not to be sent, and ends [`super::Ending::Dead`].
    pub orphaned: bool,
    /// Which claim this is: [`Store::complete`] is refused with any other.
    pub fence: i64,
    /// When its lease ends (wall-clock time).
    pub until: Timestamp,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// An earlier attempt may have succeeded: ask the platform before trying again.
    pub uncertain: bool,
    /// The version of the case's facts that it tells.
    pub true_for: Option<i64>,
    /// When it was decided on, by the desk's clock.
    pub made_at: Timestamp,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The version of the case's facts now.
    pub facts_version: Option<i64>,
}

/// How long a post that this version cannot read is left alone, in microseconds.
const PAUSE_US: i64 = 2_000_000;

type Row =
    (String, String, String, String, Option<String>, bool, i64, i64, bool, Option<i64>, i64, Option<i64>, Option<i64>);

/// The first live row of each lane whose time has come and whose post it is bound to stands, or
/// never will. The outer conditions are
/// what keeps two claims apart; on a server, rows that another claim holds are passed over, since waiting for them in
/// different orders deadlocks. Materialized, or PostgreSQL may choose more than once and exceed the limit.
macro_rules! claim {
    ($skip_locked:literal) => {
        concat!(
            "WITH first AS MATERIALIZED (SELECT key FROM outbox o
                WHERE o.platform = $4 AND o.workspace = $5
                    AND o.ended_at IS NULL AND o.ready_at <= $1
                    AND (o.needs IS NULL OR o.below IS NOT NULL OR o.orphaned)
                    AND NOT EXISTS (SELECT 1 FROM outbox e
                        WHERE e.ended_at IS NULL AND e.platform = o.platform AND e.workspace = o.workspace
                            AND e.lane = o.lane AND (e.seq, e.key) < (o.seq, o.key))
                ORDER BY o.ready_at, o.seq LIMIT $3",
            $skip_locked,
            ") UPDATE outbox SET uncertain = (state <> 'due'), state = 'sending', fence = fence + 1,
                attempts = attempts + 1, ready_at = $2
            WHERE key IN (SELECT key FROM first) AND ended_at IS NULL AND ready_at <= $1
            RETURNING key, platform, workspace, delivery, below, orphaned, fence, attempts, uncertain, true_for,
                created_at, case_id,
                (SELECT facts_version FROM cases WHERE cases.id = outbox.case_id)"
        )
    };
}

impl Store {
    /// When the next post to this workspace that rests now may be claimed: the end of a pause, a lease or a settle time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_ready(&self, home: &Home, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        const SQL: &str = "SELECT MIN(ready_at) FROM outbox
            WHERE platform = $1 AND workspace = $2 AND ended_at IS NULL AND ready_at > $3";
        let next: Option<i64> = on!(&self.reads, Db, |pool| sqlx::query_scalar(SQL)
            .bind(&home.platform)
            .bind(&home.workspace)
            .bind(micros(now))
            .fetch_one(pool)
            .await)?;
        next.map(instant).transpose()
    }

    /// Lets no post rest beyond `latest` (wall-clock time): a pause that a clock set too far ahead has noted ends then. A
    /// lease does not: somebody may be at work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rest_until_at_most(&self, latest: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE outbox SET ready_at = $1
            WHERE ended_at IS NULL AND ready_at > $1 AND state <> 'sending'";
        on!(&self.writes, Db, |pool| sqlx::query(SQL).bind(micros(latest)).execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// How many posts to this workspace have not ended yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undelivered(&self, home: &Home) -> Result<u64, StoreError> {
        const SQL: &str = "SELECT COUNT(*) FROM outbox WHERE platform = $1 AND workspace = $2 AND ended_at IS NULL";
        let count: i64 = on!(&self.reads, Db, |pool| sqlx::query_scalar(SQL)
            .bind(&home.platform)
            .bind(&home.workspace)
            .fetch_one(pool)
            .await)?;
        Ok(count.unsigned_abs())
    }
}

impl Tx {
    /// Takes up to `limit` posts to one workspace whose time has come, each for the length of `lease` from `now`
    /// (wall-clock time). A post whose lease ended without [`Tx::complete`] is given again, as uncertain. In no
    /// particular order: each is from another lane.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(
        &mut self,
        home: &Home,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<Claimed>, StoreError> {
        self.write_pending().await?;
        let until = i64::try_from(lease.as_micros()).map_or(i64::MAX, |lease| micros(now).saturating_add(lease));
        let sql = match self.link {
            Link::Sqlite(_) => claim!(""),
            Link::Postgres(_) => claim!(" FOR UPDATE OF o SKIP LOCKED"),
        };
        let taken: Vec<Row> = rows!(self, sql, micros(now), until, i64::from(limit), &home.platform, &home.workspace)?;
        let mut posts = Vec::with_capacity(taken.len());
        for row in taken {
            let (key, fence) = (row.0.clone(), row.6);
            match claimed(row, until) {
                Ok(post) => posts.push(post),
                // For a newer hearken that can read it, which has a pause to be the first.
                Err(error) => {
                    tracing::error!(%key, %error, "a post cannot be read; it waits");
                    self.put_back(&key, fence, until, micros(now).saturating_add(PAUSE_US)).await?;
                }
            }
        }
        Ok(posts)
    }

    /// Gives back posts that were claimed and not sent, such as when it stayed unknown whether the claim was committed.
    /// One whose claim was not, or that somebody else has by now, stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_back(&mut self, posts: &[Claimed]) -> Result<(), StoreError> {
        for Claimed { key, fence, until, .. } in posts {
            self.put_back(&name(key.as_str()), *fence, micros(*until), 0).await?;
        }
        Ok(())
    }

    /// The fence alone does not tell our claim from another's that came instead of it; the end of its lease does.
    async fn put_back(&mut self, key: &str, fence: i64, until: i64, ready_at: i64) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE outbox SET state = CASE WHEN uncertain THEN 'unknown' ELSE 'due' END, ready_at = $4
            WHERE key = $1 AND fence = $2 AND ready_at = $3 AND state = 'sending'";
        execute!(self, SQL, key, fence, until, ready_at)?;
        Ok(())
    }
}

fn claimed(row: Row, until: i64) -> Result<Claimed, StoreError> {
    let (
        key,
        platform,
        workspace,
        delivery,
        below,
        orphaned,
        fence,
        attempts,
        uncertain,
        true_for,
        made_at,
        case,
        facts_version,
    ) = row;
    Ok(Claimed {
        key: key.into(),
        home: Home { platform, workspace },
        delivery: value(&delivery)?,
        below: below.map(Into::into),
        orphaned,
        fence,
        until: instant(until)?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        uncertain,
        true_for,
        made_at: instant(made_at)?,
        case: case.map(CaseId),
        facts_version,
    })
}
