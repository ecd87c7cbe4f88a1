//! Emoji on messages.

use jiff::Timestamp;

use super::rows::Rows;
use super::{LocalChat, Message, Problem};
use crate::chat::{MessageId, PersonId};
use crate::store::{Db, on};

/// The longest name of an emoji, in characters.
const MAX_NAME: usize = 64;

const INSERT: &str = "INSERT INTO local_reactions (message, actor, emoji, at) VALUES ($1, $2, $3, $4) \
                      ON CONFLICT DO NOTHING";
const BETWEEN: &str = "SELECT message, emoji, actor FROM local_reactions WHERE message BETWEEN $1 AND $2 \
                       ORDER BY message, at, actor";
const UNTOLD: &str = "SELECT message, emoji, actor FROM local_reactions WHERE told = FALSE ORDER BY at";
const TOLD: &str = "UPDATE local_reactions SET told = TRUE WHERE message = $1 AND emoji = $2 AND actor = $3";

impl LocalChat {
    /// Puts an emoji on a message; the same one twice is there once. Gives the message, and the emoji's name.
    ///
    /// # Errors
    /// [`Problem::BadEmoji`], [`Problem::NoPerson`], and why the message is not theirs to see.
    pub async fn react(&self, id: &MessageId, actor: &PersonId, emoji: &str) -> Result<(Message, String), Problem> {
        let actor = self.person(actor)?;
        let emoji = emoji_name(emoji)?;
        let message = self.seen_by(&actor, id).await?;
        self.rows.react(message.number, &actor.id, &emoji, (self.now)()).await?;
        self.announce_message(&message);
        Ok((message, emoji))
    }
}

impl Rows {
    async fn react(&self, message: i64, actor: &PersonId, emoji: &str, at: Timestamp) -> Result<(), sqlx::Error> {
        on!(&self.writes, Db, |pool| sqlx::query(INSERT)
            .bind(message)
            .bind(actor.as_str())
            .bind(emoji)
            .bind(at.as_microsecond())
            .execute(pool)
            .await
            .map(|_| ()))
    }

    /// (message, emoji, actor) of every reaction on the messages of these numbers, in the order they were put there.
    pub(super) async fn reactions_between(
        &self,
        first: i64,
        last: i64,
    ) -> Result<Vec<(i64, String, PersonId)>, sqlx::Error> {
        let rows: Vec<(i64, String, String)> =
            on!(&self.reads, Db, |pool| sqlx::query_as(BETWEEN).bind(first).bind(last).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(message, emoji, actor)| (message, emoji, actor.into())).collect())
    }

    /// (message, emoji, actor) of every reaction that the engine is not known to have taken.
    pub(super) async fn untold_reactions(&self) -> Result<Vec<(i64, String, PersonId)>, sqlx::Error> {
        let rows: Vec<(i64, String, String)> =
            on!(&self.reads, Db, |pool| sqlx::query_as(UNTOLD).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(message, emoji, actor)| (message, emoji, actor.into())).collect())
    }

    /// Notes that the engine took it.
    pub(super) async fn told_reaction(&self, message: i64, emoji: &str, actor: &PersonId) -> Result<(), sqlx::Error> {
        on!(&self.writes, Db, |pool| sqlx::query(TOLD)
            .bind(message)
            .bind(emoji)
            .bind(actor.as_str())
            .execute(pool)
            .await
            .map(|_| ()))
    }
}

/// The name as it is kept: without the colons that some people type around it.
fn emoji_name(typed: &str) -> Result<String, Problem> {
    let name = typed.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')).unwrap_or(typed);
    let fits = (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'+'));
    if fits { Ok(name.to_owned()) } else { Err(Problem::BadEmoji(typed.chars().take(MAX_NAME).collect())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_known_by_its_name() {
        assert!(matches!(emoji_name("ticket").as_deref(), Ok("ticket")));
        assert!(matches!(emoji_name(":+1:").as_deref(), Ok("+1")));
        for wrong in ["", "::", ":", "🎫", "Ticket", "a b", "a\0", "<b>", &"x".repeat(65)] {
            assert!(emoji_name(wrong).is_err(), "{wrong:?}");
        }
    }
}
