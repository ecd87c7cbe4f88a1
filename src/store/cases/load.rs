//! A case put together from its rows. Many cases cost as many queries as one.

use serde::de::DeserializeOwned;

use crate::desk::{Case, CaseId};
use crate::store::column::{from_word, instant, value};
use crate::store::db::{Tx, rows};
use crate::store::dialect::among;
use crate::store::{Store, StoreError};

/// A case's thread and body, its lists of JSON, and its timers.
type Row = (Option<String>, String, List, List, List, List, List);
type List = Option<String>;

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
        // Lists of JSON, each joined into one by the database: a case is one row, however much there is of it.
        let list = self.list(ids);
        let sql = among!(
            self,
            "SELECT thread, body,
                (SELECT string_agg(body, ',' ORDER BY seq) FROM messages WHERE case_id = cases.id),
                (SELECT string_agg(body, ',' ORDER BY seq) FROM suggestions WHERE case_id = cases.id),
                (SELECT string_agg(body, ',' ORDER BY seq) FROM promises WHERE case_id = cases.id),
                (SELECT string_agg(body, ',' ORDER BY seq) FROM timeline WHERE case_id = cases.id),
                (SELECT string_agg(kind || ' ' || due_at, ',') FROM timers WHERE case_id = cases.id)
            FROM cases WHERE id",
            " ORDER BY id"
        );
        let found: Vec<Row> = rows!(self, sql, &list)?;
        found.into_iter().map(whole).collect()
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
}

fn whole((thread, body, messages, suggestions, promises, timeline, timers): Row) -> Result<Case, StoreError> {
    let mut case: Case = value(&body)?;
    case.thread = thread.map(Into::into);
    case.messages = joined(messages)?;
    case.suggestions = joined(suggestions)?;
    case.promises = joined(promises)?;
    case.timeline = joined(timeline)?;
    for timer in timers.iter().flat_map(|timers| timers.split(',')) {
        let (kind, due_at) = timer.split_once(' ').unwrap_or((timer, ""));
        case.timers.insert(from_word(kind)?, instant(value(due_at)?)?);
    }
    Ok(case)
}

/// The values of a list that the database joined.
fn joined<T: DeserializeOwned>(list: Option<String>) -> Result<Vec<T>, StoreError> {
    list.map_or(Ok(Vec::new()), |list| value(&format!("[{list}]")))
}
