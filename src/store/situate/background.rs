//! What is remembered around the case.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::chat::{ChannelId, Event, Home, PersonId, What};
use crate::desk::{Background, Case, CaseBrief, Occasion, Posted, Verdict};
use crate::store::StoreError;
use crate::store::column::{instant, micros, name, value};
use crate::store::db::{Tx, rows};
use crate::store::week::week_before;

impl Tx {
    pub(super) async fn background(
        &mut self,
        occasion: &Occasion,
        case: Option<&Case>,
        post: Option<Posted>,
        now: Timestamp,
    ) -> Result<Background, StoreError> {
        let mut background = Background { post, ..Background::default() };
        let event = match occasion {
            Occasion::Event(event) => Some(event.as_ref()),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        };
        let asked = event.map(|event| (&event.home, asker(&event.what)));
        let requester = case.map(|case| (&case.home, &case.requester)).or(asked);
        if let Some((home, requester)) = requester {
            background.recent_wordings = self.recent_wordings(home, requester, now).await?;
            background.repeats = self.repeats(home, requester, case, now).await?;
            background.wording_off = self.wording_off(home, requester).await?;
        }
        if let Some(Event { home, what, .. }) = event {
            background.peace_until = self.peace_until(home, what.actor(), channel(what)).await?;
            if let (What::Pressed { .. }, Some(post)) = (what, &background.post) {
                background.nudged = self.nudged(home, &post.key).await?;
            }
            if let What::Commanded { actor, text, .. } = what {
                background.own_cases = self.own_cases(home, actor).await?;
                background.held_cases = self.held_cases(home, actor).await?;
                background.verdict = self.verdict_asked_for(home, actor, text).await?;
            }
        }
        Ok(background)
    }

    async fn held_cases(&mut self, home: &Home, person: &PersonId) -> Result<u32, StoreError> {
        const SQL: &str = "SELECT COUNT(*) FROM cases WHERE requester = $1 AND platform = $2 AND workspace = $3";
        let count: Vec<(i64,)> = rows!(self, SQL, name(person.as_str()).as_ref(), &home.platform, &home.workspace)?;
        Ok(count.first().map_or(0, |(count,)| u32::try_from(*count).unwrap_or(u32::MAX)))
    }

    /// The requester's other cases of the last seven days, by topic.
    async fn repeats(
        &mut self,
        home: &Home,
        requester: &PersonId,
        case: Option<&Case>,
        now: Timestamp,
    ) -> Result<BTreeMap<String, u32>, StoreError> {
        const SQL: &str = "SELECT topic, COUNT(*) FROM cases WHERE requester = $1 AND opened_at BETWEEN $2 AND $3
            AND platform = $4 AND workspace = $5 AND id <> $6 GROUP BY topic";
        let requester = name(requester.as_str());
        let (since, until, this) = (week_before(now), micros(now), case.map_or(0, |case| case.id.0));
        let found: Vec<(String, i64)> =
            rows!(self, SQL, requester.as_ref(), since, until, &home.platform, &home.workspace, this)?;
        Ok(found.into_iter().map(|(topic, count)| (topic, u32::try_from(count).unwrap_or(u32::MAX))).collect())
    }

    /// The person's cases that are not closed, the newest first.
    async fn own_cases(&mut self, home: &Home, person: &PersonId) -> Result<Vec<CaseBrief>, StoreError> {
        const SQL: &str = "SELECT body,
                (SELECT MIN(due_at) FROM promises WHERE promises.case_id = cases.id AND promises.state = 'open')
            FROM cases WHERE requester = $1 AND status <> 'closed' AND platform = $2 AND workspace = $3
            ORDER BY id DESC";
        let person = name(person.as_str());
        let found: Vec<(String, Option<i64>)> = rows!(self, SQL, person.as_ref(), &home.platform, &home.workspace)?;
        found
            .into_iter()
            .map(|(body, next_update_at)| {
                let case: Case = value(&body)?;
                Ok(CaseBrief {
                    id: case.id,
                    title: case.title,
                    status: case.status,
                    assignee: case.assignee,
                    next_update_at: next_update_at.map(instant).transpose()?,
                    opened_at: case.opened_at,
                })
            })
            .collect()
    }

    async fn verdict_asked_for(
        &mut self,
        home: &Home,
        actor: &PersonId,
        text: &str,
    ) -> Result<Option<Verdict>, StoreError> {
        let mut words = text.split_whitespace();
        match (words.next(), words.next()) {
            (Some("why"), Some(message)) => self.verdict_on(home, &message.into()).await,
            _ => self.last_verdict(home, actor).await,
        }
    }
}

/// The person whose request it is or would be: a ticket emoji speaks for the author of the message it is on.
fn asker(what: &What) -> &PersonId {
    match what {
        What::Reacted { on, .. } => &on.author,
        _ => what.actor(),
    }
}

fn channel(what: &What) -> &ChannelId {
    match what {
        What::Said(said) | What::Edited(said) | What::Reacted { on: said, .. } => &said.channel,
        What::Deleted { channel, .. } | What::Pressed { channel, .. } | What::Commanded { channel, .. } => channel,
    }
}
