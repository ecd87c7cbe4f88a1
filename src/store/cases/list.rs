//! Looking through cases.

use sqlx::QueryBuilder;

use crate::chat::{Home, PersonId};
use crate::desk::{Case, CaseId, Status};
use crate::store::column::name;
use crate::store::db::{Link, on};
use crate::store::{Store, StoreError};

/// Which cases to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only those of this workspace.
    pub home: Option<Home>,
    /// Only those that stand in one of these; in any when none is named.
    pub statuses: Vec<Status>,
    /// Only these, when any is named.
    pub ids: Vec<CaseId>,
    /// Only those opened before this one.
    pub before: Option<CaseId>,
    /// Only those of this person.
    pub requester: Option<PersonId>,
    /// At most so many, the newest.
    pub limit: u32,
}

impl Default for CaseFilter {
    /// The newest hundred.
    fn default() -> CaseFilter {
        CaseFilter { home: None, statuses: vec![], ids: vec![], before: None, requester: None, limit: 100 }
    }
}

impl Store {
    /// Cases, whole, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases(&self, filter: &CaseFilter) -> Result<Vec<Case>, StoreError> {
        let mut tx = self.reads.begin_reading().await?;
        let ids: Vec<i64> = on!(&mut tx.link, Link, |tx| {
            let mut query = QueryBuilder::new("SELECT id FROM cases WHERE id > 0");
            if let Some(home) = &filter.home {
                query.push(" AND platform = ").push_bind(&home.platform);
                query.push(" AND workspace = ").push_bind(&home.workspace);
            }
            if !filter.statuses.is_empty() {
                let mut list = query.push(" AND status IN (").separated(", ");
                for status in &filter.statuses {
                    list.push_bind(status.word());
                }
                query.push(")");
            }
            if !filter.ids.is_empty() {
                let mut list = query.push(" AND id IN (").separated(", ");
                for id in &filter.ids {
                    list.push_bind(id.0);
                }
                query.push(")");
            }
            if let Some(before) = filter.before {
                query.push(" AND id < ").push_bind(before.0);
            }
            if let Some(requester) = &filter.requester {
                query.push(" AND requester = ").push_bind(name(requester.as_str()).into_owned());
            }
            query.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(filter.limit));
            query.build_query_scalar().fetch_all(&mut **tx).await
        })?;
        let mut cases = match tx.load_all(&ids).await {
            Err(StoreError::Unreadable { .. }) => tx.load_readable(&ids).await?,
            cases => cases?,
        };
        tx.rollback().await?;
        cases.reverse();
        Ok(cases)
    }
}
