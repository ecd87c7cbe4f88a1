//! What was told before the message that it is about, kept until that message is told.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, ask_all, execute, row, rows};
use crate::chat::{Event, Home, MessageId, What};

/// How long the message may take to come: a platform that was cut off tells again for some minutes.
const KEPT: SignedDuration = SignedDuration::from_mins(15);

/// Messages that something waits for, as far as this transaction has looked.
#[derive(Debug, Default)]
pub(super) struct Awaited(BTreeSet<(Home, String)>);

impl Tx {
    /// Keeps an event about `message`, unless that was told before: then it will not be told again.
    pub(super) async fn keep_early(
        &mut self,
        message: &MessageId,
        event: &Event,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO early (platform, workspace, message, key, tells, author, at, kept_at, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
        execute!(self, "DELETE FROM early WHERE kept_at < $1", too_old(now))?;
        if self.is_told(&event.home, message).await? {
            return Ok(());
        }
        let Home { platform, workspace } = &event.home;
        let (message, key, author) = (name(message.as_str()), name(&event.key), name(event.what.actor().as_str()));
        let (of, key, author) = (message.as_ref(), key.as_ref(), author.as_ref());
        let tells = told(event).map(|(_, tells)| tells);
        let (at, kept_at, body) = (micros(event.at), micros(now), json(event)?);
        execute!(self, SQL, platform, workspace, of, key, tells, author, at, kept_at, body)?;
        self.awaited.0.insert((event.home.clone(), message.into_owned()));
        Ok(())
    }

    /// Whether a message was judged, and that not put aside or foretold by an edit: then it will not be told again.
    async fn is_told(&mut self, home: &Home, message: &MessageId) -> Result<bool, StoreError> {
        const JUDGED: &str = "SELECT 1 FROM verdicts WHERE platform = $1 AND workspace = $2 AND message = $3";
        const ASIDE: &str = "SELECT 1 FROM early
            WHERE platform = $1 AND workspace = $2 AND (message = $3 OR tells = $3) LIMIT 1";
        let Home { platform, workspace } = home;
        let message = name(message.as_str());
        let waits = (platform.clone(), workspace.clone(), message.clone().into_owned());
        let judged = self.pending.verdicts.contains_key(&waits)
            || row!(self, JUDGED, platform, workspace, message.as_ref())?.is_some_and(|(_,): (i32,)| true);
        let aside: Option<(i32,)> = row!(self, ASIDE, platform, workspace, message.as_ref())?;
        Ok(judged && aside.is_none())
    }

    /// Looks for what waits for the messages that these events tell: before [`Tx::early`] is asked about any of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_for_early<'a>(&mut self, events: impl IntoIterator<Item = &'a Event>) -> Result<(), StoreError> {
        let told: BTreeSet<(&Home, String)> = events.into_iter().filter_map(told).collect();
        let found: Vec<(String, String, String)> = ask_all!(
            self,
            "WITH v (platform, workspace, message) AS (",
            told,
            |row, (home, message)| {
                row.push_bind(&home.platform).push_bind(&home.workspace).push_bind(message);
            },
            ") SELECT DISTINCT e.platform, e.workspace, e.message FROM early e JOIN v
            ON e.platform = v.platform AND e.workspace = v.workspace AND e.message = v.message"
        );
        for (platform, workspace, message) in found {
            self.awaited.0.insert((Home { platform, workspace }, message));
        }
        Ok(())
    }

    /// What waits for the message that this event tells, the latest first; it waits no longer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn early(&mut self, event: &Event, now: Timestamp) -> Result<Vec<Event>, StoreError> {
        const SQL: &str = "DELETE FROM early WHERE platform = $1 AND workspace = $2 AND message = $3
            RETURNING at, key, body, kept_at, tells";
        let Some((home, message)) = told(event) else { return Ok(Vec::new()) };
        if !self.awaited.0.remove(&(home.clone(), message.clone())) {
            return Ok(Vec::new());
        }
        let mut kept: Vec<Kept> = rows!(self, SQL, &home.platform, &home.workspace, message)?;
        kept.retain(|(_, _, _, kept_at, _)| *kept_at >= too_old(now));
        kept.sort_by(|one, other| other.cmp(one));
        let mut events = Vec::with_capacity(kept.len());
        for (_, _, body, _, tells) in kept {
            self.awaited.0.extend(tells.map(|tells| (home.clone(), tells)));
            events.push(value(&body)?);
        }
        Ok(events)
    }
}

/// A row: when it happened, its key, the event, when it was kept, the message it tells.
type Kept = (i64, String, String, i64, Option<String>);

/// The message that an event tells for the first time.
fn told(event: &Event) -> Option<(&Home, String)> {
    match &event.what {
        What::Said(said) => Some((&event.home, name(said.message.as_str()).into_owned())),
        _ => None,
    }
}

/// What was kept before then waits for nothing any more.
pub(super) fn too_old(now: Timestamp) -> i64 {
    micros(now.checked_sub(KEPT).unwrap_or(now))
}
