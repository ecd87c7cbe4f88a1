//! Which posts keep their order among each other: those of one conversation.

use super::ToPost;
use crate::chat::{ChannelId, Delivery, PostKey, Spot};
use crate::desk::CaseId;
use crate::store::StoreError;
use crate::store::column::name;
use crate::store::db::{Tx, row};

/// The post that another one is bound to.
#[derive(Debug)]
pub(super) struct Target {
    pub lane: String,
    /// Where it stands, once it does.
    pub message: Option<String>,
    /// It ended without standing anywhere.
    pub lost: bool,
}

impl Tx {
    /// The lane of a delivery: all that one case says in one channel, in its thread or beside it. A desk with a hundred
    /// cases does not wait for one.
    pub(super) async fn lane(&mut self, post: &ToPost<'_>, target: Option<&Target>) -> Result<String, StoreError> {
        let ToPost { home, delivery, case, .. } = post;
        if let (Delivery::Replace(..), Some(target)) = (delivery, target) {
            return Ok(target.lane.clone());
        }
        let spot = &delivery.post().spot;
        if let (Some(CaseId(case)), Spot::Channel(channel) | Spot::Thread(channel, _) | Spot::Under(channel, _)) =
            (case, spot)
        {
            return Ok(format!("{channel}\n#{case}"));
        }
        Ok(match spot {
            Spot::Channel(channel) => channel.to_string(),
            Spot::Direct(person) => ChannelId::direct(person).to_string(),
            // A thread below one of our posts is named after that post: the same before and after it stands.
            Spot::Under(channel, post) => format!("{channel}\n{post}"),
            Spot::Thread(channel, thread) => match self.post_at(home, thread).await? {
                Some(post) => format!("{channel}\n{}", post.key),
                None => format!("{channel}\n{thread}"),
            },
        })
    }

    /// The post with this key, kept from ending until this transaction does: a courier that ends it tells those that
    /// wait for it, and must not miss one that is just being written.
    pub(super) async fn target(&mut self, key: &PostKey) -> Result<Option<Target>, StoreError> {
        let sql = crate::store::dialect::locking!(
            self,
            "SELECT lane, message, ended_at FROM outbox WHERE key = $1",
            "FOR SHARE"
        );
        let found: Option<(String, Option<String>, Option<i64>)> = row!(self, sql, name(key.as_str()).as_ref())?;
        Ok(found.map(|(lane, message, ended_at)| {
            let lost = ended_at.is_some() && message.is_none();
            Target { lane, message, lost }
        }))
    }
}
