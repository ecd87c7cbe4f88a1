//! Which wordings a person read lately, so that they do not read the same twice within a week.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::StoreError;
use super::column::{micros, name};
use super::db::{Tx, insert_all};
use crate::chat::{Home, PersonId};

impl Tx {
    /// Notes that a person reads these wordings now.
    pub(super) async fn use_wordings(
        &mut self,
        home: &Home,
        person: &PersonId,
        wordings: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let person = name(person.as_str());
        let at = micros(now);
        // The last place of a wording counts; a statement can touch a row once.
        let places: BTreeMap<&str, i64> =
            wordings.iter().enumerate().map(|(seq, wording)| (wording.as_str(), seq as i64)).collect();
        insert_all!(
            self,
            "INSERT INTO wordings (platform, workspace, person, wording, used_at, seq)",
            places,
            |row, (wording, seq)| {
                row.push_bind(&home.platform).push_bind(&home.workspace).push_bind(person.as_ref());
                row.push_bind(name(wording).into_owned()).push_bind(at).push_bind(seq);
            },
            "ON CONFLICT (platform, workspace, person, wording)
             DO UPDATE SET used_at = excluded.used_at, seq = excluded.seq"
        );
        Ok(())
    }
}
