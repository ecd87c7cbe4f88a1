//! Which language a message is in, asked only as far as needed: is it the one a pack is for?

use std::collections::BTreeSet;

use whatlang::{Detector, Lang, Script};

use super::elsewhere::is_elsewhere;

/// Below this many words a language cannot be told from its letters' statistics.
const ENOUGH_WORDS: usize = 5;
/// More than this many add nothing to what is known by then.
const MOST_WORDS: usize = 60;
/// A share of everyday words above this settles the question without statistics.
const EVERYDAY_SHARE: f64 = 0.15;

/// The ISO 639-3 code of the language of `text`, if it is surely not the one whose code and everyday words are given.
/// Short or doubtful text counts as in that language: product names, paths and commands look foreign to statistics.
pub(super) fn is_another(text: &str, code: &str, everyday: &BTreeSet<String>) -> Option<&'static str> {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters >= 4 && ascii * 2 < letters {
        whatlang::detect_script(text).filter(|script| *script != Script::Latin)?;
        // The script alone says that it is another; which of those that use it matters only to a pack for it.
        return Some(whatlang::detect(text).map_or("und", |found| found.lang().code()));
    }
    let plain: Vec<&str> = text.split_whitespace().filter_map(plain_word).take(MOST_WORDS).collect();
    let mut lower = String::new();
    let is_everyday = |word: &&&str| {
        lower.clear();
        lower.push_str(word);
        lower.make_ascii_lowercase();
        everyday.contains(lower.as_str())
    };
    if plain.len() < ENOUGH_WORDS {
        return in_a_few_words(&plain, code);
    }
    let common = plain.iter().filter(is_everyday).count();
    if common as f64 >= EVERYDAY_SHARE * plain.len() as f64 {
        return None;
    }
    let plain = plain.join(" ");
    let found = whatlang::detect(&plain).filter(|found| found.lang().code() != code)?;
    // Spanish and Portuguese are hard to tell apart, but not from English: what counts is the doubt between two.
    let ours = Lang::from_code(code)?;
    let between = Detector::with_allowlist(vec![ours, found.lang()]).detect(&plain)?;
    let sure = found.is_reliable() || (common == 0 && between.lang() != ours && between.is_reliable());
    sure.then(|| found.lang().code())
}

/// A few words are surely of another language when half of them, and at least two, are small words that English lacks.
fn in_a_few_words(plain: &[&str], code: &str) -> Option<&'static str> {
    let elsewhere = plain.iter().filter(|word| is_elsewhere(&word.to_lowercase())).count();
    let found = whatlang::detect(&plain.join(" ")).map(|found| found.lang().code()).filter(|found| *found != code);
    (code == "eng" && elsewhere >= 2 && elsewhere * 2 >= plain.len()).then(|| found.unwrap_or("und"))
}

/// A word of nothing but letters, without the punctuation around it.
fn plain_word(token: &str) -> Option<&str> {
    let word = token.trim_matches(|edge: char| !edge.is_alphanumeric());
    let lettered = |letter: char| letter.is_alphabetic() || letter == '\'' || letter == '-';
    // What begins or ends with a bracket, a slash or a sign is a path, a command or code.
    let ordinary = token.chars().all(|letter| lettered(letter) || ".,!?;:\"()¿¡".contains(letter));
    (ordinary && !word.is_empty() && word.chars().all(lettered)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_foreign_only_when_small_words_say_so() {
        let another = |text| is_another(text, "eng", &BTreeSet::new()).is_some();
        assert!(another("Der Drucker geht nicht") && another("impresora no puedo, hola"));
        for english in ["printer down", "VPN kaputt again", "SAP error 500", "jag wire is loose", "help", ""] {
            assert!(!another(english), "{english}");
        }
    }
}
