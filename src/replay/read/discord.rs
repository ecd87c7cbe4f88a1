//! DiscordChatExporter's JSON: `{guild, channel, messages:[…]}`, one file a channel or thread.

use std::io::BufReader;

use serde_json::Value;

use super::elements::elements_under;
use super::field::text;
use super::metered::Meter;
use super::moment::moment;
use super::shelf::Shelf;
use super::{Export, Format};
use crate::replay::{Author, Message, Progress};

/// Reads each of the named files; one that is of another kind is a fault.
pub fn read(mut shelf: Shelf, names: &[String], progress: Progress<'_>) -> Export {
    let mut export = Export::empty(Format::Discord);
    let mut meter = Meter::new(shelf.size(), progress);
    for name in names {
        let first = export.messages.len();
        let outcome = shelf.open(name).and_then(|file| {
            let reader = BufReader::with_capacity(64 * 1024, meter.watch(file));
            let mut take = |row: Value| add(&mut export, name, &row);
            let (head, outcome) = elements_under(reader, "messages", &["channel"], &mut take);
            let place = Place::of(head.get("channel").unwrap_or(&Value::Null), name);
            for message in export.messages.iter_mut().skip(first) {
                place.put(message);
            }
            outcome
        });
        if let Err(why) = outcome {
            export.faults.add(name, why);
        }
    }
    export
}

/// Where a file's messages were written. A thread is exported as a file of its own, and names the channel it hangs
/// from as its category.
struct Place {
    channel: String,
    thread: Option<String>,
}

impl Place {
    fn of(channel: &Value, file: &str) -> Place {
        let is_thread = text(channel, "type").is_some_and(|kind| kind.contains("Thread"));
        let named = if is_thread { text(channel, "category") } else { text(channel, "name") };
        Place {
            channel: named.unwrap_or(file.trim_end_matches(".json")).to_owned(),
            thread: if is_thread { text(channel, "id").map(str::to_owned) } else { None },
        }
    }

    /// A thread has the id of the message it was started on, so it is that message's thread.
    fn put(&self, message: &mut Message) {
        message.channel.clone_from(&self.channel);
        if let Some(root) = self.thread.as_ref().filter(|root| **root != message.key) {
            message.thread = Some(root.clone());
        }
    }
}

/// Adds a message; its channel is filled in when the file has told it.
fn add(export: &mut Export, file: &str, row: &Value) {
    if !row.is_object() {
        return export.faults.add(file, "a message that is no JSON object");
    }
    // Joins, pins, boosts and calls are written by Discord itself.
    if text(row, "type").is_some_and(|kind| !["Default", "Reply", "19", "0"].contains(&kind)) {
        export.notices += 1;
        return;
    }
    let author = row.get("author").unwrap_or(&Value::Null);
    let key = text(row, "id");
    let (Some(key), Some(user)) = (key, text(author, "id").or(text(author, "name"))) else {
        return export.faults.add(file, format!("message {} has no id or no author", key.unwrap_or("?")));
    };
    let Some(at) = row.get("timestamp").and_then(moment) else {
        return export.faults.add(file, format!("message {key} has no `timestamp` that is a time"));
    };
    let reference = row.get("reference").and_then(|reference| text(reference, "messageId"));
    export.messages.push(Message {
        channel: String::new(),
        key: key.to_owned(),
        thread: reference.map(str::to_owned),
        user: user.to_owned(),
        name: text(author, "nickname").or(text(author, "name")).unwrap_or(user).to_owned(),
        author: if author.get("isBot") == Some(&Value::Bool(true)) { Author::Bot } else { Author::Person },
        at,
        text: text(row, "content").unwrap_or_default().to_owned(),
    });
}
