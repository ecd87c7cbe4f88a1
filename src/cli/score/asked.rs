//! One line of input: a text, or the turns of a conversation.

use serde_json::Value;

use crate::cues::{Circumstances, Ear, Hearing, Role, Turn};
use crate::replay::moment;

/// What is to be judged.
#[derive(Debug, PartialEq)]
pub struct Asked {
    /// As it was given; null when it was not.
    pub id: Value,
    /// What people said, where the row is labelled.
    pub label: Option<bool>,
    turns: Vec<Said>,
}

/// One turn; of a row there is at least one.
#[derive(Debug, PartialEq)]
struct Said {
    role: Role,
    text: String,
    /// Unix seconds.
    at: Option<i64>,
}

impl Asked {
    /// Reads a line; nothing for an empty one.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn read(line: &[u8]) -> Result<Option<Asked>, String> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
        if line.is_empty() {
            return Ok(None);
        }
        let row: Value = serde_json::from_slice(line).map_err(|error| format!("not JSON ({error})"))?;
        if !row.is_object() {
            return Err("not a JSON object".to_owned());
        }
        let turns = match (row.get("turns"), row.get("text")) {
            (Some(Value::Array(turns)), _) if turns.is_empty() => return Err("`turns` is empty".to_owned()),
            (Some(Value::Array(turns)), _) => turns.iter().map(Said::read).collect::<Result<_, _>>()?,
            (Some(_), _) => return Err("`turns` is no array".to_owned()),
            (None, Some(Value::String(text))) => {
                vec![Said { role: Role::Requester, text: text.clone(), at: row.get("ts").and_then(seconds) }]
            }
            (None, Some(_)) => return Err("`text` is no text".to_owned()),
            (None, None) => return Err("neither `text` nor `turns`".to_owned()),
        };
        let label = match row.get("label") {
            Some(Value::Bool(label)) => Some(*label),
            Some(Value::Number(label)) if label.as_f64() == Some(1.0) => Some(true),
            Some(Value::Number(label)) if label.as_f64() == Some(0.0) => Some(false),
            _ => None,
        };
        Ok(Some(Asked { id: row.get("id").cloned().unwrap_or(Value::Null), label, turns }))
    }

    /// The text that is judged.
    pub fn judged(&self) -> &str {
        self.turns.last().map_or("", |said| &said.text)
    }

    /// Judges the last turn, with the turns before it for context.
    pub fn hear(&self, ear: &Ear) -> Hearing {
        let turns: Vec<Turn<'_>> =
            self.turns.iter().map(|said| Turn { role: said.role, text: &said.text, at: said.at }).collect();
        let nothing = Turn { role: Role::Requester, text: "", at: None };
        let (last, earlier) = turns.split_last().unwrap_or((&nothing, &[]));
        ear.hear(*last, earlier, &Circumstances { hours_waited: hours_waited(*last, earlier), ..Default::default() })
    }
}

impl Said {
    fn read(turn: &Value) -> Result<Said, String> {
        let role = match turn.get("role").and_then(Value::as_str) {
            Some("requester") => Role::Requester,
            Some("agent") => Role::Agent,
            Some("other") => Role::Other,
            _ => return Err("a turn's `role` must be requester, agent or other".to_owned()),
        };
        let text = turn.get("text").and_then(Value::as_str).ok_or("a turn has no `text`")?;
        Ok(Said { role, text: text.to_owned(), at: turn.get("ts").and_then(seconds) })
    }
}

fn seconds(ts: &Value) -> Option<i64> {
    moment(ts).map(|micros| micros.div_euclid(1_000_000))
}

/// Hours since the first of the requester's turns that no agent has answered; none when times are not known.
fn hours_waited(last: Turn<'_>, earlier: &[Turn<'_>]) -> f64 {
    let unanswered = earlier.iter().rev().take_while(|turn| turn.role != Role::Agent);
    let first = unanswered.filter(|turn| turn.role == Role::Requester).last().and_then(|turn| turn.at);
    match (last.role, last.at, first) {
        (Role::Requester, Some(now), Some(then)) if now > then => (now - then) as f64 / 3600.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_counted_from_the_first_unanswered_turn() {
        let turn = |role, hours: i64| Turn { role, text: "", at: Some(hours * 3600) };
        let earlier =
            [turn(Role::Requester, 0), turn(Role::Agent, 1), turn(Role::Requester, 2), turn(Role::Requester, 4)];
        assert_eq!(hours_waited(turn(Role::Requester, 5), &earlier), 3.0);
        assert_eq!(hours_waited(turn(Role::Agent, 5), &earlier), 0.0);
        assert_eq!(hours_waited(Turn { at: None, ..turn(Role::Requester, 5) }, &earlier), 0.0);
        assert_eq!(hours_waited(turn(Role::Requester, 5), &[]), 0.0);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, why) in [
            ("{", "not JSON"),
            ("[]", "not a JSON object"),
            ("{\"id\":1}", "neither"),
            ("{\"turns\":[]}", "empty"),
            ("{\"turns\":3}", "no array"),
            ("{\"text\":3}", "no text"),
            ("{\"turns\":[{\"role\":\"boss\",\"text\":\"\"}]}", "role"),
            ("{\"turns\":[{\"role\":\"agent\"}]}", "text"),
        ] {
            let error = Asked::read(line.as_bytes()).unwrap_err();
            assert!(error.contains(why), "{line}: {error}");
        }
        assert_eq!(Asked::read(b"  \r"), Ok(None));
    }
}
