//! The tables, and how a database of an earlier version becomes one of this version.

use include_dir::{Dir, include_dir};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::StoreError;
use super::db::{Db, Link, Tx, execute, row};

/// Every file is named `NUMBER_WHAT.sql` and never changed once it was released.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

fn migrations() -> Vec<Migration> {
    let numbered = FILES.files().filter_map(|file| {
        let (number, what) = file.path().file_stem()?.to_str()?.split_once('_')?;
        let sql = AssertSqlSafe(file.contents_utf8()?).into_sql_str();
        Some(Migration::new(number.parse().ok()?, what.to_owned().into(), MigrationType::Simple, sql, false))
    });
    numbered.collect()
}

/// Brings the tables to this version, all in one transaction that keeps other instances waiting.
pub(super) async fn migrate(db: &Db) -> Result<(), StoreError> {
    let migrations = migrations();
    let known = migrations.iter().map(|migration| migration.version).max().unwrap_or(0);

    let mut tx = db.begin().await?;
    if let Link::Postgres(_) = tx.link {
        execute!(&mut tx, "SET LOCAL lock_timeout = 0")?;
        // Any number, the same in every version.
        execute!(&mut tx, "SELECT pg_advisory_xact_lock(7510732651)")?;
    }
    refuse_foreign(&mut tx).await?;
    let mut migrator = Migrator::with_migrations(migrations);
    // The lock above lasts until the commit; the migrator's own would end before it.
    migrator.set_locking(false);
    let done = match &mut tx.link {
        Link::Sqlite(tx) => migrator.run_direct(None, &mut **tx, false).await,
        Link::Postgres(tx) => migrator.run_direct(None, &mut **tx, false).await,
    };
    match done {
        Ok(()) => tx.commit().await,
        Err(MigrateError::VersionMissing(found)) => Err(StoreError::Newer { place: String::new(), found, known }),
        Err(MigrateError::VersionMismatch(version)) => Err(StoreError::Altered { place: String::new(), version }),
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => Err(error.into()),
        Err(error) => Err(StoreError::Failed { why: error.to_string(), code: None }),
    }
}

/// A database with tables but without a record of ours is somebody else's.
async fn refuse_foreign(tx: &mut Tx) -> Result<(), StoreError> {
    let tables = match tx.link {
        Link::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             ORDER BY name <> '_sqlx_migrations', name LIMIT 1"
        }
        Link::Postgres(_) => {
            "SELECT table_name::text FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
             ORDER BY table_name <> '_sqlx_migrations', table_name LIMIT 1"
        }
    };
    let first: Option<(String,)> = row!(tx, tables)?;
    match first {
        Some((table,)) if table != "_sqlx_migrations" => Err(StoreError::Foreign { place: String::new(), table }),
        _ => Ok(()),
    }
}
