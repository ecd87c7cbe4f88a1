//! What is remembered of the people an occasion is about.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::chat::{ChannelId, What};
use crate::desk::{Background, Case, Occasion};
use crate::store::StoreError;
use crate::store::column::{instant, micros, name};
use crate::store::db::{Tx, ask_all};
use crate::store::week::week_before;

/// About whom it is asked. Names are as the columns hold them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) struct Asked {
    platform: String,
    workspace: String,
    /// The person whose request it is or would be.
    pub requester: String,
    /// Their case; 0 when there is none.
    case: i64,
    /// Whoever acted, and where; empty when nobody did.
    pub actor: String,
    channel: String,
}

/// What is remembered of them.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Known {
    wordings: Option<String>,
    topics: Option<String>,
    read_wording: Option<bool>,
    peace: Option<i64>,
}

impl Asked {
    /// About whom to ask before an occasion is decided on.
    pub fn of(occasion: &Occasion, case: Option<&Case>) -> Option<Asked> {
        let event = match occasion {
            Occasion::Event(event) => Some(event.as_ref()),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        };
        let requester = case.map(|case| &case.requester).or(event.map(|event| asker(&event.what)))?;
        let home = case.map(|case| &case.home).or(event.map(|event| &event.home))?;
        let (actor, channel) =
            event.map_or(("", ""), |event| (event.what.actor().as_str(), channel(&event.what).as_str()));
        Some(Asked {
            platform: home.platform.clone(),
            workspace: home.workspace.clone(),
            requester: name(requester.as_str()).into_owned(),
            case: case.map_or(0, |case| case.id.0),
            actor: name(actor).into_owned(),
            channel: name(channel).into_owned(),
        })
    }
}

impl Known {
    /// As a decision reads it.
    pub fn background(self) -> Result<Background, StoreError> {
        let lines = |joined: &Option<String>| -> Vec<String> {
            joined.iter().flat_map(|joined| joined.split('\n')).map(str::to_owned).collect()
        };
        let mut repeats: BTreeMap<String, u32> = BTreeMap::new();
        for topic in lines(&self.topics) {
            *repeats.entry(topic).or_default() += 1;
        }
        Ok(Background {
            recent_wordings: lines(&self.wordings),
            repeats,
            wording_off: self.read_wording == Some(false),
            peace_until: self.peace.map(instant).transpose()?,
            ..Background::default()
        })
    }
}

impl Tx {
    /// By one statement for all of them: the wordings the requester read lately, the topics of their other cases of the
    /// last seven days, whether their wording is left unread, and until when whoever acted is to be left alone.
    pub(super) async fn known_of(
        &mut self,
        asked: BTreeSet<Asked>,
        now: Timestamp,
    ) -> Result<BTreeMap<Asked, Known>, StoreError> {
        type Row = (i64, Option<String>, Option<String>, Option<bool>, Option<i64>);
        let (since, until) = (week_before(now), micros(now));
        let found: Vec<Row> = ask_all!(
            self,
            "WITH v (n, platform, workspace, requester, this, actor, channel, since, until) AS (",
            (0_i64..).zip(&asked).take(asked.len()).collect::<BTreeMap<_, _>>(),
            |row, (n, asked)| {
                row.push_bind(n).push_bind(&asked.platform).push_bind(&asked.workspace).push_bind(&asked.requester);
                row.push_bind(asked.case).push_bind(&asked.actor).push_bind(&asked.channel);
                row.push_bind(since).push_bind(until);
            },
            ") SELECT n,
                (SELECT string_agg(wording, '\n' ORDER BY used_at, seq) FROM wordings WHERE platform = v.platform
                    AND workspace = v.workspace AND person = v.requester AND used_at >= v.since),
                (SELECT string_agg(topic, '\n') FROM cases WHERE requester = v.requester
                    AND opened_at BETWEEN v.since AND v.until
                    AND platform = v.platform AND workspace = v.workspace AND id <> v.this),
                (SELECT read_wording FROM preferences WHERE platform = v.platform
                    AND workspace = v.workspace AND person = v.requester),
                (SELECT until FROM peace WHERE platform = v.platform
                    AND workspace = v.workspace AND person = v.actor AND peace.channel = v.channel)
            FROM v"
        );
        let mut known: BTreeMap<i64, Known> = found
            .into_iter()
            .map(|(n, wordings, topics, read_wording, peace)| (n, Known { wordings, topics, read_wording, peace }))
            .collect();
        Ok((0..).zip(asked).map(|(n, asked)| (asked, known.remove(&n).unwrap_or_default())).collect())
    }
}

/// The person whose request it is or would be: a ticket emoji speaks for the author of the message it is on.
fn asker(what: &What) -> &crate::chat::PersonId {
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
