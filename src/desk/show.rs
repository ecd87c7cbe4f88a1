//! How facts of a case read to an agent.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Case;
use crate::cues::{Abstained, Priority, Reason};

/// `frustrated: “third time this week” → it keeps coming back`, or just `calm`.
pub(super) fn heat(case: &Case) -> String {
    match case.heat.abstained {
        Some(Abstained::Language) => return "not judged: there are no rules for this language".to_owned(),
        Some(Abstained::NothingToRead) => return "not judged: there is nothing to read".to_owned(),
        None => {}
    }
    let reasons = heard(case);
    let level = case.heat.level.word();
    if reasons.is_empty() { level.to_owned() } else { format!("{level}: {}", reasons.join("; ")) }
}

/// What was heard and what it tells, heaviest first, three at most.
pub(super) fn heard(case: &Case) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for heard in case.heat.cues.iter().filter(|heard| heard.cue.weight > 0.0) {
        let words = case.words_of(heard);
        let because = &heard.cue.because;
        let reason = if words.is_empty() { because.clone() } else { format!("“{words}” → {because}") };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.truncate(3);
    reasons
}

/// `high: a deadline today`, with the reasons whose rule is of that group.
pub(super) fn because(value: &str, reasons: &[Reason], group: &str) -> String {
    let reasons: Vec<&str> = reasons
        .iter()
        .filter(|reason| reason.rule.split(['.', ':']).next() == Some(group))
        .map(|reason| reason.because.as_str())
        .collect();
    if reasons.is_empty() { value.to_owned() } else { format!("{value}: {}", reasons.join("; ")) }
}

/// `by 15:00 (22 Nov)` in the desk's zone.
pub(super) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    format!("by {}", at.to_zoned(zone.clone()).strftime("%H:%M, %-d %b"))
}

impl Case {
    /// The words a cue was heard in; empty for a circumstance, and once the message is gone.
    pub fn words_of(&self, heard: &super::HeardCue) -> &str {
        heard
            .message
            .as_ref()
            .and_then(|id| self.messages.iter().find(|message| message.id == *id))
            .and_then(|message| message.text.get(heard.cue.span.clone()))
            .unwrap_or_default()
    }

    /// The priority as agents read it.
    pub fn priority_word(&self) -> &'static str {
        match self.priority {
            Priority::Urgent => "urgent",
            Priority::High => "high",
            Priority::Normal => "normal",
            Priority::Low => "low",
        }
    }
}
