//! What is remembered of people: what they asked for, and which wordings they read lately.

use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use super::column::{instant, json, micros, name, value};
use super::db::{Tx, execute, row, rows};
use crate::chat::{ChannelId, Home, PersonId, PostKey, Said};

/// How long a wording is not to be read again by the same person, and how far back repeats are counted.
pub(super) const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A week before `now`, in microseconds.
pub(super) fn week_before(now: Timestamp) -> i64 {
    now.checked_sub(WEEK).map_or(i64::MIN, micros)
}

impl Tx {
    pub(super) async fn set_peace(
        &mut self,
        home: &Home,
        person: &PersonId,
        channel: &ChannelId,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO peace (platform, workspace, person, channel, until) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (platform, workspace, person, channel) DO UPDATE SET until = excluded.until";
        let (person, channel) = (name(person.as_str()), name(channel.as_str()));
        execute!(self, SQL, &home.platform, &home.workspace, person.as_ref(), channel.as_ref(), micros(until))?;
        Ok(())
    }

    pub(super) async fn peace_until(
        &mut self,
        home: &Home,
        person: &PersonId,
        channel: &ChannelId,
    ) -> Result<Option<Timestamp>, StoreError> {
        const SQL: &str = "SELECT until FROM peace
            WHERE platform = $1 AND workspace = $2 AND person = $3 AND channel = $4";
        let (person, channel) = (name(person.as_str()), name(channel.as_str()));
        let until: Option<(i64,)> =
            row!(self, SQL, &home.platform, &home.workspace, person.as_ref(), channel.as_ref())?;
        until.map(|(until,)| instant(until)).transpose()
    }

    pub(super) async fn allow_wording(
        &mut self,
        home: &Home,
        person: &PersonId,
        allowed: bool,
    ) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO preferences (platform, workspace, person, read_wording) VALUES ($1, $2, $3, $4)
            ON CONFLICT (platform, workspace, person) DO UPDATE SET read_wording = excluded.read_wording";
        execute!(self, SQL, &home.platform, &home.workspace, name(person.as_str()).as_ref(), allowed)?;
        Ok(())
    }

    pub(super) async fn wording_off(&mut self, home: &Home, person: &PersonId) -> Result<bool, StoreError> {
        const SQL: &str = "SELECT read_wording FROM preferences WHERE platform = $1 AND workspace = $2 AND person = $3";
        let allowed: Option<(bool,)> =
            row!(self, SQL, &home.platform, &home.workspace, name(person.as_str()).as_ref())?;
        Ok(allowed.is_some_and(|(allowed,)| !allowed))
    }

    /// Notes that a person reads these wordings now, and forgets those read more than a week ago.
    pub(super) async fn use_wordings(
        &mut self,
        home: &Home,
        person: &PersonId,
        wordings: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const PRUNE: &str = "DELETE FROM wordings
            WHERE platform = $1 AND workspace = $2 AND person = $3 AND used_at < $4";
        const USE: &str = "INSERT INTO wordings (platform, workspace, person, wording, used_at, seq)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (platform, workspace, person, wording)
            DO UPDATE SET used_at = excluded.used_at, seq = excluded.seq";
        let person = name(person.as_str());
        execute!(self, PRUNE, &home.platform, &home.workspace, person.as_ref(), week_before(now))?;
        for (seq, wording) in wordings.iter().enumerate() {
            let (wording, seq) = (name(wording), seq as i64);
            let at = micros(now);
            execute!(self, USE, &home.platform, &home.workspace, person.as_ref(), wording.as_ref(), at, seq)?;
        }
        Ok(())
    }

    pub(super) async fn recent_wordings(
        &mut self,
        home: &Home,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        const SQL: &str = "SELECT wording FROM wordings
            WHERE platform = $1 AND workspace = $2 AND person = $3 AND used_at >= $4 ORDER BY used_at, seq";
        let person = name(person.as_str());
        let found: Vec<(String,)> =
            rows!(self, SQL, &home.platform, &home.workspace, person.as_ref(), week_before(now))?;
        Ok(found.into_iter().map(|(wording,)| wording).collect())
    }

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
