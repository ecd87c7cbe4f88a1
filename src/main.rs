//! The binary: reads the command line and runs the command.

use std::process::ExitCode;

use hearken::cli::Cli;

fn main() -> ExitCode {
    match Cli::read().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hearken: {error:#}");
            ExitCode::FAILURE
        }
    }
}
