//! What is remembered around the case.

use jiff::Timestamp;

use crate::chat::{ChannelId, Event, Home, PersonId, What};
use crate::desk::{Background, Case, CaseBrief, Occasion, Posted, Verdict};
use crate::store::StoreError;
use crate::store::column::{instant, micros, name, value};
use crate::store::db::{Tx, row, rows};
use crate::store::week::week_before;

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
        let requester = case.map(|case| &case.requester).or(event.map(|event| asker(&event.what)));
        let home = case.map(|case| &case.home).or(event.map(|event| &event.home));
        let (Some(requester), Some(home)) = (requester, home) else { return Ok(Background::default()) };
        let mut background = self.known_of(home, requester, event.map(|event| &event.what), case, now).await?;
        background.post = post;
        if let Some(Event { home, what, .. }) = event {
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

    /// What is remembered of the requester, and of whoever acted, all by one statement: the wordings the requester read
    /// lately, the topics of their other cases of the last seven days, whether their wording is left unread, and until
    /// when whoever acted is to be left alone.
    async fn known_of(
        &mut self,
        home: &Home,
        requester: &PersonId,
        what: Option<&What>,
        case: Option<&Case>,
        now: Timestamp,
    ) -> Result<Background, StoreError> {
        const SQL: &str = "SELECT
            (SELECT string_agg(wording, '\n' ORDER BY used_at, seq) FROM wordings
                WHERE platform = $1 AND workspace = $2 AND person = $3 AND used_at >= $4),
            (SELECT string_agg(topic, '\n') FROM cases WHERE requester = $3 AND opened_at BETWEEN $4 AND $5
                AND platform = $1 AND workspace = $2 AND id <> $6),
            (SELECT read_wording FROM preferences WHERE platform = $1 AND workspace = $2 AND person = $3),
            (SELECT until FROM peace WHERE platform = $1 AND workspace = $2 AND person = $7 AND channel = $8)";
        let person = name(requester.as_str());
        let (since, until, this) = (week_before(now), micros(now), case.map_or(0, |case| case.id.0));
        let (actor, channel) = what.map_or(("", ""), |what| (what.actor().as_str(), channel(what).as_str()));
        let (actor, channel) = (name(actor), name(channel));
        type Known = (Option<String>, Option<String>, Option<bool>, Option<i64>);
        let known: Option<Known> = row!(
            self,
            SQL,
            &home.platform,
            &home.workspace,
            person.as_ref(),
            since,
            until,
            this,
            actor.as_ref(),
            channel.as_ref()
        )?;
        let (wordings, topics, read_wording, peace) = known.unwrap_or_default();
        let mut background = Background {
            recent_wordings: wordings.iter().flat_map(|all| all.split('\n')).map(str::to_owned).collect(),
            wording_off: read_wording == Some(false),
            peace_until: peace.map(instant).transpose()?,
            ..Background::default()
        };
        for topic in topics.iter().flat_map(|all| all.split('\n')) {
            *background.repeats.entry(topic.to_owned()).or_default() += 1;
        }
        Ok(background)
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
