//! The thing a report is about.

use super::lexicon::{self, MODIFIERS, STATES, Style, VERBS};
use super::tokens::{Stop, Token};

/// A thing with the words around it: `docking station`, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Without an article: `docking station`.
    pub noun: String,
    /// How to speak of it: as the person did, else as people mostly do.
    pub style: Style,
    /// Where it stands among the tokens.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
}

impl Thing {
    /// `your laptop`, `the printer`, `Outlook`.
    pub fn phrase(&self) -> String {
        match self.style {
            Style::Yours => format!("your {}", self.noun),
            Style::The => format!("the {}", self.noun),
            Style::Name => self.noun.clone(),
        }
    }
}

/// Every known thing, in order.
pub fn things(tokens: &[Token]) -> Vec<Thing> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(thing) = (at < tokens.len()).then(|| thing_at(tokens, at)) {
        match thing {
            Some(thing) => {
                at = thing.end;
                found.push(thing);
            }
            None => at += 1,
        }
    }
    found
}

fn thing_at(tokens: &[Token], first: usize) -> Option<Thing> {
    let mut end = first;
    while end < tokens.len().min(first + 3) && is_modifier(tokens.get(end)?) && tokens.get(end)?.stop == Stop::None {
        end += 1;
    }
    let (mut style, mut last) = (None, end);
    // A compound is known by its last noun: `Outlook calendar`, `laptop screen`.
    while let Some(token) = tokens.get(last) {
        let Some((_, known)) = lexicon::thing(&token.low) else { break };
        let said_before = last > end && tokens.get(last - 1).is_some_and(|before| before.low == token.low);
        let written_small = matches!(token.text.as_str(), "teams" | "word" | "edge" | "windows" | "slack");
        if said_before || written_small || (VERBS.has(&token.low) && last > end) {
            break;
        }
        style = Some(known);
        last += 1;
        if token.stop != Stop::None {
            break;
        }
    }
    let mut style = style?;
    // `docking station` ends in a word that is a thing only there.
    if last == end {
        return None;
    }
    let noun = tokens.get(first..last)?.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
    match first.checked_sub(1).and_then(|before| tokens.get(before)) {
        Some(before) if before.stop != Stop::None => {}
        Some(before) if matches!(before.low.as_str(), "my" | "our") => style = Style::Yours,
        Some(before) if before.low == "this" && style != Style::Name => style = Style::Yours,
        Some(before) if matches!(before.low.as_str(), "the" | "that") => style = Style::The,
        _ => {}
    }
    Some(Thing { noun, style, first, end: last })
}

fn is_modifier(token: &Token) -> bool {
    MODIFIERS.has(&token.low) && !STATES.has(&token.low)
}
