//! Two engines, one text: every statement is written once and runs on whichever database is open.

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use super::StoreError;
use super::early::Awaited;
use super::inbox::Fresh;
use super::pending::Pending;
use super::situate::{Ahead, Counted};

/// Connections to the database that is open.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file on this machine.
    Sqlite(SqlitePool),
    /// A server that several instances may share.
    Postgres(PgPool),
}

/// One transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
///
/// What is saved in it waits in memory until something would read it, or until the commit, and is written together then:
/// a statement costs more by being one than by what it writes.
#[derive(Debug)]
pub struct Tx {
    pub(super) link: Link,
    pub(super) pending: Pending,
    pub(super) fresh: Fresh,
    pub(super) counted: Option<Counted>,
    pub(super) ahead: Ahead,
    pub(super) awaited: Awaited,
}

/// The connection that a transaction is on.
#[derive(Debug)]
pub(super) enum Link {
    /// To a file.
    Sqlite(Transaction<'static, Sqlite>),
    /// To a server.
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one body on either engine: `on!(&db, Db, |pool| sqlx::query(SQL).execute(pool).await)`. The body is checked
/// against both.
macro_rules! on {
    ($db:expr, $Kind:ident, |$c:ident| $body:expr) => {
        match $db {
            $Kind::Sqlite($c) => $body,
            $Kind::Postgres($c) => $body,
        }
    };
}

/// Runs a statement with its values in a transaction and gives the number of rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        use $crate::store::db::Link;
        $crate::store::db::on!(&mut $tx.link, Link, |c| {
            sqlx::query($sql)$(.bind($value))*.execute(&mut **c).await.map(|done| done.rows_affected())
        })
    }};
}

/// Writes many rows by one statement, or by a few when there are very many:
/// `write_all!(tx, "INSERT INTO t (a, b)", rows, |row, (a, b)| { row.push_bind(a).push_bind(b); })`, with what follows
/// the rows as a fifth part.
macro_rules! write_all {
    ($tx:expr, $insert:literal, $rows:expr, |$row:ident, $values:pat_param| $bind:block $(, $then:literal)?) => {{
        use $crate::store::db::Link;
        let mut rows = $rows.into_iter();
        while let Some(piece) = $crate::store::db::piece(rows.len()) {
            $crate::store::db::on!(&mut $tx.link, Link, |c| {
                let mut query = sqlx::QueryBuilder::new(concat!($insert, " "));
                query.push_values(rows.by_ref().take(piece), |mut $row, $values| $bind);
                $(query.push(concat!(" ", $then));)?
                query.build().execute(&mut **c).await?;
            });
        }
    }};
}

/// The same of a statement that gives rows back, as tuples.
macro_rules! ask_all {
    ($tx:expr, $before:literal, $rows:expr, |$row:ident, $values:pat_param| $bind:block, $then:expr) => {{
        use $crate::store::db::Link;
        let mut given = Vec::new();
        let mut rows = $rows.into_iter();
        while let Some(piece) = $crate::store::db::piece(rows.len()) {
            let mut found = $crate::store::db::on!(&mut $tx.link, Link, |c| {
                let mut query = sqlx::QueryBuilder::new(concat!($before, " "));
                query.push_values(rows.by_ref().take(piece), |mut $row, $values| $bind);
                query.push(" ").push($then);
                query.build_query_as().fetch_all(&mut **c).await?
            });
            given.append(&mut found);
        }
        given
    }};
}

/// Rows in one statement at most: far below what either engine can bind.
const ROWS_AT_ONCE: usize = 64;

/// How many of so many rows go into the next statement: powers of two, so that a handful of statements is prepared once
/// and used again instead of one for each number of rows.
pub(super) fn piece(rows: usize) -> Option<usize> {
    match rows {
        0 => None,
        ROWS_AT_ONCE.. => Some(ROWS_AT_ONCE),
        _ => Some(1 << rows.ilog2()),
    }
}

/// Every row of a query, as tuples.
macro_rules! rows {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        use $crate::store::db::Link;
        $crate::store::db::on!(&mut $tx.link, Link, |c| sqlx::query_as($sql)$(.bind($value))*.fetch_all(&mut **c).await)
    }};
}

/// The first row of a query as a tuple, if there is one.
macro_rules! row {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        use $crate::store::db::Link;
        $crate::store::db::on!(&mut $tx.link, Link, |c| {
            sqlx::query_as($sql)$(.bind($value))*.fetch_optional(&mut **c).await
        })
    }};
}

pub(crate) use on;
pub(super) use {ask_all, execute, row, rows, write_all};

impl Db {
    /// Begins a transaction that will write. On a file it is the only one, from its first moment: a deferred `BEGIN`
    /// that reads first fails at once when another has written since.
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(Tx::on(match self {
            Db::Sqlite(pool) => Link::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Link::Postgres(pool.begin().await?),
        }))
    }

    /// Begins a transaction that only reads, and sees one moment throughout.
    pub(super) async fn begin_reading(&self) -> Result<Tx, StoreError> {
        Ok(Tx::on(match self {
            Db::Sqlite(pool) => Link::Sqlite(pool.begin().await?),
            Db::Postgres(pool) => {
                Link::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        }))
    }
}

impl Tx {
    fn on(link: Link) -> Tx {
        Tx {
            link,
            pending: Pending::default(),
            fresh: Fresh::default(),
            counted: None,
            ahead: Ahead::default(),
            awaited: Awaited::default(),
        }
    }

    /// Makes everything done in it lasting.
    ///
    /// # Errors
    /// When the database cannot; then nothing of it is kept, save that a connection cut in this very moment leaves it
    /// unknown. [`StoreError::Raced`] when another instance opened a case with the same number: do the whole visit again.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write_pending().await?;
        Ok(on!(self.link, Link, |tx| tx.commit().await)?)
    }

    /// Undoes everything done in it.
    ///
    /// # Errors
    /// When the connection is gone; then nothing of it is kept either.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(on!(self.link, Link, |tx| tx.rollback().await)?)
    }
}
