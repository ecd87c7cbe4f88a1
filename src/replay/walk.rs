//! Walks through a channel's past and opens the tickets hearken would have opened.

use std::collections::HashMap;

use super::{Message, Strand, Ticket, Wait};
use crate::cues::{Act, Hearing};

const MINUTE: i64 = 60 * 1_000_000;

/// One author's messages so close together are one report.
const ONE_REPORT: i64 = 5 * MINUTE;

/// How long after a question an answer that names nobody and stands in no thread is taken to be for it.
const LOOSE_ANSWER: i64 = 15 * MINUTE;

/// How long after a question somebody's words can be what the asker then answers to.
const ACKNOWLEDGED: i64 = 4 * 60 * MINUTE;

/// A silence of everybody so long is a hole in the record, not a quiet channel.
const HOLE: i64 = 7 * 24 * 60 * MINUTE;

/// Without an answer and with less record than this after the question, nothing can be said about the wait.
const TOO_SOON: i64 = 60 * MINUTE;

/// The tickets of one channel in the order they would have been opened. `strands` and `heard` go together, by time.
pub fn walk(messages: &[Message], strands: &[Strand], heard: &[Hearing]) -> Vec<Ticket> {
    let mut channel = Channel {
        messages,
        tickets: Vec::new(),
        latest: HashMap::new(),
        unanswered: Vec::new(),
        first_of_stretch: 0,
        last_speaker: None,
    };
    let mut last_at = None;
    for (strand, hearing) in strands.iter().zip(heard) {
        let Some(message) = messages.get(strand.message) else { continue };
        if let Some(last) = last_at.filter(|last| message.at - last >= HOLE) {
            channel.stop(last);
        }
        last_at = Some(message.at);
        channel.take_in(strand, message, hearing);
    }
    channel.stop(last_at.unwrap_or_default());
    channel.tickets
}

struct Channel<'m> {
    messages: &'m [Message],
    tickets: Vec<Ticket>,
    /// The newest ticket of each conversation.
    latest: HashMap<usize, usize>,
    /// Tickets nobody has answered, oldest first.
    unanswered: Vec<usize>,
    /// Who spoke last.
    last_speaker: Option<&'m str>,
    /// The first ticket since the last hole in the record.
    first_of_stretch: usize,
}

impl<'m> Channel<'m> {
    fn take_in(&mut self, strand: &Strand, message: &'m Message, hearing: &Hearing) {
        let known = self.latest.get(&strand.conversation).copied();
        let asks = hearing.intake.act == Act::Request;
        match known.and_then(|number| self.tickets.get_mut(number)) {
            Some(ticket) if self.messages.get(ticket.opened_by).is_some_and(|first| first.user == message.user) => {
                if asks && !strand.tied && message.at - ticket.last_word_at > ONE_REPORT {
                    self.open(strand, message, hearing);
                } else {
                    ticket.hear_requester(message, hearing);
                }
            }
            Some(_) => self.answer(message.at, strand.conversation),
            None if asks => self.open(strand, message, hearing),
            None if matches!(hearing.intake.act, Act::Chase | Act::Thanks) => self.return_to(strand, message, hearing),
            None => {}
        }
        match strand.answers.and_then(|index| self.messages.get(index)) {
            Some(answered) => self.acknowledge(message, answered),
            None if !strand.tied => self.answer_loosely(message, hearing.intake.act),
            None => {}
        }
        self.last_speaker = Some(&message.user);
    }

    fn open(&mut self, strand: &Strand, message: &Message, hearing: &Hearing) {
        let number = self.tickets.len();
        self.latest.insert(strand.conversation, number);
        self.unanswered.push(number);
        self.tickets.push(Ticket {
            opened_by: strand.message,
            conversation: strand.conversation,
            opened_at: message.at,
            last_word_at: message.at,
            topic: hearing.subject.topic.clone(),
            priority: hearing.subject.priority,
            level: hearing.heat.level,
            chases: 0,
            thanked: false,
            wait: Wait::Unknown,
        });
    }

    /// Somebody asks for news, or says thanks, out of the blue: that is about their last ticket here.
    fn return_to(&mut self, strand: &Strand, message: &Message, hearing: &Hearing) {
        let mut newest_first = self.tickets.iter_mut().enumerate().skip(self.first_of_stretch).rev();
        let theirs = newest_first
            .find(|(_, ticket)| self.messages.get(ticket.opened_by).is_some_and(|first| first.user == message.user));
        if let Some((number, ticket)) = theirs {
            ticket.hear_requester(message, hearing);
            self.latest.insert(strand.conversation, number);
        }
    }

    /// Somebody else speaks in a conversation: every ticket of it that waited has its answer now.
    fn answer(&mut self, at: i64, conversation: usize) {
        let returned_to = self.latest.get(&conversation).copied();
        self.unanswered.retain(|number| match self.tickets.get_mut(*number) {
            Some(ticket) if ticket.conversation == conversation || Some(*number) == returned_to => {
                ticket.wait = Wait::Answered((at - ticket.opened_at) / 1_000_000);
                false
            }
            _ => true,
        });
    }

    /// Whoever asked and now speaks to somebody by name has been answered by what that person said since.
    fn acknowledge(&mut self, message: &Message, answered: &Message) {
        let waiting = self.unanswered.iter().rev().filter_map(|number| self.tickets.get(*number));
        let theirs = waiting
            .filter(|ticket| self.asker(ticket) == Some(&message.user))
            .find(|ticket| (ticket.opened_at..=ticket.opened_at + ACKNOWLEDGED).contains(&answered.at));
        if let Some(conversation) = theirs.map(|ticket| ticket.conversation) {
            self.answer(answered.at, conversation);
        }
    }

    /// Words to nobody in particular are for the newest recent question of somebody else when they are an answer, or
    /// when they directly follow it and ask nothing. Who waits for an answer gives none.
    fn answer_loosely(&mut self, message: &Message, act: Act) {
        let waiting = || self.unanswered.iter().rev().filter_map(|number| self.tickets.get(*number));
        if waiting().any(|ticket| self.asker(ticket) == Some(&message.user)) {
            return;
        }
        let Some(newest) = waiting().find(|ticket| message.at - ticket.last_word_at <= LOOSE_ANSWER) else { return };
        let follows = self.last_speaker == self.asker(newest).map(String::as_str);
        if act == Act::Answer || (follows && matches!(act, Act::Followup | Act::Chatter)) {
            let conversation = newest.conversation;
            self.answer(message.at, conversation);
        }
    }

    fn asker(&self, ticket: &Ticket) -> Option<&String> {
        self.messages.get(ticket.opened_by).map(|first| &first.user)
    }

    /// The record stops here: what is unanswered stays so.
    fn stop(&mut self, at: i64) {
        for number in self.unanswered.drain(..) {
            let Some(ticket) = self.tickets.get_mut(number) else { continue };
            let seen = at - ticket.opened_at;
            ticket.wait = if seen < TOO_SOON { Wait::Unknown } else { Wait::Unanswered(seen / 1_000_000) };
        }
        self.latest.clear();
        self.first_of_stretch = self.tickets.len();
    }
}

impl Ticket {
    fn hear_requester(&mut self, message: &Message, hearing: &Hearing) {
        self.last_word_at = message.at;
        self.level = self.level.max(hearing.heat.level);
        self.priority = self.priority.max(hearing.subject.priority);
        if self.topic == "other" {
            self.topic.clone_from(&hearing.subject.topic);
        }
        self.chases += u32::from(hearing.intake.act == Act::Chase);
        self.thanked |= hearing.intake.act == Act::Thanks;
    }
}

#[cfg(test)]
mod tests;
