//! What becomes of posts: a courier that delivers at once, or piles up while it is held.

use hearken::chat::*;
use hearken::desk::*;
use jiff::Timestamp;

use super::{Sent, World};
use crate::look::place;

impl World {
    /// Delivers what piled up, oldest first.
    pub fn release(&mut self) {
        self.held = false;
        while let Some(index) = self.waiting.pop_front() {
            self.bring(index);
        }
    }

    /// Brings a post to its end: it stands, is told anew because it is no longer true, or will never stand.
    pub fn bring(&mut self, index: usize) {
        if self.is_stale(index) {
            self.tell_anew(index);
        } else if let Some(reason) = self.never(&self.sent[index]) {
            self.lose(index, reason);
        } else {
            self.deliver(index);
        }
    }

    /// Whether it is a report whose case has moved on since.
    pub fn is_stale(&self, index: usize) -> bool {
        let sent = &self.sent[index];
        let now_true = sent.case.and_then(|case| self.cases.get(&case)).map(|case| case.facts_version);
        sent.true_for.is_some() && sent.true_for != now_true
    }

    pub fn tell_anew(&mut self, index: usize) {
        let Sent { case, made_at, true_for, .. } = self.sent[index].clone();
        self.stale(case.expect("a report is of a case"), made_at, true_for.expect("a report tells some version"));
    }

    /// The platform refuses it for good.
    pub fn lose(&mut self, index: usize, reason: &str) {
        let Sent { case, key, delivery, made_at, .. } = self.sent[index].clone();
        if let Some(case) = case {
            let lost = Box::new(Lost { key, delivery, made_at, reason: reason.into() });
            self.occur(Occasion::Undelivered { case, lost });
        }
    }

    /// A report made then is found to be no longer true, and is not sent.
    pub fn stale(&mut self, case: CaseId, made_at: Timestamp, version: i64) {
        self.occur(Occasion::Stale { case, made_at, version });
    }

    /// Why a post will never stand, if it will not: nothing is lost in silence, what is bound to a lost post included.
    fn never(&self, sent: &Sent) -> Option<&'static str> {
        let bound = match &sent.delivery {
            Delivery::Replace(target, _) => Some(target),
            Delivery::New(Post { spot: Spot::Under(_, root), .. }) => Some(root),
            Delivery::New(_) => None,
        };
        let stands = |key: &PostKey| self.sent.iter().any(|sent| sent.key == *key && sent.message.is_some());
        if bound.is_some_and(|key| !stands(key)) {
            return Some("the message it belongs to could not be delivered");
        }
        let barred = place(&sent.delivery.post().spot).is_some_and(|channel| self.barred.contains(&channel));
        barred.then_some("the channel is archived")
    }

    pub fn deliver(&mut self, index: usize) {
        let message = match &self.sent[index].delivery {
            Delivery::New(_) => self.name("b"),
            Delivery::Replace(target, _) => {
                let target = target.clone();
                let first = self.sent.iter().find(|sent| sent.key == target).and_then(|sent| sent.message.clone());
                first.expect("what is bound to a post that does not stand is not delivered")
            }
        };
        self.sent[index].message = Some(message.clone());
        let key = &self.sent[index].key;
        if let Some(case) = self.cases.values_mut().find(|case| case.root.as_ref() == Some(key)) {
            case.thread.get_or_insert(message);
        }
    }
}
