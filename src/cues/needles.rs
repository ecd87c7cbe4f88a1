//! The letters without which a pattern cannot match: looked for all at once, they tell which patterns are worth running.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind};

/// A larger set of characters tells too little to be worth looking for.
const MOST_CHARACTERS: usize = 32;

/// One pass over a text that names every pattern that may match it.
#[derive(Debug)]
pub(super) struct Needles {
    search: AhoCorasick,
    /// For each needle, the patterns that need it.
    owners: Vec<Vec<usize>>,
    /// Patterns without a needle, which may always match.
    always: Vec<usize>,
    patterns: usize,
}

impl Needles {
    /// For each pattern, given by its parts of which any may match, finds what it needs.
    pub(super) fn new(patterns: &[Vec<Hir>]) -> Result<Needles, BuildError> {
        let mut owned: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut always = Vec::new();
        for (number, parts) in patterns.iter().enumerate() {
            match any(parts) {
                None => always.push(number),
                Some(needles) => needles.into_iter().for_each(|needle| owned.entry(needle).or_default().push(number)),
            }
        }
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(owned.keys())?;
        Ok(Needles { search, owners: owned.into_values().collect(), always, patterns: patterns.len() })
    }

    /// The patterns that may match, in ascending order.
    pub(super) fn candidates(&self, text: &str) -> Vec<usize> {
        let mut wanted = vec![false; self.patterns];
        let mut seen = vec![false; self.owners.len()];
        self.always.iter().for_each(|number| mark(&mut wanted, *number));
        for found in self.search.find_overlapping_iter(text) {
            let needle = found.pattern().as_usize();
            if seen.get(needle) == Some(&false) {
                mark(&mut seen, needle);
                self.owners.get(needle).into_iter().flatten().for_each(|number| mark(&mut wanted, *number));
            }
        }
        wanted.iter().enumerate().filter(|(_, wanted)| **wanted).map(|(number, _)| number).collect()
    }
}

fn mark(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}

/// Strings of which every match of `hir` has one, in lower case; none when nothing certain can be said.
fn needed(hir: &Hir) -> Option<BTreeSet<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(BTreeSet::from([text.to_ascii_lowercase()]))
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(worth),
        HirKind::Alternation(parts) => any(parts),
        HirKind::Class(Class::Unicode(class)) => {
            let letters = || class.iter().flat_map(|range| range.start()..=range.end());
            let few = letters().take(MOST_CHARACTERS + 1).count() <= MOST_CHARACTERS;
            few.then(|| letters().map(|letter| letter.to_ascii_lowercase().to_string()).collect())
        }
        _ => None,
    }
}

fn any(parts: &[Hir]) -> Option<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for part in parts {
        all.extend(needed(part)?);
    }
    Some(all)
}

/// Long needles are rare in a text, and few are better than many.
fn worth(needles: &BTreeSet<String>) -> (usize, std::cmp::Reverse<usize>) {
    (needles.iter().map(String::len).min().unwrap_or_default().min(4), std::cmp::Reverse(needles.len()))
}
