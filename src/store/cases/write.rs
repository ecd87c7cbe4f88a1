//! The rows of many cases written, a statement or a few to a table.

use super::rows::CaseRows;
use crate::store::StoreError;
use crate::store::db::{Tx, write_all};

impl Tx {
    /// Writes them: those of cases before those that belong to one.
    pub(in crate::store) async fn write_cases(&mut self, rows: CaseRows) -> Result<(), StoreError> {
        let CaseRows { cases, messages, suggestions, promises, timeline, timers } = rows;
        write_all!(
            self,
            "INSERT INTO cases (id, platform, workspace, channel, thread, root, requester, assignee, status, topic,
                opened_at, spoke_at, facts_version, body)",
            cases,
            |row, (id, case)| {
                row.push_bind(id).push_bind(case.platform).push_bind(case.workspace).push_bind(case.channel);
                row.push_bind(case.thread).push_bind(case.root).push_bind(case.requester).push_bind(case.assignee);
                row.push_bind(case.status).push_bind(case.topic).push_bind(case.opened_at);
                row.push_bind(case.spoke_at).push_bind(case.facts_version).push_bind(case.body);
            },
            "ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, thread = excluded.thread, root = excluded.root,
                requester = excluded.requester, assignee = excluded.assignee, status = excluded.status,
                topic = excluded.topic, spoke_at = excluded.spoke_at, facts_version = excluded.facts_version, body = excluded.body"
        );
        write_all!(
            self,
            "INSERT INTO messages (case_id, seq, message, author, body)",
            messages,
            |row, ((case, seq), message)| {
                row.push_bind(case).push_bind(seq).push_bind(message.id).push_bind(message.author);
                row.push_bind(message.body);
            },
            "ON CONFLICT (case_id, seq) DO UPDATE SET author = excluded.author, body = excluded.body"
        );
        write_all!(
            self,
            "INSERT INTO suggestions (case_id, seq, kind, state, body)",
            suggestions,
            |row, ((case, seq), suggestion)| {
                row.push_bind(case).push_bind(seq).push_bind(suggestion.kind).push_bind(suggestion.state);
                row.push_bind(suggestion.body);
            },
            "ON CONFLICT (case_id, seq) DO UPDATE SET kind = excluded.kind, state = excluded.state, body = excluded.body"
        );
        write_all!(
            self,
            "INSERT INTO promises (case_id, seq, state, due_at, ended_at, body)",
            promises,
            |row, ((case, seq), promise)| {
                row.push_bind(case).push_bind(seq).push_bind(promise.state).push_bind(promise.due_at);
                row.push_bind(promise.ended_at).push_bind(promise.body);
            },
            "ON CONFLICT (case_id, seq) DO UPDATE SET state = excluded.state, due_at = excluded.due_at,
                ended_at = excluded.ended_at, body = excluded.body"
        );
        write_all!(self, "INSERT INTO timeline (case_id, seq, at, body)", timeline, |row, ((case, seq), entry)| {
            row.push_bind(case).push_bind(seq).push_bind(entry.at).push_bind(entry.body);
        });
        self.write_timers(timers).await
    }
}
