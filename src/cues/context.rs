//! What the words alone do not tell: how long somebody waited, how often they asked, whether it came back.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::reading::Reading;
use super::sheet::Sheet;
use super::{Circumstances, Cue, Role, Turn};

/// Only this many of the requester's latest turns are looked at.
const LATEST_TURNS: usize = 6;
/// Two messages say the same when this share of their longer words is shared …
const SAME_SHARE: f64 = 0.6;
/// … and they have at least this many of them.
const SAME_WORDS: usize = 3;

/// One circumstance and what it adds.
#[derive(Debug)]
pub(super) struct Context {
    signal: Signal,
    id: String,
    family: String,
    weight: f64,
    from: f64,
    at_most: f64,
    because: String,
    alone: bool,
}

/// What came before a message.
pub(super) struct Earlier<'a, R> {
    /// Oldest first.
    pub turns: &'a [Turn<'a>],
    /// Reads one of them.
    pub read: R,
    /// The message tells of relief: what was felt before it is over.
    pub over: bool,
}

/// What can be known beside the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Signal {
    /// Hours since the requester's last unanswered message.
    Waited,
    /// Times the ticket was reopened.
    Reopened,
    /// Promises broken.
    MissedPromise,
    /// Earlier tickets on the same topic within seven days.
    Repeat,
    /// The requester's messages since anybody answered, before this one.
    Unanswered,
    /// Those of them that asked where it stands.
    Chases,
    /// Earlier messages that said the same.
    OwnWords,
    /// The hottest earlier message, 0 to 100.
    EarlierHeat,
    /// The requester's messages before this one.
    Turns,
}

/// A `[[context]]` as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawContext {
    signal: Signal,
    family: Spanned<String>,
    weight: f64,
    #[serde(default)]
    from: f64,
    at_most: f64,
    because: String,
    /// Whether it may raise calm words by itself. What may not adds at most as many points as the words show.
    #[serde(default)]
    alone: bool,
}

impl Context {
    /// Checks what was read.
    pub(super) fn read(raw: Vec<RawContext>, sheet: &mut Sheet<'_>, families: &BTreeSet<String>) -> Vec<Context> {
        raw.into_iter()
            .map(|raw| {
                if !families.contains(raw.family.get_ref()) {
                    let what = format!("`{}` is not known", raw.family.get_ref());
                    sheet.fault(raw.family.span(), what, "use one of the families at the top of this file".into());
                }
                Context {
                    signal: raw.signal,
                    id: format!("context.{}", raw.signal.name()),
                    family: raw.family.into_inner(),
                    weight: raw.weight,
                    from: raw.from,
                    at_most: raw.at_most,
                    because: raw.because,
                    alone: raw.alone,
                }
            })
            .collect()
    }

    /// The circumstances that add heat, together at most `room` points: nobody is called strained for having been left
    /// without an answer, unless the words, which `shown` points were heard in, say so too.
    pub(super) fn cues(
        contexts: &[Context],
        (mut room, shown): (f64, f64),
        reading: &Reading,
        earlier: &Earlier<'_, impl Fn(&str) -> Arc<Reading>>,
        known: &Circumstances,
    ) -> Vec<Cue> {
        let mut cues = Vec::new();
        let mut silent_room = shown.max(0.0);
        for context in contexts {
            let value = context.signal.value(reading, earlier, known);
            let above = if value.is_finite() { (value - context.from).max(0.0) } else { 0.0 };
            let room_here = if context.alone { room } else { room.min(silent_room) };
            let points = ((context.weight * above).min(context.at_most).min(room_here) * 10.0).round() / 10.0;
            if points <= 0.0 {
                continue;
            }
            room -= points;
            if !context.alone {
                silent_room -= points;
            }
            cues.push(Cue {
                rule: context.id.clone(),
                family: context.family.clone(),
                span: 0..0,
                weight: points,
                because: context.because.replace("{n}", &format!("{}", value.round())),
            });
        }
        cues
    }
}

impl Signal {
    fn name(self) -> &'static str {
        match self {
            Signal::Waited => "waited",
            Signal::Reopened => "reopened",
            Signal::MissedPromise => "missed_promise",
            Signal::Repeat => "repeat",
            Signal::Unanswered => "unanswered",
            Signal::Chases => "chases",
            Signal::OwnWords => "own_words",
            Signal::EarlierHeat => "earlier_heat",
            Signal::Turns => "turns",
        }
    }

    fn value(
        self,
        reading: &Reading,
        Earlier { turns, read, over }: &Earlier<'_, impl Fn(&str) -> Arc<Reading>>,
        known: &Circumstances,
    ) -> f64 {
        let unanswered = || turns.iter().rev().take_while(|turn| turn.role == Role::Requester).take(LATEST_TURNS);
        let own = || turns.iter().rev().filter(|turn| turn.role == Role::Requester).take(LATEST_TURNS);
        match self {
            Signal::Waited => known.hours_waited,
            Signal::Reopened => f64::from(known.reopened),
            Signal::MissedPromise => f64::from(known.missed_promises),
            Signal::Repeat => f64::from(known.repeats),
            Signal::Unanswered => unanswered().count() as f64,
            Signal::Chases => unanswered().filter(|turn| !over && read(turn.text).asks()).count() as f64,
            Signal::OwnWords => {
                own().filter(|turn| say_the_same(&reading.clean.text, &read(turn.text).clean.text)).count() as f64
            }
            Signal::EarlierHeat => {
                own().filter(|_| !over).map(|turn| read(turn.text).heat()).max().map_or(0.0, f64::from)
            }
            Signal::Turns => own().count() as f64,
        }
    }
}

/// Whether two messages share most of their longer words.
fn say_the_same(one: &str, other: &str) -> bool {
    let (one, other) = (longer_words(one), longer_words(other));
    let shared = one.intersection(&other).count();
    shared >= SAME_WORDS && shared as f64 >= SAME_SHARE * one.len().min(other.len()) as f64
}

fn longer_words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect()
}
