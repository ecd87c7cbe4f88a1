//! Forgetting a person: everything held on them is removed, and their cases stay as bare numbers.

use jiff::Timestamp;

use super::StoreError;
use super::column::{json, micros, name, value};
use super::db::{Tx, execute, rows};
use crate::chat::{ChannelId, Home, PersonId};
use crate::desk::{Case, CaseHeat, CaseId, Message, PromiseState, Status};

/// Who a forgotten person's cases belong to from then on.
const NOBODY: &str = "forgotten";

impl Tx {
    /// Removes everything held on a person in this workspace. Their cases are closed and keep their number, topic,
    /// times and score; every text, name and message id goes, and what was still to be posted for them is not posted.
    /// What they wrote in others' cases is emptied. What they did as an agent stays with the cases it was done on.
    ///
    /// A platform that keeps messages of its own, as the local chat does, forgets them itself: whoever carries out
    /// [`crate::desk::Effect::Forget`] tells it too.
    pub(super) async fn forget(&mut self, home: &Home, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        self.forget_cases(home, person, now).await?;
        self.forget_messages(home, person).await?;
        self.forget_posts(home, person, now).await?;
        let (platform, workspace, person) = (&home.platform, &home.workspace, name(person.as_str()));
        for sql in [
            "DELETE FROM verdicts WHERE author = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM nudges WHERE author = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM wordings WHERE person = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM preferences WHERE person = $3 AND platform = $1 AND workspace = $2",
            "DELETE FROM peace WHERE person = $3 AND platform = $1 AND workspace = $2",
            "UPDATE inbox SET actor = '', answer = NULL WHERE actor = $3 AND platform = $1 AND workspace = $2",
        ] {
            execute!(self, sql, platform, workspace, person.as_ref())?;
        }
        Ok(())
    }

    async fn forget_cases(&mut self, home: &Home, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "SELECT id FROM cases WHERE requester = $1 AND platform = $2 AND workspace = $3 ORDER BY id";
        const END_POSTS: &str = "UPDATE outbox SET state = 'stale', reason = 'forgotten', delivery = '', ended_at = $2
            WHERE case_id = $1 AND delivery <> '' AND ended_at IS NULL";
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
                "UPDATE outbox SET delivery = '' WHERE case_id = $1 AND delivery <> '' AND ended_at IS NOT NULL",
            ] {
                execute!(self, sql, id)?;
            }
            execute!(self, END_POSTS, id, micros(now))?;
            strip(&mut case, now);
            self.write_case(None, &case).await?;
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

    /// Ends what was still to be posted to the person alone.
    async fn forget_posts(&mut self, home: &Home, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE outbox SET state = 'stale', reason = 'forgotten', delivery = '', ended_at = $4
            WHERE platform = $1 AND workspace = $2 AND lane = $3 AND ended_at IS NULL";
        let lane = name(ChannelId::direct(person).as_str()).into_owned();
        execute!(self, SQL, &home.platform, &home.workspace, lane, micros(now))?;
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
    case.summary = None;
    case.last_press = None;
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
