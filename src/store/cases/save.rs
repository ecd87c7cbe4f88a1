//! A case written back: only the rows that differ.

use crate::desk::{Case, Entry, Message, Promise, Suggestion};
use crate::store::StoreError;
use crate::store::column::{json, micros, name};
use crate::store::db::{Tx, execute, insert_all};

impl Tx {
    /// Writes what differs between the case as it was loaded and as it is now. A case that was not there before takes
    /// its number; if another instance took that number first, the work is to be done again.
    pub(in crate::store) async fn save_case(&mut self, before: Option<&Case>, after: &Case) -> Result<(), StoreError> {
        const COUNT: &str = "UPDATE counters SET value = $1 WHERE name = 'case' AND value = $1 - 1";
        if before.is_none() && execute!(self, COUNT, after.id.0)? == 0 {
            return Err(StoreError::Raced);
        }
        self.write_case(before, after).await
    }

    /// Writes what differs from what is there, `None` standing for nothing but perhaps the case's own row.
    pub(in crate::store) async fn write_case(&mut self, before: Option<&Case>, after: &Case) -> Result<(), StoreError> {
        let (was, is) = (before.map(body).transpose()?, body(after)?);
        if was.as_ref() != Some(&is) || before.is_none_or(|before| before.thread != after.thread) {
            self.save_row(after, &is).await?;
        }
        for (seq, message) in changed(before.map(|case| case.messages.as_slice()), &after.messages) {
            self.save_message(after.id.0, seq, message).await?;
        }
        for (seq, suggestion) in changed(before.map(|case| case.suggestions.as_slice()), &after.suggestions) {
            self.save_suggestion(after.id.0, seq, suggestion).await?;
        }
        for (seq, promise) in changed(before.map(|case| case.promises.as_slice()), &after.promises) {
            self.save_promise(after.id.0, seq, promise).await?;
        }
        let told = before.map_or(0, |case| case.timeline.len());
        self.append(after.id.0, told, after.timeline.get(told..).unwrap_or_default()).await?;
        let none = Default::default();
        self.save_timers(after.id, before.map_or(&none, |case| &case.timers), &after.timers).await
    }

    async fn save_row(&mut self, case: &Case, body: &str) -> Result<(), StoreError> {
        const SQL: &str =
            "INSERT INTO cases (id, platform, workspace, channel, thread, root, requester, assignee, status,
                topic, opened_at, facts_version, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, thread = excluded.thread, root = excluded.root,
                requester = excluded.requester, assignee = excluded.assignee, status = excluded.status,
                topic = excluded.topic, facts_version = excluded.facts_version, body = excluded.body";
        execute!(
            self,
            SQL,
            case.id.0,
            &case.home.platform,
            &case.home.workspace,
            name(case.channel.as_str()).as_ref(),
            case.thread.as_ref().map(|thread| name(thread.as_str())).as_deref(),
            case.root.as_ref().map(|root| name(root.as_str())).as_deref(),
            name(case.requester.as_str()).as_ref(),
            case.assignee.as_ref().map(|agent| name(agent.as_str())).as_deref(),
            case.status.word(),
            name(&case.topic).as_ref(),
            micros(case.opened_at),
            case.facts_version,
            body,
        )?;
        Ok(())
    }

    async fn save_message(&mut self, case: i64, seq: i64, message: &Message) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO messages (case_id, seq, message, author, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (case_id, seq) DO UPDATE SET author = excluded.author, body = excluded.body";
        let (id, author) = (name(message.id.as_str()), name(message.author.as_str()));
        execute!(self, SQL, case, seq, id.as_ref(), author.as_ref(), json(message)?)?;
        Ok(())
    }

    async fn save_suggestion(&mut self, case: i64, seq: i64, suggestion: &Suggestion) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO suggestions (case_id, seq, kind, state, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (case_id, seq) DO UPDATE SET kind = excluded.kind, state = excluded.state, body = excluded.body";
        execute!(self, SQL, case, seq, name(&suggestion.kind).as_ref(), suggestion.state.word(), json(suggestion)?)?;
        Ok(())
    }

    async fn save_promise(&mut self, case: i64, seq: i64, promise: &Promise) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO promises (case_id, seq, state, due_at, ended_at, body)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id, seq) DO UPDATE SET
                state = excluded.state, due_at = excluded.due_at, ended_at = excluded.ended_at, body = excluded.body";
        let (due_at, ended_at) = (micros(promise.due_at), promise.ended_at.map(micros));
        execute!(self, SQL, case, seq, promise.state.word(), due_at, ended_at, json(promise)?)?;
        Ok(())
    }

    /// Adds entries to the timeline, the first of them as number `told`.
    async fn append(&mut self, case: i64, told: usize, entries: &[Entry]) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(entries.len());
        for (n, entry) in entries.iter().enumerate() {
            rows.push(((told + n) as i64, micros(entry.at), json(entry)?));
        }
        insert_all!(self, "INSERT INTO timeline (case_id, seq, at, body)", rows, |row, (seq, at, body)| {
            row.push_bind(case).push_bind(seq).push_bind(at).push_bind(body);
        });
        Ok(())
    }
}

/// What stands in the case's own row: everything that has no rows of its own.
fn body(case: &Case) -> Result<String, StoreError> {
    let mut row = case.clone();
    row.thread = None;
    row.messages.clear();
    row.suggestions.clear();
    row.promises.clear();
    row.timers.clear();
    row.timeline.clear();
    json(&row)
}

/// The places where a list is not what it was.
fn changed<'a, T: PartialEq>(before: Option<&'a [T]>, after: &'a [T]) -> impl Iterator<Item = (i64, &'a T)> {
    let before = before.unwrap_or_default();
    after.iter().enumerate().filter(|(i, item)| before.get(*i) != Some(*item)).map(|(i, item)| (i as i64, item))
}
