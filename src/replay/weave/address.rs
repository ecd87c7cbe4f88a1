//! Whom a message is for, when it says so at its beginning: `ana: …`, `ana, …`, `@ana …`.

use std::collections::HashMap;

use crate::replay::Message;

/// Longest name that is looked for after an `@`, in words.
const WORDS: usize = 3;

/// The names of everybody who wrote in a channel.
pub struct Names<'m>(HashMap<String, &'m str>);

impl<'m> Names<'m> {
    /// Names and the ids they stand for; of two people of one name the first is meant.
    pub fn of(messages: impl Iterator<Item = &'m Message>) -> Names<'m> {
        let mut names = HashMap::new();
        for message in messages {
            names.entry(message.name.to_lowercase()).or_insert(message.user.as_str());
        }
        Names(names)
    }

    /// The id of whom the text addresses at its beginning.
    pub fn addressed(&self, text: &str) -> Option<&'m str> {
        let text = text.trim_start();
        match text.strip_prefix('@') {
            Some(called) => self.longest(called),
            None => {
                let first = text.split_whitespace().next()?;
                let name = first.strip_suffix([':', ','])?;
                self.0.get(&name.to_lowercase()).copied()
            }
        }
    }

    /// Names may have blanks in them, so the longest one that fits is taken.
    fn longest(&self, called: &str) -> Option<&'m str> {
        let words: Vec<&str> = called.split_whitespace().take(WORDS).collect();
        (1..=words.len()).rev().find_map(|count| {
            let name = words.get(..count)?.join(" ").to_lowercase();
            let bare = name.trim_end_matches([':', ',', '.', '!', '?']);
            self.0.get(&name).or_else(|| self.0.get(bare)).copied()
        })
    }
}
