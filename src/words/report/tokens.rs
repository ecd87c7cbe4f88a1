//! Words of a report with their places, spelled as we would spell them.

use std::ops::Range;

use super::lexicon::{self, ACRONYMS, FILLERS, MODIFIERS, OCCASIONS, SHOUTED, STATES, VERBS, Vocabulary};
use super::unsaid::{is_elsewhere, reads_as_code};
use crate::words::pattern::Pattern;

/// No more of a text than this many bytes is read.
const READ: usize = 8_000;

/// What ends after a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// Nothing.
    None,
    /// A comma or an opening bracket.
    Comma,
    /// A sentence or a line.
    Full,
    /// A sentence that asks.
    Question,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As we would write it in the middle of a sentence.
    pub text: String,
    /// In lower case, with straight apostrophes and repaired spelling.
    pub low: String,
    /// Where it stands in the report.
    pub span: Range<usize>,
    /// What ends after it.
    pub stop: Stop,
}

impl Token {
    /// Whether it is never said back: masked abuse, code, a word of another language.
    pub fn is_unsaid(&self) -> bool {
        self.low.contains('*')
    }
}

/// What is not the person's own prose: code, quoted lines, links, mentions, emoji codes, headers of forms.
static FOREIGN: Pattern = Pattern::new(
    r"(?s)```.*?(?:```|\z)|`[^`\n]*`|(?-s:(?m:^\s*>.*$))|(?-s)<[^<>\n]*>|(?i:\b(?:https?|ftp|mailto|file|javascript):\S+|\bwww\.\S+)|(?:^|\s)@\w[\w.]*|\\?:[a-z][a-z0-9_+-]{1,30}:",
);
static QUOTED: Pattern = Pattern::new("[\"“”]([^\"“”\\n]{2,60})[\"“”]");
/// A dash between clauses, an ellipsis, an arrow, the number of an item in a list.
static BREAK: Pattern = Pattern::new(r"\s\(?\d{1,2}\)\s|\s(?:-{1,3}|[–—])\s|—|\.{2,}|…|\s(?:->|=>|→)\s");

/// The words of a text, in order.
pub fn tokenise(text: &str) -> Vec<Token> {
    let prose = own_prose(text);
    let shouting = is_shouted(&prose);
    let mut tokens = Vec::new();
    let mut from = 0;
    for quote in QUOTED.find_iter(&prose) {
        words(&prose, from..quote.start(), shouting, &mut tokens);
        tokens.push(quotation(quote.as_str(), quote.range()));
        from = quote.end();
    }
    words(&prose, from..prose.len(), shouting, &mut tokens);
    tokens
}

/// The text with everything foreign blanked out, byte for byte, and breaks written as full stops.
pub fn own_prose(text: &str) -> String {
    let mut end = text.len().min(READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut prose = text.get(..end).unwrap_or_default().to_owned();
    for pattern in [&FOREIGN, &BREAK] {
        let places: Vec<Range<usize>> = pattern.find_iter(&prose).map(|found| found.range()).collect();
        for place in places {
            let filler = if std::ptr::eq(pattern, &BREAK) {
                format!(".{}", " ".repeat(place.len().saturating_sub(1)))
            } else {
                let named = prose.get(place.clone()).is_some_and(names_something);
                format!("{}{}", if named { GAP } else { ' ' }, " ".repeat(place.len().saturating_sub(1)))
            };
            prose.replace_range(place, &filler);
        }
    }
    prose
}

/// Stands where a link or code was left out, which may have been what the sentence is about.
const GAP: char = '\u{1}';

fn names_something(foreign: &str) -> bool {
    foreign.starts_with('`') || foreign.contains("://") || foreign.contains("www.")
}

/// Whether a word is left hanging when what follows it is left out: `I can't open`, `access to`.
fn hangs(low: &str) -> bool {
    static HANGS: Vocabulary = Vocabulary::of(
        "open reach access to at into on for load see use using run running start install with from in visit get connect
         log login find the a an my our this that about of by via through under called named and or is says",
    );
    HANGS.has(low)
}

/// Whether most letters are capitals, in a text long enough to tell.
fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters >= 8 && capitals * 10 > letters * 6
}

fn quotation(text: &str, span: Range<usize>) -> Token {
    let inside = text.trim_matches(['"', '“', '”']).trim();
    let (inside, stop) = match inside.strip_suffix(['.', '!']) {
        Some(rest) => (rest, Stop::None),
        None => (inside, Stop::None),
    };
    Token { text: format!("“{inside}”"), low: "“”".to_owned(), span, stop }
}

fn words(prose: &str, range: Range<usize>, shouting: bool, tokens: &mut Vec<Token>) {
    let base = range.start;
    let Some(part) = prose.get(range) else { return };
    let mut at = 0;
    let mut opens_sentence = tokens.last().is_none_or(|last| last.stop >= Stop::Full);
    for piece in part.split_inclusive(char::is_whitespace) {
        let start = at;
        at += piece.len();
        let word = piece.trim_end();
        let bare = word
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let stop = stop_after(word.rsplit(char::is_alphanumeric).next().unwrap_or_default(), piece.ends_with('\n'));
        if bare.is_empty() {
            if let Some(last) = tokens.last_mut() {
                if word.contains(GAP) && last.stop == Stop::None && hangs(&last.low) {
                    last.low = "*".to_owned();
                }
                last.stop = last.stop.max(stop);
                opens_sentence = last.stop >= Stop::Full;
            }
            continue;
        }
        if word.starts_with(['(', '['])
            && let Some(last) = tokens.last_mut()
        {
            last.stop = last.stop.max(Stop::Comma);
        }
        let offset = base + start + word.find(bare).unwrap_or(0);
        let mut token = spelled(bare, offset..offset + bare.len(), stop, shouting, opens_sentence);
        if reads_as_code(word) || is_elsewhere(&token.low) {
            token.low = "*".to_owned();
        }
        tokens.push(token);
        opens_sentence = stop >= Stop::Full;
    }
}

fn stop_after(tail: &str, line_ends: bool) -> Stop {
    if tail.contains('?') {
        Stop::Question
    } else if line_ends || tail.contains(['.', '!', ';', ':']) {
        Stop::Full
    } else if tail.contains([',', ')', ']', '(', '+']) {
        Stop::Comma
    } else {
        Stop::None
    }
}

/// A word as we would write it: repaired, names in their own spelling, shouting lowered.
fn spelled(word: &str, span: Range<usize>, stop: Stop, shouting: bool, opens_sentence: bool) -> Token {
    let low = word.to_lowercase().replace(['’', '‘', '´'], "'");
    if let Some(text) = lexicon::repaired(&low) {
        return Token { low: text.to_lowercase(), text, span, stop };
    }
    let text = if let Some((name, _)) = lexicon::thing(&low) {
        // `teams` and `word` are common nouns unless they are written as names.
        let common = matches!(low.as_str(), "teams" | "word" | "edge" | "windows" | "slack") && word == low;
        if common { low.clone() } else { name.to_owned() }
    } else if is_ordinal(&low) {
        low.clone()
    } else if is_code(word) {
        word.to_owned()
    } else if ACRONYMS.has(&low) && (word != low || !is_word_too(&low)) {
        low.to_uppercase()
    } else if is_all_capitals(word) {
        let shout = shouting || word.chars().count() > 5 || SHOUTED.has(&low);
        if shout { low.clone() } else { word.to_owned() }
    } else if opens_sentence && is_common(&low) {
        low.clone()
    } else {
        word.replace(['’', '‘', '´'], "'")
    };
    Token { text, low, span, stop }
}

/// Whether an acronym in small letters may be a plain word.
fn is_word_too(low: &str) -> bool {
    matches!(
        low,
        "it" | "us" | "id" | "ad" | "ok" | "dp" | "ups" | "sim" | "pin" | "ram" | "os" | "lan" | "ip" | "hr" | "tv"
    )
}

/// Ticket numbers, error codes, versions, file names: never respelled.
fn is_code(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit()) || word.contains(['_', '/', '\\']) || word.trim_matches('.').contains('.')
}

/// `3rd`, however it was shouted.
fn is_ordinal(low: &str) -> bool {
    let digits = low.trim_end_matches(char::is_alphabetic);
    let ending = low.strip_prefix(digits).unwrap_or_default();
    matches!(ending, "st" | "nd" | "rd" | "th") && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_all_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// Whether a capital at the start of a sentence is only that.
fn is_common(low: &str) -> bool {
    static SMALL: Vocabulary = Vocabulary::of(
        "my our the a an this that these those all some every each both no nothing nobody everyone everything someone
         anyone something we it they there when whenever since after before if because so and but or still not unable
         getting trying having waiting looking how what where why who which for from with in on at to again today
         yesterday third first fourth fifth twice once one two three four five error problem issue issues trouble access
         request able could may while as only half files file password people customers clients colleagues calls
         meetings nine six backup backups button key keys cable fan signature notifications macros search bookmarks icons
         ports port link page video image message messages data power phones
         laptops printers monitors screens headsets",
    );
    SMALL.has(low)
        || [&VERBS, &FILLERS, &MODIFIERS, &OCCASIONS, &STATES].iter().any(|list| list.has(low))
        || low.ends_with("ing")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        tokenise(text).iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_spelled_as_we_would_spell_them() {
        for (from, to) in [
            ("MY LAPTOP IS DEAD AND VPN TOO", "my laptop is dead and VPN too"),
            ("i cant acess outlook", "I can't access Outlook"),
            ("THE PRINTER ON THE 3RD FLOOR", "the printer on the 3rd floor"),
            ("wifi is NOT working", "Wi-Fi is not working"),
            ("Figma crashed, see `stack trace` https://x.example/y", "Figma crashed see"),
            ("it says \"Access denied!\" again", "it says “Access denied” again"),
            ("error 0x80070005 in ERP_v2.xlsx", "error 0x80070005 in ERP_v2.xlsx"),
        ] {
            assert_eq!(written(from), to);
        }
    }

    #[test]
    fn spans_point_into_the_text() {
        let text = "Hé — @ana my VPN: dropped…";
        for token in tokenise(text) {
            assert!(!text[token.span.clone()].trim().is_empty(), "{token:?}");
        }
        assert_eq!(&text[tokenise(text)[2].span.clone()], "VPN");
    }
}
