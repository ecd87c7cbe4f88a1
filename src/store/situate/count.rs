//! Numbers for cases, without a gap.

use super::Taking;
use crate::desk::CaseId;
use crate::store::StoreError;
use crate::store::db::{Tx, execute, row};
use crate::store::dialect::locking;

/// How far cases are counted.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Counted {
    /// As the database has it.
    stored: i64,
    /// As this transaction has it.
    last: i64,
}

impl Tx {
    /// The number that a case opened now gets. Where one may be opened, other instances that may open one wait for this
    /// transaction: taking the same number, all but the first would have to begin anew, and again, and again.
    pub(super) async fn next_case(&mut self, taking: Taking) -> Result<CaseId, StoreError> {
        if let Some(Counted { last, .. }) = self.counted {
            return Ok(CaseId(last.saturating_add(1)));
        }
        let sql = match taking {
            Taking::Perhaps => locking!(self, "SELECT value FROM counters WHERE name = 'case'", "FOR UPDATE"),
            Taking::Never => "SELECT value FROM counters WHERE name = 'case'",
        };
        let stored: Option<(i64,)> = row!(self, sql)?;
        let (stored,) = stored.ok_or_else(|| StoreError::Unreadable {
            what: "the count of cases".to_owned(),
            why: "it is missing".to_owned(),
        })?;
        if taking == Taking::Perhaps {
            self.counted = Some(Counted { stored, last: stored });
        }
        Ok(CaseId(stored.saturating_add(1)))
    }

    /// Takes a number for a case that is opened.
    pub(in crate::store) async fn count(&mut self, case: CaseId) -> Result<(), StoreError> {
        if self.next_case(Taking::Perhaps).await? != case {
            return Err(StoreError::Raced);
        }
        if let Some(counted) = &mut self.counted {
            counted.last = case.0;
        }
        Ok(())
    }

    /// Writes how far cases are counted.
    pub(in crate::store) async fn write_count(&mut self) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE counters SET value = $2 WHERE name = 'case' AND value = $1";
        let Some(Counted { stored, last }) = self.counted.filter(|counted| counted.stored != counted.last) else {
            return Ok(());
        };
        if execute!(self, SQL, stored, last)? == 0 {
            return Err(StoreError::Raced);
        }
        self.counted = Some(Counted { stored: last, last });
        Ok(())
    }
}
