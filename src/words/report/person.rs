//! From the first person to the second.

use super::lexicon;
use super::tokens::Token;

/// The words said to the person who wrote them: *my* is *your*, *I was* is *you were*.
pub fn second_person(words: &[Token]) -> String {
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let of_self = (1..=2)
            .filter_map(|back| words.get(at.checked_sub(back)?))
            .any(|before| matches!(before.low.as_str(), "i" | "we"));
        let said = match word.low.as_str() {
            // `US` is a country.
            "us" if word.text != "us" => &word.text,
            "i" | "me" | "we" | "us" => "you",
            "my" | "our" => "your",
            "mine" | "ours" => "yours",
            "myself" => "yourself",
            "ourselves" => "yourselves",
            "i'm" | "we're" => "you're",
            "i've" | "we've" => "you've",
            "i'd" | "we'd" => "you'd",
            "i'll" | "we'll" => "you'll",
            "am" => "are",
            "was" if of_self => "were",
            "this" if words.get(at + 1).is_some_and(is_thing) => "your",
            _ => &word.text,
        };
        // `very very` says no more than once.
        if out.last().is_none_or(|last| *last != said || said.len() < 3) {
            out.push(said);
        }
    }
    out.join(" ")
}

/// Whether a word names something a desk looks after.
pub fn is_thing(word: &Token) -> bool {
    lexicon::thing(&word.low).is_some()
}

/// Whether a word is written as a name.
pub fn is_named(word: &Token) -> bool {
    word.text.chars().next().is_some_and(char::is_uppercase)
}
