//! The messages that private nudges are about, kept until the nudge is answered.

use jiff::Timestamp;

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, execute, row};
use crate::chat::{Home, PostKey, Said};

impl Tx {
    pub(super) async fn keep_nudge(
        &mut self,
        home: &Home,
        key: &PostKey,
        said: &Said,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO nudges (key, platform, workspace, author, offered_at, body)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING";
        let (key, author) = (name(key.as_str()), name(said.author.as_str()));
        execute!(self, SQL, key.as_ref(), &home.platform, &home.workspace, author.as_ref(), micros(now), json(said)?)?;
        Ok(())
    }

    pub(super) async fn drop_nudge(&mut self, key: &PostKey) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM nudges WHERE key = $1", name(key.as_str()).as_ref())?;
        Ok(())
    }

    /// The message that the nudge with this key is about, while it is kept.
    pub(super) async fn nudged(&mut self, home: &Home, key: &PostKey) -> Result<Option<Said>, StoreError> {
        const SQL: &str = "SELECT body FROM nudges WHERE key = $1 AND platform = $2 AND workspace = $3";
        let found: Option<(String,)> = row!(self, SQL, name(key.as_str()).as_ref(), &home.platform, &home.workspace)?;
        found.map(|(body,)| value(&body)).transpose()
    }
}
