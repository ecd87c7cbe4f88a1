//! Reading for many occasions at once what each of them will be decided on: a few statements instead of a few for each.
//!
//! What is read ahead may be used as long as nothing decided since then is about the same people, messages or case; an
//! occasion that is reads anew.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::find::{Found, Writer};
use super::known::{Asked, Known};
use super::names;
use super::standing::Message;
use crate::chat::{Event, Home, PersonId, What};
use crate::desk::{Case, CaseId, Occasion};
use crate::store::StoreError;
use crate::store::column;
use crate::store::db::Tx;
use crate::store::pending::case_name;

/// What was read ahead, and what has changed since.
#[derive(Debug, Default)]
pub(in crate::store) struct Ahead {
    found: BTreeMap<(Home, String), Found>,
    cases: BTreeMap<CaseId, Case>,
    known: BTreeMap<Asked, Known>,
    changed: BTreeSet<String>,
    changed_cases: BTreeSet<CaseId>,
    put_off: BTreeSet<String>,
}

impl Ahead {
    /// Notes that something about this person, message or thread was changed.
    pub fn changed(&mut self, name: &str) {
        self.changed.insert(column::name(name).into_owned());
    }

    /// Nothing read ahead any more; whoever was put off still waits.
    pub fn emptied(self) -> Ahead {
        Ahead { put_off: self.put_off, ..Ahead::default() }
    }

    /// Notes that a case was changed.
    pub fn changed_case(&mut self, case: CaseId) {
        self.changed_cases.insert(case);
    }

    pub(super) fn found(&mut self, event: &Event) -> Option<Found> {
        let found = self.found.remove(&(event.home.clone(), event.key.clone()))?;
        let names = names(&event.what)?;
        let same = !names.into_iter().flatten().any(|name| self.changed.contains(column::name(name).as_ref()));
        Some(found).filter(|_| same)
    }

    /// The case that was found for an event.
    fn peek(&self, event: &Event) -> Option<CaseId> {
        self.found.get(&(event.home.clone(), event.key.clone()))?.case
    }

    pub(super) fn case(&mut self, case: CaseId) -> Option<Case> {
        self.cases.remove(&case).filter(|_| !self.changed_cases.contains(&case))
    }

    pub(super) fn known(&mut self, asked: &Asked) -> Option<Known> {
        let same = !self.changed.contains(&asked.requester) && !self.changed.contains(&asked.actor);
        self.known.get(asked).filter(|_| same).cloned()
    }
}

impl Tx {
    /// Whether it is better to decide on this after the others, because it is about somebody or something that this
    /// transaction has changed already and not written: what follows would have to be written and read for it alone.
    /// Then all that shares somebody or something with it is put off as well, so that nothing overtakes it.
    pub fn put_off(&mut self, occasion: &Occasion) -> bool {
        let Occasion::Event(event) = occasion else { return false };
        let Some(names) = names(&event.what) else {
            // It reads everything, so that all is written before it anyhow.
            return matches!(&event.what, What::Commanded { actor, .. } if self.ahead.put_off.contains(actor.as_str()));
        };
        let case = self.ahead.peek(event).map(case_name);
        let about: Vec<&str> = names.into_iter().flatten().chain(case.as_deref()).collect();
        let waits = about.iter().any(|name| self.waits(name) || self.ahead.put_off.contains(*name));
        if waits {
            self.ahead.put_off.extend(about.into_iter().map(str::to_owned));
        }
        waits
    }

    /// Reads ahead for occasions that are to be situated one after the other in this transaction. On a server it locks
    /// their cases, always in the same order, so that two instances never wait for each other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_ahead<'a>(
        &mut self,
        occasions: impl IntoIterator<Item = &'a Occasion>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_pending().await?;
        let occasions: Vec<&Occasion> = occasions.into_iter().collect();
        self.ahead = Ahead::default();
        // Alone it would read no less.
        if occasions.len() < 2 {
            return Ok(());
        }
        let found = self.find_all(&occasions, now).await?;
        let cases: BTreeSet<CaseId> = found.iter().filter_map(|found| found.as_ref()?.case).collect();
        let cases: Vec<i64> = cases.into_iter().map(|case| case.0).collect();
        self.lock_cases(&cases).await?;
        let cases = match self.load_all(&cases).await {
            // Each is read by itself, and the one that cannot be is left to its own occasion.
            Err(StoreError::Unreadable { .. }) => return Ok(()),
            cases => cases?,
        };
        let cases: BTreeMap<CaseId, Case> = cases.into_iter().map(|case| (case.id, case)).collect();
        let asked = occasions.iter().zip(&found).filter_map(|(occasion, found)| {
            let case = found.as_ref()?.case.and_then(|case| cases.get(&case));
            Asked::of(occasion, case)
        });
        let known = self.known_of(asked.collect(), now).await?;
        let found = occasions.into_iter().zip(found).filter_map(|(occasion, found)| match occasion {
            Occasion::Event(event) => Some(((event.home.clone(), event.key.clone()), found?)),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        });
        self.ahead = Ahead { found: found.collect(), cases, known, ..Ahead::default() };
        Ok(())
    }

    /// What each of these is about, as far as that is found by looking at one message or one author.
    async fn find_all(&mut self, occasions: &[&Occasion], now: Timestamp) -> Result<Vec<Option<Found>>, StoreError> {
        let events = occasions.iter().map(|occasion| match occasion {
            Occasion::Event(event) => Some(event.as_ref()),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        });
        let events: Vec<Option<&Event>> = events.collect();
        let writers: Vec<Writer<'_>> = occasions.iter().filter_map(|occasion| writer(occasion, now)).collect();
        let authors: BTreeSet<(&Home, &PersonId)> =
            writers.iter().map(|(home, _, author, _)| (*home, *author)).collect();
        self.lock_authors(&authors.into_iter().collect::<Vec<_>>()).await?;
        let mut of_writers = self.of_authors(&writers).await?.into_iter();
        let messages: Vec<Message<'_>> = events.iter().flatten().filter_map(|event| message(event)).collect();
        let mut of_messages = self.standings(&messages).await?.into_iter();
        let found = occasions.iter().zip(events).map(|(occasion, event)| {
            let Some(event) = event else {
                return Some(Found { case: occasion.case(), ..Found::default() });
            };
            if writer(occasion, now).is_some() {
                return of_writers.next();
            }
            message(event)?;
            let standing = of_messages.next()?;
            match &event.what {
                What::Said(_) => Some(Found::of_thread(standing)).filter(|found| !found.is_nothing()),
                What::Deleted { .. } => Some(Found::of_message(standing)),
                // Of a message that no case has its author tells.
                What::Edited(_) => Some(Found::of_message(standing)).filter(|found| found.case.is_some()),
                What::Pressed { .. } => Some(Found::of_post(standing)).filter(|found| found.case.is_some()),
                What::Reacted { .. } | What::Commanded { .. } => None,
            }
        });
        Ok(found.collect())
    }
}

/// Who writes by themselves in a channel.
fn writer(occasion: &Occasion, now: Timestamp) -> Option<Writer<'_>> {
    let Occasion::Event(event) = occasion else { return None };
    match &event.what {
        What::Said(said) if said.thread.is_none() => {
            Some((&event.home, &said.channel, &said.author, occasion.happened_at(now)))
        }
        _ => None,
    }
}

/// The message by which an event's case is found.
fn message(event: &Event) -> Option<Message<'_>> {
    let message = match &event.what {
        What::Said(said) => said.thread.as_ref()?,
        What::Edited(said) => &said.message,
        What::Deleted { message, .. } | What::Pressed { message, .. } => message,
        What::Reacted { .. } | What::Commanded { .. } => return None,
    };
    Some((&event.home, message))
}
