//! Why messages did or did not open a ticket.

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, execute, row};
use crate::chat::{Home, MessageId, PersonId};
use crate::desk::Verdict;

impl Tx {
    pub(super) async fn judge(&mut self, home: &Home, verdict: &Verdict) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO verdicts (platform, workspace, message, author, at, body)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (platform, workspace, message) DO UPDATE SET at = excluded.at, body = excluded.body";
        let (message, author) = (name(verdict.message.as_str()), name(verdict.author.as_str()));
        let at = micros(verdict.at);
        execute!(self, SQL, &home.platform, &home.workspace, message.as_ref(), author.as_ref(), at, json(verdict)?)?;
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
