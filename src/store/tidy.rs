//! Letting go of what has served its time.

use jiff::Timestamp;

use super::column::micros;
use super::db::execute;
use super::early::too_old;
use super::week::week_before;
use super::{Store, StoreError};

impl Store {
    /// Removes what nobody needs any more: events taken over a week ago (no platform tells one again so late), nudges
    /// that nobody answered for a week, posts of no case that ended before, the places in which a forgotten person read,
    /// wordings read over a week ago, peace that is over, and what was told too early and whose message never came. To be
    /// called now and then.
    ///
    /// # Errors
    /// When the database fails; then nothing is removed.
    pub async fn tidy(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let week = week_before(now);
        execute!(&mut tx, "DELETE FROM inbox WHERE received_at < $1", week)?;
        execute!(&mut tx, "DELETE FROM nudges WHERE offered_at < $1", week)?;
        execute!(&mut tx, "DELETE FROM outbox WHERE case_id IS NULL AND ended_at < $1", week)?;
        // The blanks of somebody who was forgotten left after them.
        execute!(
            &mut tx,
            "UPDATE outbox SET lane = '' WHERE ended_at IS NOT NULL AND lane <> '' AND case_id IN
                (SELECT id FROM cases WHERE requester = 'forgotten')"
        )?;
        execute!(&mut tx, "DELETE FROM wordings WHERE used_at < $1", week)?;
        execute!(&mut tx, "DELETE FROM early WHERE kept_at < $1", too_old(now))?;
        execute!(&mut tx, "DELETE FROM peace WHERE until < $1", micros(now))?;
        tx.commit().await
    }
}
