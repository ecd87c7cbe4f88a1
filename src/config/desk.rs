//! `desk.toml`: the desk's rules and the local chat's world, read with every fault named by file and line.

mod hours;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::Spanned;

use crate::chat::{ChannelId, ChannelKind, Channels, People, Person, PersonId, Rank};
use crate::desk::{Cadence, Pace, Policy, duration};
use crate::prompts::Fault;
use hours::{HoursTable, QuietTable};

/// The defaults, which are also their documentation.
const EXAMPLE: &str = include_str!("../../desk.example.toml");

/// A desk, ready to work.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Its rules.
    pub policy: Policy,
    /// Who is on the local chat.
    pub people: People,
    /// Which channels the local chat has.
    pub channels: Channels,
}

/// Reads the desk from a file, or the built-in one when there is none.
///
/// # Errors
/// Every fault in the file.
pub fn read_desk(path: Option<&Path>) -> Result<Desk, Vec<Fault>> {
    let (file, text) = match path {
        None => ("desk.example.toml".to_owned(), EXAMPLE.to_owned()),
        Some(path) => {
            let file = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| {
                vec![Fault {
                    file: file.clone(),
                    line: 0,
                    what: format!("cannot be read ({error})"),
                    mend: "name a readable file with HEARKEN_DESK, or leave it unset for the built-in desk".into(),
                }]
            })?;
            (file, text)
        }
    };
    Reader { file, text: &text, faults: Vec::new() }.read()
}

type Text = Spanned<String>;

/// Messages further apart than this are never one report, however a desk sets its grouping.
const LONGEST_GROUPING: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DeskFile {
    name: Option<Text>,
    hours: Option<HoursTable>,
    quiet: Option<QuietTable>,
    cadence: CadenceTable,
    pings: PingsTable,
    intake: IntakeTable,
    closing: ClosingTable,
    channels: Vec<Spanned<ChannelRow>>,
    people: Vec<Spanned<PersonRow>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CadenceTable {
    urgent: Option<Text>,
    high: Option<Text>,
    normal: Option<Text>,
    low: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PingsTable {
    in_a_row: Option<Spanned<u32>>,
    ask_before: Option<Text>,
    hush: Option<Text>,
    snooze: Option<Spanned<i64>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct IntakeTable {
    grouping: Option<Text>,
    ticket_emoji: Option<Vec<Text>>,
    nudge_peace: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ClosingTable {
    check_again: Option<Spanned<i64>>,
    close: Option<Spanned<i64>>,
    no_answer: Option<Spanned<i64>>,
}

// What a row must have is looked for when it is read, and not with the shape of the file, so that one that is missing
// hides no other fault.

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelRow {
    id: Option<Text>,
    kind: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    id: Option<Text>,
    name: Option<Text>,
    role: Option<Text>,
    time_zone: Option<Text>,
}

struct Reader<'a> {
    file: String,
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Desk, Vec<Fault>> {
        let Some(file) = self.shape() else { return Err(self.faults) };
        let policy = self.policy(&file);
        // A file that is only about the rules keeps the built-in people and channels.
        let world: DeskFile = toml::from_str(EXAMPLE).unwrap_or_default();
        let people = self.people(if file.people.is_empty() { &world.people } else { &file.people });
        let channels = self.channels(if file.channels.is_empty() { &world.channels } else { &file.channels });
        self.faults.sort_by_key(|fault| fault.line);
        if self.faults.is_empty() { Ok(Desk { policy, people, channels }) } else { Err(self.faults) }
    }

    /// The file by its shape: what has none is noted and read over, so that one fault hides no other.
    fn shape(&mut self) -> Option<DeskFile> {
        let mut text = self.text.to_owned();
        loop {
            let error = match toml::from_str(&text) {
                Ok(file) => return Some(file),
                Err(error) => error,
            };
            // Where something was read over it may have left a hole, which is no fault of the file.
            let legible = text.parse::<toml::Table>().is_ok();
            if !legible && !self.faults.is_empty() {
                return None;
            }
            let span = error.span().unwrap_or_default();
            self.fault(span.start, error.message().to_owned(), "see desk.example.toml for the shape".to_owned());
            if !legible || !read_over(&mut text, span) {
                return None;
            }
        }
    }

    fn policy(&mut self, file: &DeskFile) -> Policy {
        let mut policy = Policy::default();
        if let Some(name) = &file.name {
            self.legible(name, "the desk");
            policy.desk.clone_from(name.get_ref());
        }
        if let Some(hours) = &file.hours {
            policy.hours = self.hours(hours);
        }
        if let Some(quiet) = &file.quiet {
            policy.quiet = self.quiet(quiet);
        }
        let Cadence { urgent, high, normal, low } = policy.cadence;
        policy.cadence = Cadence {
            urgent: self.pace(file.cadence.urgent.as_ref(), urgent),
            high: self.pace(file.cadence.high.as_ref(), high),
            normal: self.pace(file.cadence.normal.as_ref(), normal),
            low: self.pace(file.cadence.low.as_ref(), low),
        };
        policy.max_pings = self.count(file.pings.in_a_row.as_ref(), policy.max_pings, 1..=20);
        policy.ask_before = self.duration(file.pings.ask_before.as_ref(), policy.ask_before);
        policy.snooze_days = self.count(file.pings.snooze.as_ref(), policy.snooze_days, 1..=60);
        policy.hush = self.duration(file.pings.hush.as_ref(), policy.hush);
        policy.grouping = self.duration(file.intake.grouping.as_ref(), policy.grouping);
        if let Some(given) = file.intake.grouping.as_ref().filter(|_| policy.grouping > LONGEST_GROUPING) {
            let what = format!("“{}” would take a day's troubles for one report", given.get_ref());
            self.fault(given.span().start, what, "use an hour at most; \"5m\" suits most desks".to_owned());
        }
        policy.nudge_peace = self.duration(file.intake.nudge_peace.as_ref(), policy.nudge_peace);
        if let Some(emoji) = &file.intake.ticket_emoji {
            policy.ticket_emoji = emoji.iter().map(|name| self.emoji(name)).collect();
        }
        policy.check_again_days = self.count(file.closing.check_again.as_ref(), policy.check_again_days, 1..=60);
        policy.close_days = self.count(file.closing.close.as_ref(), policy.close_days, 1..=60);
        policy.no_answer_days = self.count(file.closing.no_answer.as_ref(), policy.no_answer_days, 1..=60);
        policy
    }

    fn people(&mut self, rows: &[Spanned<PersonRow>]) -> People {
        let mut people = BTreeMap::new();
        for row in rows {
            let (at, row) = (row.span().start, row.get_ref());
            let id = self.given(row.id.as_ref(), at, "a person", "id");
            let name = self.given(row.name.as_ref(), at, "a person", "name");
            let role = self.given(row.role.as_ref(), at, "a person", "role");
            let zone = row.time_zone.as_ref().map_or(TimeZone::UTC, |zone| self.zone(zone));
            let rank = role.and_then(|role| self.word(role, "role", &["requester", "agent", "lead"]));
            if let Some(name) = name {
                self.legible(name, "a person");
            }
            let (Some(given), Some(name)) = (id, name) else { continue };
            let id = PersonId(given.get_ref().clone());
            let taken = id.as_str() == "hearken" || !is_name(id.as_str());
            let rank = rank.unwrap_or(Rank::Requester);
            let person = Person { id: id.clone(), name: name.get_ref().clone(), rank, zone };
            if taken || people.insert(id.clone(), person).is_some() {
                let mend = "use a name of its own in small letters, digits, dots and dashes".to_owned();
                self.fault(given.span().start, format!("the person {id} cannot be called that"), mend);
            }
        }
        let asks = |row: &PersonRow| row.role.as_ref().is_some_and(|role| role.get_ref() == "requester");
        if rows.iter().all(|row| asks(row.get_ref())) {
            let mend = "give one of the people the role \"agent\"".to_owned();
            self.fault(0, "there is nobody at the desk, so no request would ever be answered".to_owned(), mend);
        }
        People(people)
    }

    fn channels(&mut self, rows: &[Spanned<ChannelRow>]) -> Channels {
        let mut channels = BTreeMap::new();
        for row in rows {
            let (at, row) = (row.span().start, row.get_ref());
            let id = self.given(row.id.as_ref(), at, "a channel", "id");
            let kind = self.given(row.kind.as_ref(), at, "a channel", "kind");
            let kinds = ["intake", "agents", "listened", "broadcast"];
            let kind = kind.and_then(|kind| self.word(kind, "kind of channel", &kinds));
            let Some(given) = id else { continue };
            let id = ChannelId(given.get_ref().clone());
            let kind = kind.unwrap_or(ChannelKind::Listened);
            if !is_name(id.as_str()) || channels.insert(id.clone(), kind).is_some() {
                let mend = "use a name of its own in small letters, digits, dots and dashes".to_owned();
                self.fault(given.span().start, format!("the channel {id} cannot be called that"), mend);
            }
        }
        let agents = channels.values().filter(|kind| **kind == ChannelKind::Agents).count();
        if agents != 1 {
            let mend = "name exactly one channel of kind \"agents\": the cards land there".to_owned();
            self.fault(0, format!("there are {agents} channels for agents"), mend);
        }
        Channels(channels)
    }

    /// What a row must have.
    fn given<'t>(&mut self, field: Option<&'t Text>, at: usize, row: &str, what: &str) -> Option<&'t Text> {
        if field.is_none() {
            self.fault(at, format!("{row} has no {what}"), format!("add a line {what} = \"…\""));
        }
        field
    }

    /// A name that people are addressed by has something in it to read.
    fn legible(&mut self, name: &Text, whose: &str) {
        if !name.get_ref().chars().any(char::is_alphanumeric) {
            let what = format!("{whose} has an empty name");
            self.fault(name.span().start, what, "write the name as people should read it".to_owned());
        }
    }

    /// The name of a reaction, as the chat has it: without colons.
    fn emoji(&mut self, name: &Text) -> String {
        let given = name.get_ref();
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '+');
        if given.is_empty() || !given.chars().all(known) {
            let what = format!("“{given}” is not the name of a reaction");
            self.fault(name.span().start, what, "write its name, such as \"ticket\", without colons".to_owned());
        }
        given.clone()
    }

    /// One of a few words. Read here and not with the shape of the file, so that a wrong one hides no other fault.
    fn word<T: serde::de::DeserializeOwned>(&mut self, text: &Text, what: &str, known: &[&str]) -> Option<T> {
        let given = text.get_ref().as_str();
        let read = known.contains(&given).then(|| serde_json::from_value(given.into()).ok()).flatten();
        if read.is_none() {
            let known: Vec<String> = known.iter().map(|word| format!("\"{word}\"")).collect();
            let what = format!("there is no {what} “{given}”");
            self.fault(text.span().start, what, format!("use one of {}", known.join(", ")));
        }
        read
    }

    fn zone(&mut self, text: &Text) -> TimeZone {
        TimeZone::get(text.get_ref()).unwrap_or_else(|_| {
            let what = format!("there is no time zone “{}”", text.get_ref());
            self.fault(text.span().start, what, "use a name such as \"Europe/Berlin\" or \"UTC\"".to_owned());
            TimeZone::UTC
        })
    }

    fn duration(&mut self, text: Option<&Text>, default: jiff::SignedDuration) -> jiff::SignedDuration {
        let Some(text) = text else { return default };
        duration(text.get_ref()).unwrap_or_else(|| {
            let what = format!("“{}” is no duration", text.get_ref());
            self.fault(text.span().start, what, "write it as \"20m\", \"2h\" or \"1d\"".to_owned());
            default
        })
    }

    fn pace(&mut self, text: Option<&Text>, default: Pace) -> Pace {
        let Some(text) = text else { return default };
        let days = text.get_ref().strip_suffix(" working day").or(text.get_ref().strip_suffix(" working days"));
        match (days.map(str::parse), duration(text.get_ref())) {
            (Some(Ok(days)), _) if (1..=60).contains(&days) => Pace::Days(days),
            (None, Some(time)) => Pace::Time(time),
            _ => {
                let what = format!("“{}” is no pace", text.get_ref());
                let mend = "write it as \"30m\", \"4h\" or \"1 working day\"".to_owned();
                self.fault(text.span().start, what, mend);
                default
            }
        }
    }

    fn count<T>(&mut self, value: Option<&Spanned<T>>, default: T, allowed: std::ops::RangeInclusive<T>) -> T
    where
        T: Copy + PartialOrd + std::fmt::Display,
    {
        let Some(value) = value else { return default };
        if allowed.contains(value.get_ref()) {
            return *value.get_ref();
        }
        let what = format!("{} is out of bounds", value.get_ref());
        let mend = format!("use a number from {} to {}", allowed.start(), allowed.end());
        self.fault(value.span().start, what, mend);
        default
    }

    fn fault(&mut self, at: usize, what: String, mend: String) {
        let line = self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        self.faults.push(Fault { file: self.file.clone(), line, what, mend });
    }
}

/// Blanks the lines of something out, so that all else stays where it is. Whether there was anything left to blank out.
fn read_over(text: &mut String, span: std::ops::Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else { return false };
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let to = after.find('\n').map_or(text.len(), |at| span.end + at);
    let Some(lines) = text.get(from..to).filter(|lines| !lines.trim().is_empty()) else { return false };
    let blank: String = lines.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(from..to, &blank);
    true
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
}

#[cfg(test)]
mod tests;
