//! Readers: whatever the export is, out come messages, and what could not be read is counted and named.

mod detect;
mod discord;
mod elements;
mod faults;
mod field;
mod jsonl;
mod lines;
mod metered;
mod moment;
mod shelf;
mod slack;
mod slack_text;

use std::path::{Path, PathBuf};

use serde::Serialize;

pub use faults::{Faults, Unreadable};
pub use moment::moment;

use super::{Message, Progress};
use detect::{Kind, detect};

/// What an export turned out to be, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// One JSON object a line: `{channel,user,ts,thread_ts?,text}`.
    Jsonl,
    /// A Slack workspace export, zipped or unpacked.
    Slack,
    /// What DiscordChatExporter writes as JSON, one file or several.
    Discord,
}

impl Format {
    /// What a person would call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "JSON lines",
            Format::Slack => "Slack export",
            Format::Discord => "DiscordChatExporter JSON",
        }
    }
}

/// Everything an export had to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    /// What it turned out to be.
    pub format: Format,
    /// Messages in the order they stand in the export, bots' among them.
    pub messages: Vec<Message>,
    /// Joins, pins, topic changes: written by the platform, nobody's words.
    pub notices: u64,
    /// What could not be read.
    pub faults: Faults,
}

impl Export {
    fn empty(format: Format) -> Export {
        Export { format, messages: Vec::new(), notices: 0, faults: Faults::default() }
    }
}

/// Why there is nothing to replay.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The path leads nowhere.
    #[error("{}: there is no such file or folder; give the path of the export", .0.display())]
    Missing(PathBuf),
    /// The path is there, but the system does not let us read it.
    #[error("{}: cannot be read ({source}); allow this user to read it", .path.display())]
    Closed {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A zip that does not open.
    #[error("{}: this zip does not open ({why}); download the export again", .path.display())]
    BrokenZip {
        /// The zip.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// None of the formats; the second field says what it looks like.
    #[error(
        "{}: {why}; give a Slack export (zip or folder), a DiscordChatExporter JSON (file, folder or zip), or JSON lines \
         {{channel,user,ts,thread_ts?,text}}",
        .path.display()
    )]
    Unknown {
        /// What was asked for.
        path: PathBuf,
        /// What it looks like instead.
        why: String,
    },
}

/// Reads the export at `path`, whichever of the known formats its content shows it to be.
///
/// # Errors
/// When there is nothing at the path or nothing of a known format. Lines and files that cannot be read are no error:
/// they are counted in [`Export::faults`].
pub fn read(path: &Path, progress: Progress<'_>) -> Result<Export, ReadError> {
    match detect(path)? {
        Kind::Jsonl(file) => jsonl::read(path, file, progress),
        Kind::Slack(shelf, root) => Ok(slack::read(shelf, &root, progress)),
        Kind::Discord(shelf, names) => Ok(discord::read(shelf, &names, progress)),
    }
}
