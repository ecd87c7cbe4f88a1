//! Events that were taken. A platform may tell an event again; it is taken once, and answered the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, ask_all, row, write_all};
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

/// An event by its platform, its workspace and its key.
type Place = (String, String, String);

/// Events noted ahead that are certainly new.
#[derive(Debug, Default)]
pub(super) struct Fresh(BTreeSet<Place>);

/// What people are told, as JSON, by the event that asks.
pub(super) type Answers = BTreeMap<Place, String>;

impl Tx {
    /// Notes that these events are being taken, by one statement; each is then to be received in its turn. Of two
    /// instances that take the same one, the second waits for the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expect<'a>(
        &mut self,
        events: impl IntoIterator<Item = &'a Event>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        // In the same order everywhere, or two that wait for each other's would wait for ever.
        let events: BTreeMap<Place, &Event> = events.into_iter().map(|event| (place(event), event)).collect();
        let now = micros(now);
        let taken: Vec<Place> = ask_all!(
            self,
            "INSERT INTO inbox (platform, workspace, key, what, actor, at, received_at)",
            events,
            |row, ((platform, workspace, key), event)| {
                row.push_bind(platform).push_bind(workspace).push_bind(key).push_bind(word(&event.what));
                row.push_bind(name(event.what.actor().as_str()).into_owned())
                    .push_bind(micros(event.at))
                    .push_bind(now);
            },
            "ON CONFLICT DO NOTHING RETURNING platform, workspace, key"
        );
        self.fresh.0.extend(taken);
        Ok(())
    }

    /// Notes that the event is being taken, unless that was done ahead.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn receive(&mut self, event: &Event, now: Timestamp) -> Result<Received, StoreError> {
        const FIRST: &str = "SELECT answer FROM inbox WHERE platform = $1 AND workspace = $2 AND key = $3";
        let event_place = place(event);
        if self.fresh.0.remove(&event_place) {
            return Ok(Received::New);
        }
        self.expect([event], now).await?;
        if self.fresh.0.remove(&event_place) {
            return Ok(Received::New);
        }
        if self.pending.answers.contains_key(&event_place) {
            self.write_pending().await?;
        }
        let (platform, workspace, key) = event_place;
        let first: Option<(Option<String>,)> = row!(self, FIRST, platform, workspace, key)?;
        // It was taken: what a newer version answered may be more than this one can say again.
        let answer = first.and_then(|(answer,)| value(&answer?).ok());
        Ok(Received::Duplicate(answer))
    }

    /// Keeps what the person who acted is told, for the event told again.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn answer(&mut self, event: &Event, answer: &Answer) -> Result<(), StoreError> {
        // Nothing kept is nothing to say.
        if *answer != Answer::Done {
            self.pending.answers.insert(place(event), json(answer)?);
        }
        Ok(())
    }

    pub(super) async fn write_answers(&mut self, answers: Answers) -> Result<(), StoreError> {
        write_all!(
            self,
            "WITH v (platform, workspace, key, answer) AS (",
            answers,
            |row, ((platform, workspace, key), answer)| {
                row.push_bind(platform).push_bind(workspace).push_bind(key).push_bind(answer);
            },
            ") UPDATE inbox SET answer = v.answer FROM v
            WHERE inbox.platform = v.platform AND inbox.workspace = v.workspace AND inbox.key = v.key"
        );
        Ok(())
    }
}

fn place(event: &Event) -> Place {
    (event.home.platform.clone(), event.home.workspace.clone(), name(&event.key).into_owned())
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
