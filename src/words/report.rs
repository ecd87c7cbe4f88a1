//! Understanding a report: what it is about, in the person's own terms. What is not found is left out, never guessed.

mod clauses;
mod deadline;
mod lexicon;
mod often;
mod openings;
mod people;
mod person;
mod subject;
mod tense;
mod thing;
mod title;
mod tokens;
mod turn;
mod unsaid;
mod want;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(super) use deadline::{CLOCK, LENGTH, minutes};
pub use deadline::{Deadline, Moment};
pub use often::{number, times};

use turn::{Around, Turned};

/// A report in its parts. Spans are byte ranges of the text that was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The text as it was sent.
    pub text: String,
    /// Whether it tells of trouble rather than asks for something.
    #[serde(default)]
    pub is_trouble: bool,
    /// What it is about, as one would say it to the person: `your VPN`, `the printer`, `Outlook`.
    pub thing: Option<Found<String>>,
    /// What is wrong or wanted, as a clause in the second person: `your VPN has dropped three times this week`.
    pub symptom: Option<Found<String>>,
    /// Since when: `since this morning`.
    pub since: Option<Found<String>>,
    /// How often: `three times this week`.
    pub how_often: Option<Found<String>>,
    /// What will not wait.
    pub deadline: Option<Found<Deadline>>,
    /// What it stops, as a clause in the second person: `you can't work`.
    pub impact: Option<Found<String>>,
    /// What was already tried, as a clause in the second person: `you've already restarted it`.
    pub tried: Option<Found<String>>,
    /// Who else: `your whole team`, `12 people`.
    pub people: Option<Found<String>>,
}

/// A value and where in the text it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// What was understood.
    pub value: T,
    /// The words that say so, as a byte range of the report's text.
    pub span: Range<usize>,
}

/// Below this a clause tells of something around the trouble.
const CERTAIN: i32 = 4;

impl Report {
    /// Understands what somebody wrote. Never fails: an unreadable text is a report with no parts.
    pub fn understand(text: &str) -> Report {
        if unsaid::in_another_language(&tokens::own_prose(text)) {
            return Report { text: text.to_owned(), ..Report::default() };
        }
        let tokens = tokens::tokenise(text);
        let how_often = often::how_often(text);
        let since = often::since(text);
        let deadline = deadline::find(text);
        let things = thing::things(&tokens);
        let told: Vec<Range<usize>> = [
            how_often.as_ref().filter(|often| often::is_counted(&often.value)).map(|found| found.span.clone()),
            deadline.as_ref().map(|found| found.span.clone()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let turned: Vec<Turned> = clauses::clauses(&tokens)
            .into_iter()
            .filter_map(|clause| {
                let start = clause.words.first()?.span.start;
                let mut before =
                    things.iter().filter(|thing| tokens.get(thing.first).is_some_and(|token| token.span.start < start));
                let it = before.next().filter(|_| before.next().is_none());
                let end = clause.words.last()?.span.end;
                // Words like "every few minutes" stay where they were said; a count asks for a tense of its own.
                let often = how_often
                    .as_ref()
                    .filter(|often| often::is_counted(&often.value) || often.span.start < start || often.span.end > end)
                    .map(|found| found.value.as_str());
                let since = since.as_ref().map(|found| (found.value.as_str(), &found.span));
                turn::turn(clause, &Around { it, how_often: often, since, told: &told })
            })
            .collect();
        let symptom = best(&turned);
        let thing = symptom
            .as_ref()
            .and_then(|symptom| {
                things
                    .iter()
                    .find(|thing| tokens.get(thing.first).is_some_and(|token| symptom.span.contains(&token.span.start)))
            })
            .or(things.first());
        let named = |token: &tokens::Token| {
            matches!(token.low.as_str(), "trouble" | "problem" | "problems" | "issue" | "issues" | "error" | "errors")
        };
        Report {
            text: text.to_owned(),
            is_trouble: subject::has_trouble(&tokens) || tokens.iter().any(named),
            thing: thing.and_then(|thing| {
                let span = tokens.get(thing.first)?.span.start..tokens.get(thing.end.checked_sub(1)?)?.span.end;
                Some(Found { value: thing.phrase(), span })
            }),
            symptom: symptom.map(|turned| Found { value: turned.text.clone(), span: turned.span.clone() }),
            since,
            impact: people::impact(&tokens),
            tried: people::tried(&tokens),
            people: people::people(text),
            how_often,
            deadline,
        }
    }
}

/// The clause that most likely is the trouble; the earlier of two that are equal.
fn best(turned: &[Turned]) -> Option<&Turned> {
    turned.iter().filter(|turned| turned.score >= CERTAIN).rev().max_by_key(|turned| turned.score)
}

#[cfg(test)]
mod tests;
