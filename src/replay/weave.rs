//! Finds out which message belongs to which conversation, from the shape of the talk alone: threads, replies, "name:"
//! in front, and who spoke last. Nothing is heard yet, so that conversations can be heard on all cores afterwards.

mod address;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Author, Message};
use address::Names;

/// How long after their last words somebody unaddressed is still in the same conversation, in microseconds.
const CONTINUES: i64 = 15 * 60 * 1_000_000;

/// How long after their last words somebody still makes the same report, though a thread hangs from the new message.
const ONE_REPORT: i64 = 5 * 60 * 1_000_000;

/// How long after their last words somebody addressed by name is still meant in the same conversation.
const ANSWERS: i64 = 24 * 60 * 60 * 1_000_000;

/// One person's message in its conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strand {
    /// Index of the message in the export.
    pub message: usize,
    /// Number of the conversation, unique over all channels.
    pub conversation: usize,
    /// Whether it stands in a thread, is a reply, or names whom it is for.
    pub tied: bool,
    /// The last message of whom it addresses by name.
    pub answers: Option<usize>,
}

/// Weaves the messages of every person, channel by channel in the order of the channels' names, by time within each.
/// Bots have no strands.
pub fn weave(messages: &[Message]) -> Vec<(String, Vec<Strand>)> {
    let mut by_channel: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, message) in messages.iter().enumerate() {
        if message.author == Author::Person {
            by_channel.entry(&message.channel).or_default().push(index);
        }
    }
    let mut conversations = 0;
    let mut woven = Vec::new();
    for (channel, mut indices) in by_channel {
        indices.sort_by_key(|index| messages.get(*index).map(|message| message.at));
        let mut loom = Loom::new(messages, &indices, conversations);
        let strands = indices.iter().filter_map(|index| loom.take_in(*index)).collect();
        conversations += loom.talks.len();
        woven.push((channel.to_owned(), strands));
    }
    woven
}

/// One channel while it is being woven.
struct Loom<'m> {
    messages: &'m [Message],
    names: Names<'m>,
    talks: Vec<Talk<'m>>,
    first_number: usize,
    by_key: HashMap<&'m str, usize>,
    /// Keys that other messages answer or hang from.
    roots: HashSet<&'m str>,
    /// Where somebody spoke last outside threads, and when.
    last_words: HashMap<&'m str, (usize, i64)>,
    /// The index of somebody's last message.
    last_message: HashMap<&'m str, usize>,
    /// Where one person last spoke to another; both orders are kept.
    between: HashMap<(&'m str, &'m str), (usize, i64)>,
}

/// A conversation so far.
struct Talk<'m> {
    starter: &'m str,
    answered: bool,
}

impl<'m> Loom<'m> {
    fn new(messages: &'m [Message], indices: &[usize], first_number: usize) -> Loom<'m> {
        let said = || indices.iter().filter_map(|index| messages.get(*index));
        Loom {
            messages,
            names: Names::of(said()),
            talks: Vec::new(),
            first_number,
            by_key: HashMap::new(),
            roots: said().filter_map(|message| message.thread.as_deref()).collect(),
            last_words: HashMap::new(),
            last_message: HashMap::new(),
            between: HashMap::new(),
        }
    }

    fn take_in(&mut self, index: usize) -> Option<Strand> {
        let message = self.messages.get(index)?;
        let user = message.user.as_str();
        let here = |other: &str| self.last_words.get(other).is_some_and(|(_, at)| message.at - at <= ANSWERS);
        let addressed = self.names.addressed(&message.text, here).filter(|other| *other != user);
        let number = self.conversation(message, addressed);
        self.by_key.entry(&message.key).or_insert(number);
        if let Some(root) = &message.thread {
            self.by_key.entry(root).or_insert(number);
        } else {
            self.last_words.insert(user, (number, message.at));
        }
        if let Some(other) = addressed {
            self.between.insert((user, other), (number, message.at));
            self.between.insert((other, user), (number, message.at));
        }
        let talk = self.talks.get_mut(number)?;
        talk.answered |= talk.starter != user;
        let tied = message.thread.is_some() || addressed.is_some();
        let answers = addressed.and_then(|other| self.last_message.get(other).copied());
        self.last_message.insert(user, index);
        Some(Strand { message: index, conversation: self.first_number + number, tied, answers })
    }

    /// The conversation a message belongs to, begun by it when it belongs to none: its thread's; else the one with
    /// whom it addresses; else the one its author is still in.
    fn conversation(&mut self, message: &'m Message, addressed: Option<&'m str>) -> usize {
        let user = message.user.as_str();
        let lately = |known: Option<&(usize, i64)>, window: i64| {
            known.filter(|(_, at)| message.at - at <= window).map(|(number, _)| *number)
        };
        let found = match (&message.thread, addressed) {
            (Some(root), _) => self.by_key.get(root.as_str()).copied(),
            // Whoever asked last is meant in what they asked; a helper, in what the two last spoke about.
            (None, Some(other)) => {
                let last_words = lately(self.last_words.get(other), ANSWERS);
                let asked = last_words.filter(|number| self.talks.get(*number).is_some_and(|it| it.starter == other));
                asked.or_else(|| lately(self.between.get(&(user, other)), ANSWERS)).or(last_words)
            }
            // What a thread hangs from begins a conversation, unless it only goes on from the words just before.
            (None, None) if self.roots.contains(message.key.as_str()) => lately(self.last_words.get(user), ONE_REPORT),
            (None, None) => lately(self.last_words.get(user), CONTINUES).or_else(|| {
                // Who has had no answer yet is still waiting for one, however long they kept silent.
                let number = lately(self.last_words.get(user), ANSWERS)?;
                self.talks.get(number).is_some_and(|talk| talk.starter == user && !talk.answered).then_some(number)
            }),
        };
        found.unwrap_or_else(|| {
            self.talks.push(Talk { starter: user, answered: false });
            self.talks.len() - 1
        })
    }
}

#[cfg(test)]
mod tests;
