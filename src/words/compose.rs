//! Composing: a kind's slots in order, each filled by a fresh wording whose facts exist.

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

use super::compile::{Case, Compiled, Slot, Wording, compile};
use super::facts::{ALWAYS, facts};
use super::inert::whole;
use super::passing::Apart;
use super::{Heard, Kind, Report, Scene, Voice};
use crate::cues::Level;
use crate::prompts::{Fault, Prompts};
use crate::recent::Recent;

/// All reply files compiled, ready to speak. Share it behind an `Arc`.
#[derive(Debug)]
pub struct Words {
    pub(super) compiled: Compiled,
    understood: Recent<Report>,
}

/// Names one wording, stable until its text is edited: `acknowledge.opening.5c0f13aa`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordingId(pub String);

/// What to vary by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory<'a> {
    /// Chooses among wordings that are equally fresh: the same seed, scene and recent give the same text.
    pub seed: u64,
    /// Wordings lately used with this person or on this ticket, oldest first: avoided, and when all were used the oldest
    /// is taken. To get another text, add those of the last one and ask again.
    pub recent: &'a [WordingId],
}

/// A text ready to post, with what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The whole text: one paragraph, but for an agent's own words that have lines of their own.
    pub text: String,
    /// The wordings it was made of, in order: remember them.
    pub wordings: Vec<WordingId>,
    /// Why a suggestion says what it says: `“third time this week” → it keeps coming back`. Empty for the bot's own words.
    pub because: Vec<String>,
}

impl Words {
    /// Compiles `replies/en/*.toml`.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn compile(prompts: &Prompts) -> Result<Words, Vec<Fault>> {
        Ok(Words { compiled: compile(prompts)?, understood: Recent::default() })
    }

    /// Understands what somebody wrote, as [`Report::understand`] does; what was read a moment ago costs nothing.
    pub fn understand(&self, text: &str) -> Report {
        Report::clone(&self.understood.get(text, Report::understand))
    }

    /// Lets go of what people wrote: somebody is to be forgotten.
    pub fn forget_texts(&self) {
        self.understood.forget();
    }

    /// Says one kind of thing about a scene. Never fails: what compiled can always be said.
    pub fn say(&self, kind: Kind, scene: &Scene, memory: &Memory<'_>) -> Said {
        let mut facts = facts(scene);
        let apart = Apart::take(kind.passing(), scene, &mut facts);
        let slots = self.compiled.kinds.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let values = values(&facts);
        let mut filled: Vec<Part<'_>> =
            slots.iter().filter_map(|slot| self.fill(slot, scene, (&facts, &values), memory)).collect();
        if kind.voice() == Voice::Suggestion {
            shorten(&mut filled);
        }
        let because = if kind.voice() == Voice::Suggestion { because(&filled, scene, &facts) } else { Vec::new() };
        let (wordings, sentences): (Vec<WordingId>, Vec<String>) =
            filled.into_iter().map(|part| (part.wording.id.clone(), part.sentence)).unzip();
        Said { text: apart.put(&paragraph(&sentences)), wordings, because }
    }

    fn fill<'a>(
        &'a self,
        slot: &'a Slot,
        scene: &Scene,
        (facts, values): (&BTreeMap<&'static str, String>, &Value),
        memory: &Memory<'_>,
    ) -> Option<Part<'a>> {
        let case = slot.cases.iter().find(|case| case.fits(scene, facts))?;
        let sayable: Vec<&Wording> = case
            .wordings
            .iter()
            .filter(|wording| wording.extra.iter().all(|fact| facts.contains_key(fact.as_str())))
            .collect();
        let wording = freshest(&sayable, memory)?;
        let sentence = self.compiled.sentence(slot, wording, values)?;
        Some(Part { case, wording, sentence, main: slot.main })
    }
}

/// The facts as templates see them.
pub(super) fn values(facts: &BTreeMap<&'static str, String>) -> Value {
    Value::from(Serde(facts))
}

/// One slot, filled.
struct Part<'a> {
    case: &'a Case,
    wording: &'a Wording,
    sentence: String,
    main: bool,
}

/// People stop reading a chat message that is longer than this many words.
const LONGEST: usize = 90;

/// Leaves out what is least needed, from the end, until the text is short enough to be read.
fn shorten(parts: &mut Vec<Part<'_>>) {
    let words = |parts: &[Part<'_>]| parts.iter().map(|part| part.sentence.split_whitespace().count()).sum::<usize>();
    while words(parts) > LONGEST {
        let Some(last) = parts.iter().rposition(|part| !part.main) else { return };
        parts.remove(last);
    }
}

impl Case {
    pub(super) fn fits(&self, scene: &Scene, facts: &BTreeMap<&'static str, String>) -> bool {
        let known = |fact: &String| facts.contains_key(fact.as_str());
        let heard = |name: &String| scene.heard.iter().any(|heard| heard.is(name));
        self.given.iter().filter(|fact| !ALWAYS.contains(&fact.as_str())).all(known)
            && !self.without.iter().any(known)
            && (self.topic.is_empty() || scene.topic.as_ref().is_some_and(|topic| self.topic.contains(topic)))
            && (self.level.is_empty() || self.level.contains(&scene.level))
            && (self.heard.is_empty() || self.heard.iter().any(heard))
            && (self.state.is_empty() || self.state.contains(&scene.state))
            && self.brief.is_none_or(|brief| brief == scene.brief)
    }
}

/// One that was not used lately, else the one that was used longest ago.
fn freshest<'a>(wordings: &[&'a Wording], memory: &Memory<'_>) -> Option<&'a Wording> {
    let last_use = |wording: &Wording| memory.recent.iter().rposition(|recent| *recent == wording.id);
    let fresh: Vec<&Wording> = wordings.iter().copied().filter(|wording| last_use(wording).is_none()).collect();
    if fresh.is_empty() {
        return wordings.iter().copied().min_by_key(|wording| last_use(wording));
    }
    let first = wordings.first()?;
    let draw = scramble(
        memory.seed ^ first.id.0.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into())),
    );
    let index = usize::try_from(draw % u64::try_from(fresh.len()).unwrap_or(1)).unwrap_or(0);
    fresh.get(index).copied()
}

/// SplitMix64's finaliser: neighbouring seeds give unrelated draws.
fn scramble(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The sentences joined, with the marks put right where somebody's own words ended in one.
pub(super) fn paragraph(sentences: &[String]) -> String {
    let mut text = String::new();
    for sentence in sentences.iter().map(|sentence| sentence.trim()) {
        let goes_on = text.ends_with(':');
        text.push(' ');
        text.push_str(&if goes_on { sentence.to_owned() } else { capital(sentence) });
    }
    let text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    [("….", "…"), ("?.", "?"), ("!.", "!"), ("…”.", "…”"), ("?”.", "?”"), ("!”.", "!”"), ("..", "."), (",,", ",")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match chars.next() {
        Some(first) if !sentence.starts_with("iP") && !sentence.starts_with("macOS") => {
            first.to_uppercase().collect::<String>() + chars.as_str()
        }
        _ => sentence.to_owned(),
    }
}

/// The reasons an agent reads beside a suggestion: what was heard first, then what the ticket knows. Only what the chosen
/// wordings rest on is a reason: words whose family or heat chose them, facts that they name.
fn because(parts: &[Part<'_>], scene: &Scene, facts: &BTreeMap<&'static str, String>) -> Vec<String> {
    if scene.unread {
        let who = facts.get("name").map_or("the requester", String::as_str);
        return vec![format!(
            "{who} seems to write in a language I can't read → a plain reply in English that says nothing of the matter; \
             please answer in theirs if you can"
        )];
    }
    let by_heat = parts.iter().any(|part| !part.case.level.is_empty() && !part.case.level.contains(&Level::Calm));
    let by_family = |heard: &Heard| parts.iter().any(|part| part.case.heard.iter().any(|name| heard.is(name)));
    let said = |wanted: &dyn Fn(&Heard) -> bool| -> Vec<String> {
        let quoted =
            scene.heard.iter().filter(|heard| wanted(heard)).filter_map(|heard| match whole(&heard.quote, 60) {
                // A circumstance is no words: the ticket's own facts tell of it below, and count it now.
                quote if quote.is_empty() => None,
                quote => Some(format!("“{quote}” → {}", heard.because)),
            });
        quoted.take(4).collect()
    };
    let mut reasons = said(&|heard| by_heat || by_family(heard));
    let mut named = |fact: &str, say: &dyn Fn(&str) -> String| {
        if let Some(value) = facts.get(fact)
            && parts.iter().any(|part| part.wording.names.contains(fact))
        {
            reasons.push(say(value));
        }
    };
    named("deadline_in", &|left| format!("{left} left → a way round it before the cause"));
    named("promised", &|time| format!("promised by {time}, not kept → owns it"));
    named("waited", &|time| format!("{time} without an answer → names the wait"));
    named("again", &|which| format!("{which} ticket on this topic this week → reads the earlier ones"));
    named("reopened", &|times| format!("reopened {times} → the fix did not hold"));
    if reasons.is_empty() {
        reasons.push(match scene.level {
            Level::Calm => "calm wording → plain answer".to_owned(),
            level => said(&|_| true)
                .into_iter()
                .next()
                .unwrap_or_else(|| format!("{} wording → answers the matter", level.word())),
        });
    }
    reasons
}
