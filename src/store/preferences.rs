//! What a person said they want: to be left alone in a channel for a while, or not to have their wording judged.

use jiff::Timestamp;

use super::StoreError;
use super::column::{instant, micros, name};
use super::db::{Tx, execute, row};
use crate::chat::{ChannelId, Home, PersonId};

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
}
