//! Messages in the order they stand in, each with the ticket it belongs to.

use sqlx::FromRow;

use super::Message;
use super::rows::{Row, Rows, columns};
use crate::chat::ChannelId;
use crate::desk::CaseId;
use crate::store::{Db, on};

/// Which of the messages that could be read: the newest of those in between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// Only after this number.
    pub(super) after: i64,
    /// Only before this number.
    pub(super) before: i64,
    /// At most so many.
    pub(super) limit: i64,
}

/// A message and its ticket.
pub(super) type Shelved = (Message, Option<CaseId>);

#[derive(Debug, FromRow)]
struct ShelvedRow {
    #[sqlx(flatten)]
    row: Row,
    ticket: Option<i64>,
}

/// A message is of the ticket that it was posted for (by its delivery, which is noted as done only after the message can
/// be read) or is part of; else of the one whose thread it is in; else of the
/// one that the first message of its thread was posted for.
macro_rules! shelved {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", COALESCE(\
               (SELECT o.case_id FROM outbox o WHERE o.platform = 'local' AND o.key = local_messages.post_key), \
               (SELECT MAX(o.case_id) FROM outbox o WHERE o.platform = 'local' AND o.message = 'm' || number), \
               (SELECT MAX(m.case_id) FROM messages m JOIN cases c ON c.id = m.case_id \
                WHERE c.platform = 'local' AND m.message = 'm' || number), \
               (SELECT MAX(c.id) FROM cases c \
                WHERE c.platform = 'local' AND c.thread = 'm' || COALESCE(local_messages.thread, number)), \
               (SELECT MAX(o.case_id) FROM outbox o \
                WHERE o.platform = 'local' AND o.message = 'm' || local_messages.thread)\
             ) AS ticket FROM local_messages WHERE deleted = FALSE AND ",
            $condition
        )
    };
}

const IN_CHANNEL: &str = shelved!("channel = $1 AND number > $2 AND number < $3 ORDER BY number DESC LIMIT $4");
const IN_THREAD: &str =
    shelved!("(number = $1 OR thread = $1) AND number > $2 AND number < $3 ORDER BY number DESC LIMIT $4");
const ANYWHERE: &str = shelved!("number > $1 AND number < $2 ORDER BY number DESC LIMIT $3");

impl Rows {
    /// The messages of a channel, oldest first.
    pub(super) async fn in_channel(&self, c: &ChannelId, of: Stretch) -> Result<Vec<Shelved>, sqlx::Error> {
        let rows = on!(&self.reads, Db, |pool| sqlx::query_as::<_, ShelvedRow>(IN_CHANNEL)
            .bind(c.as_str())
            .bind(of.after)
            .bind(of.before)
            .bind(of.limit)
            .fetch_all(pool)
            .await)?;
        oldest_first(rows)
    }

    /// The messages of a thread, its first message among them, oldest first.
    pub(super) async fn in_thread(&self, root: i64, of: Stretch) -> Result<Vec<Shelved>, sqlx::Error> {
        let rows = on!(&self.reads, Db, |pool| sqlx::query_as::<_, ShelvedRow>(IN_THREAD)
            .bind(root)
            .bind(of.after)
            .bind(of.before)
            .bind(of.limit)
            .fetch_all(pool)
            .await)?;
        oldest_first(rows)
    }

    /// Messages wherever they stand, oldest first.
    pub(super) async fn anywhere(&self, of: Stretch) -> Result<Vec<Shelved>, sqlx::Error> {
        let rows = on!(&self.reads, Db, |pool| sqlx::query_as::<_, ShelvedRow>(ANYWHERE)
            .bind(of.after)
            .bind(of.before)
            .bind(of.limit)
            .fetch_all(pool)
            .await)?;
        oldest_first(rows)
    }
}

fn oldest_first(rows: Vec<ShelvedRow>) -> Result<Vec<Shelved>, sqlx::Error> {
    rows.into_iter().rev().map(|shelved| Ok((shelved.row.read()?, shelved.ticket.map(CaseId)))).collect()
}
