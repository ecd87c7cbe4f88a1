//! Which wordings a person read lately, so that they do not read the same twice within a week.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::StoreError;
use super::column::{micros, name};
use super::db::{Tx, write_all};
use crate::chat::{Home, PersonId};

/// When each wording was read last and in which place of its text, by platform, workspace, person and wording.
pub(super) type Wordings = BTreeMap<(String, String, String, String), (i64, i64)>;

impl Tx {
    /// Notes that a person reads these wordings now.
    pub(super) fn put_wordings(&mut self, home: &Home, person: &PersonId, wordings: &[String], now: Timestamp) {
        self.touch(person.as_str());
        // The last place of a wording counts; a statement can touch a row once.
        for (place, wording) in (0..).zip(wordings) {
            let text = |text: &str| name(text).into_owned();
            let key = (home.platform.clone(), home.workspace.clone(), text(person.as_str()), text(wording));
            self.pending.wordings.insert(key, (micros(now), place));
        }
    }

    pub(super) async fn write_wordings(&mut self, wordings: Wordings) -> Result<(), StoreError> {
        write_all!(
            self,
            "INSERT INTO wordings (platform, workspace, person, wording, used_at, seq)",
            wordings,
            |row, ((platform, workspace, person, wording), (at, place))| {
                row.push_bind(platform).push_bind(workspace).push_bind(person).push_bind(wording);
                row.push_bind(at).push_bind(place);
            },
            "ON CONFLICT (platform, workspace, person, wording)
             DO UPDATE SET used_at = excluded.used_at, seq = excluded.seq"
        );
        Ok(())
    }
}
