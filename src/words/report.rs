//! Understanding a report: what it is about, in the person's own terms. What is not found is left out, never guessed.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A report in its parts. Spans are byte ranges of the text that was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The text as it was sent.
    pub text: String,
    /// What it is about, without an article: `VPN`, `laptop`, `second monitor`.
    pub thing: Option<Found<String>>,
    /// What is wrong with it, as a clause in the second person: `your VPN keeps dropping`.
    pub symptom: Option<Found<String>>,
    /// Since when: `since this morning`.
    pub since: Option<Found<String>>,
    /// How often: `three times this week`.
    pub how_often: Option<Found<String>>,
    /// What waits for it, and until when.
    pub deadline: Option<Found<Deadline>>,
    /// What it stops the person from doing, as a clause in the second person: `you can't invoice`.
    pub impact: Option<Found<String>>,
    /// What was already tried, as a clause in the second person: `you have already restarted`.
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

/// Something that will not wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// With no article: `client call`.
    pub what: String,
    /// When, as far as it was said.
    pub when: Moment,
}

/// A time as people say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// So many minutes after the report.
    InMinutes(u32),
    /// At this clock time of the reader's day, hour and minute.
    At(i8, i8),
    /// In words that name no clock time: `today`, `tomorrow morning`.
    Said(String),
}

impl Deadline {
    /// Whether it still lies ahead at `now`, for a report of `reported`. Words without a clock time count as ahead for the
    /// day they were said.
    pub fn is_ahead(&self, _reported: Timestamp, _now: Timestamp) -> bool {
        true
    }
}

impl Report {
    /// Understands what somebody wrote. Never fails: an unreadable text is a report with no parts.
    pub fn understand(text: &str) -> Report {
        Report { text: text.to_owned(), ..Report::default() }
    }

    /// A plain title of at most 60 characters in sentence case: `VPN drops three times this week`. Falls back to the
    /// first words of the text, and to `A request` when there are none.
    pub fn title(&self) -> String {
        "A request".to_owned()
    }
}
