//! From reply files to wordings that are known to work.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use toml::Spanned;

use super::facts::{ALWAYS, FACTS};
use super::sheet::{CaseSheet, Sheet, SlotSheet};
use super::tone::{facts_only, tone};
use super::{Kind, State, Voice, WordingId};
use crate::cues::Level;
use crate::prompts::{Fault, Prompts, Source};

/// A main slot that has fewer wordings repeats itself too soon.
const ENOUGH: usize = 4;

/// One slot, compiled.
#[derive(Debug)]
pub struct Slot {
    pub(super) main: bool,
    pub(super) cases: Vec<Case>,
}

/// Wordings for one situation, compiled.
#[derive(Debug)]
pub struct Case {
    pub(super) given: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) topic: Vec<String>,
    pub(super) level: Vec<Level>,
    pub(super) heard: Vec<String>,
    pub(super) state: Vec<State>,
    pub(super) brief: Option<bool>,
    pub(super) wordings: Vec<Wording>,
}

/// One wording: its template is kept in the environment under its id.
#[derive(Debug)]
pub struct Wording {
    pub(super) id: WordingId,
    /// Facts it names beyond those its case is given.
    pub(super) extra: Vec<String>,
    /// Every fact it names.
    pub(super) names: BTreeSet<String>,
}

/// Everything compiled.
#[derive(Debug, Default)]
pub struct Compiled {
    pub(super) kinds: BTreeMap<Kind, Vec<Slot>>,
    pub(super) environment: Environment<'static>,
}

/// An environment in which people's text is only ever a value and a missing fact is an error.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("cap", capital);
    environment
}

/// The text with its first letter raised.
fn capital(text: String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !text.starts_with("iP") && !text.starts_with("macOS") => {
            first.to_uppercase().collect::<String>() + chars.as_str()
        }
        _ => text,
    }
}

/// Compiles every file below `replies/en`.
pub fn compile(prompts: &Prompts) -> Result<Compiled, Vec<Fault>> {
    let mut compiled = Compiled { kinds: BTreeMap::new(), environment: environment() };
    let mut faults = Vec::new();
    for (_, source) in prompts.below("replies/en") {
        let reader = Reader { source, faults: &mut faults, compiled: &mut compiled };
        reader.read();
    }
    if faults.is_empty() {
        for kind in Kind::ALL.iter().filter(|kind| !compiled.kinds.contains_key(kind)) {
            faults.push(Fault {
                file: "prompts/replies/en".into(),
                line: 1,
                what: format!("nothing says how to say `{}`", kind.name()),
                mend: format!("add a table [{}] to a file of this folder", kind.name()),
            });
        }
    }
    faults.sort();
    if faults.is_empty() { Ok(compiled) } else { Err(faults) }
}

/// Reads one file.
struct Reader<'a> {
    source: &'a Source,
    faults: &'a mut Vec<Fault>,
    compiled: &'a mut Compiled,
}

impl Reader<'_> {
    fn fault(&mut self, at: &Range<usize>, what: String, mend: impl Into<String>) {
        let line = self.source.text.get(..at.start).unwrap_or_default().matches('\n').count() + 1;
        self.faults.push(Fault { file: self.source.file.clone(), line, what, mend: mend.into() });
    }

    fn read(mut self) {
        let sheet: Sheet = match toml::from_str(&self.source.text) {
            Ok(sheet) => sheet,
            Err(error) => {
                let what = error.message().replace('\n', ", ");
                let mend = "see the head of prompts/replies/en/acknowledge.toml for how a file is written";
                return self.fault(&error.span().unwrap_or(0..0), what, mend);
            }
        };
        for (name, kind_sheet) in sheet {
            let Some(kind) = Kind::named(name.get_ref()) else {
                let what = format!("there is no kind `{}`", name.get_ref());
                self.fault(&name.span(), what, "use the name of a kind that the built-in files have");
                continue;
            };
            match &kind_sheet.example {
                Some(example) if !example.get_ref().trim().is_empty() => {
                    self.check_tone(kind, example.get_ref(), &example.span());
                }
                _ => {
                    let what = format!("`{}` has no example", kind.name());
                    self.fault(&name.span(), what, "add `example = \"…\"`, one text as it may sound");
                }
            }
            if self.compiled.kinds.contains_key(&kind) {
                let what = format!("`{}` is already defined in another file", kind.name());
                self.fault(&name.span(), what, "keep one of the two");
            }
            let slots = self.slots(kind, &kind_sheet.slot);
            self.compiled.kinds.insert(kind, slots);
        }
    }

    fn no_fact(&mut self, at: &Range<usize>, name: &str) {
        let mend = nearest(name).map_or_else(known_facts, |near| format!("did you mean `{near}`?"));
        self.fault(at, format!("there is no fact `{name}`"), mend);
    }

    fn slots(&mut self, kind: Kind, sheets: &[Spanned<SlotSheet>]) -> Vec<Slot> {
        let mut names = BTreeSet::new();
        let mut slots = Vec::new();
        for sheet in sheets {
            let slot = sheet.get_ref();
            let name = slot.name.get_ref();
            if !names.insert(name.clone()) {
                let what = format!("`{}` has two slots named `{name}`", kind.name());
                self.fault(&slot.name.span(), what, "give each slot its own name");
            }
            let always = slot.case.last().is_some_and(|case| case.get_ref().fits_anything());
            if slot.required && !always {
                let what = format!("slot `{name}` is required, but its last case does not fit every scene");
                self.fault(&slot.name.span(), what, "end it with a case that has only `say`");
            }
            let cases = slot.case.iter().map(|case| self.case(kind, slot, case)).collect();
            slots.push(Slot { main: slot.main, cases });
        }
        if !sheets.iter().any(|sheet| sheet.get_ref().required) {
            let at = sheets.first().map_or(0..0, Spanned::span);
            let what = format!("no slot of `{}` is required, so it might say nothing", kind.name());
            self.fault(&at, what, "mark one slot `required = true`");
        }
        slots
    }

    fn case(&mut self, kind: Kind, slot: &SlotSheet, sheet: &Spanned<CaseSheet>) -> Case {
        let case = sheet.get_ref();
        for name in case.given.iter().chain(&case.without) {
            if !is_fact(name.get_ref()) {
                self.no_fact(&name.span(), name.get_ref());
            }
        }
        let given: Vec<String> = case.given.iter().map(|name| name.get_ref().clone()).collect();
        let prefix = format!("{}.{}", kind.name(), slot.name.get_ref());
        let wordings: Vec<Wording> =
            case.say.iter().filter_map(|say| self.wording(kind, &prefix, &given, say)).collect();
        // Where a fault was named already, counting what is left of the wordings would mislead.
        let sound = wordings.len() == case.say.len() && given.iter().all(|name| is_fact(name));
        let certain = wordings.iter().filter(|wording| wording.extra.is_empty()).count();
        let need = if slot.main { ENOUGH } else { 1 };
        if sound && certain < need {
            let what = format!("this case of `{}` has {certain} wordings that it can always use", prefix);
            self.fault(&sheet.span(), what, format!("write at least {need} that name no facts but those it is given"));
        }
        Case {
            given,
            without: case.without.iter().map(|name| name.get_ref().clone()).collect(),
            topic: case.topic.clone(),
            level: case.level.clone(),
            heard: case.heard.clone(),
            state: case.state.clone(),
            brief: case.brief,
            wordings,
        }
    }

    fn check_tone(&mut self, kind: Kind, text: &str, at: &Range<usize>) {
        let mut found = tone(text);
        if kind.voice() == Voice::Bot {
            found.extend(facts_only(text));
        }
        for fault in found {
            self.fault(at, format!("`{}` {}", quoted(text, &fault.span), fault.why), fault.instead);
        }
    }

    fn wording(&mut self, kind: Kind, prefix: &str, given: &[String], say: &Spanned<String>) -> Option<Wording> {
        let (text, span) = (say.get_ref().trim(), say.span());
        let id = WordingId(format!("{prefix}.{:08x}", fingerprint(text)));
        self.check_tone(kind, text, &span);
        if let Err(error) = self.compiled.environment.add_template_owned(id.0.clone(), text.to_owned()) {
            let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
            self.fault(&span, format!("this template cannot be read: {what}"), "write facts as {{ name }}");
            return None;
        }
        let named = self.compiled.environment.get_template(&id.0).ok()?.undeclared_variables(false);
        let mut extra = Vec::new();
        let names = BTreeSet::from_iter(named);
        for name in &names {
            if !is_fact(name) {
                self.no_fact(&span, name);
            } else if !ALWAYS.contains(&name.as_str()) && !given.contains(name) {
                extra.push(name.clone());
            }
        }
        Some(Wording { id, extra, names })
    }
}

impl CaseSheet {
    fn fits_anything(&self) -> bool {
        self.given.is_empty()
            && self.without.is_empty()
            && self.topic.is_empty()
            && self.level.is_empty()
            && self.heard.is_empty()
            && self.state.is_empty()
            && self.brief.is_none()
    }
}

fn is_fact(name: &str) -> bool {
    FACTS.iter().any(|(known, _)| *known == name)
}

fn known_facts() -> String {
    let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
    format!("use one of: {}", names.join(", "))
}

/// The fact whose name is a slip of the fingers away, if one is.
fn nearest(name: &str) -> Option<&'static str> {
    let near = FACTS.iter().map(|(known, _)| (slips(name, known), *known)).min()?;
    (near.0 <= 2 && near.0 * 2 < name.chars().count()).then_some(near.1)
}

/// How many letters have to be put in, left out or changed, or neighbours swapped, to make one name of the other.
fn slips(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=to.len()).collect());
    let mut previous = None;
    for (row, letter) in from.chars().enumerate() {
        let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
        let mut line = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let changed = at(&last, column) + usize::from(letter != *other);
            let mut least = changed.min(at(&last, column + 1) + 1).min(at(&line, column) + 1);
            let swapped = column > 0 && previous == Some(*other) && to.get(column - 1) == Some(&letter);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut last, line);
        previous = Some(letter);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

fn quoted<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap_or_default()
}

/// FNV-1a: short, stable over versions and machines.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
