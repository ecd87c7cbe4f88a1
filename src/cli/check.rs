//! `hearken check`: every fault in what people edit, before it matters.

use std::process::ExitCode;

use crate::config::{Settings, read_desk};
use crate::cues::Ear;
use crate::prompts::Fault;
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
            eprintln!("No faults: settings, desk, cues and replies are fit to run.");
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
    match super::prompts(settings) {
        Ok(prompts) => {
            faults.extend(Ear::compile(&prompts).err().unwrap_or_default());
            faults.extend(Words::compile(&prompts).err().unwrap_or_default());
        }
        Err(unreadable) => faults.extend(unreadable),
    }
    faults.sort();
    faults
}
