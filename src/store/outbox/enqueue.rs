//! Noting what is to be posted, to be written with all that is to be posted.

use jiff::Timestamp;

use super::rows::PostRow;
use crate::chat::{Delivery, Home, PostKey, Spot};
use crate::desk::CaseId;
use crate::store::StoreError;
use crate::store::column::{json, micros, name};
use crate::store::db::Tx;

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
    /// Keeps a post to be written down, once: a key that is there already is left as it is. A replacement overtakes
    /// older ones of the same post that nobody began to deliver.
    pub(in crate::store) async fn enqueue(&mut self, post: ToPost<'_>, now: Timestamp) -> Result<(), StoreError> {
        let lane = self.lane(&post).await?;
        self.pending.posts.0.push(PostRow {
            key: name(post.key.as_str()).into_owned(),
            platform: post.home.platform.clone(),
            workspace: post.home.workspace.clone(),
            lane: name(&lane).into_owned(),
            kind: post.delivery.post().kind.word(),
            case: post.case.map(|case| case.0),
            needs: needs(post.delivery).map(|key| name(key.as_str()).into_owned()),
            replaces: matches!(post.delivery, Delivery::Replace(..)),
            true_for: post.true_for,
            created_at: micros(now),
            delivery: json(post.delivery)?,
        });
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
