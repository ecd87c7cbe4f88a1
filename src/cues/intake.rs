//! What a message is for, and what it is about.

use std::collections::{BTreeMap, BTreeSet};

use super::clean::Clean;
use super::rulebook;
use super::rules::{Rule, Rules, Sighting};
use super::setting::{Setting, Standing};
use super::sheet::Sheet;
use super::{Act, Intake, Priority, Reason, Subject};

/// The topic of a message that no rule knows.
const NO_TOPIC: &str = "other";

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

/// An intake file, compiled.
#[derive(Debug)]
pub(super) struct IntakeBook {
    topics: BTreeSet<String>,
    settings: Vec<Setting>,
    rules: Rules,
}

impl IntakeBook {
    /// Reads an intake file; faults go to the sheet.
    pub(super) fn read(sheet: &mut Sheet<'_>) -> Option<IntakeBook> {
        let topics = sheet.take::<BTreeSet<String>>("topics").unwrap_or_default();
        let settings = sheet.each::<Setting>("setting");
        let acts = ACTS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let priorities = PRIORITIES.iter().map(|(name, _)| (*name).to_owned()).collect();
        let rules = rulebook::read(sheet, &[("act", &acts), ("topic", &topics), ("priority", &priorities)]);
        Some(IntakeBook { topics, settings, rules: rules? })
    }

    /// Every topic, the one for what no rule knows last.
    pub(super) fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.iter().map(String::as_str).filter(|topic| *topic != NO_TOPIC).chain([NO_TOPIC])
    }

    /// What is heard of acts, topics and priorities in the words of one message.
    pub(super) fn words(&self, clean: &Clean) -> Vec<Sighting> {
        self.rules.sightings(clean)
    }

    /// What a message is for and about, from its words and from where it stands.
    pub(super) fn judge(&self, standing: &Standing<'_>) -> (Intake, Subject) {
        let mut cases: BTreeMap<&str, Case> = BTreeMap::new();
        // A rule speaks once, however often it is heard.
        for sighting in
            standing.reading.sightings.chunk_by(|one, next| one.rule == next.rule).filter_map(<[Sighting]>::first)
        {
            if let Some(rule) = self.rules.rule(sighting.rule) {
                let reason = reason(rule, sighting, standing.last.text, &standing.reading.clean);
                cases.entry(&rule.kind).or_default().add(sighting.points, reason);
            }
        }
        let topic = strongest(&cases, self.topics.iter().map(|topic| (topic.as_str(), topic.as_str())));
        let priority = strongest(&cases, PRIORITIES);
        for setting in self.settings.iter().filter(|setting| setting.holds(standing, topic.is_some())) {
            cases.entry(act_name(setting.act)).or_default().add(setting.weight, setting.reason());
        }
        let (act, mut reasons) = strongest(&cases, ACTS).unwrap_or((Act::Chatter, Vec::new()));
        let (topic, mut why) = topic.unwrap_or((NO_TOPIC, Vec::new()));
        let (priority, mut more) = priority.unwrap_or((Priority::Normal, Vec::new()));
        // The table a rule stands in goes before its id, so that a reason says what it speaks for.
        for (group, reasons) in [("act", &mut reasons), ("topic", &mut why), ("priority", &mut more)] {
            for reason in reasons {
                reason.rule = format!("{group}.{}", reason.rule);
            }
        }
        why.extend(more);
        (Intake { act, reasons }, Subject { topic: topic.to_owned(), priority, reasons: why })
    }
}

fn act_name(act: Act) -> &'static str {
    ACTS.iter().find(|(_, known)| *known == act).map_or("chatter", |(name, _)| name)
}

fn reason(rule: &Rule, sighting: &Sighting, sent: &str, clean: &Clean) -> Reason {
    let quote = sent.get(clean.as_sent(&sighting.span)).unwrap_or_default().trim().to_owned();
    Reason { rule: rule.id.clone(), quote, because: rule.because.clone() }
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

/// The kind with the most points, the earlier winning a tie, and the reasons that speak for it.
fn strongest<'a, T>(
    cases: &BTreeMap<&str, Case>,
    kinds: impl IntoIterator<Item = (&'a str, T)>,
) -> Option<(T, Vec<Reason>)> {
    let mut best: Option<(T, &Case)> = None;
    for (name, kind) in kinds {
        if let Some(case) = cases.get(name)
            && case.points > best.as_ref().map_or(0.0, |(_, best)| best.points)
        {
            best = Some((kind, case));
        }
    }
    best.map(|(kind, case)| (kind, case.speaking()))
}
