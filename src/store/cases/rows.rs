//! The rows of cases, by the table they belong to, each kept until all are written together. What is put in the place of
//! an earlier row that was not written yet is written alone.

use std::collections::BTreeMap;

use crate::desk::{Case, Entry, Message, Promise, Suggestion, TimerKind};
use crate::store::StoreError;
use crate::store::column::{json, micros, name};

/// A case's number and a place in one of its lists.
pub(super) type Place = (i64, i64);

/// Rows of many cases.
#[derive(Debug, Default)]
pub(in crate::store) struct CaseRows {
    pub(super) cases: BTreeMap<i64, CaseRow>,
    pub(super) messages: BTreeMap<Place, MessageRow>,
    pub(super) suggestions: BTreeMap<Place, SuggestionRow>,
    pub(super) promises: BTreeMap<Place, PromiseRow>,
    pub(super) timeline: BTreeMap<Place, EntryRow>,
    /// When it is due; `None` to take it away.
    pub(super) timers: BTreeMap<(i64, &'static str), Option<i64>>,
}

#[derive(Debug)]
pub(super) struct CaseRow {
    pub platform: String,
    pub workspace: String,
    pub channel: String,
    pub thread: Option<String>,
    pub root: Option<String>,
    pub requester: String,
    pub assignee: Option<String>,
    pub status: &'static str,
    pub topic: String,
    pub opened_at: i64,
    pub spoke_at: i64,
    pub facts_version: i64,
    pub body: String,
}

#[derive(Debug)]
pub(super) struct MessageRow {
    pub id: String,
    pub author: String,
    pub body: String,
}

#[derive(Debug)]
pub(super) struct SuggestionRow {
    pub kind: String,
    pub state: &'static str,
    pub body: String,
}

#[derive(Debug)]
pub(super) struct PromiseRow {
    pub state: &'static str,
    pub due_at: i64,
    pub ended_at: Option<i64>,
    pub body: String,
}

#[derive(Debug)]
pub(super) struct EntryRow {
    pub at: i64,
    pub body: String,
}

impl CaseRows {
    pub fn put(&mut self, case: &Case, body: String) {
        let text = |text: &str| name(text).into_owned();
        let row = CaseRow {
            platform: case.home.platform.clone(),
            workspace: case.home.workspace.clone(),
            channel: text(case.channel.as_str()),
            thread: case.thread.as_ref().map(|thread| text(thread.as_str())),
            root: case.root.as_ref().map(|root| text(root.as_str())),
            requester: text(case.requester.as_str()),
            assignee: case.assignee.as_ref().map(|agent| text(agent.as_str())),
            status: case.status.word(),
            topic: text(&case.topic),
            opened_at: micros(case.opened_at),
            spoke_at: micros(case.last_written_at()),
            facts_version: case.facts_version,
            body,
        };
        self.cases.insert(case.id.0, row);
    }

    pub fn put_message(&mut self, place: Place, message: &Message) -> Result<(), StoreError> {
        let (id, author) = (name(message.id.as_str()).into_owned(), name(message.author.as_str()).into_owned());
        self.messages.insert(place, MessageRow { id, author, body: json(message)? });
        Ok(())
    }

    pub fn put_suggestion(&mut self, place: Place, suggestion: &Suggestion) -> Result<(), StoreError> {
        let (kind, state) = (name(&suggestion.kind).into_owned(), suggestion.state.word());
        self.suggestions.insert(place, SuggestionRow { kind, state, body: json(suggestion)? });
        Ok(())
    }

    pub fn put_promise(&mut self, place: Place, promise: &Promise) -> Result<(), StoreError> {
        let (due_at, ended_at) = (micros(promise.due_at), promise.ended_at.map(micros));
        self.promises.insert(place, PromiseRow { state: promise.state.word(), due_at, ended_at, body: json(promise)? });
        Ok(())
    }

    pub fn put_entry(&mut self, place: Place, entry: &Entry) -> Result<(), StoreError> {
        self.timeline.insert(place, EntryRow { at: micros(entry.at), body: json(entry)? });
        Ok(())
    }

    pub fn put_timer(&mut self, case: i64, kind: TimerKind, due_at: Option<i64>) {
        self.timers.insert((case, kind.word()), due_at);
    }
}
