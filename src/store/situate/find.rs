//! Which case an occasion is about.

use crate::chat::{ChannelId, Event, Home, MessageId, PersonId, What};
use crate::desk::{CaseId, Occasion, Posted};
use crate::store::StoreError;
use crate::store::column::{from_word, name};
use crate::store::db::{Tx, row};

/// What an occasion is about.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub case: Option<CaseId>,
    /// The case was found by its author alone.
    pub by_author: bool,
    /// Our post that was pressed or answered below.
    pub post: Option<Posted>,
    /// A post under way may be the one that is meant.
    pub early: bool,
}

impl Tx {
    pub(super) async fn find(&mut self, occasion: &Occasion) -> Result<Found, StoreError> {
        let Event { home, what, .. } = match occasion {
            Occasion::Event(event) => event.as_ref(),
            other => return Ok(Found { case: other.case(), ..Found::default() }),
        };
        match what {
            What::Said(said) => match &said.thread {
                Some(thread) => self.find_thread(home, &said.channel, thread).await,
                None => {
                    self.lock_author(home, &said.author).await?;
                    let case = self.open_case_of(home, &said.channel, &said.author).await?;
                    Ok(Found { case, by_author: true, ..Found::default() })
                }
            },
            What::Edited(said) => self.find_message(home, &said.message).await,
            What::Deleted { message, .. } => self.find_message(home, message).await,
            What::Reacted { on, .. } => {
                let found = self.find_message(home, &on.message).await?;
                match found.case {
                    Some(_) => Ok(found),
                    None => {
                        let thread = on.thread.as_ref().unwrap_or(&on.message);
                        self.find_thread(home, &on.channel, thread).await
                    }
                }
            }
            What::Pressed { channel, message, .. } => {
                let post = self.post_at(home, message).await?;
                let early = post.is_none() && self.is_posting(home, channel).await?;
                let mut case = post.as_ref().and_then(|post| post.case);
                if let (None, Some(nudge)) = (case, &post)
                    && let Some(said) = self.nudged(home, &nudge.key).await?
                {
                    // A ticket may have been opened from the message since the nudge was offered.
                    case = self.find_message(home, &said.message).await?.case;
                }
                Ok(Found { case, post, early, ..Found::default() })
            }
            What::Commanded { text, .. } => match CaseId::asked_for(text) {
                Some(asked) => {
                    const SQL: &str = "SELECT id FROM cases WHERE id = $1 AND platform = $2 AND workspace = $3";
                    let case: Option<(i64,)> = row!(self, SQL, asked.0, &home.platform, &home.workspace)?;
                    Ok(Found { case: case.map(|(id,)| CaseId(id)), ..Found::default() })
                }
                None => Ok(Found::default()),
            },
        }
    }

    async fn find_thread(&mut self, home: &Home, channel: &ChannelId, thread: &MessageId) -> Result<Found, StoreError> {
        const SQL: &str = "SELECT id FROM cases WHERE thread = $1 AND platform = $2 AND workspace = $3
            ORDER BY id DESC LIMIT 1";
        let post = self.post_at(home, thread).await?;
        let case: Option<(i64,)> = row!(self, SQL, name(thread.as_str()).as_ref(), &home.platform, &home.workspace)?;
        let mut case = case.map(|(id,)| CaseId(id)).or_else(|| post.as_ref().and_then(|post| post.case));
        if case.is_none() && post.is_none() {
            case = self.find_message(home, thread).await?.case;
        }
        let early = case.is_none() && post.is_none() && self.is_posting(home, channel).await?;
        Ok(Found { case, post, early, ..Found::default() })
    }

    async fn find_message(&mut self, home: &Home, message: &MessageId) -> Result<Found, StoreError> {
        const SQL: &str = "SELECT cases.id FROM messages JOIN cases ON cases.id = messages.case_id
            WHERE messages.message = $1 AND cases.platform = $2 AND cases.workspace = $3
            ORDER BY cases.id DESC LIMIT 1";
        let case: Option<(i64,)> = row!(self, SQL, name(message.as_str()).as_ref(), &home.platform, &home.workspace)?;
        Ok(Found { case: case.map(|(id,)| CaseId(id)), ..Found::default() })
    }

    async fn open_case_of(
        &mut self,
        home: &Home,
        channel: &ChannelId,
        author: &PersonId,
    ) -> Result<Option<CaseId>, StoreError> {
        const SQL: &str = "SELECT id FROM cases WHERE requester = $1 AND status <> 'closed'
            AND platform = $2 AND workspace = $3 AND channel = $4 ORDER BY id DESC LIMIT 1";
        let (author, channel) = (name(author.as_str()), name(channel.as_str()));
        let case: Option<(i64,)> = row!(self, SQL, author.as_ref(), &home.platform, &home.workspace, channel.as_ref())?;
        Ok(case.map(|(id,)| CaseId(id)))
    }

    /// Our post that stands as this message; not what took its place later, which stands as the same message.
    pub(in crate::store) async fn post_at(
        &mut self,
        home: &Home,
        message: &MessageId,
    ) -> Result<Option<Posted>, StoreError> {
        const SQL: &str = "SELECT key, kind, case_id FROM outbox
            WHERE message = $1 AND platform = $2 AND workspace = $3 AND replaces = FALSE LIMIT 1";
        let found: Option<(String, String, Option<i64>)> =
            row!(self, SQL, name(message.as_str()).as_ref(), &home.platform, &home.workspace)?;
        found
            .map(|(key, kind, case)| Ok(Posted { key: key.into(), kind: from_word(&kind)?, case: case.map(CaseId) }))
            .transpose()
    }

    /// Whether the outcome of a new post to this channel, or to a thread in it, is still to be told.
    async fn is_posting(&mut self, home: &Home, channel: &ChannelId) -> Result<bool, StoreError> {
        const SQL: &str = "SELECT 1 FROM outbox WHERE ended_at IS NULL AND platform = $1 AND workspace = $2
            AND (lane = $3 OR (lane >= $4 AND lane < $5)) AND state IN ('sending', 'unknown') AND replaces = FALSE
            LIMIT 1";
        let channel = name(channel.as_str());
        let (first, beyond) = (format!("{channel}\n"), format!("{channel}\u{b}"));
        let found: Option<(i32,)> = row!(self, SQL, &home.platform, &home.workspace, channel.as_ref(), first, beyond)?;
        Ok(found.is_some())
    }
}
