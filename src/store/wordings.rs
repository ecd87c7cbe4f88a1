//! Which wordings a person read lately, so that they do not read the same twice within a week.

use jiff::Timestamp;

use super::StoreError;
use super::column::{micros, name};
use super::db::{Tx, execute, rows};
use super::week::week_before;
use crate::chat::{Home, PersonId};

impl Tx {
    /// Notes that a person reads these wordings now, and forgets those read more than a week ago.
    pub(super) async fn use_wordings(
        &mut self,
        home: &Home,
        person: &PersonId,
        wordings: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const PRUNE: &str = "DELETE FROM wordings
            WHERE platform = $1 AND workspace = $2 AND person = $3 AND used_at < $4";
        const USE: &str = "INSERT INTO wordings (platform, workspace, person, wording, used_at, seq)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (platform, workspace, person, wording)
            DO UPDATE SET used_at = excluded.used_at, seq = excluded.seq";
        let person = name(person.as_str());
        execute!(self, PRUNE, &home.platform, &home.workspace, person.as_ref(), week_before(now))?;
        for (seq, wording) in wordings.iter().enumerate() {
            let (wording, seq) = (name(wording), seq as i64);
            let at = micros(now);
            execute!(self, USE, &home.platform, &home.workspace, person.as_ref(), wording.as_ref(), at, seq)?;
        }
        Ok(())
    }

    pub(super) async fn recent_wordings(
        &mut self,
        home: &Home,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        const SQL: &str = "SELECT wording FROM wordings
            WHERE platform = $1 AND workspace = $2 AND person = $3 AND used_at >= $4 ORDER BY used_at, seq";
        let person = name(person.as_str());
        let found: Vec<(String,)> =
            rows!(self, SQL, &home.platform, &home.workspace, person.as_ref(), week_before(now))?;
        Ok(found.into_iter().map(|(wording,)| wording).collect())
    }
}
