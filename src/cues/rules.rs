//! Rules and guards, and finding in a message what they speak of.

use std::ops::Range;

use serde::Deserialize;

use super::clean::Clean;
use super::needles::Needles;
use super::pattern::Pattern;

/// One thing to listen for.
#[derive(Debug)]
pub(super) struct Rule {
    pub id: String,
    /// What it speaks for: a cue family, an act, a topic or a priority.
    pub kind: String,
    pub weight: f64,
    pub because: String,
}

/// Words that change what other words mean.
#[derive(Debug)]
pub(super) struct Guard {
    /// For each rule, whether it acts on it.
    pub acts_on: Vec<bool>,
    pub scope: Scope,
    /// Words between the guard and what it acts on, for [`Scope::After`].
    pub reach: usize,
    pub times: f64,
}

/// How far a guard reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scope {
    /// Only what overlaps the guard's own words.
    Words,
    /// What begins within `reach` words after it, in the same sentence.
    After,
    /// The sentence it stands in.
    Sentence,
    /// The whole message.
    Message,
}

/// Whose pattern it is: the rule or guard at this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Rule(usize),
    Guard(usize),
}

/// A rule that was heard.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sighting {
    /// The rule's place in the book.
    pub rule: usize,
    /// Where, in [`Clean::text`].
    pub span: Range<usize>,
    /// The rule's weight after guards.
    pub points: f64,
}

/// Every rule and guard of a file, compiled.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    pub(super) guards: Vec<Guard>,
    /// Those of rules first, in the order of the rules, then those of guards.
    pub(super) patterns: Vec<(Owner, Pattern)>,
    pub(super) needles: Needles,
}

impl Rules {
    /// The rule at a place that [`Sighting::rule`] named.
    pub(super) fn rule(&self, place: usize) -> Option<&Rule> {
        self.rules.get(place)
    }

    /// Every rule heard, in the order of the rules, with guards applied.
    pub(super) fn sightings(&self, clean: &Clean) -> Vec<Sighting> {
        let mut found = Vec::new();
        let mut guarding: Vec<(usize, Range<usize>)> = Vec::new();
        for place in self.needles.candidates(&clean.text) {
            match self.patterns.get(place) {
                Some((Owner::Rule(rule), pattern)) => {
                    let points = self.rules.get(*rule).map_or(0.0, |rule| rule.weight);
                    found.extend(pattern.hits(&clean.text).map(|span| Sighting { rule: *rule, span, points }));
                }
                // With nothing heard there is nothing to guard.
                Some((Owner::Guard(guard), pattern)) if !found.is_empty() => {
                    guarding.extend(pattern.hits(&clean.text).map(|span| (*guard, span)));
                }
                _ => {}
            }
        }
        for hits in guarding.chunk_by(|one, next| one.0 == next.0) {
            if let Some(guard) = hits.first().and_then(|(guard, _)| self.guards.get(*guard)) {
                guard.apply(hits, clean, &mut found);
            }
        }
        found.retain(|sighting| sighting.points != 0.0);
        found
    }
}

impl Guard {
    /// Acts once on each sighting that any of its hits reaches.
    fn apply(&self, hits: &[(usize, Range<usize>)], clean: &Clean, found: &mut [Sighting]) {
        for sighting in found.iter_mut().filter(|sighting| self.acts_on.get(sighting.rule) == Some(&true)) {
            if hits.iter().any(|(_, at)| self.reaches(at, &sighting.span, clean)) {
                sighting.points *= self.times;
            }
        }
    }

    fn reaches(&self, at: &Range<usize>, span: &Range<usize>, clean: &Clean) -> bool {
        let same_sentence = || clean.sentence_at(at.start) == clean.sentence_at(span.start);
        match self.scope {
            Scope::Words => span.start < at.end && at.start < span.end,
            Scope::Message => true,
            Scope::Sentence => same_sentence(),
            Scope::After => {
                let between = clean.text.get(at.end..span.start);
                between.is_some_and(|words| words.split_whitespace().count() <= self.reach) && same_sentence()
            }
        }
    }
}
