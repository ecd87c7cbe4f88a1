//! Two engines, one text: every statement is written once and runs on whichever database is open.

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use super::StoreError;

/// Connections to the database that is open.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file on this machine.
    Sqlite(SqlitePool),
    /// A server that several instances may share.
    Postgres(PgPool),
}

/// One transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    /// On a file.
    Sqlite(Transaction<'static, Sqlite>),
    /// On a server.
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
        use $crate::store::db::Tx;
        $crate::store::db::on!($tx, Tx, |c| {
            sqlx::query($sql)$(.bind($value))*.execute(&mut **c).await.map(|done| done.rows_affected())
        })
    }};
}

/// Writes many rows by one statement, or by a few when there are very many:
/// `insert_all!(tx, "INSERT INTO t (a, b)", rows, |row, (a, b)| { row.push_bind(a).push_bind(b); })`, with what follows
/// the rows as a fifth part.
macro_rules! insert_all {
    ($tx:expr, $insert:literal, $rows:expr, |$row:ident, $values:pat_param| $bind:block $(, $then:literal)?) => {{
        use $crate::store::db::Tx;
        let mut rows = $rows.into_iter().peekable();
        while rows.peek().is_some() {
            $crate::store::db::on!(&mut *$tx, Tx, |c| {
                let mut query = sqlx::QueryBuilder::new(concat!($insert, " "));
                query.push_values(rows.by_ref().take($crate::store::db::ROWS_AT_ONCE), |mut $row, $values| $bind);
                $(query.push(concat!(" ", $then));)?
                query.build().execute(&mut **c).await?;
            });
        }
    }};
}

/// Rows in one statement at most: far below what either engine can bind.
pub(super) const ROWS_AT_ONCE: usize = 64;

/// Every row of a query, as tuples.
macro_rules! rows {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        use $crate::store::db::Tx;
        $crate::store::db::on!($tx, Tx, |c| sqlx::query_as($sql)$(.bind($value))*.fetch_all(&mut **c).await)
    }};
}

/// The first row of a query as a tuple, if there is one.
macro_rules! row {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        use $crate::store::db::Tx;
        $crate::store::db::on!($tx, Tx, |c| sqlx::query_as($sql)$(.bind($value))*.fetch_optional(&mut **c).await)
    }};
}

pub(crate) use {execute, insert_all, on, row, rows};

impl Db {
    /// Begins a transaction that will write. On a file it is the only one, from its first moment: a deferred `BEGIN`
    /// that reads first fails at once when another has written since.
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees one moment throughout.
    pub(super) async fn begin_reading(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Db::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }
}

impl Tx {
    /// Makes everything done in it lasting.
    ///
    /// # Errors
    /// When the database cannot; then nothing of it is kept, save that a connection cut in this very moment leaves it
    /// unknown.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(on!(self, Tx, |tx| tx.commit().await)?)
    }

    /// Undoes everything done in it.
    ///
    /// # Errors
    /// When the connection is gone; then nothing of it is kept either.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(on!(self, Tx, |tx| tx.rollback().await)?)
    }
}
