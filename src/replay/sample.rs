//! A few messages of each kind, with the reasons, so that figures can be doubted and checked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;

use super::timeline::day_time;
use super::{Message, Strand, Ticket, Wait};
use crate::cues::{Act, Hearing, Level, Priority};

/// Longest text that is shown, in characters; what is cut ends in `…`.
const LONGEST: usize = 400;

/// One message with everything that was heard in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// The channel's name.
    pub channel: String,
    /// What the export calls its author.
    pub name: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// The text, cut when long.
    pub text: String,
    /// What the message is for.
    pub act: Act,
    /// Why that act.
    pub act_because: Vec<Because>,
    /// How heated, 0 to 100.
    pub score: u8,
    /// The step of that.
    pub level: Level,
    /// Why that level.
    pub level_because: Vec<Because>,
    /// What it is about.
    pub topic: String,
    /// How soon it matters.
    pub priority: Priority,
    /// The text again, in pieces, with what each piece says about what the message is for.
    #[serde(skip)]
    pub act_pieces: Vec<Piece>,
    /// The text again, in pieces, with the heat that was heard in each.
    #[serde(skip)]
    pub level_pieces: Vec<Piece>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Because {
    /// The rule's id.
    pub rule: String,
    /// The words it heard; empty when it is not in the words.
    pub quote: String,
    /// In plain words.
    pub because: String,
    /// Points of heat; nothing for a reason that is not about heat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they were heard as, when they were.
    pub because: Option<String>,
}

/// Samples of each act and of each level that occurs.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Samples {
    /// By what messages are for.
    pub acts: BTreeMap<&'static str, Vec<Sample>>,
    /// By how heated they are.
    pub levels: BTreeMap<&'static str, Vec<Sample>>,
    /// Questions that nobody answered.
    pub unanswered: Vec<Sample>,
}

impl Samples {
    /// `each` samples of every kind, spread evenly over the export, so that the same export always gives the same.
    pub fn of<'t>(
        messages: &[Message],
        strands: &[&Strand],
        heard: &[Hearing],
        tickets: impl Iterator<Item = &'t Ticket>,
        each: usize,
    ) -> Samples {
        let mut acts: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        let mut levels: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for (number, hearing) in heard.iter().enumerate() {
            acts.entry(act_word(hearing.intake.act)).or_default().push(number);
            if hearing.heat.abstained.is_none() {
                levels.entry(hearing.heat.level.word()).or_default().push(number);
            }
        }
        let unanswered: BTreeSet<usize> = tickets
            .filter(|ticket| matches!(ticket.wait, Wait::Unanswered(_)))
            .map(|ticket| ticket.opened_by)
            .collect();
        let unanswered = strands
            .iter()
            .enumerate()
            .filter(|(_, strand)| unanswered.contains(&strand.message))
            .map(|(number, _)| number);
        let pick = |numbers: Vec<usize>| -> Vec<Sample> {
            let spread = (0..each.min(numbers.len())).map(|k| k * numbers.len() / each.min(numbers.len()));
            let chosen = spread.filter_map(|place| numbers.get(place).copied());
            chosen
                .filter_map(|number| Some(sample(messages.get(strands.get(number)?.message)?, heard.get(number)?)))
                .collect()
        };
        Samples {
            acts: acts.into_iter().map(|(kind, numbers)| (kind, pick(numbers))).collect(),
            levels: levels.into_iter().map(|(kind, numbers)| (kind, pick(numbers))).collect(),
            unanswered: pick(unanswered.collect()),
        }
    }
}

/// The act's word, the same as in JSON.
pub(super) fn act_word(act: Act) -> &'static str {
    match act {
        Act::Request => "request",
        Act::Followup => "followup",
        Act::Chase => "chase",
        Act::Answer => "answer",
        Act::Thanks => "thanks",
        Act::Greeting => "greeting",
        Act::Chatter => "chatter",
    }
}

fn sample(message: &Message, hearing: &Hearing) -> Sample {
    let quote = |span: &Range<usize>| message.text.get(span.clone()).unwrap_or_default().trim().to_owned();
    let level_because = hearing.heat.cues.iter().map(|cue| Because {
        rule: cue.rule.clone(),
        quote: quote(&cue.span),
        because: cue.because.clone(),
        weight: Some(cue.weight),
    });
    let act_because = hearing.intake.reasons.iter().map(|reason| Because {
        rule: reason.rule.clone(),
        quote: reason.quote.clone(),
        because: reason.because.clone(),
        weight: None,
    });
    let cut = message.text.char_indices().nth(LONGEST).map(|(end, _)| end);
    let shown = message.text.get(..cut.unwrap_or(message.text.len())).unwrap_or_default();
    let ellipsis = if cut.is_some() { "…" } else { "" };
    Sample {
        channel: message.channel.clone(),
        name: message.name.clone(),
        at: day_time(message.at),
        text: format!("{shown}{ellipsis}"),
        act: hearing.intake.act,
        act_because: act_because.collect(),
        score: hearing.heat.score,
        level: hearing.heat.level,
        level_because: level_because.collect(),
        topic: hearing.subject.topic.clone(),
        priority: hearing.subject.priority,
        act_pieces: pieces(shown, ellipsis, act_marks(shown, hearing)),
        level_pieces: pieces(shown, ellipsis, level_marks(&message.text, hearing)),
    }
}

/// Where words stand, and what was heard in them.
type Mark<'h> = (Range<usize>, &'h String);

fn level_marks<'h>(text: &str, hearing: &'h Hearing) -> Vec<Mark<'h>> {
    hearing.heat.cues.iter().map(|cue| (trimmed(text, &cue.span), &cue.because)).collect()
}

/// The span without blanks at its ends: rules may need them to hear a word, people need not see them.
fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or_default();
    let start = span.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

fn act_marks<'h>(shown: &str, hearing: &'h Hearing) -> Vec<Mark<'h>> {
    let quoted = hearing.intake.reasons.iter().filter(|reason| !reason.quote.is_empty());
    quoted
        .filter_map(|reason| {
            let start = shown.find(&reason.quote)?;
            Some((start..start + reason.quote.len(), &reason.because))
        })
        .collect()
}

/// Cuts the text where heard words begin and end. Of overlapping words the first, then the longest, is marked.
fn pieces(shown: &str, ellipsis: &str, mut marks: Vec<Mark<'_>>) -> Vec<Piece> {
    marks.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |text: Option<&str>, because: Option<&String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            pieces.push(Piece { text: text.to_owned(), because: because.cloned() });
        }
    };
    for (span, because) in marks {
        let end = span.end.min(shown.len());
        if span.is_empty() || span.start < at || shown.get(span.start..end).is_none() {
            continue;
        }
        push(shown.get(at..span.start), None);
        push(shown.get(span.start..end), Some(because));
        at = end;
    }
    push(shown.get(at..), None);
    push(Some(ellipsis), None);
    pieces
}
