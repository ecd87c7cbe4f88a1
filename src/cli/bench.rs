//! `hearken bench`: how fast it is here.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;

use crate::bench::{self, Plan};
use crate::store::DatabaseUrl;

/// Measure how fast hearken is on this machine and this disk, with a company made up for it.
///
/// Everything goes the real way: each event is heard, decided, committed and flushed, and each post leaves through the
/// outbox. Only the platform is missing: it takes every post at once.
#[derive(Debug, clap::Args)]
pub struct Bench {
    /// The database to fill: a new one, or an earlier bench's; by default a file that is removed afterwards
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// How long each stream of events goes on, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    seconds: u64,
    /// Events a second in the steady stream
    #[arg(long, value_name = "EVENTS", default_value_t = 2_000)]
    rate: u32,
    /// Events under way at once in the stream that goes flat out
    #[arg(long, value_name = "EVENTS", default_value_t = 256)]
    senders: usize,
    /// Tickets to open with a ping due in the same moment, beside those that are open by then; 0 leaves this out
    #[arg(long, value_name = "TICKETS", default_value_t = 10_000)]
    pings: usize,
    /// Fill the store up to this many tickets of ten messages first
    #[arg(long, value_name = "TICKETS", default_value_t = 0)]
    tickets: u64,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

impl Bench {
    /// Measures and prints.
    ///
    /// # Errors
    /// When nothing can be measured here.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let (database, folder) = match &self.database {
            Some(database) => match database.parse() {
                Ok(database) => (database, None),
                Err(error) => {
                    eprintln!("{error}");
                    return Ok(ExitCode::from(super::USAGE));
                }
            },
            None => {
                let folder = Folder::make()?;
                (DatabaseUrl::file(folder.0.join("hearken.db")), Some(folder))
            }
        };
        let plan = Plan {
            database,
            how_long: Duration::from_secs(self.seconds.max(1)),
            senders: self.senders.max(1),
            rate: self.rate.max(1),
            pings: self.pings,
            tickets: self.tickets,
        };
        let shown = std::io::stderr().is_terminal();
        let say = |what: &str| {
            if shown {
                eprintln!("  {what} …");
            }
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no runtime")?;
        let measured = runtime.block_on(bench::run(&plan, say));
        drop(folder);
        let figures = measured?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&figures)?);
        } else {
            print!("{figures}");
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A folder that is removed with all that is in it.
struct Folder(PathBuf);

impl Folder {
    fn make() -> anyhow::Result<Folder> {
        let folder = std::env::temp_dir().join(format!("hearken-bench-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Folder(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} is left behind: {error}", self.0.display());
        }
    }
}
