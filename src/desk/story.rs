//! The timeline as people read it: what belongs together is one line. The rows themselves stay as they are.

use jiff::Timestamp;

use super::timeline::sentence;
use super::{Case, Change, Entry, SuggestionState};
use crate::chat::{People, PersonId};

/// One line of a case's story.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'a> {
    /// When it happened; the last time, when it happened several times.
    pub at: Timestamp,
    /// Who did it; absent when the bot did.
    pub who: Option<&'a PersonId>,
    /// What happened; the last of it.
    pub change: &'a Change,
    /// In a sentence.
    pub text: String,
}

/// What happened to a case, a line for each thing: the message that opened it is told by its opening, and the wordings
/// that an agent looked through are counted.
pub fn story<'a>(case: &'a Case, people: &People) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut looked: u32 = 0;
    let mut rest = case.timeline.iter().peekable();
    while let Some(entry) = rest.next() {
        let opened = matches!(entry.change, Change::Opened { .. });
        if opened {
            rest.next_if(|next| matches!(next.change, Change::Said { .. }) && next.at == entry.at);
        }
        if !asked_for_another(entry) {
            lines.push(line(entry, sentence(entry, case, people)));
            continue;
        }
        // The wording that follows is what was asked for, and the one after the last press is read with it.
        rest.next_if(|next| matches!(next.change, Change::Suggested { .. }));
        looked += 1;
        if rest.peek().is_some_and(|next| asked_for_another(next) && next.who == entry.who) {
            continue;
        }
        let text = match (looked, &entry.who) {
            (2.., Some(who)) => format!("{} looked at {looked} wordings.", people.get(who).first_name()),
            _ => sentence(entry, case, people),
        };
        lines.push(line(entry, text));
        looked = 0;
    }
    lines
}

fn asked_for_another(entry: &Entry) -> bool {
    matches!(entry.change, Change::Decided { state: SuggestionState::Replaced, .. })
}

fn line(entry: &Entry, text: String) -> Line<'_> {
    Line { at: entry.at, who: entry.who.as_ref(), change: &entry.change, text }
}
