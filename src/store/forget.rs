//! Forgetting a person: everything held on them is removed, and their cases stay as bare numbers.

use jiff::Timestamp;

use super::StoreError;
use super::column::{from_word, json, micros, name, value};
use super::db::{Tx, execute, rows};
use super::outbox::ToPost;
use crate::chat::{Audience, ChannelId, Delivery, Home, PersonId, Post, PostKey, Spot};
use crate::desk::{Case, CaseHeat, CaseId, Message, PromiseState, Status};

/// Who a forgotten person's cases belong to from then on.
const NOBODY: &str = "forgotten";

/// What stands where hearken wrote about somebody who was forgotten.
const BLANK: &str = "Removed.";

impl Tx {
    /// Removes everything held on a person in this workspace. Their cases are closed and keep their number, topic,
    /// times and score; every text, name and message id goes, and what was still to be posted for them is not posted.
    /// What they wrote in others' cases is emptied. What they did as an agent stays with the cases it was done on.
    ///
    /// A platform that keeps messages of its own, as the local chat does, forgets them itself: whoever carries out
    /// [`crate::desk::Effect::Forget`] tells it too.
    pub(super) async fn forget(&mut self, home: &Home, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        // What is still to be said first, or the blanks that follow would not be said either.
        self.forget_posts(home, person, now).await?;
        self.forget_cases(home, person, now).await?;
        self.forget_messages(home, person).await?;
        let (platform, workspace, person) = (&home.platform, &home.workspace, name(person.as_str()));
        for sql in [
            "DELETE FROM verdicts WHERE author = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM early WHERE author = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM outbox WHERE case_id IS NULL AND ended_at IS NOT NULL AND platform = $1 AND workspace = $2
                AND (lane = 'dm:' || $3 OR key IN (SELECT key FROM nudges
                    WHERE author = $3 AND platform = $1 AND workspace = $2))",
            "DELETE FROM nudges WHERE author = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM wordings WHERE person = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM preferences WHERE person = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM peace WHERE person = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM inbox WHERE actor = $3 AND key LIKE '%:' || $3 || ':%' AND platform = $1 AND workspace = $2",
            "UPDATE inbox SET actor = '', answer = NULL WHERE actor = $3 AND platform = $1 AND workspace = $2",
        ] {
            execute!(self, sql, platform, workspace, person.as_ref())?;
        }
        Ok(())
    }

    async fn forget_cases(&mut self, home: &Home, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "SELECT id FROM cases WHERE requester = $1 AND platform = $2 AND workspace = $3 ORDER BY id";
        const END_POSTS: &str = "UPDATE outbox SET state = 'stale', reason = 'forgotten', delivery = '', ended_at = $2
            WHERE case_id = $1 AND delivery <> '' AND state = 'due' AND ended_at IS NULL";
        let person = name(person.as_str());
        let ids: Vec<(i64,)> = rows!(self, SQL, person.as_ref(), &home.platform, &home.workspace)?;
        for (id,) in ids {
            self.lock_case(CaseId(id)).await?;
            let Some(mut case) = self.load(CaseId(id)).await? else { continue };
            for sql in [
                "DELETE FROM messages WHERE case_id = $1",
                "DELETE FROM suggestions WHERE case_id = $1",
                "DELETE FROM promises WHERE case_id = $1",
                "DELETE FROM timers WHERE case_id = $1",
                "DELETE FROM timeline WHERE case_id = $1",
                "UPDATE outbox SET delivery = '', lane = '' WHERE case_id = $1 AND ended_at IS NOT NULL",
            ] {
                execute!(self, sql, id)?;
            }
            execute!(self, END_POSTS, id, micros(now))?;
            self.blank_what_is_under_way(CaseId(id)).await?;
            self.blank_posts(home, CaseId(id), &case.channel, now).await?;
            strip(&mut case, now);
            self.put_case(None, &case)?;
        }
        Ok(())
    }

    /// Takes the words out of what may stand by now or any moment. It goes on, so that its blank finds it; should it turn
    /// out not to stand, it is sent as a blank.
    async fn blank_what_is_under_way(&mut self, case: CaseId) -> Result<(), StoreError> {
        const SQL: &str = "SELECT key, delivery FROM outbox
            WHERE case_id = $1 AND delivery <> '' AND ended_at IS NULL ORDER BY key";
        const BLANK_IT: &str = "UPDATE outbox SET delivery = $2 WHERE key = $1 AND ended_at IS NULL";
        let under_way: Vec<(String, String)> = rows!(self, SQL, case.0)?;
        for (key, delivery) in under_way {
            let blank = |post: Post| Post { text: BLANK.to_owned(), card: None, sent_by: None, ..post };
            let delivery = match value(&delivery)? {
                Delivery::New(post) => Delivery::New(blank(post)),
                Delivery::Replace(target, post) => Delivery::Replace(target, blank(post)),
            };
            execute!(self, BLANK_IT, key, json(&delivery)?)?;
        }
        Ok(())
    }

    /// Puts a blank in the place of everything that was posted on a case or is being posted, cards included: what hearken wrote about a
    /// person goes with them. What people wrote in the chat is the chat's.
    async fn blank_posts(
        &mut self,
        home: &Home,
        case: CaseId,
        channel: &ChannelId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const SQL: &str = "SELECT key, kind FROM outbox WHERE case_id = $1 AND state IN ('done', 'sending', 'unknown')
                AND replaces = FALSE
            ORDER BY created_at, key";
        let posted: Vec<(String, String)> = rows!(self, SQL, case.0)?;
        for (key, kind) in posted {
            let post = Post {
                spot: Spot::Channel(channel.clone()),
                kind: from_word(&kind)?,
                audience: Audience::Everybody,
                sent_by: None,
                text: BLANK.to_owned(),
                card: None,
            };
            let delivery = Delivery::Replace(PostKey(key.clone()), post);
            let key = PostKey(format!("{key}/forgotten"));
            self.enqueue(ToPost { home, case: Some(case), key: &key, delivery: &delivery, true_for: None }, now)
                .await?;
        }
        Ok(())
    }

    /// Empties what the person wrote in other people's cases.
    async fn forget_messages(&mut self, home: &Home, person: &PersonId) -> Result<(), StoreError> {
        const SQL: &str = "SELECT case_id, seq, messages.body FROM messages JOIN cases ON cases.id = case_id
            WHERE author = $1 AND platform = $2 AND workspace = $3";
        const EMPTY: &str = "UPDATE messages SET author = $3, body = $4 WHERE case_id = $1 AND seq = $2";
        let person = name(person.as_str());
        let found: Vec<(i64, i64, String)> = rows!(self, SQL, person.as_ref(), &home.platform, &home.workspace)?;
        for (case, seq, body) in found {
            let message: Message = value(&body)?;
            let message = Message { author: NOBODY.into(), text: String::new(), ..message };
            execute!(self, EMPTY, case, seq, NOBODY, json(&message)?)?;
        }
        Ok(())
    }

    /// Ends what was still to be posted to the person alone, in their own conversation or as a nudge, but for the blanks of
    /// an earlier wish to be forgotten.
    async fn forget_posts(&mut self, home: &Home, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE outbox SET state = 'stale', reason = 'forgotten', delivery = '', ended_at = $5
            WHERE platform = $1 AND workspace = $2 AND state = 'due' AND ended_at IS NULL AND key NOT LIKE '%/forgotten'
                AND (lane = $3 OR key IN (SELECT key FROM nudges WHERE author = $4 AND platform = $1 AND workspace = $2))";
        let lane = name(ChannelId::direct(person).as_str()).into_owned();
        let person = name(person.as_str());
        execute!(self, SQL, &home.platform, &home.workspace, lane, person.as_ref(), micros(now))?;
        Ok(())
    }
}

/// Leaves a case's bare numbers.
fn strip(case: &mut Case, now: Timestamp) {
    if case.channel.directly_with().is_some() {
        case.channel = ChannelId::direct(&NOBODY.into());
    }
    case.requester = NOBODY.into();
    case.thread = None;
    case.root = None;
    case.card = None;
    case.title.clear();
    case.reasons.clear();
    case.heat = CaseHeat { cues: Vec::new(), ..case.heat.clone() };
    case.waiting = None;
    case.news = None;
    case.look = None;
    case.summary = None;
    case.presses.clear();
    case.messages.clear();
    case.suggestions.clear();
    case.timers.clear();
    case.timeline.clear();
    case.promises.retain(|promise| !promise.is_open());
    for promise in &mut case.promises {
        if let PromiseState::Moved { reason } = &mut promise.state {
            reason.clear();
        }
    }
    if case.status != Status::Closed {
        case.status = Status::Closed;
        case.ended_at = case.ended_at.or(Some(now));
    }
}
