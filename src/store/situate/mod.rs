//! Putting together all that a decision may look at.

mod background;
mod find;

use jiff::Timestamp;

use super::dialect::locking;
use super::{StoreError, Tx};
use crate::chat::What;
use crate::desk::{Background, Case, CaseId, Occasion, Status};

/// What the store knows about an occasion.
#[derive(Debug, Clone, PartialEq)]
pub struct Situated {
    /// The case it is about.
    pub case: Option<Case>,
    /// What is remembered around it.
    pub background: Background,
    /// The number a case opened now gets.
    pub next_case: CaseId,
    /// The message that was pressed or answered below is not known, but a post to that channel is under way right now
    /// and may turn out to be it. Worth a moment's wait and another try before telling a person that there is no such
    /// thing.
    pub early: bool,
}

impl Tx {
    /// All that is known about an occasion. Nothing of another workspace is ever found. On a server the case stays
    /// locked until the transaction ends, so that no two instances decide on it at once.
    ///
    /// - Said in a thread: the case of that thread, or of our post that begins it, or that has the message that does.
    /// - Said by itself: the author's latest case in that channel that is not closed.
    /// - Edited, deleted: the case that has the message. Reacted: that, or the case of the thread.
    /// - Pressed: the case of the post with the button; of a nudge, the case that has the message it is about.
    /// - Commanded: the case that `status HK-12` names, if it does; and the person's own cases, and the verdict on the message that `why MESSAGE` names,
    ///   else on the person's last one.
    /// - Due, stale, undelivered: the case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn situate(&mut self, occasion: &Occasion, now: Timestamp) -> Result<Situated, StoreError> {
        let found = self.find(occasion).await?;
        let mut case = None;
        if let Some(id) = found.case {
            self.lock_case(id).await?;
            case = self.load(id).await?;
        }
        // While this waited for its lock, another instance may have closed it.
        if found.by_author {
            case = case.filter(|case| case.status != Status::Closed);
        }
        let background = self.background(occasion, case.as_ref(), found.post, now).await?;
        let next_case = self.next_case(may_open(occasion, case.as_ref())).await?;
        Ok(Situated { case, background, next_case, early: found.early })
    }

    /// The number that a case opened now gets. Where one may be opened, other instances that may open one wait for this
    /// transaction: taking the same number, all but the first would have to begin anew, and again, and again.
    async fn next_case(&mut self, taking: Taking) -> Result<CaseId, StoreError> {
        let sql = match taking {
            Taking::Perhaps => {
                locking!(self, "SELECT value + 1 FROM counters WHERE name = 'case'", "FOR UPDATE")
            }
            Taking::Never => "SELECT value + 1 FROM counters WHERE name = 'case'",
        };
        let next: Option<(i64,)> = super::db::row!(self, sql)?;
        next.map(|(next,)| CaseId(next)).ok_or_else(|| StoreError::Unreadable {
            what: "the count of cases".to_owned(),
            why: "it is missing".to_owned(),
        })
    }
}

/// Whether an occasion may take a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taking {
    Perhaps,
    Never,
}

fn may_open(occasion: &Occasion, case: Option<&Case>) -> Taking {
    let Occasion::Event(event) = occasion else { return Taking::Never };
    match (&event.what, case) {
        (What::Said(said), _) if said.thread.is_none() => Taking::Perhaps,
        (_, None) => Taking::Perhaps,
        (_, Some(_)) => Taking::Never,
    }
}
