//! One line of `hearken suggest`: a report and a few facts in, suggestions out.

use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::{Action, Heard, Kind, Memory, Missed, Report, Scene, State, Waiting, WaitingOn, Words};
use crate::cues::Level;

/// What is suggested for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The kind of reply: `acknowledge`, `missed_promise`, …
    pub kind: String,
    /// The text.
    pub text: String,
    /// Why it says what it says.
    pub because: Vec<String>,
}

/// The facts a line may carry; times are RFC 3339, names are as people write them.
#[derive(Debug, Deserialize)]
struct Line {
    requester: String,
    text: String,
    now: Option<Timestamp>,
    time_zone: Option<String>,
    reported_at: Option<Timestamp>,
    level: Option<Level>,
    #[serde(default)]
    heard: Vec<Heard>,
    agent: Option<String>,
    state: Option<State>,
    next_word: Option<Timestamp>,
    /// Minutes without an answer.
    waited: Option<i64>,
    last_action: Option<Action>,
    waiting_for: Option<String>,
    promised_for: Option<Timestamp>,
    #[serde(default)]
    repeats_this_week: u32,
    #[serde(default)]
    reopened: u32,
    /// What the agent typed: a workaround, or a summary of the fix.
    note: Option<String>,
    kind: Option<Kind>,
    #[serde(default)]
    brief: bool,
}

/// Suggestions for one JSON object `{id, requester, text, …}`: of the kind it names, or of the kind its facts call for, in
/// three wordings. `heard` adds what hearing the text gave, when the line brings nothing of its own.
///
/// # Errors
/// Says in one sentence what is missing or malformed.
pub fn suggest(
    words: &Words,
    line: &serde_json::Value,
    heard: &[Heard],
    level: Level,
) -> Result<Vec<Suggestion>, String> {
    let line: Line = Line::deserialize(line).map_err(|error| error.to_string())?;
    let kind = line.kind.unwrap_or_else(|| called_for(&line));
    let scene = scene(line, heard, level)?;
    let mut recent = Vec::new();
    let suggestions = (0..3).map(|_| {
        let said = words.say(kind, &scene, &Memory { seed: 1, recent: &recent });
        recent.extend(said.wordings);
        Suggestion { kind: kind.name().to_owned(), text: said.text, because: said.because }
    });
    Ok(suggestions.collect())
}

/// What an agent would want to write, from the facts.
fn called_for(line: &Line) -> Kind {
    match line {
        Line { promised_for: Some(_), .. } => Kind::MissedPromise,
        Line { state: Some(State::Resolved | State::Closed), .. } => Kind::ResolutionCheck,
        Line { reopened: 1.., .. } => Kind::Reopened,
        Line { waiting_for: Some(_), .. } => Kind::Waiting,
        Line { last_action: Some(_), .. } => Kind::Status,
        Line { note: Some(_), .. } => Kind::Workaround,
        _ => Kind::Acknowledge,
    }
}

fn scene(line: Line, heard: &[Heard], level: Level) -> Result<Scene, String> {
    let zone = match line.time_zone.as_deref() {
        Some(name) => jiff::tz::TimeZone::get(name).map_err(|_| format!("there is no time zone `{name}`"))?,
        None => jiff::tz::TimeZone::UTC,
    };
    let known = line.now.or(line.reported_at).or(line.next_word).unwrap_or_default();
    let now: Zoned = known.to_zoned(zone);
    let waited = line.waited.filter(|minutes| (0..=525_600).contains(minutes)).map(SignedDuration::from_mins);
    let waiting = line.waiting_for.map(|why| Waiting { on: WaitingOn::ThirdParty, why, since: known });
    Ok(Scene {
        report: Report::understand(&line.text),
        name: Some(line.requester),
        reported_at: line.reported_at.or(Some(known)),
        level: line.level.unwrap_or(level),
        heard: if line.heard.is_empty() { heard.to_vec() } else { line.heard },
        agent: line.agent,
        state: line.state.unwrap_or_default(),
        last_action: line.last_action,
        waiting,
        next_word: line.next_word,
        missed: line.promised_for.map(|at| Missed { promised_for: at, first_response: false }),
        waited_since: waited.and_then(|waited| known.checked_sub(waited).ok()),
        repeats_this_week: line.repeats_this_week,
        reopened: line.reopened,
        text: line.note,
        brief: line.brief,
        now,
        ..Scene::default()
    })
}
