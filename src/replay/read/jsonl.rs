//! JSON lines: `{channel,user,ts,thread_ts?,text}`, one message a line.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::Value;

use super::lines::{LONGEST, Line, Lines};
use super::metered::Meter;
use super::moment::moment;
use super::{Export, Format, ReadError};
use crate::replay::{Author, Message, Progress};

/// Reads line by line, holding one line at a time.
pub fn read(path: &Path, file: File, progress: Progress<'_>) -> Result<Export, ReadError> {
    let mut export = Export::empty(Format::Jsonl);
    let of = file.metadata().map(|known| known.len()).unwrap_or_default();
    let mut meter = Meter::new(of, progress);
    let mut lines = Lines::new(BufReader::with_capacity(64 * 1024, meter.watch(file)));
    let file_name = path.display();
    let mut number = 0;
    loop {
        number += 1;
        match lines.next_line() {
            Ok(None) => return Ok(export),
            Ok(Some(Line::TooLong)) => {
                export.faults.add(format!("{file_name}:{number}"), format!("longer than {} MB", LONGEST >> 20));
            }
            Ok(Some(Line::Whole(bytes))) => match message(bytes) {
                Ok(Some(message)) => export.messages.push(message),
                Ok(None) => {}
                Err(why) => export.faults.add(format!("{file_name}:{number}"), why),
            },
            Err(source) => return Err(ReadError::Closed { path: path.to_owned(), source }),
        }
    }
}

/// A line's message; nothing for an empty line.
fn message(bytes: &[u8]) -> Result<Option<Message>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8 text".to_owned())?;
    let row: Value = serde_json::from_str(text).map_err(|error| format!("not JSON ({error})"))?;
    if !row.is_object() {
        return Err("not a JSON object".to_owned());
    }
    let at = row.get("ts").ok_or("no `ts`").and_then(|ts| moment(ts).ok_or("`ts` is no time"))?;
    let user = word(&row, "user").ok_or("no `user`")?;
    let thread = match row.get("thread_ts") {
        None | Some(Value::Null) => None,
        Some(ts) => Some(moment(ts).ok_or("`thread_ts` is no time")?),
    };
    Ok(Some(Message {
        channel: word(&row, "channel").ok_or("no `channel`")?.trim_start_matches('#').to_owned(),
        key: at.to_string(),
        thread: thread.filter(|root| *root != at).map(|root| root.to_string()),
        name: user.clone(),
        author: if row.get("bot") == Some(&Value::Bool(true)) { Author::Bot } else { Author::Person },
        user,
        at,
        text: row.get("text").and_then(Value::as_str).ok_or("no `text`")?.to_owned(),
    }))
}

/// A name as text, which some exporters write as a number.
fn word(row: &Value, field: &str) -> Option<String> {
    match row.get(field)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
