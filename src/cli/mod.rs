//! The command line: one file per subcommand.

mod bench;
mod check;
mod replay;
mod run;
mod score;
mod suggest;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Settings;
use crate::prompts::{Fault, Prompts};

/// Found faults: of the input, the settings or the texts.
const FAULTS: u8 = 1;

/// Wrong usage: no such file, no such setting.
const USAGE: u8 = 2;

/// hearken listens in your company's chat, opens tickets from what people say, and keeps whoever asked informed until it
/// works.
///
/// Without a command it runs: everything that is configured, and with nothing configured a SQLite file and the local chat
/// on http://127.0.0.1:7878.
#[derive(Debug, Parser)]
#[command(name = "hearken", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything that is configured; the same as no command
    Run,
    /// Read settings, desk, cues and replies, and name every fault by file and line
    Check(check::Check),
    Replay(replay::Replay),
    Score(score::Score),
    Suggest(suggest::Suggest),
    Bench(bench::Bench),
}

impl Cli {
    /// Reads the command line, and what it leaves unsaid from the environment and `.env`.
    pub fn read() -> Cli {
        // A missing .env is the usual case.
        let _ = dotenvy::dotenv();
        let mut cli = Cli::parse();
        cli.settings.drop_empty();
        cli
    }

    /// Runs the command that was given.
    ///
    /// # Errors
    /// What nobody but us can mend; everything else is told and becomes an exit code.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let settings = self.settings;
        match self.command {
            None | Some(Command::Run) => run::run(&settings),
            Some(Command::Check(check)) => check.run(&settings),
            Some(Command::Replay(replay)) => with_prompts(&settings, |prompts| replay.run(prompts)),
            Some(Command::Score(score)) => with_prompts(&settings, |prompts| score.run(prompts)),
            Some(Command::Suggest(suggest)) => with_prompts(&settings, |prompts| suggest.run(prompts)),
            Some(Command::Bench(bench)) => bench.run(),
        }
    }
}

fn with_prompts(
    settings: &Settings,
    run: impl FnOnce(&Prompts) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    match prompts(settings) {
        Ok(prompts) => run(&prompts),
        Err(faults) => Ok(told(&faults)),
    }
}

/// The texts that hold with these settings.
fn prompts(settings: &Settings) -> Result<Prompts, Vec<Fault>> {
    match &settings.prompts {
        Some(folder) => Prompts::overridden_by(folder),
        None => Ok(Prompts::built_in()),
    }
}

/// Tells every fault on standard error.
fn told(faults: &[Fault]) -> ExitCode {
    for fault in faults {
        eprintln!("{fault}");
    }
    ExitCode::from(FAULTS)
}
