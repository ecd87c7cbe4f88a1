//! Rules and guards as they stand in a file, and finding in a message what they speak of.

use std::collections::BTreeSet;
use std::ops::Range;

use regex::Regex;
use regex_syntax::hir::Hir;
use serde::Deserialize;
use toml::Spanned;

use super::clean::Clean;
use super::needles::Needles;
use super::pattern::any_of;
use super::sheet::Sheet;

/// A rule heard more often than this in one message says nothing new.
const MOST_SIGHTINGS: usize = 6;

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
struct Guard {
    /// Kinds or rule ids it changes; empty means every rule.
    kinds: BTreeSet<String>,
    scope: Scope,
    reach: usize,
    times: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scope {
    /// Only what lies in the guard's own words.
    Words,
    /// What begins within `reach` words after it, in the same sentence.
    After,
    /// The sentence it stands in.
    Sentence,
    /// The whole message.
    Message,
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
    rules: Vec<Rule>,
    guards: Vec<Guard>,
    needles: Needles,
    /// Rules first, then guards, as in `needles`.
    each: Vec<Regex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    #[serde(alias = "act", alias = "topic", alias = "priority")]
    family: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    weight: f64,
    because: String,
    #[serde(rename = "match")]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuard {
    id: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    #[serde(default)]
    kinds: Vec<Spanned<String>>,
    scope: Scope,
    #[serde(default = "three_words")]
    reach: usize,
    times: f64,
    #[serde(rename = "match")]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
}

fn three_words() -> usize {
    3
}

/// What a rule or guard must hear, and must not.
struct Examples {
    id: Spanned<String>,
    regex: usize,
    heard: Vec<Spanned<String>>,
    ignored: Vec<Spanned<String>>,
}

impl Rules {
    /// Takes `[[table]]` for each of `tables`, whose rules must speak for one of the kinds given with it, then
    /// `[[guard]]`; runs every example. Faults go to the sheet; without any sound rule there is no answer.
    pub(super) fn read(sheet: &mut Sheet<'_>, tables: &[(&str, &BTreeSet<String>)]) -> Option<Rules> {
        let mut book = Draft::default();
        let mut known = BTreeSet::new();
        for (table, kinds) in tables {
            for raw in sheet.each::<RawRule>(table) {
                book.add_rule(sheet, raw, kinds);
            }
            known.extend(kinds.iter().cloned());
        }
        known.extend(book.rules.iter().map(|rule| rule.id.clone()));
        let first_guard = book.rules.len();
        for raw in sheet.each::<RawGuard>("guard") {
            book.add_guard(sheet, raw, &known);
        }
        let needles = match Needles::new(&book.parts) {
            Ok(needles) => needles,
            Err(error) => {
                sheet.fault(0..0, format!("all patterns together are too large ({error})"), "make some shorter".into());
                return None;
            }
        };
        let rules = Rules { rules: book.rules, guards: book.guards, needles, each: book.regexes };
        rules.try_examples(sheet, &book.examples, first_guard);
        Some(rules)
    }

    /// The rule at a place that [`Sighting::rule`] named.
    pub(super) fn rule(&self, place: usize) -> Option<&Rule> {
        self.rules.get(place)
    }

    /// Every rule heard, by rule and then by place, with guards applied.
    pub(super) fn sightings(&self, clean: &Clean) -> Vec<Sighting> {
        let mut found = Vec::new();
        for place in self.needles.candidates(&clean.text) {
            let Some(regex) = self.each.get(place) else { continue };
            let spans = regex.find_iter(&clean.text).take(MOST_SIGHTINGS).map(|hit| hit.range());
            if let Some(rule) = self.rules.get(place) {
                found.extend(spans.map(|span| Sighting { rule: place, span, points: rule.weight }));
            } else if let Some(guard) = self.guards.get(place - self.rules.len()) {
                // Rules come first, so all of them are known by now.
                for span in spans {
                    self.apply(guard, &span, clean, &mut found);
                }
            }
        }
        found.retain(|sighting| sighting.points != 0.0);
        found
    }

    fn apply(&self, guard: &Guard, at: &Range<usize>, clean: &Clean, found: &mut [Sighting]) {
        for sighting in found {
            let meant = guard.kinds.is_empty()
                || self
                    .rules
                    .get(sighting.rule)
                    .is_some_and(|rule| guard.kinds.contains(&rule.kind) || guard.kinds.contains(&rule.id));
            if meant && guard.reaches(at, &sighting.span, clean) {
                sighting.points *= guard.times;
            }
        }
    }

    fn try_examples(&self, sheet: &mut Sheet<'_>, all: &[Examples], first_guard: usize) {
        for examples in all {
            let speaks = |text: &str| {
                let clean = Clean::of(text);
                if examples.regex < first_guard {
                    return self.sightings(&clean).iter().any(|sighting| sighting.rule == examples.regex);
                }
                self.each.get(examples.regex).is_some_and(|regex| regex.is_match(&clean.text))
            };
            let id = examples.id.get_ref();
            for text in examples.heard.iter().filter(|text| !speaks(text.get_ref())) {
                let what = format!("`{id}` does not hear its own example \"{}\"", text.get_ref());
                sheet.fault(text.span(), what, "widen a pattern, or take the example out".into());
            }
            for text in examples.ignored.iter().filter(|text| speaks(text.get_ref())) {
                let what = format!("`{id}` hears \"{}\", which it must ignore", text.get_ref());
                sheet.fault(text.span(), what, "narrow a pattern, add a guard, or take the example out".into());
            }
        }
    }
}

impl Guard {
    fn reaches(&self, at: &Range<usize>, span: &Range<usize>, clean: &Clean) -> bool {
        match self.scope {
            Scope::Words => span.start < at.end && at.start < span.end,
            Scope::Message => true,
            Scope::Sentence => clean.sentence_at(at.start) == clean.sentence_at(span.start),
            Scope::After => {
                let between = clean.text.get(at.end..span.start);
                clean.sentence_at(at.start) == clean.sentence_at(span.start)
                    && between.is_some_and(|words| words.split_whitespace().count() <= self.reach)
            }
        }
    }
}

/// A book being read.
#[derive(Default)]
struct Draft {
    rules: Vec<Rule>,
    guards: Vec<Guard>,
    parts: Vec<Vec<Hir>>,
    regexes: Vec<Regex>,
    examples: Vec<Examples>,
    seen: BTreeSet<String>,
}

impl Draft {
    fn add_rule(&mut self, sheet: &mut Sheet<'_>, raw: RawRule, kinds: &BTreeSet<String>) {
        known_kind(sheet, &raw.family, kinds);
        if !self.add_pattern(sheet, &raw.id, &raw.patterns, raw.examples, raw.ignore) {
            return;
        }
        self.rules.push(Rule {
            id: raw.id.into_inner(),
            kind: raw.family.into_inner(),
            weight: raw.weight,
            because: raw.because,
        });
    }

    fn add_guard(&mut self, sheet: &mut Sheet<'_>, raw: RawGuard, kinds: &BTreeSet<String>) {
        for kind in &raw.kinds {
            known_kind(sheet, kind, kinds);
        }
        if self.add_pattern(sheet, &raw.id, &raw.patterns, raw.examples, raw.ignore) {
            let kinds = raw.kinds.into_iter().map(Spanned::into_inner).collect();
            self.guards.push(Guard { kinds, scope: raw.scope, reach: raw.reach, times: raw.times });
        }
    }

    /// Compiles the patterns of one entry; false when they are faulty, and then nothing was added.
    fn add_pattern(
        &mut self,
        sheet: &mut Sheet<'_>,
        id: &Spanned<String>,
        patterns: &[Spanned<String>],
        heard: Vec<Spanned<String>>,
        ignored: Vec<Spanned<String>>,
    ) -> bool {
        let name = id.get_ref();
        if !self.seen.insert(name.clone()) {
            sheet.fault(id.span(), format!("the id `{name}` stands here twice"), "give one of them another id".into());
            return false;
        }
        if heard.is_empty() {
            let mend = "add a sentence to `match` that it must hear".into();
            sheet.fault(id.span(), format!("`{name}` has no example"), mend);
        }
        if patterns.is_empty() {
            sheet.fault(id.span(), format!("`{name}` has no pattern"), "add one to `patterns`".into());
            return false;
        }
        let plain: Vec<&str> = patterns.iter().map(|pattern| pattern.get_ref().as_str()).collect();
        match any_of(&plain) {
            Ok(pattern) => {
                self.examples.push(Examples { id: id.clone(), regex: self.regexes.len(), heard, ignored });
                self.parts.push(pattern.parts);
                self.regexes.push(pattern.regex);
                true
            }
            Err((number, what)) => {
                let span = patterns.get(number).map_or(id.span(), Spanned::span);
                sheet.fault(span, format!("`{name}` has a bad pattern: {what}"), "mend the regular expression".into());
                false
            }
        }
    }
}

fn known_kind(sheet: &mut Sheet<'_>, kind: &Spanned<String>, kinds: &BTreeSet<String>) {
    if !kinds.contains(kind.get_ref()) {
        let near = kinds.iter().filter(|name| name.starts_with(kind.get_ref().get(..1).unwrap_or_default()));
        let near = near.map(String::as_str).collect::<Vec<_>>().join(", ");
        let mend = match near.as_str() {
            "" => "use one that this file names".to_owned(),
            near => format!("use one that this file names, such as {near}"),
        };
        sheet.fault(kind.span(), format!("`{}` is not known", kind.get_ref()), mend);
    }
}
