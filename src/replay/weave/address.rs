//! Whom a message is for, when it says so at its beginning: `ana: …`, `ana, …`, `@ana …`, `ana …`.

use std::collections::{HashMap, HashSet};

use crate::replay::Message;

/// Longest name that is looked for after an `@`, in words.
const WORDS: usize = 3;

/// The names of everybody who wrote in a channel.
pub struct Names<'m> {
    /// Ids by names in small letters.
    ids: HashMap<String, &'m str>,
    /// Names as they are written.
    written: HashSet<&'m str>,
}

impl<'m> Names<'m> {
    /// Names and the ids they stand for; of two people of one name the first is meant.
    pub fn of(messages: impl Iterator<Item = &'m Message>) -> Names<'m> {
        let mut names = Names { ids: HashMap::new(), written: HashSet::new() };
        for message in messages {
            if names.written.insert(&message.name) {
                names.ids.entry(message.name.to_lowercase()).or_insert(&message.user);
            }
        }
        names
    }

    /// The id of whom the text addresses at its beginning. A bare name without a sign might be any word, so it must be
    /// written exactly like the name of somebody who is `here`.
    pub fn addressed(&self, text: &str, here: impl Fn(&str) -> bool) -> Option<&'m str> {
        let text = text.trim_start();
        match text.strip_prefix('@') {
            Some(called) => self.longest(called),
            None => {
                let first = text.split_whitespace().next()?;
                match first.strip_suffix([':', ',']) {
                    Some(name) => self.called(name),
                    None => self.called(first).filter(|user| self.written.contains(first) && here(user)),
                }
            }
        }
    }

    /// Names may have blanks in them, so the longest one that fits is taken.
    fn longest(&self, called: &str) -> Option<&'m str> {
        let words: Vec<&str> = called.split_whitespace().take(WORDS).collect();
        (1..=words.len()).rev().find_map(|count| {
            let name = words.get(..count)?.join(" ").to_lowercase();
            let bare = name.trim_end_matches([':', ',', '.', '!', '?']);
            self.ids.get(&name).or_else(|| self.ids.get(bare)).copied()
        })
    }

    fn called(&self, name: &str) -> Option<&'m str> {
        self.ids.get(&name.to_lowercase()).copied()
    }
}
