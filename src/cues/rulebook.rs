//! Reading rules and guards from a file, and trying every example that stands with them.

use std::collections::BTreeSet;

use regex_syntax::hir::Hir;
use serde::Deserialize;
use toml::Spanned;

use super::clean::Clean;
use super::needles::Needles;
use super::pattern::Pattern;
use super::rules::{Guard, Owner, Rule, Rules, Scope};
use super::sheet::Sheet;

/// After the examples of so many rules the automata let go of what those taught them, before it adds up.
const EXAMPLES: usize = 32;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    #[serde(alias = "act", alias = "topic", alias = "priority")]
    family: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    weight: Spanned<f64>,
    because: String,
    #[serde(rename = "match")]
    heard: Vec<Spanned<String>>,
    #[serde(default, rename = "ignore")]
    ignored: Vec<Spanned<String>>,
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
    times: Spanned<f64>,
    #[serde(rename = "match")]
    heard: Vec<Spanned<String>>,
    #[serde(default, rename = "ignore")]
    ignored: Vec<Spanned<String>>,
}

fn three_words() -> usize {
    3
}

/// A book being read.
#[derive(Default)]
struct Draft {
    rules: Vec<Rule>,
    guards: Vec<Guard>,
    patterns: Vec<(Owner, Pattern)>,
    made_of: Vec<Hir>,
    examples: Vec<Examples>,
    ids: BTreeSet<String>,
}

/// What a rule or guard must hear, and must not.
struct Examples {
    id: Spanned<String>,
    owner: Owner,
    heard: Vec<Spanned<String>>,
    ignored: Vec<Spanned<String>>,
}

/// Takes `[[table]]` for each of `tables`, whose rules must speak for one of the kinds given with it, then `[[guard]]`,
/// and tries their examples, unless they are proven. Faults go to the sheet.
pub(super) fn read(sheet: &mut Sheet<'_>, tables: &[(&str, &BTreeSet<String>)]) -> Option<Rules> {
    let mut draft = Draft::default();
    for (table, kinds) in tables {
        for raw in sheet.each::<RawRule>(table) {
            draft.add_rule(sheet, raw, kinds);
        }
    }
    for raw in sheet.each::<RawGuard>("guard") {
        draft.add_guard(sheet, raw);
    }
    let needles = match Needles::new(&draft.made_of) {
        Ok(needles) => needles,
        Err(error) => {
            sheet.fault(0..0, format!("all patterns together are too large ({error})"), "make some shorter".into());
            return None;
        }
    };
    let mut rules = Rules { rules: draft.rules, guards: draft.guards, patterns: draft.patterns, needles };
    if sheet.proven() {
        return Some(rules);
    }
    for some in draft.examples.chunks(EXAMPLES) {
        some.iter().for_each(|examples| examples.try_all(sheet, &rules));
        // The examples touch every pattern, people's messages only a few.
        rules.patterns.iter_mut().for_each(|(_, pattern)| pattern.rest());
    }
    Some(rules)
}

impl Draft {
    fn add_rule(&mut self, sheet: &mut Sheet<'_>, raw: RawRule, kinds: &BTreeSet<String>) {
        if !kinds.contains(raw.family.get_ref()) {
            unknown(sheet, &raw.family, kinds.iter().map(String::as_str));
        }
        let owner = Owner::Rule(self.rules.len());
        if self.add_patterns(sheet, owner, &raw.id, &raw.patterns) {
            self.examples.push(Examples { id: raw.id.clone(), owner, heard: raw.heard, ignored: raw.ignored });
            let (id, kind) = (raw.id.into_inner(), raw.family.into_inner());
            self.rules.push(Rule { id, kind, weight: number(sheet, &raw.weight), because: raw.because });
        }
    }

    fn add_guard(&mut self, sheet: &mut Sheet<'_>, raw: RawGuard) {
        let mut acts_on = vec![raw.kinds.is_empty(); self.rules.len()];
        for kind in &raw.kinds {
            let name = kind.get_ref();
            let meant: Vec<bool> = self.rules.iter().map(|rule| rule.kind == *name || rule.id == *name).collect();
            acts_on.iter_mut().zip(&meant).for_each(|(acts, meant)| *acts |= meant);
            if !meant.contains(&true) {
                unknown(sheet, kind, self.rules.iter().flat_map(|rule| [rule.kind.as_str(), rule.id.as_str()]));
            }
        }
        let owner = Owner::Guard(self.guards.len());
        if self.add_patterns(sheet, owner, &raw.id, &raw.patterns) {
            self.examples.push(Examples { id: raw.id, owner, heard: raw.heard, ignored: raw.ignored });
            self.guards.push(Guard { acts_on, scope: raw.scope, reach: raw.reach, times: number(sheet, &raw.times) });
        }
    }

    /// Reads the patterns of one entry; false when none of it can be used.
    fn add_patterns(
        &mut self,
        sheet: &mut Sheet<'_>,
        owner: Owner,
        id: &Spanned<String>,
        patterns: &[Spanned<String>],
    ) -> bool {
        let name = id.get_ref();
        if !self.ids.insert(name.clone()) {
            sheet.fault(id.span(), format!("the id `{name}` stands here twice"), "give one of them another id".into());
            return false;
        }
        if patterns.is_empty() {
            sheet.fault(id.span(), format!("`{name}` has no pattern"), "add one to `patterns`".into());
        }
        for pattern in patterns {
            let read = Pattern::new(pattern.get_ref()).and_then(|(pattern, made_of)| {
                let proven = if sheet.proven() { Ok(()) } else { pattern.prove() };
                proven.map(|()| (pattern, made_of))
            });
            match read {
                Ok((read, made_of)) => {
                    self.patterns.push((owner, read));
                    self.made_of.push(made_of);
                }
                Err(what) => {
                    let what = format!("`{name}` has a bad pattern: {what}");
                    sheet.fault(pattern.span(), what, "mend the regular expression".into());
                }
            }
        }
        true
    }
}

impl Examples {
    fn try_all(&self, sheet: &mut Sheet<'_>, rules: &Rules) {
        let id = self.id.get_ref();
        if self.heard.is_empty() {
            let mend = "add a sentence to `match` that it must hear".into();
            sheet.fault(self.id.span(), format!("`{id}` has no example"), mend);
        }
        for text in self.heard.iter().filter(|text| !self.speaks(text.get_ref(), rules)) {
            let what = format!("`{id}` does not hear its own example \"{}\"", text.get_ref());
            sheet.fault(text.span(), what, "widen a pattern, or take the example out".into());
        }
        for text in self.ignored.iter().filter(|text| self.speaks(text.get_ref(), rules)) {
            let what = format!("`{id}` hears \"{}\", which it must ignore", text.get_ref());
            sheet.fault(text.span(), what, "narrow a pattern, add a guard, or take the example out".into());
        }
    }

    /// A rule speaks when it is heard after all guards; a guard when its words are there.
    fn speaks(&self, text: &str, rules: &Rules) -> bool {
        let clean = Clean::of(text);
        match self.owner {
            Owner::Rule(place) => rules.sightings(&clean).iter().any(|sighting| sighting.rule == place),
            Owner::Guard(_) => {
                let own = rules.patterns.iter().filter(|(owner, _)| *owner == self.owner);
                own.map(|(_, pattern)| pattern.hits(&clean.text).count()).sum::<usize>() > 0
            }
        }
    }
}

/// TOML knows numbers that cannot be counted with.
fn number(sheet: &mut Sheet<'_>, written: &Spanned<f64>) -> f64 {
    let number = *written.get_ref();
    if !number.is_finite() {
        sheet.fault(written.span(), format!("{number} is no plain number"), "write one like 12 or 0.5".into());
    }
    number
}

/// Names what begins alike, so that a misspelling is mended at a glance.
fn unknown<'a>(sheet: &mut Sheet<'_>, name: &Spanned<String>, known: impl Iterator<Item = &'a str>) {
    let first = name.get_ref().chars().next();
    let near: BTreeSet<&str> = known.filter(|known| known.chars().next() == first).collect();
    let mend = match near.is_empty() {
        true => "use one that this file names".to_owned(),
        false => format!("did you mean {}", near.into_iter().collect::<Vec<_>>().join(" or ")),
    };
    sheet.fault(name.span(), format!("`{}` is not known", name.get_ref()), mend);
}
