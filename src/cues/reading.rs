//! A message, read: everything that follows from its words alone, wherever it stands.

use super::Cue;
use super::clean::Clean;
use super::rules::Sighting;

/// The family of cues by which somebody asks why it takes so long.
const ASKS_ABOUT: &str = "waiting";

/// What the words of one message hold.
#[derive(Debug)]
pub(super) struct Reading {
    pub clean: Clean,
    /// ISO 639-3 code of the language it is in, when that is not the one judged by first.
    pub another: Option<&'static str>,
    /// The cues in it, each with the points it adds; none in a language without a pack.
    pub cues: Vec<Cue>,
    /// What was heard of acts, topics and priorities, in the order of the rules.
    pub sightings: Vec<Sighting>,
}

impl Reading {
    /// Heat of its words, 0 to 100.
    pub fn heat(&self) -> u8 {
        score(&self.cues)
    }

    /// Whether it asks why it takes so long.
    pub fn asks(&self) -> bool {
        self.cues.iter().any(|cue| cue.family == ASKS_ABOUT && cue.weight > 0.0)
    }
}

/// What cues add up to, 0 to 100.
pub(super) fn score(cues: &[Cue]) -> u8 {
    cues.iter().map(|cue| cue.weight).sum::<f64>().round().clamp(0.0, 100.0) as u8
}
