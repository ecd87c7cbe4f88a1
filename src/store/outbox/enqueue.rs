//! Writing down what is to be posted.

use jiff::Timestamp;

use crate::chat::{Delivery, Home, PostKey, Spot};
use crate::desk::CaseId;
use crate::store::StoreError;
use crate::store::column::{json, micros, name};
use crate::store::db::{Tx, execute};

/// A post that is to be made.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct ToPost<'a> {
    pub home: &'a Home,
    pub case: Option<CaseId>,
    pub key: &'a PostKey,
    pub delivery: &'a Delivery,
    pub true_for: Option<i64>,
}

impl Tx {
    /// Writes a post down, once: a key that is there already is left as it is. A replacement overtakes older ones of
    /// the same post that nobody began to deliver.
    pub(in crate::store) async fn enqueue(&mut self, post: ToPost<'_>, now: Timestamp) -> Result<(), StoreError> {
        const INSERT: &str = "INSERT INTO outbox (key, platform, workspace, lane, seq, kind, case_id, needs, replaces,
                below, orphaned, true_for, state, uncertain, attempts, fence, ready_at, created_at, delivery)
            SELECT $1, $2, $3, $4, 1 + COALESCE(MAX(seq), 0), $5, $6, $7, $8, $9, $10, $11, 'due', FALSE, 0, 0, 0, $12,
                $13 FROM outbox WHERE platform = $2 AND workspace = $3 AND lane = $4 AND ended_at IS NULL
            ON CONFLICT (key) DO NOTHING";
        const OVERTAKE: &str = "UPDATE outbox SET state = 'stale', reason = 'overtaken', delivery = '', ended_at = $2
            WHERE needs = $1 AND replaces = TRUE AND state = 'due' AND ended_at IS NULL AND key <> $3";

        let needs = needs(post.delivery);
        let target = match needs {
            Some(key) => self.target(key).await?,
            None => None,
        };
        // Left to the courier, which ends it in its turn, so that whoever was to read it is known not to have.
        let orphaned = needs.is_some() && target.as_ref().is_none_or(|target| target.lost);
        let lane = name(&self.lane(&post, target.as_ref()).await?).into_owned();
        let key = name(post.key.as_str());
        let needs = needs.map(|key| name(key.as_str()));
        let replaces = matches!(post.delivery, Delivery::Replace(..));
        let written = execute!(
            self,
            INSERT,
            key.as_ref(),
            &post.home.platform,
            &post.home.workspace,
            &lane,
            post.delivery.post().kind.word(),
            post.case.map(|case| case.0),
            needs.as_deref(),
            replaces,
            target.as_ref().and_then(|target| target.message.as_deref()),
            orphaned,
            post.true_for,
            micros(now),
            json(post.delivery)?,
        )?;
        if let (1, true, Some(needs)) = (written, replaces, needs) {
            execute!(self, OVERTAKE, needs.as_ref(), micros(now), key.as_ref())?;
        }
        Ok(())
    }
}

/// The post that must stand before this can be delivered.
fn needs(delivery: &Delivery) -> Option<&PostKey> {
    match delivery {
        Delivery::Replace(target, _) => Some(target),
        Delivery::New(post) => match &post.spot {
            Spot::Under(_, root) => Some(root),
            Spot::Channel(_) | Spot::Thread(..) | Spot::Direct(_) => None,
        },
    }
}
