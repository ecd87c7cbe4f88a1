//! From reply files to wordings that are known to work.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use toml::Spanned;

use super::facts::ALWAYS;
use super::naming::{is_fact, known_facts, nearest};
use super::sheet::{CaseSheet, Sheet, SlotSheet};
use super::tone::{facts_only, tone};
use super::{Kind, State, Voice, WordingId};
use crate::cues::Level;
use crate::prompts::{Fault, Prompts, Source};

/// A main slot that has fewer wordings repeats itself too soon.
const ENOUGH: usize = 4;

/// One slot, compiled: one template holds all its wordings, since each template costs some kilobytes however short.
#[derive(Debug)]
pub struct Slot {
    pub(super) main: bool,
    /// The template's name in the environment.
    template: String,
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

/// One wording.
#[derive(Debug)]
pub struct Wording {
    pub(super) id: WordingId,
    /// Which of its slot's it is.
    place: usize,
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

impl Compiled {
    /// One wording of a slot, with the facts put in; `None` when it names one that is missing.
    pub(super) fn sentence(&self, slot: &Slot, wording: &Wording, facts: &Value) -> Option<String> {
        let template = self.environment.get_template(&slot.template).ok()?;
        template.render(context! { wording => wording.place, ..facts.clone() }).ok()
    }
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
            let template = format!("{}.{name}", kind.name());
            let mut texts = Vec::new();
            let cases = slot.case.iter().map(|case| self.case(kind, &template, (slot, &mut texts), case)).collect();
            let choice = choice(&texts, 0);
            if let Err(error) = self.compiled.environment.add_template_owned(template.clone(), choice) {
                let what = format!("the wordings of slot `{name}` get in each other's way: {}", told(&error));
                self.fault(&slot.name.span(), what, "write facts as {{ name }}, and conditions as {% if name %}");
            }
            slots.push(Slot { main: slot.main, template, cases });
        }
        if !sheets.iter().any(|sheet| sheet.get_ref().required) {
            let at = sheets.first().map_or(0..0, Spanned::span);
            let what = format!("no slot of `{}` is required, so it might say nothing", kind.name());
            self.fault(&at, what, "mark one slot `required = true`");
        }
        slots
    }

    fn case(
        &mut self,
        kind: Kind,
        prefix: &str,
        (slot, texts): (&SlotSheet, &mut Vec<String>),
        sheet: &Spanned<CaseSheet>,
    ) -> Case {
        let case = sheet.get_ref();
        for name in case.given.iter().chain(&case.without) {
            if !is_fact(name.get_ref()) {
                self.no_fact(&name.span(), name.get_ref());
            }
        }
        let given: Vec<String> = case.given.iter().map(|name| name.get_ref().clone()).collect();
        let wordings: Vec<Wording> =
            case.say.iter().filter_map(|say| self.wording(kind, prefix, &given, texts, say)).collect();
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

    fn wording(
        &mut self,
        kind: Kind,
        prefix: &str,
        given: &[String],
        texts: &mut Vec<String>,
        say: &Spanned<String>,
    ) -> Option<Wording> {
        let (text, span) = (say.get_ref().trim(), say.span());
        let id = WordingId(format!("{prefix}.{:08x}", fingerprint(text)));
        self.check_tone(kind, text, &span);
        // Tried by itself first, so that a fault is told where it is.
        let named = match self.compiled.environment.template_from_str(text) {
            Ok(template) => template.undeclared_variables(false),
            Err(error) => {
                let what = format!("this template cannot be read: {}", told(&error));
                self.fault(&span, what, "write facts as {{ name }}");
                return None;
            }
        };
        let mut extra = Vec::new();
        let names = BTreeSet::from_iter(named);
        for name in &names {
            if !is_fact(name) {
                self.no_fact(&span, name);
            } else if !ALWAYS.contains(&name.as_str()) && !given.contains(name) {
                extra.push(name.clone());
            }
        }
        texts.push(text.to_owned());
        Some(Wording { id, place: texts.len() - 1, extra, names })
    }
}

/// A template that says one of these: the one whose place `wording` tells, counted from `first`.
fn choice(texts: &[String], first: usize) -> String {
    match texts {
        [] => String::new(),
        [text] => text.clone(),
        _ => {
            let (left, right) = texts.split_at(texts.len() / 2);
            let middle = first + left.len();
            format!(
                "{{% if wording < {middle} %}}{}{{% else %}}{}{{% endif %}}",
                choice(left, first),
                choice(right, middle)
            )
        }
    }
}

fn told(error: &minijinja::Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
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

fn quoted<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap_or_default()
}

/// FNV-1a: short, stable over versions and machines.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
