//! Single values that outlive a restart, such as how far the local chat's clock was moved.

use super::db::on;
use super::{Db, Store, StoreError};

impl Store {
    /// The value kept under this name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        const SQL: &str = "SELECT value FROM settings WHERE name = $1";
        Ok(on!(&self.reads, Db, |pool| sqlx::query_scalar(SQL).bind(name).fetch_optional(pool).await)?)
    }

    /// Keeps a value under this name, in the place of an earlier one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO settings (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        on!(&self.writes, Db, |pool| sqlx::query(SQL).bind(name).bind(value).execute(pool).await.map(|_| ()))?;
        Ok(())
    }
}
