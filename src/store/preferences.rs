//! What a person said they want: to be left alone in a channel for a while, or not to have their wording judged.

use jiff::Timestamp;

use super::StoreError;
use super::column::{micros, name};
use super::db::{Tx, execute};
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
}
