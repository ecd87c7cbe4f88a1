//! Letting go of what has served its time.

use jiff::Timestamp;

use super::column::micros;
use super::db::execute;
use super::early::too_old;
use super::week::week_before;
use super::{Store, StoreError};

impl Store {
    /// Removes what nobody needs any more: events taken over a week ago (no platform tells one again so late), nudges
    /// that nobody answered for a week, wordings read over a week ago, peace that is over, and what was told
    /// too early and whose message never came. To be called now and then.
    ///
    /// # Errors
    /// When the database fails; then nothing is removed.
    pub async fn tidy(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let week = week_before(now);
        execute!(&mut tx, "DELETE FROM inbox WHERE received_at < $1", week)?;
        execute!(&mut tx, "DELETE FROM nudges WHERE offered_at < $1", week)?;
        execute!(&mut tx, "DELETE FROM wordings WHERE used_at < $1", week)?;
        execute!(&mut tx, "DELETE FROM early WHERE kept_at < $1", too_old(now))?;
        execute!(&mut tx, "DELETE FROM peace WHERE until < $1", micros(now))?;
        tx.commit().await
    }
}
