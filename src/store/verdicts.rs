//! Why messages did or did not open a ticket.

use std::collections::BTreeMap;

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, row, write_all};
use crate::chat::{Home, MessageId, PersonId};
use crate::desk::Verdict;

/// Verdicts by the message they are on: its platform, its workspace and its name.
pub(super) type Verdicts = BTreeMap<(String, String, String), VerdictRow>;

/// A verdict as the columns hold it.
#[derive(Debug)]
pub(super) struct VerdictRow {
    author: String,
    at: i64,
    body: String,
}

impl Tx {
    pub(super) fn put_verdict(&mut self, home: &Home, verdict: &Verdict) -> Result<(), StoreError> {
        let (message, author) = (name(verdict.message.as_str()).into_owned(), name(verdict.author.as_str()));
        let row = VerdictRow { author: author.into_owned(), at: micros(verdict.at), body: json(verdict)? };
        self.pending.verdicts.insert((home.platform.clone(), home.workspace.clone(), message), row);
        Ok(())
    }

    pub(super) async fn write_verdicts(&mut self, verdicts: Verdicts) -> Result<(), StoreError> {
        write_all!(
            self,
            "INSERT INTO verdicts (platform, workspace, message, author, at, body)",
            verdicts,
            |row, ((platform, workspace, message), verdict)| {
                row.push_bind(platform).push_bind(workspace).push_bind(message);
                row.push_bind(verdict.author).push_bind(verdict.at).push_bind(verdict.body);
            },
            "ON CONFLICT (platform, workspace, message) DO UPDATE SET at = excluded.at, body = excluded.body"
        );
        Ok(())
    }

    /// The verdict on this message.
    pub(super) async fn verdict_on(&mut self, home: &Home, message: &MessageId) -> Result<Option<Verdict>, StoreError> {
        const SQL: &str = "SELECT body FROM verdicts WHERE platform = $1 AND workspace = $2 AND message = $3";
        let found: Option<(String,)> =
            row!(self, SQL, &home.platform, &home.workspace, name(message.as_str()).as_ref())?;
        found.map(|(body,)| value(&body)).transpose()
    }

    /// The verdict on this person's last message.
    pub(super) async fn last_verdict(&mut self, home: &Home, author: &PersonId) -> Result<Option<Verdict>, StoreError> {
        const SQL: &str = "SELECT body FROM verdicts WHERE author = $3 AND platform = $1 AND workspace = $2
            ORDER BY at DESC, message DESC LIMIT 1";
        let found: Option<(String,)> =
            row!(self, SQL, &home.platform, &home.workspace, name(author.as_str()).as_ref())?;
        found.map(|(body,)| value(&body)).transpose()
    }
}
