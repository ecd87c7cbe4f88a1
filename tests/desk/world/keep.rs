//! What is kept of a decision, and what is forgotten with a person: as the store does.

use std::collections::VecDeque;

use hearken::chat::*;
use hearken::desk::*;

use super::{Sent, World, actor, tells};

impl World {
    pub(super) fn keep(&mut self, decision: &Decision) {
        if let Some(case) = &decision.case {
            self.next_case = self.next_case.max(case.id.0 + 1);
            self.cases.entry(case.id).or_insert_with(|| case.clone());
        }
        for effect in decision.effects.iter().filter(|effect| matches!(effect, Effect::Forget { .. })) {
            if let Effect::Forget { person } = effect {
                self.forget(person);
            }
        }
        let case = decision.case.as_ref().map(|case| case.id);
        for effect in &decision.effects {
            match effect.clone() {
                Effect::Deliver { key, delivery, true_for } => {
                    // A key that is there already is left as it is.
                    if self.sent.iter().all(|sent| sent.key != key) {
                        self.waiting.push_back(self.sent.len());
                        self.sent.push(Sent { key, case, delivery, true_for, made_at: self.now, message: None });
                    }
                }
                Effect::Judged(verdict) => {
                    self.verdicts.retain(|old| old.message != verdict.message);
                    self.verdicts.push(verdict);
                }
                Effect::Early { of, event } => {
                    let told = self.verdicts.iter().any(|verdict| verdict.message == of);
                    let aside = self.early.values().flatten().any(|event| tells(&event.what) == Some(&of));
                    if !told || aside || self.early.contains_key(&of) {
                        self.early.entry(of).or_default().push(*event);
                    }
                }
                Effect::Nudged { key, said } => drop(self.nudges.entry(key).or_insert(said)),
                Effect::NudgeAnswered { key } => drop(self.nudges.remove(&key)),
                Effect::Peace { person, channel, until } => drop(self.peace.insert((person, channel), until)),
                Effect::ReadWording { person, allowed: true } => drop(self.wording_off.remove(&person)),
                Effect::ReadWording { person, allowed: false } => drop(self.wording_off.insert(person)),
                Effect::Used { person, wordings } => {
                    let read = self.wordings.entry(person).or_default();
                    for (place, wording) in wordings.into_iter().enumerate() {
                        read.retain(|(_, _, old)| *old != wording);
                        read.insert((self.now, place, wording));
                    }
                }
                Effect::Forget { .. } => {}
            }
        }
    }

    /// As the store does: the person's cases stay as bare numbers.
    fn forget(&mut self, person: &PersonId) {
        let now = self.now;
        for case in self.cases.values_mut().filter(|case| case.requester == *person) {
            case.requester = "forgotten".into();
            (case.thread, case.root, case.card) = (None, None, None);
            if case.channel.directly_with().is_some() {
                case.channel = "dm:forgotten".into();
            }
            (case.waiting, case.news, case.summary) = (None, None, None);
            case.presses.clear();
            case.title.clear();
            case.messages.clear();
            case.suggestions.clear();
            case.timers.clear();
            case.timeline.clear();
            case.heat.cues.clear();
            case.promises.retain(|promise| !promise.is_open());
            case.status = Status::Closed;
            case.ended_at = case.ended_at.or(Some(now));
        }
        for case in self.cases.values_mut() {
            for message in case.messages.iter_mut().filter(|message| message.author == *person) {
                message.text.clear();
                message.author = "forgotten".into();
            }
        }
        let forgotten = |index: &usize| {
            let of = self.sent[*index].case.and_then(|case| self.cases.get(&case));
            of.is_some_and(|case| case.requester.as_str() == "forgotten")
        };
        let kept: VecDeque<usize> = self.waiting.iter().copied().filter(|index| !forgotten(index)).collect();
        self.waiting = kept;
        self.verdicts.retain(|verdict| verdict.author != *person);
        self.nudges.retain(|_, said| said.author != *person);
        self.early.values_mut().for_each(|events| events.retain(|event| actor(&event.what) != person));
        self.peace.retain(|(who, _), _| who != person);
        self.wordings.remove(person);
        self.wording_off.remove(person);
    }
}
