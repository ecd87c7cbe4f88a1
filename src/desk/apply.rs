//! The one way a case changes: each [`Change`] applied, in one place, with nothing decided here.

use super::{Case, Change, ClosedBy, Entry, Message, Owes, PromiseState, Reader, Status, SuggestionState, owes};
use crate::chat::PostKind;
use crate::cues::Role;

impl Case {
    /// Applies a change and appends it to the timeline.
    pub fn apply(&mut self, entry: Entry) {
        self.updated_at = self.updated_at.max(entry.at);
        self.change(&entry);
        if entry.change.outdates_reports() {
            self.facts_version += 1;
        }
        if entry.change.is_told() {
            self.timeline.push(entry.without_text());
        }
    }

    fn change(&mut self, entry: &Entry) {
        let at = entry.at;
        match &entry.change {
            Change::Opened { .. }
            | Change::AskedAgain
            | Change::LeadTold
            | Change::Learned { .. }
            | Change::ToldAnew { .. } => {}
            Change::Said { message, .. } => {
                if let Some(message) = message {
                    self.hear_said(message, at);
                }
            }
            Change::Edited { id, text, at } => {
                if let Some(message) = self.messages.iter_mut().find(|m| m.id == *id) {
                    message.text.clone_from(text);
                    message.edited_at = *at;
                }
            }
            Change::MeantAnew { id, act, report } => {
                if let Some(message) = self.messages.iter_mut().find(|m| m.id == *id) {
                    (message.act, message.report, message.at) = (*act, *report, at);
                    self.requester_spoke_at = at;
                }
            }
            Change::Deleted { id } => {
                if let Some(message) = self.messages.iter_mut().find(|m| m.id == *id) {
                    message.text.clear();
                }
            }
            Change::Heard { heat } => self.heat = heat.clone(),
            Change::Named { title, topic, priority, reasons } => {
                self.title.clone_from(title);
                self.topic.clone_from(topic);
                self.priority = *priority;
                self.reasons.clone_from(reasons);
                self.named_by_agent = entry.who.is_some();
            }
            Change::Suggested { suggestion, .. } => {
                if let Some(suggestion) = suggestion {
                    self.suggestions.push((**suggestion).clone());
                }
            }
            Change::Decided { id, state } => self.decide_suggestion(*id, state, entry),
            Change::Claimed { .. } => {
                self.assignee.clone_from(&entry.who);
                self.hand_on_promises(&entry.who);
                if self.status == Status::New {
                    self.status = Status::InProgress;
                }
                if self.news.is_none() {
                    self.note_news(entry, None);
                }
            }
            Change::Replied => {
                self.note_agent_spoke(entry);
                if self.news.as_ref().is_none_or(|news| news.told) {
                    self.note_news(entry, None);
                }
                self.mark_news_told(at);
            }
            Change::Updated { text } => {
                self.note_agent_spoke(entry);
                self.note_news(entry, Some(text.clone()));
                self.mark_news_told(at);
            }
            Change::NothingNew => {
                self.pings_in_row = 0;
                self.look = entry.who.clone().map(|by| super::Look { by, at });
            }
            Change::Waited(waiting) => {
                self.status = Status::Waiting;
                self.waiting = Some(waiting.clone());
                self.note_agent_spoke(entry);
            }
            Change::Resumed => {
                self.status = if self.assignee.is_some() { Status::InProgress } else { Status::New };
                self.waiting = None;
                // Reminders of what the requester owed are no pings on what the desk owes.
                self.pings_in_row = 0;
            }
            Change::Resolved { summary } => {
                self.status = Status::Resolved;
                self.waiting = None;
                self.ended_at = Some(at);
                // A requester who says that it works speaks for nobody of the desk.
                let by_desk = entry.who.as_ref() != Some(&self.requester);
                self.summary = by_desk.then(|| summary.clone());
                if by_desk {
                    self.note_agent_spoke(entry);
                }
            }
            Change::Closed { .. } => {
                self.status = Status::Closed;
                self.waiting = None;
                self.ended_at = Some(at);
            }
            Change::Reopened => {
                self.status = if self.assignee.is_some() { Status::InProgress } else { Status::New };
                self.ended_at = None;
                self.reopened += 1;
                self.pings_in_row = 0;
            }
            Change::Chased => self.chases += 1,
            Change::Promised(promise) => self.promises.push(promise.clone()),
            Change::PromiseEnded { id, state } => {
                if let Some(promise) = self.promises.iter_mut().find(|promise| promise.id == *id) {
                    promise.state = state.clone();
                    promise.ended_at = (*state != PromiseState::Open).then_some(at);
                }
            }
            Change::Snoozed { .. } => {}
            Change::Told { .. } => {
                self.last_word_at = at;
                self.forget_losses_to_come(at);
            }
            Change::NewsTold => self.mark_news_told(at),
            Change::NewsUnread => {
                if let Some(news) = &mut self.news {
                    (news.told, news.told_at) = (false, None);
                }
            }
            Change::Undelivered { reader: Reader::Requester, .. } => {
                // From here on the desk owes: reminders of what the requester owed are no pings on that.
                if owes(self) == Owes::Requester {
                    self.pings_in_row = 0;
                }
                self.unheard_at = Some(at);
            }
            Change::Undelivered { .. } => {}
            Change::Pinged => self.pings_in_row += 1,
            Change::TimerSet { timer, at } => {
                self.timers.insert(*timer, *at);
            }
            Change::TimerCleared { timer } => {
                self.timers.remove(timer);
            }
        }
    }

    /// Whoever takes a case answers for every word that was given on it in person.
    fn hand_on_promises(&mut self, taker: &Option<crate::chat::PersonId>) {
        for promise in self.promises.iter_mut().filter(|promise| promise.is_open() && promise.by.is_some()) {
            promise.by.clone_from(taker);
        }
    }

    fn hear_said(&mut self, message: &Message, at: jiff::Timestamp) {
        match message.role {
            Role::Requester => {
                self.requester_spoke_at = at;
                self.forget_losses_to_come(at);
            }
            Role::Agent => {
                self.agent_spoke_at = Some(at);
                self.last_word_at = at;
                self.pings_in_row = 0;
                self.news = Some(super::News { by: message.author.clone(), text: None, at, told: true, told_at: None });
            }
            Role::Other => {}
        }
        self.messages.push(message.clone());
    }

    /// What was lost at a time still to come, by a clock that was put back since, was lost before this word.
    fn forget_losses_to_come(&mut self, now: jiff::Timestamp) {
        self.unheard_at = self.unheard_at.filter(|lost| *lost <= now);
    }

    fn decide_suggestion(&mut self, id: u32, state: &SuggestionState, entry: &Entry) {
        if let Some(suggestion) = self.suggestions.iter_mut().find(|suggestion| suggestion.id == id) {
            suggestion.state = state.clone();
            suggestion.decided_by.clone_from(&entry.who);
            suggestion.decided_at = Some(entry.at);
        }
    }

    fn note_agent_spoke(&mut self, entry: &Entry) {
        self.agent_spoke_at = Some(entry.at);
        self.last_word_at = entry.at;
        self.pings_in_row = 0;
    }

    fn note_news(&mut self, entry: &Entry, text: Option<String>) {
        if let Some(by) = &entry.who {
            self.news = Some(super::News { by: by.clone(), text, at: entry.at, told: false, told_at: None });
        }
    }

    fn mark_news_told(&mut self, at: jiff::Timestamp) {
        if let Some(news) = self.news.as_mut().filter(|news| !news.told) {
            (news.told, news.told_at) = (true, Some(at));
        }
    }
}

impl Change {
    /// Whether it belongs in the timeline that people read.
    pub fn is_told(&self) -> bool {
        let told_elsewhere = matches!(
            self,
            Change::Replied
                | Change::Told { kind: PostKind::Reply, .. }
                | Change::Decided { state: SuggestionState::Overtaken, .. }
        );
        let silent = matches!(
            self,
            Change::TimerSet { .. }
                | Change::TimerCleared { .. }
                | Change::Pinged
                | Change::MeantAnew { .. }
                | Change::NewsTold
                | Change::NewsUnread
        );
        !told_elsewhere && !silent
    }

    /// Whether a progress report rendered before it is not to be sent any more: it would no longer be true, or the newest
    /// says all that it would, and says it as it is now.
    fn outdates_reports(&self) -> bool {
        self.alters_facts() || matches!(self, Change::Told { kind: PostKind::Ping, .. })
    }

    /// Whether what is so has changed, and with it what a requester would be told.
    pub fn alters_facts(&self) -> bool {
        match self {
            Change::Claimed { .. }
            | Change::Replied
            | Change::Updated { .. }
            | Change::Waited(_)
            | Change::Resumed
            | Change::Resolved { .. }
            | Change::Closed { .. }
            | Change::Reopened
            | Change::Deleted { .. } => true,
            Change::Said { message, .. } => message.as_ref().is_some_and(|message| message.role == Role::Agent),
            _ => false,
        }
    }
}

impl Entry {
    /// The entry as the timeline keeps it: people's messages and suggestions are kept once, elsewhere.
    fn without_text(mut self) -> Entry {
        match &mut self.change {
            Change::Said { message, .. } => *message = None,
            Change::Edited { text, at, .. } => {
                text.clear();
                *at = None;
            }
            Change::Suggested { suggestion, .. } => *suggestion = None,
            _ => {}
        }
        self
    }
}

impl ClosedBy {
    /// Whether the requester has the last word on it, so that a new trouble reopens it.
    pub fn may_reopen(self) -> bool {
        self != ClosedBy::Withdrawn
    }
}
