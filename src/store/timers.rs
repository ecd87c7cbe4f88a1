//! What is due, on which case.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::column::{from_word, instant, micros};
use super::db::{Tx, on, write_all};
use super::{Db, Store, StoreError};
use crate::chat::Home;
use crate::desk::{CaseId, TimerKind};

/// One timer whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// On which case.
    pub case: CaseId,
    /// What.
    pub timer: TimerKind,
    /// Since when.
    pub due_at: Timestamp,
}

impl Store {
    /// Timers of this workspace due by `now`, the longest due first. On a server those of cases that another instance
    /// decides on right now are passed over, so that several share what is due; one that this version does not know is
    /// left to a newer one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due(&self, home: &Home, now: Timestamp, limit: u32) -> Result<Vec<Due>, StoreError> {
        macro_rules! due {
            ($pass_over:literal) => {
                concat!(
                    "SELECT case_id, kind, due_at FROM timers JOIN cases ON cases.id = case_id
                    WHERE due_at <= $1 AND platform = $2 AND workspace = $3
                    ORDER BY due_at, case_id, kind LIMIT $4",
                    $pass_over
                )
            };
        }
        let sql = match &self.reads {
            Db::Sqlite(_) => due!(""),
            Db::Postgres(_) => due!(" FOR KEY SHARE OF cases SKIP LOCKED"),
        };
        let rows: Vec<(i64, String, i64)> = on!(&self.reads, Db, |pool| {
            sqlx::query_as(sql)
                .bind(micros(now))
                .bind(&home.platform)
                .bind(&home.workspace)
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await
        })?;
        let known = rows.into_iter().filter_map(|(case, kind, due_at)| {
            let timer = from_word(&kind).inspect_err(|error| tracing::debug!(case, %error, "a timer is left")).ok()?;
            Some(instant(due_at).map(|due_at| Due { case: CaseId(case), timer, due_at }))
        });
        known.collect()
    }

    /// When the next timer of this workspace is due; in the past if one is due already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_due(&self, home: &Home) -> Result<Option<Timestamp>, StoreError> {
        const SQL: &str = "SELECT due_at FROM timers JOIN cases ON cases.id = case_id
            WHERE platform = $1 AND workspace = $2 ORDER BY due_at LIMIT 1";
        self.first_due(home, SQL).await
    }

    /// The next moment worth moving a clock to: when a timer of this workspace is due that does more than keep the words
    /// on a card fresh.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_moment(&self, home: &Home) -> Result<Option<Timestamp>, StoreError> {
        const SQL: &str = "SELECT due_at FROM timers JOIN cases ON cases.id = case_id
            WHERE platform = $1 AND workspace = $2 AND kind <> 'freshen' ORDER BY due_at LIMIT 1";
        self.first_due(home, SQL).await
    }

    async fn first_due(&self, home: &Home, sql: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let next: Option<i64> = on!(&self.reads, Db, |pool| {
            sqlx::query_scalar(sql).bind(&home.platform).bind(&home.workspace).fetch_optional(pool).await
        })?;
        next.map(instant).transpose()
    }
}

impl Tx {
    /// Sets timers, or takes them away where there is no time.
    pub(super) async fn write_timers(
        &mut self,
        timers: BTreeMap<(i64, &'static str), Option<i64>>,
    ) -> Result<(), StoreError> {
        let set: Vec<_> = timers.iter().filter_map(|((case, kind), at)| Some((*case, *kind, (*at)?))).collect();
        write_all!(
            self,
            "INSERT INTO timers (case_id, kind, due_at)",
            set,
            |row, (case, kind, at)| {
                row.push_bind(case).push_bind(kind).push_bind(at);
            },
            "ON CONFLICT (case_id, kind) DO UPDATE SET due_at = excluded.due_at"
        );
        let cleared: Vec<_> = timers.into_iter().filter(|(_, at)| at.is_none()).map(|(timer, _)| timer).collect();
        write_all!(
            self,
            "DELETE FROM timers WHERE (case_id, kind) IN (",
            cleared,
            |row, (case, kind)| {
                row.push_bind(case).push_bind(kind);
            },
            ")"
        );
        Ok(())
    }
}
