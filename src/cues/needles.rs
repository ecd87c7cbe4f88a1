//! The letters without which a pattern cannot match: looked for all at once, they tell which patterns are worth running.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A needle is spelled out only while there are at most this many ways to write it.
const MOST_SPELLINGS: usize = 40;
/// A piece that may repeat more often than this is not spelled out.
const MOST_REPEATS: u32 = 2;
/// Stands for a word boundary while needles are put together; cleaned text has no control characters.
const EDGE: char = '\u{1}';
/// Stands for the beginning of the text.
const START: char = '\u{2}';

type Spellings = BTreeSet<String>;

/// One pass over a text that names every pattern that may match it.
#[derive(Debug)]
pub(super) struct Needles {
    search: AhoCorasick,
    /// For each needle, who needs it.
    owners: Vec<Vec<Owner>>,
    /// Patterns without a needle, which may always match.
    always: Vec<usize>,
    patterns: usize,
}

/// A pattern that needs a needle, and whether the text must begin with it, or a word begin or end with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    pattern: usize,
    first: bool,
    begins: bool,
    ends: bool,
}

impl Needles {
    /// Finds what each pattern needs.
    pub(super) fn new(patterns: &[Hir]) -> Result<Needles, BuildError> {
        let mut owned: BTreeMap<String, BTreeSet<Owner>> = BTreeMap::new();
        let mut always = Vec::new();
        for (pattern, hir) in patterns.iter().enumerate() {
            let Some(needles) = needed(hir) else {
                always.push(pattern);
                continue;
            };
            for needle in needles {
                let word = |letter: Option<char>| letter.is_some_and(is_word);
                let bare = needle.replace([EDGE, START], "");
                let first = needle.starts_with(START);
                let begins = needle.starts_with(EDGE) && word(bare.chars().next());
                let ends = needle.ends_with(EDGE) && word(bare.chars().next_back());
                owned.entry(bare).or_default().insert(Owner { pattern, first, begins, ends });
            }
        }
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(owned.keys())?;
        let owners = owned.into_values().map(|owners| owners.into_iter().collect()).collect();
        Ok(Needles { search, owners, always, patterns: patterns.len() })
    }

    /// The patterns that may match, in ascending order.
    pub(super) fn candidates(&self, text: &str) -> Vec<usize> {
        let mut wanted = vec![false; self.patterns];
        let mut want = |pattern: usize| wanted.get_mut(pattern).into_iter().for_each(|flag| *flag = true);
        self.always.iter().for_each(|pattern| want(*pattern));
        let bytes = text.as_bytes();
        let word = |place: Option<usize>| place.and_then(|place| bytes.get(place)).is_some_and(|b| is_word(*b as char));
        for found in self.search.find_overlapping_iter(text) {
            let before = word(found.start().checked_sub(1));
            let after = word(Some(found.end()));
            for owner in self.owners.get(found.pattern().as_usize()).into_iter().flatten() {
                let misplaced = owner.first && found.start() > 0;
                if !(misplaced || owner.begins && before || owner.ends && after) {
                    want(owner.pattern);
                }
            }
        }
        wanted.iter().enumerate().filter(|(_, wanted)| **wanted).map(|(pattern, _)| pattern).collect()
    }
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Strings of which every match of `hir` has one, in lower case; none when nothing certain can be said.
fn needed(hir: &Hir) -> Option<Spellings> {
    if let Some(spellings) = spelled(hir).filter(says_something) {
        return Some(spellings);
    }
    match hir.kind() {
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Alternation(parts) => any(parts),
        HirKind::Concat(parts) => {
            let mut options = Vec::new();
            let mut sofar = nothing();
            for part in parts {
                let spelled = spelled(part);
                let longer = spelled.as_ref().and_then(|next| product(&sofar, next));
                if longer.is_none() {
                    options.push(std::mem::replace(&mut sofar, spelled.unwrap_or_else(nothing)));
                    options.extend(needed(part));
                }
                sofar = longer.unwrap_or(sofar);
            }
            options.push(sofar);
            options.into_iter().filter(says_something).max_by_key(worth)
        }
        _ => None,
    }
}

fn any(parts: &[Hir]) -> Option<Spellings> {
    let mut all = Spellings::new();
    for part in parts {
        all.extend(needed(part)?);
    }
    Some(all)
}

/// Every string that `hir` can match, if they are few.
fn spelled(hir: &Hir) -> Option<Spellings> {
    let all = match hir.kind() {
        HirKind::Empty => nothing(),
        HirKind::Look(Look::WordAscii | Look::WordUnicode) => Spellings::from([EDGE.to_string()]),
        HirKind::Look(Look::Start) => Spellings::from([START.to_string()]),
        HirKind::Look(_) => nothing(),
        HirKind::Literal(literal) => Spellings::from([std::str::from_utf8(&literal.0).ok()?.to_ascii_lowercase()]),
        HirKind::Class(Class::Unicode(class)) => {
            let letters = class.iter().flat_map(|range| range.start()..=range.end()).take(MOST_SPELLINGS + 1);
            letters.map(|letter| letter.to_ascii_lowercase().to_string()).collect()
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) if repetition.max.is_some_and(|most| most <= MOST_REPEATS) => {
            let once = spelled(&repetition.sub)?;
            let mut all = Spellings::new();
            let mut sofar = nothing();
            for times in 0..=repetition.max.unwrap_or_default() {
                if times >= repetition.min {
                    all.extend(sofar.iter().cloned());
                }
                sofar = product(&sofar, &once)?;
            }
            all
        }
        HirKind::Repetition(_) => return None,
        HirKind::Capture(capture) => spelled(&capture.sub)?,
        HirKind::Concat(parts) => parts.iter().try_fold(nothing(), |sofar, part| product(&sofar, &spelled(part)?))?,
        HirKind::Alternation(parts) => {
            let mut all = Spellings::new();
            for part in parts {
                all.extend(spelled(part)?);
            }
            all
        }
    };
    (all.len() <= MOST_SPELLINGS).then_some(all)
}

fn nothing() -> Spellings {
    Spellings::from([String::new()])
}

fn product(first: &Spellings, then: &Spellings) -> Option<Spellings> {
    let few = first.len() * then.len() <= MOST_SPELLINGS;
    few.then(|| first.iter().flat_map(|a| then.iter().map(move |b| format!("{a}{b}"))).collect())
}

fn says_something(needles: &Spellings) -> bool {
    length(needles) > 0
}

/// Letters of the shortest needle.
fn length(needles: &Spellings) -> usize {
    needles
        .iter()
        .map(|needle| needle.chars().filter(|letter| ![EDGE, START].contains(letter)).count())
        .min()
        .unwrap_or_default()
}

/// Long needles are rare in a text, and few are better than many.
fn worth(needles: &Spellings) -> (usize, Reverse<usize>) {
    (length(needles).min(6), Reverse(needles.len()))
}
