//! What an export is, told by its content and never by its name.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use serde_json::Value;

use super::ReadError;
use super::shelf::Shelf;

/// How much of a file is looked at.
const HEAD: u64 = 64 * 1024;

/// A recognised export, ready to be read.
pub enum Kind {
    /// A file of JSON lines, at its beginning.
    Jsonl(File),
    /// Files of a Slack export, and the folder they stand in: empty, or ending in `/`.
    Slack(Shelf, String),
    /// Files of DiscordChatExporter, by name.
    Discord(Shelf, Vec<String>),
}

/// Looks at what stands at `path`.
pub fn detect(path: &Path) -> Result<Kind, ReadError> {
    let closed = |source| ReadError::Closed { path: path.to_owned(), source };
    let known = std::fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => ReadError::Missing(path.to_owned()),
        _ => closed(source),
    })?;
    if known.is_dir() {
        return on_shelf(path, Shelf::folder(path)?);
    }
    let mut file = File::open(path).map_err(closed)?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head).map_err(closed)?;
    file.seek(SeekFrom::Start(0)).map_err(closed)?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return on_shelf(path, Shelf::zip(path, file)?);
    }
    match look(&head) {
        Look::Lines => Ok(Kind::Jsonl(file)),
        Look::Discord => {
            let shelf = Shelf::single(path, known.len());
            let names = shelf.files.iter().map(|(name, _)| name.clone()).collect();
            Ok(Kind::Discord(shelf, names))
        }
        Look::Array => unknown(path, "this is a JSON array, such as one day of a Slack export is by itself"),
        Look::Nothing if head.is_empty() => unknown(path, "this file is empty"),
        Look::Nothing => unknown(path, "this is no export that hearken knows"),
    }
}

/// A Slack export has `channels.json` or `users.json` at its root, which is sometimes a folder inside the zip.
fn on_shelf(path: &Path, mut shelf: Shelf) -> Result<Kind, ReadError> {
    let root = shelf
        .files
        .iter()
        .filter_map(|(name, _)| {
            let (folder, file) = name.rsplit_once('/').map_or(("", name.as_str()), |(folder, file)| (folder, file));
            let marks = ["channels.json", "users.json", "org_users.json", "groups.json", "dms.json"].contains(&file);
            marks.then(|| if folder.is_empty() { String::new() } else { format!("{folder}/") })
        })
        .min_by_key(String::len);
    if let Some(root) = root {
        return Ok(Kind::Slack(shelf, root));
    }
    let names: Vec<String> = shelf.files.iter().map(|(name, _)| name.clone()).collect();
    let discord = names.iter().any(|name| {
        let mut head = Vec::new();
        let read = shelf.open(name).map(|file| file.take(HEAD).read_to_end(&mut head));
        matches!(read, Ok(Ok(_))) && look(&head) == Look::Discord
    });
    match (discord, names.is_empty()) {
        (true, _) => Ok(Kind::Discord(shelf, names)),
        (false, true) => unknown(path, "there are no JSON files in it"),
        (false, false) => unknown(path, "its JSON files are of no export that hearken knows"),
    }
}

fn unknown(path: &Path, why: &str) -> Result<Kind, ReadError> {
    Err(ReadError::Unknown { path: path.to_owned(), why: why.to_owned() })
}

#[derive(Debug, PartialEq, Eq)]
enum Look {
    Lines,
    Discord,
    Array,
    Nothing,
}

/// What the beginning of a file looks like. A broken first line does not hide good ones after it.
fn look(head: &[u8]) -> Look {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut objects = text.lines().map(|line| serde_json::from_str::<Value>(line.trim()));
    if let Some(object) = objects.find_map(|line| line.ok().filter(Value::is_object)) {
        let whole_export = object.get("messages").is_some_and(Value::is_array);
        let message = ["text", "user", "ts"].iter().any(|field| object.get(field).is_some());
        match (whole_export, message) {
            (true, _) => return Look::Discord,
            (false, true) => return Look::Lines,
            (false, false) => {}
        }
    }
    // DiscordChatExporter writes the guild and the channel before any message.
    if text.starts_with('{') && text.contains("\"guild\"") && text.contains("\"channel\"") {
        return Look::Discord;
    }
    if text.starts_with('[') { Look::Array } else { Look::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_lines() {
        assert_eq!(look(b"{\"channel\":\"a\",\"user\":\"b\",\"ts\":1,\"text\":\"c\"}\n"), Look::Lines);
        assert_eq!(look(b"{broken\n{\"user\":\"b\",\"ts\":1,\"text\":\"c\"}\n"), Look::Lines);
        assert_eq!(look(b"\xef\xbb\xbf{\n  \"guild\": {\"id\": \"1\"},\n  \"channel\": {"), Look::Discord);
        assert_eq!(look(b"{\"guild\":{},\"channel\":{},\"messages\":[]}"), Look::Discord);
        assert_eq!(look(b"{\"guild\":{},\"channel\":{},\"messages\":[{\"id\":\""), Look::Discord);
        assert_eq!(look(b"[{\"type\":\"message\"}]"), Look::Array);
        assert_eq!(look(b"Dear diary"), Look::Nothing);
        assert_eq!(look(b"\0\xff\xfe"), Look::Nothing);
    }
}
