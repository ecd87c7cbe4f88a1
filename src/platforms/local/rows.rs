//! The table of messages.

use jiff::Timestamp;
use sqlx::FromRow;

use super::message::{Message, MessageKind, id_of};
use crate::chat::{ChannelId, PersonId, PostKey};
use crate::store::{Db, on};

/// The messages of the local chat, on either engine.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Waits for no writer.
    pub(super) reads: Db,
    /// On a file the one connection that everything written goes through.
    pub(super) writes: Db,
}

/// A message before it has a number.
#[derive(Debug, Clone)]
pub(super) struct NewRow {
    pub(super) channel: ChannelId,
    pub(super) thread: Option<i64>,
    pub(super) author: PersonId,
    pub(super) kind: MessageKind,
    pub(super) text: String,
    pub(super) at: Timestamp,
    pub(super) visible_to: Option<PersonId>,
    pub(super) sent_by: Option<PersonId>,
    pub(super) card: Option<String>,
    pub(super) offered: String,
    pub(super) client_id: Option<String>,
    pub(super) post_key: Option<PostKey>,
    pub(super) told: i64,
}

#[derive(Debug, FromRow)]
pub(super) struct Row {
    number: i64,
    channel: String,
    thread: Option<i64>,
    author: String,
    kind: String,
    text: String,
    at: i64,
    edited: bool,
    deleted: bool,
    visible_to: Option<String>,
    sent_by: Option<String>,
    card: Option<String>,
    offered: String,
    shown_key: Option<String>,
    revision: i64,
    told: i64,
}

macro_rules! columns {
    () => {
        "number, channel, thread, author, kind, text, at, edited, deleted, visible_to, sent_by, card, offered, \
         shown_key, revision, told"
    };
}
pub(super) use columns;

/// The next number is taken and used in one statement. Two writers that take the same one (PostgreSQL) collide on the
/// primary key, and the later one comes again.
const INSERT: &str = concat!(
    "INSERT INTO local_messages (number, channel, thread, author, kind, text, at, visible_to, sent_by, card, offered, \
     client_id, post_key, shown_key, told) \
     SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13 \
     FROM local_messages WHERE TRUE \
     ON CONFLICT DO NOTHING RETURNING ",
    columns!()
);
const BY_NUMBER: &str = concat!("SELECT ", columns!(), " FROM local_messages WHERE number = $1");
const BY_KEY: &str = concat!("SELECT ", columns!(), " FROM local_messages WHERE post_key = $1");
const BY_CLIENT: &str = concat!("SELECT ", columns!(), " FROM local_messages WHERE author = $1 AND client_id = $2");
const UNTOLD: &str = concat!("SELECT ", columns!(), " FROM local_messages WHERE told < revision ORDER BY number");
const REWORD: &str = concat!(
    "UPDATE local_messages SET text = $3, edited = TRUE, revision = revision + 1 \
     WHERE number = $1 AND author = $2 AND deleted = FALSE RETURNING ",
    columns!()
);
const TAKE_BACK: &str = concat!(
    "UPDATE local_messages SET text = '', deleted = TRUE, revision = revision + 1 \
     WHERE number = $1 AND author = $2 AND deleted = FALSE RETURNING ",
    columns!()
);
const REPLACE: &str = concat!(
    "UPDATE local_messages SET text = $2, kind = $3, card = $4, offered = $5, sent_by = $6, shown_key = $7 \
     WHERE number = $1 RETURNING ",
    columns!()
);
const TOLD: &str = "UPDATE local_messages SET told = $2 WHERE number = $1 AND told < $2";

/// How often a writer who lost the race for a number comes again.
const TRIES: usize = 50;

impl Rows {
    /// Stores a message, or finds the one that its `client_id` or `post_key` made before.
    pub(super) async fn insert(&self, new: &NewRow) -> Result<Message, sqlx::Error> {
        for _ in 0..TRIES {
            if let Some(message) = self.try_insert(new).await? {
                return Ok(message);
            }
            if let Some(message) = self.first_made(new).await? {
                return Ok(message);
            }
        }
        Err(sqlx::Error::PoolTimedOut)
    }

    async fn try_insert(&self, new: &NewRow) -> Result<Option<Message>, sqlx::Error> {
        let row = on!(&self.writes, Db, |pool| sqlx::query_as::<_, Row>(INSERT)
            .bind(new.channel.as_str())
            .bind(new.thread)
            .bind(new.author.as_str())
            .bind(&new.kind.0)
            .bind(&new.text)
            .bind(new.at.as_microsecond())
            .bind(new.visible_to.as_ref().map(PersonId::as_str))
            .bind(new.sent_by.as_ref().map(PersonId::as_str))
            .bind(&new.card)
            .bind(&new.offered)
            .bind(&new.client_id)
            .bind(new.post_key.as_ref().map(PostKey::as_str))
            .bind(new.told)
            .fetch_optional(pool)
            .await)?;
        row.map(Row::read).transpose()
    }

    async fn first_made(&self, new: &NewRow) -> Result<Option<Message>, sqlx::Error> {
        match (&new.post_key, &new.client_id) {
            (Some(key), _) => self.by_key(key).await,
            (None, Some(client_id)) => self.by_client(&new.author, client_id).await,
            (None, None) => Ok(None),
        }
    }

    /// A message by its number, taken back or not.
    pub(super) async fn get(&self, number: i64) -> Result<Option<Message>, sqlx::Error> {
        let row =
            on!(&self.reads, Db, |pool| sqlx::query_as::<_, Row>(BY_NUMBER).bind(number).fetch_optional(pool).await)?;
        row.map(Row::read).transpose()
    }

    /// The message that this delivery made.
    pub(super) async fn by_key(&self, key: &PostKey) -> Result<Option<Message>, sqlx::Error> {
        let row = on!(&self.reads, Db, |pool| sqlx::query_as::<_, Row>(BY_KEY)
            .bind(key.as_str())
            .fetch_optional(pool)
            .await)?;
        row.map(Row::read).transpose()
    }

    /// The message that this author said with this id of theirs.
    pub(super) async fn by_client(&self, author: &PersonId, id: &str) -> Result<Option<Message>, sqlx::Error> {
        let row = on!(&self.reads, Db, |pool| sqlx::query_as::<_, Row>(BY_CLIENT)
            .bind(author.as_str())
            .bind(id)
            .fetch_optional(pool)
            .await)?;
        row.map(Row::read).transpose()
    }

    /// Messages whose last state the engine is not known to have taken, oldest first.
    pub(super) async fn untold(&self) -> Result<Vec<Message>, sqlx::Error> {
        let rows = on!(&self.reads, Db, |pool| sqlx::query_as::<_, Row>(UNTOLD).fetch_all(pool).await)?;
        rows.into_iter().map(Row::read).collect()
    }

    /// Changes the text, if it is that author's and still there.
    pub(super) async fn reword(&self, n: i64, author: &PersonId, text: &str) -> Result<Option<Message>, sqlx::Error> {
        let row = on!(&self.writes, Db, |pool| sqlx::query_as::<_, Row>(REWORD)
            .bind(n)
            .bind(author.as_str())
            .bind(text)
            .fetch_optional(pool)
            .await)?;
        row.map(Row::read).transpose()
    }

    /// Takes the message back, if it is that author's and still there. Its text is gone for good.
    pub(super) async fn take_back(&self, n: i64, author: &PersonId) -> Result<Option<Message>, sqlx::Error> {
        let row = on!(&self.writes, Db, |pool| sqlx::query_as::<_, Row>(TAKE_BACK)
            .bind(n)
            .bind(author.as_str())
            .fetch_optional(pool)
            .await)?;
        row.map(Row::read).transpose()
    }

    /// Puts other content in a post of ours.
    pub(super) async fn replace(&self, n: i64, by: &NewRow) -> Result<Option<Message>, sqlx::Error> {
        let row = on!(&self.writes, Db, |pool| sqlx::query_as::<_, Row>(REPLACE)
            .bind(n)
            .bind(&by.text)
            .bind(&by.kind.0)
            .bind(&by.card)
            .bind(&by.offered)
            .bind(by.sent_by.as_ref().map(PersonId::as_str))
            .bind(by.post_key.as_ref().map(PostKey::as_str))
            .fetch_optional(pool)
            .await)?;
        row.map(Row::read).transpose()
    }

    /// Notes that the engine took this revision.
    pub(super) async fn told(&self, number: i64, revision: i64) -> Result<(), sqlx::Error> {
        on!(&self.writes, Db, |pool| sqlx::query(TOLD).bind(number).bind(revision).execute(pool).await.map(|_| ()))
    }
}

impl Row {
    pub(super) fn read(self) -> Result<Message, sqlx::Error> {
        Ok(Message {
            number: self.number,
            channel: self.channel.into(),
            thread: self.thread.map(id_of),
            author: self.author.into(),
            kind: MessageKind(self.kind),
            text: self.text,
            at: Timestamp::from_microsecond(self.at).map_err(unreadable)?,
            edited: self.edited,
            deleted: self.deleted,
            visible_to: self.visible_to.map(PersonId),
            sent_by: self.sent_by.map(PersonId),
            card: self.card.map(|json| serde_json::from_str(&json)).transpose().map_err(unreadable)?,
            offered: serde_json::from_str(&self.offered).map_err(unreadable)?,
            shown: self.shown_key.map(PostKey),
            revision: self.revision,
            told: self.told,
        })
    }
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
