//! One line of `hearken suggest`: a report and a few facts in, suggestions out.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Action, Heard, Kind, Memory, Missed, Report, Scene, State, Waiting, WaitingOn, Words};
use crate::cues::{Abstained, Circumstances, Ear, Level, Role, Turn};

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
    topic: Option<String>,
    agent: Option<String>,
    state: Option<State>,
    next_word: Option<Timestamp>,
    /// Minutes without an answer.
    waited: Option<i64>,
    last_action: Option<Action>,
    waiting_for: Option<String>,
    waiting_since: Option<Timestamp>,
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

/// What a line has to hold at the least.
const SHAPE: &str = r#"a line is an object like {"id":1,"requester":"Ana","text":"my VPN drops"}"#;

/// Suggestions for one JSON object `{id, requester, text, …}`: of the kind it names, or of the kind its facts call for, in
/// three wordings. What the line does not say of heat and topic is heard in its text.
///
/// # Errors
/// Says in one sentence what is missing or malformed.
pub fn suggest(words: &Words, ear: &Ear, line: &serde_json::Value) -> Result<Vec<Suggestion>, String> {
    let line: Line = Line::deserialize(line).map_err(|error| format!("{error}; {SHAPE}"))?;
    let kind = line.kind.unwrap_or_else(|| called_for(&line));
    let scene = scene(line, ear)?;
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

fn scene(line: Line, ear: &Ear) -> Result<Scene, String> {
    let zone = match line.time_zone.as_deref() {
        Some(name) => jiff::tz::TimeZone::get(name).map_err(|_| format!("there is no time zone `{name}`"))?,
        None => jiff::tz::TimeZone::UTC,
    };
    let known = line.now.or(line.reported_at).or(line.next_word).unwrap_or_default();
    let minutes = line.waited.unwrap_or(0).clamp(0, 525_600);
    let circumstances = Circumstances {
        hours_waited: f64::from(i32::try_from(minutes).unwrap_or(0)) / 60.0,
        reopened: line.reopened,
        missed_promises: u32::from(line.promised_for.is_some()),
        repeats: line.repeats_this_week,
        unread: false,
    };
    let hearing = ear.hear(Turn { role: Role::Requester, text: &line.text, at: None }, &[], &circumstances);
    let heard = hearing.heat.cues.iter().map(|cue| Heard::of(cue, &line.text)).collect();
    Ok(Scene {
        now: known.to_zoned(zone),
        report: Report::understand(&line.text),
        name: Some(line.requester),
        reported_at: line.reported_at.or(Some(known)),
        topic: line.topic.or(Some(hearing.subject.topic)),
        level: line.level.unwrap_or(hearing.heat.level),
        heard: if line.heard.is_empty() { heard } else { line.heard },
        agent: line.agent,
        state: line.state.unwrap_or_default(),
        last_action: line.last_action,
        waiting: line.waiting_for.map(|why| Waiting {
            on: WaitingOn::ThirdParty,
            why,
            since: line.waiting_since.unwrap_or(known),
        }),
        next_word: line.next_word,
        missed: line.promised_for.map(|at| Missed { promised_for: at, first_response: false }),
        waited_since: known.checked_sub(SignedDuration::from_mins(minutes)).ok().filter(|_| minutes > 0),
        repeats_this_week: line.repeats_this_week,
        reopened: line.reopened,
        text: line.note,
        brief: line.brief,
        unread: hearing.heat.abstained == Some(Abstained::Language),
        ..Scene::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompts::Prompts;

    fn tried(line: serde_json::Value) -> Result<Vec<Suggestion>, String> {
        let prompts = Prompts::built_in();
        suggest(&Words::compile(&prompts).unwrap(), &Ear::compile(&prompts).unwrap(), &line)
    }

    #[test]
    fn a_line_gives_three_different_texts_of_the_kind_its_facts_call_for() {
        let given = tried(serde_json::json!({
            "id": 1, "requester": "Ana Ruiz", "text": "My VPN drops", "level": "frustrated",
            "promised_for": "2026-03-04T09:00:00Z", "now": "2026-03-04T10:00:00Z", "next_word": "2026-03-04T11:00:00Z",
        }))
        .unwrap();
        assert_eq!(given.len(), 3);
        for suggestion in &given {
            assert_eq!(suggestion.kind, "missed_promise");
            assert!(
                suggestion.text.contains("Ana")
                    && suggestion.text.contains("09:00")
                    && suggestion.text.contains("11:00")
            );
        }
        assert!(given[0].text != given[1].text && given[1].text != given[2].text);
    }

    #[test]
    fn a_malformed_line_is_named() {
        assert!(tried(serde_json::json!({"id": 1, "text": "x"})).unwrap_err().contains("requester"));
        assert!(tried(serde_json::json!([])).is_err());
        let zone = tried(serde_json::json!({"requester": "A", "text": "x", "time_zone": "Mars/Base"}));
        assert!(zone.unwrap_err().contains("Mars/Base"));
    }
}
