//! A Slack workspace export: `users.json`, `channels.json`, and a folder for each channel with a file for each day.
//! Shapes as Slack's help page "How to read Slack data exports" tells them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;

use serde_json::Value;

use super::elements::elements;
use super::field::text;
use super::metered::Meter;
use super::moment::moment;
use super::shelf::Shelf;
use super::slack_text::plain;
use super::{Export, Format};
use crate::replay::{Author, Message, Progress};

/// Subtypes that are people's (or bots') own words; every other subtype is the platform's notice.
const WORDS: [&str; 5] = ["bot_message", "me_message", "thread_broadcast", "file_share", "reply_broadcast"];

/// Reads every day of every channel below `root`.
pub fn read(mut shelf: Shelf, root: &str, progress: Progress<'_>) -> Export {
    let mut export = Export::empty(Format::Slack);
    let mut meter = Meter::new(shelf.size(), progress);
    let names: Vec<String> = shelf.files.iter().map(|(name, _)| name.clone()).collect();
    let mut people = People::default();
    for list in ["users.json", "org_users.json"] {
        let name = format!("{root}{list}");
        if names.contains(&name) {
            each(&mut shelf, &name, &mut meter, &mut export, &mut |_, row| people.add(&row));
        }
    }
    let mut channels = BTreeMap::new();
    for list in ["channels.json", "groups.json", "dms.json", "mpims.json"] {
        let name = format!("{root}{list}");
        if names.contains(&name) {
            each(&mut shelf, &name, &mut meter, &mut export, &mut |_, row| {
                if let Some((folder, called)) = channel(&row, &people) {
                    channels.insert(folder, called);
                }
            });
        }
    }
    for name in &names {
        let Some((folder, _day)) = name.strip_prefix(root).and_then(|inner| inner.split_once('/')) else { continue };
        let called = channels.get(folder).map_or(folder, String::as_str);
        let mut place = 0_u64;
        each(&mut shelf, name, &mut meter, &mut export, &mut |export, row| {
            place += 1;
            if let Err(why) = add(export, called, &people, &row) {
                export.faults.add(format!("{name}, message {place}"), why);
            }
        });
    }
    export
}

/// Hands every element of one file to `take`; a file that breaks off is a fault.
fn each(
    shelf: &mut Shelf,
    name: &str,
    meter: &mut Meter<'_>,
    export: &mut Export,
    take: &mut dyn FnMut(&mut Export, Value),
) {
    let outcome = shelf.open(name).and_then(|file| {
        let reader = BufReader::with_capacity(64 * 1024, meter.watch(file));
        elements(reader, &mut |row| take(export, row))
    });
    if let Err(why) = outcome {
        export.faults.add(name, why);
    }
}

/// Who is who, from `users.json`.
#[derive(Default)]
struct People {
    names: BTreeMap<String, String>,
    bots: BTreeSet<String>,
}

impl People {
    fn add(&mut self, row: &Value) {
        let Some(id) = text(row, "id") else { return };
        let profile = row.get("profile").unwrap_or(&Value::Null);
        let name = [text(profile, "display_name"), text(row, "name"), text(profile, "real_name")];
        self.names.insert(id.to_owned(), name.into_iter().flatten().next().unwrap_or(id).to_owned());
        if row.get("is_bot") == Some(&Value::Bool(true)) || id == "USLACKBOT" {
            self.bots.insert(id.to_owned());
        }
    }
}

/// The folder a channel's days stand in, and what people call the channel. Direct messages have ids for folders.
fn channel(row: &Value, people: &People) -> Option<(String, String)> {
    let id = text(row, "id")?;
    match text(row, "name") {
        Some(name) => Some((name.to_owned(), name.to_owned())),
        None => {
            let members = row.get("members").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let names = members.iter().filter_map(Value::as_str);
            let names: Vec<&str> = names.map(|id| people.names.get(id).map_or(id, String::as_str)).collect();
            Some((id.to_owned(), format!("direct: {}", names.join(", "))))
        }
    }
}

/// Takes in one message.
///
/// # Errors
/// Why it cannot be read.
fn add(export: &mut Export, channel: &str, people: &People, row: &Value) -> Result<(), &'static str> {
    if !row.is_object() {
        return Err("a message that is no JSON object");
    }
    let subtype = text(row, "subtype");
    let words = subtype.is_none_or(|subtype| WORDS.contains(&subtype));
    if text(row, "type").is_some_and(|kind| kind != "message") || !words {
        export.notices += 1;
        return Ok(());
    }
    let at = row.get("ts").and_then(moment).ok_or("a message without a `ts` that is a time")?;
    let bot = text(row, "bot_id");
    let user = text(row, "user").or(bot).ok_or("a message without a `user`")?;
    let program = bot.is_some() || subtype == Some("bot_message") || people.bots.contains(user);
    let profile = row.get("user_profile").unwrap_or(&Value::Null);
    let name = people.names.get(user).map(String::as_str).or(text(profile, "display_name")).or(text(row, "username"));
    let thread = row.get("thread_ts").and_then(moment).filter(|root| *root != at);
    export.messages.push(Message {
        channel: channel.to_owned(),
        key: at.to_string(),
        thread: thread.map(|root| root.to_string()),
        user: user.to_owned(),
        name: name.unwrap_or(user).to_owned(),
        author: if program { Author::Bot } else { Author::Person },
        at,
        text: plain(text(row, "text").unwrap_or_default(), &people.names),
    });
    Ok(())
}
