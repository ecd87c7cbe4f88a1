//! Which language a message is in, asked only as far as needed: is it the one a pack is for?

use std::collections::BTreeSet;

use whatlang::Script;

/// Below this many words a language cannot be told from its letters' statistics.
const ENOUGH_WORDS: usize = 5;
/// A share of everyday words above this settles the question without statistics.
const EVERYDAY_SHARE: f64 = 0.15;

/// The ISO 639-3 code of the language of `text`, if it is surely not the one whose code and everyday words are given.
/// Short or doubtful text counts as in that language: product names and abbreviations look foreign to statistics.
pub(super) fn is_another(text: &str, code: &str, everyday: &BTreeSet<String>) -> Option<&'static str> {
    let mut words = 0_usize;
    let mut common = 0_usize;
    let mut lower = String::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').filter(|word| !word.is_empty()) {
        words += 1;
        lower.clear();
        lower.push_str(word);
        lower.make_ascii_lowercase();
        common += usize::from(everyday.contains(&lower));
    }
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters >= 4 && ascii * 2 < letters {
        whatlang::detect_script(text).filter(|script| *script != Script::Latin)?;
        // A script alone says "not Latin"; which of its languages is a matter for packs that do not exist yet.
        return Some(whatlang::detect(text).map_or("und", |found| found.lang().code()));
    }
    if words < ENOUGH_WORDS || common as f64 >= EVERYDAY_SHARE * words as f64 {
        return None;
    }
    whatlang::detect(text)
        .filter(|found| found.is_reliable())
        .map(|found| found.lang().code())
        .filter(|found| *found != code)
}
