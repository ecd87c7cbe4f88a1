//! What a transaction has yet to write: the rows of many decisions, written together, a statement or a few to a table.

use std::collections::BTreeSet;

use super::StoreError;
use super::cases::CaseRows;
use super::db::Tx;
use super::inbox::Answers;
use super::outbox::PostRows;
use super::verdicts::Verdicts;
use super::wordings::Wordings;
use crate::desk::CaseId;

/// Rows by table, and whom and what they are about.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub cases: CaseRows,
    pub posts: PostRows,
    pub verdicts: Verdicts,
    pub wordings: Wordings,
    pub answers: Answers,
    about: BTreeSet<String>,
}

/// A name that no platform gives.
pub(super) fn case_name(case: CaseId) -> String {
    format!("\n{case}")
}

impl Tx {
    /// Notes that something about this person, message or thread waits to be written.
    pub(super) fn touch(&mut self, name: &str) {
        self.ahead.changed(name);
        if !self.pending.about.contains(name) {
            self.pending.about.insert(name.to_owned());
        }
    }

    /// Notes that a case waits to be written.
    pub(super) fn touch_case(&mut self, case: CaseId) {
        self.ahead.changed_case(case);
        self.pending.about.insert(case_name(case));
    }

    /// Whether anything of this name, or of [`case_name`], waits to be written.
    pub(super) fn waits(&self, name: &str) -> bool {
        self.pending.about.contains(name)
    }

    /// Writes what waits if any of it is about one of these people, messages and threads: to be called before a
    /// statement reads what such rows hold. One that is about something else of the same name is written early, and no
    /// harm done.
    pub(super) async fn write_what_is_about<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), StoreError> {
        match names.into_iter().any(|name| self.pending.about.contains(name)) {
            true => self.write_pending().await,
            false => Ok(()),
        }
    }

    /// The same for a case.
    pub(super) async fn write_what_is_about_case(&mut self, case: CaseId) -> Result<(), StoreError> {
        match self.pending.about.contains(&case_name(case)) {
            true => self.write_pending().await,
            false => Ok(()),
        }
    }

    /// Writes all that waits.
    pub(super) async fn write_pending(&mut self) -> Result<(), StoreError> {
        let Pending { cases, posts, verdicts, wordings, answers, about: _ } = std::mem::take(&mut self.pending);
        self.write_count().await?;
        self.write_cases(cases).await?;
        self.write_posts(posts).await?;
        self.write_verdicts(verdicts).await?;
        self.write_wordings(wordings).await?;
        self.write_answers(answers).await
    }
}
