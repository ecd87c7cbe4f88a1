//! `hearken score`: what the rules hear in single messages, for measuring them and for tools.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::prompts::Prompts;

/// stub
#[derive(Debug, clap::Args)]
pub struct Score {
    #[arg(long, value_name = "FILE")]
    labelled: Option<PathBuf>,
}

impl Score {
    /// stub
    pub fn run(self, _prompts: &Prompts) -> anyhow::Result<ExitCode> {
        Ok(ExitCode::SUCCESS)
    }
}
