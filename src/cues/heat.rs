//! From cues to heat: what was heard in one message, weighed so that saying it twice or at length adds little.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use super::clean::Clean;
use super::context::{Context, Earlier, RawContext};
use super::reading::{Reading, score};
use super::rulebook;
use super::rules::{Rules, Sighting};
use super::sheet::Sheet;
use super::{Circumstances, Cue, Heat, Level, Turn};

/// A cue file, compiled.
#[derive(Debug)]
pub(super) struct CueBook {
    /// ISO 639-3 code of the language it is for.
    pub language: String,
    /// Words that nearly every text in that language has.
    pub everyday: BTreeSet<String>,
    levels: Levels,
    blend: Blend,
    rules: Rules,
    contexts: Vec<Context>,
}

/// The score at which each level begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Levels {
    strained: u8,
    frustrated: u8,
    upset: u8,
}

/// How cues add up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Blend {
    /// A family's second cue counts this much of its weight, the third this much of that.
    again: f64,
    /// The second hottest sentence counts this much, the third this much of that.
    sentence: f64,
    /// Circumstances together add at most this many points.
    context: f64,
}

impl CueBook {
    /// Reads a cue file; faults go to the sheet.
    pub(super) fn read(sheet: &mut Sheet<'_>) -> Option<CueBook> {
        let language = sheet.take::<String>("language");
        let everyday = sheet.take::<BTreeSet<String>>("everyday");
        let levels = sheet.take::<toml::Spanned<Levels>>("levels");
        let blend = sheet.take::<Blend>("blend");
        let families: BTreeSet<String> =
            sheet.take::<BTreeMap<String, String>>("families").unwrap_or_default().into_keys().collect();
        let rules = rulebook::read(sheet, &[("rule", &families)]);
        let contexts = Context::read(sheet.each::<RawContext>("context"), sheet, &families);
        let levels = levels?;
        let (span, levels) = (levels.span(), levels.into_inner());
        if !(0 < levels.strained && levels.strained < levels.frustrated && levels.frustrated < levels.upset) {
            let mend = "let strained be above 0, frustrated above strained, and upset above frustrated".into();
            sheet.fault(span, "the levels do not rise".into(), mend);
        }
        Some(CueBook { language: language?, everyday: everyday?, levels, blend: blend?, rules: rules?, contexts })
    }

    /// Heat of a message after the earlier turns.
    pub(super) fn heat(
        &self,
        reading: &Reading,
        turns: &[Turn<'_>],
        known: &Circumstances,
        read: impl Fn(&str) -> Arc<Reading>,
    ) -> Heat {
        let mut cues = reading.cues.clone();
        let over = cues.iter().any(|cue| cue.weight < 0.0);
        let shown = cues.iter().map(|cue| cue.weight).sum();
        let earlier = Earlier { turns, read, over };
        cues.extend(Context::cues(&self.contexts, (self.blend.context, shown), reading, &earlier, known));
        cues.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.start.cmp(&b.span.start)));
        let score = score(&cues);
        Heat { score, level: self.level(score), cues, abstained: None }
    }

    /// The step a score falls in.
    pub(super) fn level(&self, score: u8) -> Level {
        match score {
            score if score >= self.levels.upset => Level::Upset,
            score if score >= self.levels.frustrated => Level::Frustrated,
            score if score >= self.levels.strained => Level::Strained,
            _ => Level::Calm,
        }
    }

    /// The cues in the words of one message, each with the points it adds.
    pub(super) fn words(&self, clean: &Clean) -> Vec<Cue> {
        let mut heard = self.rules.sightings(clean);
        heard.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then(a.span.start.cmp(&b.span.start)));
        let mut kept: Vec<Sighting> = Vec::with_capacity(heard.len());
        let mut times: BTreeMap<&str, i32> = BTreeMap::new();
        let mut sentences: BTreeMap<usize, f64> = BTreeMap::new();
        for mut sighting in heard {
            let family = self.family(sighting.rule);
            let said = kept.iter().any(|other| {
                let overlaps = other.span.start < sighting.span.end && sighting.span.start < other.span.end;
                overlaps && self.family(other.rule) == family
            });
            if said {
                continue;
            }
            let again = times.entry(family).or_default();
            sighting.points *= self.blend.again.powi(*again);
            *again += 1;
            if sighting.points > 0.0 {
                *sentences.entry(clean.sentence_at(sighting.span.start)).or_default() += sighting.points;
            }
            kept.push(sighting);
        }
        let ranks = ranked(&sentences);
        kept.into_iter().filter_map(|sighting| self.cue(&sighting, clean, &ranks)).collect()
    }

    fn family(&self, rule: usize) -> &str {
        self.rules.rule(rule).map(|rule| rule.kind.as_str()).unwrap_or_default()
    }

    fn cue(&self, sighting: &Sighting, clean: &Clean, ranks: &BTreeMap<usize, i32>) -> Option<Cue> {
        let rule = self.rules.rule(sighting.rule)?;
        let rank = ranks.get(&clean.sentence_at(sighting.span.start)).copied().unwrap_or_default();
        // Relief is of the whole message, wherever it stands.
        let share = if sighting.points > 0.0 { self.blend.sentence.powi(rank) } else { 1.0 };
        Some(Cue {
            rule: rule.id.clone(),
            family: rule.kind.clone(),
            span: clean.as_sent(&sighting.span),
            weight: (sighting.points * share * 10.0).round() / 10.0,
            because: rule.because.clone(),
        })
    }
}

/// Sentences by their heat: the hottest is 0.
fn ranked(sentences: &BTreeMap<usize, f64>) -> BTreeMap<usize, i32> {
    let mut order: Vec<(usize, f64)> = sentences.iter().map(|(sentence, points)| (*sentence, *points)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().map(|(sentence, _)| sentence).zip(0..).collect()
}
