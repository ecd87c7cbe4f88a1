//! A message reduced to its author's own words: code, log lines, quotes, links and mentions are out, look-alikes are
//! folded, stretched words are pulled together. Every byte remembers where it came from, so that what is found here can
//! be shown in the text as it was sent.

use std::ops::Range;

use super::{fold, foreign};

/// Only so much of a message is judged: what people say about how they feel stands well within it, and work stays
/// bounded for a pasted megabyte.
const JUDGED_BYTES: usize = 8 * 1024;

/// The own words of one message.
#[derive(Debug, Default)]
pub(super) struct Clean {
    /// The text that rules are matched against.
    pub text: String,
    /// Where each sentence of `text` lies, in order, without gaps.
    pub sentences: Vec<Range<usize>>,
    /// Whether code or log lines were taken out.
    pub pasted: bool,
    /// Whether the message begins with a mention of somebody.
    pub mention_first: bool,
    origin: Vec<(u32, u32)>,
}

impl Clean {
    /// Reads at most the first 8 KiB of a message.
    pub(super) fn of(sent: &str) -> Clean {
        let sent = sent.get(..sent.floor_char_boundary(JUDGED_BYTES)).unwrap_or_default();
        let many_lines = sent.trim().contains('\n');
        let mut clean = Clean::default();
        clean.text.reserve(sent.len());
        clean.origin.reserve(sent.len());
        let mut run = 0;
        let mut at = 0;
        let mut previous = '\n';
        while let Some(rest) = sent.get(at..).filter(|rest| !rest.is_empty()) {
            let line = if previous == '\n' { foreign::line(rest, many_lines) } else { None };
            if let Some(found) = line.or_else(|| foreign::span(rest, previous)) {
                clean.leave_out(&found, at);
                previous = found.ends_as(rest);
                at += found.bytes;
                continue;
            }
            let Some(next) = rest.chars().next() else { break };
            let size = next.len_utf8();
            let after = rest.get(size..).and_then(|more| more.chars().next());
            let piece = (at, at + size);
            fold::fold(next, previous, after, |folded| run = clean.push(folded, piece, run));
            previous = next;
            at += size;
        }
        clean.sentences = sentences(&clean.text);
        clean
    }

    /// Where a range of `text` lies in the message as it was sent.
    pub(super) fn as_sent(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.origin.get(range.start).map_or(0, |piece| piece.0 as usize);
        let end =
            range.end.checked_sub(1).and_then(|last| self.origin.get(last)).map_or(start, |piece| piece.1 as usize);
        start..end.max(start)
    }

    /// The number of the sentence that a place in `text` belongs to.
    pub(super) fn sentence_at(&self, place: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= place)
    }

    /// Whether any letter or digit is left to read.
    pub(super) fn has_words(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }

    fn leave_out(&mut self, found: &foreign::Foreign, at: usize) {
        self.pasted |= found.kind == foreign::Kind::Pasted;
        self.mention_first |= found.kind == foreign::Kind::Mention && self.text.trim().is_empty();
        let piece = (at, at + found.bytes);
        match found.kind {
            foreign::Kind::Emoji(emoji) => {
                self.push(emoji, piece, 0);
            }
            _ => {
                self.push(' ', piece, 0);
            }
        }
    }

    /// Adds one character made from `piece` of the message; `run` counts how often it stood here already, and the new
    /// count is returned.
    fn push(&mut self, next: char, piece: (usize, usize), run: usize) -> usize {
        let last = self.text.chars().next_back();
        if next.is_whitespace() {
            let blank = if next == '\n' { '\n' } else { ' ' };
            if last.is_some_and(|last| last != '\n' && (last != ' ' || blank == '\n')) {
                self.append(blank, piece);
            }
            return 0;
        }
        if !next.is_alphabetic() || last.is_none_or(|last| !last.eq_ignore_ascii_case(&next)) {
            self.append(next, piece);
            return 0;
        }
        // "stilllll" means "still" and "noooo" means "no": a third letter in a row is never spelling.
        let run = run + 1;
        if run < 2 {
            self.append(next, piece);
        } else {
            if run == 2 && !"lsefo".contains(next.to_ascii_lowercase()) {
                self.text.pop();
                self.origin.truncate(self.text.len());
            }
            let last = last.map_or(0, char::len_utf8).min(self.origin.len());
            let kept = self.origin.len() - last;
            for origin in self.origin.iter_mut().skip(kept) {
                origin.1 = piece.1 as u32;
            }
        }
        run
    }

    fn append(&mut self, next: char, (start, end): (usize, usize)) {
        self.text.push(next);
        self.origin.resize(self.text.len(), (start as u32, end as u32));
    }
}

/// Sentences end after `.`, `!`, `?` or `;` followed by a blank, and at the end of a line.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'.' | b'!' | b'?' | b';' => ended = true,
            b' ' if ended => {
                found.push(start..at + 1);
                start = at + 1;
                ended = false;
            }
            b'\n' => {
                found.push(start..at + 1);
                start = at + 1;
                ended = false;
            }
            b'"' | b')' | b'\'' => {}
            _ => ended = false,
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}
