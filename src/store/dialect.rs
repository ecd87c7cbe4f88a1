//! The few things that the two engines say differently, all in one place.

use std::collections::BTreeSet;

use super::Tx;
use super::db::{Link, rows};
use super::error::StoreError;
use crate::chat::{Home, PersonId};
use crate::desk::CaseId;

/// A statement in which a condition lists numbers: `among!(tx, "SELECT … WHERE id", " ORDER BY id")`, with the list
/// from [`Tx::list`] as `$1`. Chosen by engine, constant on each, so that it is prepared once.
macro_rules! among {
    ($tx:expr, $before:literal, $after:literal) => {
        match $tx.link {
            $crate::store::db::Link::Sqlite(_) => concat!($before, " IN (SELECT value FROM json_each($1))", $after),
            $crate::store::db::Link::Postgres(_) => concat!($before, " = ANY($1::text::bigint[])", $after),
        }
    };
}

/// A statement that on PostgreSQL ends in a lock clause; on SQLite the writer is alone anyway.
macro_rules! locking {
    ($tx:expr, $sql:literal, $lock:literal) => {
        match $tx.link {
            $crate::store::db::Link::Sqlite(_) => $sql,
            $crate::store::db::Link::Postgres(_) => concat!($sql, " ", $lock),
        }
    };
}

pub(super) use {among, locking};

impl Tx {
    /// Numbers in the form that `among!` reads.
    pub(super) fn list(&self, ids: &[i64]) -> String {
        let numbers: Vec<String> = ids.iter().map(i64::to_string).collect();
        match self.link {
            Link::Sqlite(_) => format!("[{}]", numbers.join(",")),
            Link::Postgres(_) => format!("{{{}}}", numbers.join(",")),
        }
    }

    /// Keeps every other transaction from deciding on this case until this one ends.
    pub(super) async fn lock_case(&mut self, case: CaseId) -> Result<(), StoreError> {
        self.lock_cases(&[case.0]).await
    }

    /// Keeps every other transaction from deciding on these cases until this one ends.
    pub(super) async fn lock_cases(&mut self, cases: &[i64]) -> Result<(), StoreError> {
        const SQL: &str = "SELECT id FROM cases WHERE id = ANY($1::text::bigint[]) ORDER BY id FOR UPDATE";
        if let (Link::Postgres(_), false) = (&self.link, cases.is_empty()) {
            let list = self.list(cases);
            let _: Vec<(i64,)> = rows!(self, SQL, list)?;
        }
        Ok(())
    }

    /// Keeps every other transaction from deciding on these cases until this one ends, and gives those that it got: one
    /// that another transaction decides on is passed over, since waiting for many in a row would hold up all of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold(&mut self, cases: BTreeSet<CaseId>) -> Result<BTreeSet<CaseId>, StoreError> {
        if cases.is_empty() || matches!(self.link, Link::Sqlite(_)) {
            return Ok(cases);
        }
        const SQL: &str = "SELECT id FROM cases WHERE id = ANY($1::text::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED";
        let ids: Vec<i64> = cases.iter().map(|case| case.0).collect();
        let list = self.list(&ids);
        let held: Vec<(i64,)> = rows!(self, SQL, list)?;
        Ok(held.into_iter().map(|(id,)| CaseId(id)).collect())
    }

    /// Keeps every other transaction from deciding on a message of these people that stands by itself: two instances
    /// must not open two cases from one report in two messages.
    pub(super) async fn lock_authors(&mut self, authors: &[(&Home, &PersonId)]) -> Result<(), StoreError> {
        if let Link::Postgres(_) = self.link {
            // By their numbers, so that no two transactions wait for each other.
            const SQL: &str = "SELECT pg_advisory_xact_lock(number) FROM
                (SELECT DISTINCT hashtextextended(name, 0) AS number FROM unnest($1::text[]) name ORDER BY 1) numbered";
            let names: Vec<String> = authors
                .iter()
                .map(|(home, author)| format!("{}\n{}\n{author}", home.platform, home.workspace).replace('\0', "␀"))
                .collect();
            if let (Link::Postgres(c), false) = (&mut self.link, names.is_empty()) {
                sqlx::query(SQL).bind(names).execute(&mut **c).await?;
            }
        }
        Ok(())
    }
}
