//! What is remembered around the case.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::known::Asked;
use crate::chat::{Event, Home, PersonId, What};
use crate::desk::{Background, Case, CaseBrief, Occasion, Posted, Verdict};
use crate::store::StoreError;
use crate::store::column::{instant, name, value};
use crate::store::db::{Tx, rows};

impl Tx {
    pub(super) async fn background(
        &mut self,
        occasion: &Occasion,
        case: Option<&Case>,
        post: Option<Posted>,
        now: Timestamp,
    ) -> Result<Background, StoreError> {
        let event = match occasion {
            Occasion::Event(event) => Some(event.as_ref()),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        };
        let Some(asked) = Asked::of(occasion, case) else { return Ok(Background::default()) };
        let known = match self.ahead.known(&asked) {
            Some(known) => known,
            None => self.known_of(BTreeSet::from([asked.clone()]), now).await?.remove(&asked).unwrap_or_default(),
        };
        let mut background = known.background()?;
        background.post = post;
        if let Some(Event { home, what, .. }) = event {
            if let (What::Pressed { .. }, Some(post)) = (what, &background.post)
                && post.case.is_none()
            {
                background.nudged = self.nudged(home, &post.key).await?;
            }
            if let What::Commanded { actor, text, .. } = what {
                background.own_cases = self.own_cases(home, actor).await?;
                background.held_cases = self.held_cases(home, actor).await?;
                background.verdict = self.verdict_asked_for(home, actor, text, case).await?;
            }
        }
        Ok(background)
    }

    async fn held_cases(&mut self, home: &Home, person: &PersonId) -> Result<u32, StoreError> {
        const SQL: &str = "SELECT COUNT(*) FROM cases WHERE requester = $1 AND platform = $2 AND workspace = $3";
        let count: Vec<(i64,)> = rows!(self, SQL, name(person.as_str()).as_ref(), &home.platform, &home.workspace)?;
        Ok(count.first().map_or(0, |(count,)| u32::try_from(*count).unwrap_or(u32::MAX)))
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
        case: Option<&Case>,
    ) -> Result<Option<Verdict>, StoreError> {
        let mut words = text.split_whitespace();
        match (words.next().map(str::to_lowercase).as_deref(), words.next()) {
            (Some("why"), Some(named)) => {
                let opened_by = case.and_then(|case| case.messages.first()).map(|first| first.id.clone());
                self.verdict_on(home, &opened_by.unwrap_or_else(|| named.into())).await
            }
            (Some("why"), None) => self.last_verdict(home, actor).await,
            _ => Ok(None),
        }
    }
}
