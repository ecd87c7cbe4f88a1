//! What a message is for, and what it is about.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::clean::Clean;
use super::rulebook;
use super::rules::{Rules, Sighting};
use super::sheet::Sheet;
use super::{Act, Intake, Priority, Reason, Role, Subject, Turn};

/// The topic of a request that no rule knows.
const NO_TOPIC: &str = "other";

/// An intake file, compiled.
#[derive(Debug)]
pub(super) struct IntakeBook {
    topics: BTreeSet<String>,
    settings: Vec<Setting>,
    rules: Rules,
}

/// Something about where a message stands, rather than its words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    signal: Signal,
    act: Act,
    weight: f64,
    because: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Signal {
    /// Always: what a message is for when nothing else speaks.
    Always,
    /// The author wrote here before.
    SpokeBefore,
    /// The message before this one is the desk's.
    AfterAgent,
    /// The author is of the desk.
    DeskSpeaks,
    /// It begins by mentioning somebody.
    MentionFirst,
    /// Code or output, and no words.
    OnlyPasted,
    /// It is in a language without a pack.
    AnotherLanguage,
}

impl IntakeBook {
    /// Reads an intake file; faults go to the sheet.
    pub(super) fn read(sheet: &mut Sheet<'_>) -> Option<IntakeBook> {
        let topics = sheet.take::<BTreeSet<String>>("topics").unwrap_or_default();
        let settings = sheet.each::<Setting>("setting");
        let acts: BTreeSet<String> = ACTS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let priorities: BTreeSet<String> = PRIORITIES.iter().map(|(name, _)| (*name).to_owned()).collect();
        let rules = rulebook::read(sheet, &[("act", &acts), ("topic", &topics), ("priority", &priorities)]);
        Some(IntakeBook { topics, settings, rules: rules? })
    }

    /// Every topic, the one for what no rule knows last.
    pub(super) fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.iter().map(String::as_str).filter(|topic| *topic != NO_TOPIC).chain([NO_TOPIC])
    }

    /// What the last message is for and about.
    pub(super) fn judge(
        &self,
        last: Turn<'_>,
        clean: &Clean,
        foreign: bool,
        earlier: &[Turn<'_>],
    ) -> (Intake, Subject) {
        let heard = self.rules.sightings(clean);
        let mut speaks: BTreeMap<&str, Case> = BTreeMap::new();
        for setting in self.settings.iter().filter(|setting| setting.signal.holds(last, clean, foreign, earlier)) {
            let entry = speaks.entry(act_name(setting.act)).or_default();
            entry.add(setting.weight, setting.reason());
        }
        let mut last_rule = None;
        for sighting in &heard {
            let Some(rule) = self.rules.rule(sighting.rule) else { continue };
            // A rule speaks once, however often it is heard.
            if last_rule.replace(sighting.rule) != Some(sighting.rule) {
                let entry = speaks.entry(rule.kind.as_str()).or_default();
                entry.add(sighting.points, self.reason(sighting, last.text, clean));
            }
        }
        let (act, reasons) = strongest(&speaks, &ACTS).unwrap_or((Act::Chatter, Vec::new()));
        let reasons = of_group("act", reasons).collect();
        let mut why = Vec::new();
        let topic = self.topics.iter().map(|topic| (topic.as_str(), topic.as_str())).collect::<Vec<_>>();
        let topic = strongest(&speaks, &topic).map_or(NO_TOPIC, |(topic, reasons)| {
            why.extend(of_group("topic", reasons));
            topic
        });
        let priority = strongest(&speaks, &PRIORITIES).map_or(Priority::Normal, |(priority, reasons)| {
            why.extend(of_group("priority", reasons));
            priority
        });
        (Intake { act, reasons }, Subject { topic: topic.to_owned(), priority, reasons: why })
    }

    fn reason(&self, sighting: &Sighting, sent: &str, clean: &Clean) -> Reason {
        let quote = sent.get(clean.as_sent(&sighting.span)).unwrap_or_default().trim().to_owned();
        let (rule, because) = match self.rules.rule(sighting.rule) {
            Some(rule) => (rule.id.clone(), rule.because.clone()),
            None => Default::default(),
        };
        Reason { rule, quote, because }
    }
}

/// Reasons with the table their rule stands in before its id: `topic.vpn`, `priority.deadline.today`.
fn of_group(group: &str, reasons: Vec<Reason>) -> impl Iterator<Item = Reason> {
    reasons.into_iter().map(move |reason| Reason { rule: format!("{group}.{}", reason.rule), ..reason })
}

/// The kind with the most points, the earlier in the list winning a tie, and the reasons that speak for it.
fn strongest<T: Copy>(speaks: &BTreeMap<&str, Case>, kinds: &[(&str, T)]) -> Option<(T, Vec<Reason>)> {
    let mut best: Option<(T, &Case)> = None;
    for (name, kind) in kinds {
        if let Some(case) = speaks.get(name)
            && case.points > best.map_or(0.0, |(_, best)| best.points)
        {
            best = Some((*kind, case));
        }
    }
    best.map(|(kind, case)| (kind, case.speaking()))
}

/// What speaks for one kind, and how much.
#[derive(Default)]
struct Case {
    points: f64,
    reasons: Vec<(f64, Reason)>,
}

impl Case {
    fn add(&mut self, points: f64, reason: Reason) {
        self.points += points;
        self.reasons.push((points, reason));
    }

    /// The reasons that speak for it, strongest first.
    fn speaking(&self) -> Vec<Reason> {
        let mut speaking: Vec<_> = self.reasons.iter().filter(|(points, _)| *points > 0.0).collect();
        speaking.sort_by(|a, b| b.0.total_cmp(&a.0));
        speaking.into_iter().map(|(_, reason)| reason.clone()).collect()
    }
}

impl Setting {
    fn reason(&self) -> Reason {
        Reason { rule: self.signal.name().to_owned(), quote: String::new(), because: self.because.clone() }
    }
}

impl Signal {
    fn name(self) -> &'static str {
        match self {
            Signal::Always => "setting.always",
            Signal::SpokeBefore => "setting.spoke_before",
            Signal::AfterAgent => "setting.after_agent",
            Signal::DeskSpeaks => "setting.desk_speaks",
            Signal::MentionFirst => "setting.mention_first",
            Signal::OnlyPasted => "setting.only_pasted",
            Signal::AnotherLanguage => "setting.another_language",
        }
    }

    fn holds(self, last: Turn<'_>, clean: &Clean, foreign: bool, earlier: &[Turn<'_>]) -> bool {
        match self {
            Signal::Always => true,
            Signal::SpokeBefore => earlier.iter().any(|turn| turn.role == Role::Requester),
            Signal::AfterAgent => earlier.last().is_some_and(|turn| turn.role == Role::Agent),
            Signal::DeskSpeaks => last.role == Role::Agent,
            Signal::MentionFirst => clean.mention_first,
            Signal::OnlyPasted => clean.pasted && !clean.has_words(),
            Signal::AnotherLanguage => foreign,
        }
    }
}

/// Acts by name; the earlier wins a tie, because a request that is missed costs more than a ticket too many.
const ACTS: [(&str, Act); 7] = [
    ("request", Act::Request),
    ("chase", Act::Chase),
    ("followup", Act::Followup),
    ("thanks", Act::Thanks),
    ("answer", Act::Answer),
    ("greeting", Act::Greeting),
    ("chatter", Act::Chatter),
];

/// Priorities by name; the more pressing wins a tie.
const PRIORITIES: [(&str, Priority); 4] =
    [("urgent", Priority::Urgent), ("high", Priority::High), ("normal", Priority::Normal), ("low", Priority::Low)];

fn act_name(act: Act) -> &'static str {
    ACTS.iter().find(|(_, known)| *known == act).map_or("chatter", |(name, _)| name)
}
