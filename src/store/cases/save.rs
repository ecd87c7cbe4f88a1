//! A case written back: only the rows that differ, and not before they must.

use std::collections::BTreeMap;

use crate::desk::Case;
use crate::store::StoreError;
use crate::store::column::{json, micros};
use crate::store::db::Tx;

impl Tx {
    /// Keeps what differs between the case as it was loaded and as it is now. A case that was not there before takes its
    /// number; if another instance took that number first, the work is to be done again.
    pub(in crate::store) async fn save_case(&mut self, before: Option<&Case>, after: &Case) -> Result<(), StoreError> {
        if before.is_none() {
            self.count(after.id).await?;
        }
        self.put_case(before, after)
    }

    /// Keeps what differs from what is there, `None` standing for nothing but perhaps the case's own row.
    pub(in crate::store) fn put_case(&mut self, before: Option<&Case>, after: &Case) -> Result<(), StoreError> {
        self.touch_case(after.id);
        self.touch(after.requester.as_str());
        if let Some(thread) = &after.thread {
            self.touch(thread.as_str());
        }
        let id = after.id.0;
        let (was, is) = (before.map(body).transpose()?, body(after)?);
        if was.as_ref() != Some(&is) || before.is_none_or(|before| before.thread != after.thread) {
            self.pending.cases.put(after, is);
        }
        for (seq, message) in changed(before.map(|case| case.messages.as_slice()), &after.messages) {
            self.touch(message.id.as_str());
            self.pending.cases.put_message((id, seq), message)?;
        }
        for (seq, suggestion) in changed(before.map(|case| case.suggestions.as_slice()), &after.suggestions) {
            self.pending.cases.put_suggestion((id, seq), suggestion)?;
        }
        for (seq, promise) in changed(before.map(|case| case.promises.as_slice()), &after.promises) {
            self.pending.cases.put_promise((id, seq), promise)?;
        }
        let told = before.map_or(0, |case| case.timeline.len());
        for (seq, entry) in (0..).zip(&after.timeline).skip(told) {
            self.pending.cases.put_entry((id, seq), entry)?;
        }
        let none = BTreeMap::new();
        let timers = before.map_or(&none, |case| &case.timers);
        for (kind, at) in after.timers.iter().filter(|(kind, at)| timers.get(kind) != Some(*at)) {
            self.pending.cases.put_timer(id, *kind, Some(micros(*at)));
        }
        for kind in timers.keys().filter(|kind| !after.timers.contains_key(kind)) {
            self.pending.cases.put_timer(id, *kind, None);
        }
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
