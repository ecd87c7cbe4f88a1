//! Which posts keep their order among each other: those of one conversation.

use super::ToPost;
use crate::chat::{ChannelId, Spot};
use crate::desk::CaseId;
use crate::store::StoreError;
use crate::store::db::Tx;

impl Tx {
    /// The lane of a delivery: all that one case says in one channel, in its thread or beside it. A desk with a hundred
    /// cases does not wait for one. What takes a post's place leaves by that post's lane, whatever is said here.
    pub(super) async fn lane(&mut self, post: &ToPost<'_>) -> Result<String, StoreError> {
        let ToPost { home, delivery, case, .. } = post;
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
            Spot::Thread(channel, thread) => match self.standing(home, thread).await?.post {
                Some(post) => format!("{channel}\n{}", post.key),
                None => format!("{channel}\n{thread}"),
            },
        })
    }
}
