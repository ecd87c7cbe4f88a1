//! A case put together from its rows. Many cases cost as many queries as one.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::desk::{Case, CaseId};
use crate::store::column::{from_word, instant, value};
use crate::store::db::{Tx, rows};
use crate::store::dialect::among;
use crate::store::{Store, StoreError};

impl Store {
    /// One case, whole.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        let mut tx = self.reads.begin_reading().await?;
        let case = tx.load(id).await?;
        tx.rollback().await?;
        Ok(case)
    }
}

impl Tx {
    /// One case, whole.
    pub(in crate::store) async fn load(&mut self, id: CaseId) -> Result<Option<Case>, StoreError> {
        Ok(self.load_all(&[id.0]).await?.pop())
    }

    /// These cases, whole, in the order of their numbers; those that do not exist are left out.
    pub(in crate::store) async fn load_all(&mut self, ids: &[i64]) -> Result<Vec<Case>, StoreError> {
        let list = self.list(ids);
        let sql = among!(self, "SELECT thread, body FROM cases WHERE id", " ORDER BY id");
        let found: Vec<(Option<String>, String)> = rows!(self, sql, &list)?;
        let mut cases = BTreeMap::new();
        for (thread, body) in found {
            let mut case: Case = value(&body)?;
            case.thread = thread.map(Into::into);
            cases.insert(case.id.0, case);
        }

        let sql = among!(self, "SELECT case_id, body FROM messages WHERE case_id", " ORDER BY case_id, seq");
        self.join(sql, &list, &mut cases, |case, message| case.messages.push(message)).await?;
        let sql = among!(self, "SELECT case_id, body FROM suggestions WHERE case_id", " ORDER BY case_id, seq");
        self.join(sql, &list, &mut cases, |case, suggestion| case.suggestions.push(suggestion)).await?;
        let sql = among!(self, "SELECT case_id, body FROM promises WHERE case_id", " ORDER BY case_id, seq");
        self.join(sql, &list, &mut cases, |case, promise| case.promises.push(promise)).await?;
        let sql = among!(self, "SELECT case_id, body FROM timeline WHERE case_id", " ORDER BY case_id, seq");
        self.join(sql, &list, &mut cases, |case, entry| case.timeline.push(entry)).await?;

        let sql = among!(self, "SELECT case_id, kind, due_at FROM timers WHERE case_id", "");
        let timers: Vec<(i64, String, i64)> = rows!(self, sql, &list)?;
        for (id, kind, due_at) in timers {
            if let Some(case) = cases.get_mut(&id) {
                case.timers.insert(from_word(&kind)?, instant(due_at)?);
            }
        }
        Ok(cases.into_values().collect())
    }

    /// Those of these cases that this version can read, in the order of their numbers: one that a newer version wrote does
    /// not hide the others.
    pub(super) async fn load_readable(&mut self, ids: &[i64]) -> Result<Vec<Case>, StoreError> {
        let mut cases = Vec::with_capacity(ids.len());
        for id in ids {
            match self.load(CaseId(*id)).await {
                Err(error @ StoreError::Unreadable { .. }) => tracing::warn!(case = id, %error, "a case is left out"),
                case => cases.extend(case?),
            }
        }
        cases.sort_by_key(|case| case.id);
        Ok(cases)
    }

    /// Reads rows that belong to these cases and puts each into its own.
    async fn join<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        list: &str,
        cases: &mut BTreeMap<i64, Case>,
        put: impl Fn(&mut Case, T),
    ) -> Result<(), StoreError> {
        let bodies: Vec<(i64, String)> = rows!(self, sql, list)?;
        for (id, body) in bodies {
            if let Some(case) = cases.get_mut(&id) {
                put(case, value(&body)?);
            }
        }
        Ok(())
    }
}
