//! `hearken check`: every fault in what people edit, before it matters.

use std::process::ExitCode;

use crate::config::{Settings, read_desk};
use crate::cues::Ear;
use crate::prompts::{Fault, Prompts};
use crate::store::DatabaseUrl;
use crate::words::Words;

/// Arguments of `hearken check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Print the faults as JSON: [{file,line,what,mend}]
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Runs the command: exit code 0 when there is nothing to mend, else 1.
    pub fn run(self, settings: &Settings) -> anyhow::Result<ExitCode> {
        let faults = faults(settings);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&faults)?);
        } else {
            for fault in &faults {
                println!("{fault}");
            }
        }
        if faults.is_empty() {
            eprintln!(
                "No faults: settings, desk, cues and replies are fit to run. The database itself was not opened."
            );
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!(
            "{} to mend.",
            if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) }
        );
        Ok(ExitCode::from(super::FAULTS))
    }
}

fn faults(settings: &Settings) -> Vec<Fault> {
    let mut faults = read_desk(settings.desk.as_deref()).err().unwrap_or_default();
    faults.extend(place(settings).err());
    faults.extend(settings.loopback().err());
    faults.extend(settings.filter().err());
    match super::prompts(settings).map(Prompts::doubted) {
        Ok(prompts) => {
            faults.extend(Ear::compile(&prompts).err().unwrap_or_default());
            faults.extend(Words::compile(&prompts).err().unwrap_or_default());
        }
        Err(unreadable) => faults.extend(unreadable),
    }
    faults.sort();
    faults
}

/// Whether the database's address can be read, and whether its file has or can have a folder: nothing is made here.
fn place(settings: &Settings) -> Result<(), Fault> {
    let fault = |what: String, mend: &str| Fault::of_setting("DATABASE_URL", what, mend);
    let url = settings.database().map_err(|sentences| {
        // What is wrong, and how to mend it, as a start would say it.
        let (what, mend) = sentences.split_once(". ").unwrap_or((&sentences, "name another with DATABASE_URL"));
        fault(what.to_owned(), mend.trim_end_matches('.'))
    })?;
    let DatabaseUrl::Sqlite(path) = url else { return Ok(()) };
    if path.is_dir() {
        return Err(fault(format!("{} is a folder", path.display()), "name a file in it"));
    }
    let Some(above) = path.ancestors().skip(1).find(|above| above.exists()) else { return Ok(()) };
    let writable = above.metadata().is_ok_and(|it| it.is_dir() && !it.permissions().readonly());
    if writable || path.exists() {
        return Ok(());
    }
    Err(fault(format!("no file can be made in {}", above.display()), "name a folder that hearken may write to"))
}
