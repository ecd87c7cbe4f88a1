//! Looking through cases.

use sqlx::QueryBuilder;

use crate::chat::{Home, PersonId};
use crate::desk::{Case, Status};
use crate::store::column::name;
use crate::store::db::on;
use crate::store::{Store, StoreError, Tx};

/// Which cases to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only those of this workspace.
    pub home: Option<Home>,
    /// Only those that stand there.
    pub status: Option<Status>,
    /// Only those of this person.
    pub requester: Option<PersonId>,
    /// At most so many, the newest.
    pub limit: u32,
}

impl Default for CaseFilter {
    /// The newest hundred.
    fn default() -> CaseFilter {
        CaseFilter { home: None, status: None, requester: None, limit: 100 }
    }
}

impl Store {
    /// Cases, whole, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases(&self, filter: &CaseFilter) -> Result<Vec<Case>, StoreError> {
        let mut tx = self.reads.begin_reading().await?;
        let ids: Vec<i64> = on!(&mut tx, Tx, |tx| {
            let mut query = QueryBuilder::new("SELECT id FROM cases WHERE id > 0");
            if let Some(home) = &filter.home {
                query.push(" AND platform = ").push_bind(&home.platform);
                query.push(" AND workspace = ").push_bind(&home.workspace);
            }
            if let Some(status) = filter.status {
                query.push(" AND status = ").push_bind(status.word());
            }
            if let Some(requester) = &filter.requester {
                query.push(" AND requester = ").push_bind(name(requester.as_str()).into_owned());
            }
            query.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(filter.limit));
            query.build_query_scalar().fetch_all(&mut **tx).await
        })?;
        let mut cases = tx.load_all(&ids).await?;
        tx.rollback().await?;
        cases.reverse();
        Ok(cases)
    }
}
