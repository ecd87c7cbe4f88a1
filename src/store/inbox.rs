//! Events that were taken. A platform may tell an event again; it is taken once, and answered the same.

use jiff::Timestamp;

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, execute, row};
use crate::chat::{Event, PersonId, What};
use crate::desk::Answer;

/// Whether an event is new.
#[derive(Debug, Clone, PartialEq)]
pub enum Received {
    /// It was never taken before.
    New,
    /// It was; this is what the person who acted was told then.
    Duplicate(Option<Answer>),
}

impl Tx {
    /// Notes that the event is being taken. Of two instances that take the same one, the second waits for the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn receive(&mut self, event: &Event, now: Timestamp) -> Result<Received, StoreError> {
        const INSERT: &str = "INSERT INTO inbox (platform, workspace, key, what, actor, at, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        const FIRST: &str = "SELECT answer FROM inbox WHERE platform = $1 AND workspace = $2 AND key = $3";
        let (platform, workspace, key) = (&event.home.platform, &event.home.workspace, name(&event.key));
        let (what, actor) = (word(&event.what), name(event.what.actor().as_str()));
        let (at, now) = (micros(event.at), micros(now));
        if execute!(self, INSERT, platform, workspace, key.as_ref(), what, actor.as_ref(), at, now)? == 1 {
            return Ok(Received::New);
        }
        let first: Option<(Option<String>,)> = row!(self, FIRST, platform, workspace, key.as_ref())?;
        // It was taken: what a newer version answered may be more than this one can say again.
        let answer = first.and_then(|(answer,)| value(&answer?).ok());
        Ok(Received::Duplicate(answer))
    }

    /// Keeps what the person who acted is told, for the event told again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer(&mut self, event: &Event, answer: &Answer) -> Result<(), StoreError> {
        // Nothing kept is nothing to say.
        if *answer == Answer::Done {
            return Ok(());
        }
        const SQL: &str = "UPDATE inbox SET answer = $4 WHERE platform = $1 AND workspace = $2 AND key = $3";
        let (platform, workspace, key) = (&event.home.platform, &event.home.workspace, name(&event.key));
        execute!(self, SQL, platform, workspace, key.as_ref(), json(answer)?)?;
        Ok(())
    }
}

fn word(what: &What) -> &'static str {
    match what {
        What::Said(_) => "said",
        What::Edited(_) => "edited",
        What::Deleted { .. } => "deleted",
        What::Reacted { .. } => "reacted",
        What::Pressed { .. } => "pressed",
        What::Commanded { .. } => "commanded",
    }
}

impl What {
    /// Who did it.
    pub(super) fn actor(&self) -> &PersonId {
        match self {
            What::Said(said) | What::Edited(said) => &said.author,
            What::Deleted { author, .. } => author,
            What::Reacted { actor, .. } | What::Pressed { actor, .. } | What::Commanded { actor, .. } => actor,
        }
    }
}
