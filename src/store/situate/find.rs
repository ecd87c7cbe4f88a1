//! Which case an occasion is about.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::standing::Standing;
use crate::chat::{ChannelId, Event, Home, MessageId, PersonId, What};
use crate::desk::{CaseId, Occasion, Posted, Ticket};
use crate::store::StoreError;
use crate::store::column::{from_word, micros, name};
use crate::store::db::{Tx, ask_all, row};

/// What an occasion is about.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Found {
    pub case: Option<CaseId>,
    /// The case was found by its author alone, as one that is not closed.
    pub by_author: bool,
    /// The author's other tickets that are not closed, where it was looked for by author.
    pub others: Vec<Ticket>,
    /// Our post that was pressed or answered below.
    pub post: Option<Posted>,
    /// A post under way may be the one that is meant.
    pub early: bool,
}

/// Somebody who writes in a channel, and when.
pub(super) type Writer<'a> = (&'a Home, &'a ChannelId, &'a PersonId, Timestamp);

impl Tx {
    pub(super) async fn find(&mut self, occasion: &Occasion, now: Timestamp) -> Result<Found, StoreError> {
        let Event { home, what, .. } = match occasion {
            Occasion::Event(event) => event.as_ref(),
            other => return Ok(Found { case: other.case(), ..Found::default() }),
        };
        let at = occasion.happened_at(now);
        match what {
            What::Said(said) => match &said.thread {
                Some(thread) => self.find_thread(home, &said.channel, thread).await,
                None => {
                    self.lock_authors(&[(home, &said.author)]).await?;
                    Ok(self.of_authors(&[(home, &said.channel, &said.author, at)]).await?.pop().unwrap_or_default())
                }
            },
            What::Edited(said) => {
                let found = self.find_message(home, &said.message).await?;
                if found.case.is_some() || said.thread.is_some() {
                    return Ok(found);
                }
                self.lock_authors(&[(home, &said.author)]).await?;
                Ok(self.of_authors(&[(home, &said.channel, &said.author, at)]).await?.pop().unwrap_or_default())
            }
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
            What::Pressed { channel, message, .. } => self.find_pressed(home, channel, message).await,
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
        let standing = self.standing(home, thread).await?;
        let found = Found::of_thread(standing);
        let early = found.is_nothing() && self.is_posting(home, channel).await?;
        Ok(Found { early, ..found })
    }

    async fn find_message(&mut self, home: &Home, message: &MessageId) -> Result<Found, StoreError> {
        Ok(Found::of_message(self.standing(home, message).await?))
    }

    async fn find_pressed(
        &mut self,
        home: &Home,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<Found, StoreError> {
        let mut found = Found::of_post(self.standing(home, message).await?);
        if let Some(nudge) = found.nudge()
            && let Some(said) = self.nudged(home, &nudge.key).await?
        {
            // A ticket may have been opened from the message since the nudge was offered.
            self.write_what_is_about([said.message.as_str()]).await?;
            found.case = self.find_message(home, &said.message).await?.case;
        }
        let early = found.post.is_none() && self.is_posting(home, channel).await?;
        Ok(Found { early, ..found })
    }

    /// What a line by itself of each of these people is about, as far as its author and channel tell: the case of that
    /// channel which they last wrote on and which is not closed, else, alone with the bot, the last one there.
    pub(super) async fn of_authors(&mut self, writers: &[Writer<'_>]) -> Result<Vec<Found>, StoreError> {
        let found: Vec<(i64, i64, String, String, String)> = ask_all!(
            self,
            "WITH v (n, platform, workspace, channel, author, at) AS (",
            (0_i64..).zip(writers).take(writers.len()).collect::<BTreeMap<_, _>>(),
            |row, (n, (home, channel, author, at))| {
                row.push_bind(n).push_bind(&home.platform).push_bind(&home.workspace);
                row.push_bind(name(channel.as_str()).into_owned()).push_bind(name(author.as_str()).into_owned());
                row.push_bind(micros(*at));
            },
            ") SELECT n, id, channel, topic, status FROM (
                SELECT v.n, cases.id, cases.channel, cases.topic, cases.status, ROW_NUMBER() OVER (PARTITION BY v.n
                    ORDER BY CASE WHEN cases.channel = v.channel THEN 0 ELSE 1 END,
                        CASE WHEN spoke_at <= v.at THEN 0 ELSE 1 END, spoke_at DESC, id DESC) AS place
                FROM v JOIN cases ON requester = v.author AND status <> 'closed'
                    AND cases.platform = v.platform AND cases.workspace = v.workspace
            ) AS theirs WHERE place <= 16 ORDER BY n, place"
        );
        let mut of_writers = vec![Found { by_author: true, ..Found::default() }; writers.len()];
        for (n, id, channel, topic, status) in found {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            if let (Some(of), Some((_, here, ..))) = (of_writers.get_mut(n), writers.get(n)) {
                if of.case.is_none() && of.others.is_empty() && channel == name(here.as_str()).as_ref() {
                    of.case = Some(CaseId(id));
                } else {
                    let (id, channel, status) = (CaseId(id), channel.as_str().into(), from_word(&status)?);
                    of.others.push(Ticket { id, channel, topic, status });
                }
            }
        }
        for (of, writer) in of_writers.iter_mut().zip(writers) {
            if of.case.is_none() && writer.1.directly_with().is_some() {
                (of.case, of.by_author) = (self.last_in(writer).await?, false);
            }
        }
        Ok(of_writers)
    }

    /// The last case of this person in that channel, over or not.
    async fn last_in(&mut self, (home, channel, author, _): &Writer<'_>) -> Result<Option<CaseId>, StoreError> {
        const SQL: &str = "SELECT id FROM cases WHERE requester = $1 AND channel = $2 AND platform = $3
            AND workspace = $4 ORDER BY opened_at DESC, id DESC LIMIT 1";
        let (author, channel) = (name(author.as_str()), name(channel.as_str()));
        let last: Option<(i64,)> = row!(self, SQL, author.as_ref(), channel.as_ref(), &home.platform, &home.workspace)?;
        Ok(last.map(|(id,)| CaseId(id)))
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

impl Found {
    /// By the thread it is in: the case whose thread that is, or of our post that begins it, or that has the message
    /// that does.
    pub fn of_thread(standing: Standing) -> Found {
        let Standing { post, thread_of, part_of } = standing;
        let by_post = post.as_ref().and_then(|post| post.case);
        let part_of = part_of.filter(|_| post.is_none());
        Found { case: thread_of.or(by_post).or(part_of), post, ..Found::default() }
    }

    /// By the message it changes.
    pub fn of_message(standing: Standing) -> Found {
        Found { case: standing.part_of, ..Found::default() }
    }

    /// By our post that it is about.
    pub fn of_post(standing: Standing) -> Found {
        let case = standing.post.as_ref().and_then(|post| post.case);
        Found { case, post: standing.post, ..Found::default() }
    }

    /// Whether neither a case nor a post of ours was found.
    pub fn is_nothing(&self) -> bool {
        self.case.is_none() && self.post.is_none()
    }

    /// The nudge that it may be about: a post of no case.
    fn nudge(&self) -> Option<Posted> {
        self.post.clone().filter(|_| self.case.is_none())
    }
}
