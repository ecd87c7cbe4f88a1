//! `hearken suggest`: the replies that would be suggested, as JSON lines, for reading many of them in one sitting.

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use serde_json::{Value, json};

use crate::cues::Ear;
use crate::prompts::{Fault, Prompts};
use crate::words::{Words, suggest};

/// Suggest replies to reports, as JSON lines
///
/// Reads a JSON object a line on standard input: {id,requester,text} and whatever facts are known. Writes a line for each:
/// {id,suggestions:[{kind,text,because}]}. A line that cannot be read is reported on standard error as {line,error}; the
/// rest is still done, and the exit code is 1.
#[derive(Debug, clap::Args)]
pub struct Suggest {}

impl Suggest {
    /// Runs the command.
    ///
    /// # Errors
    /// When standard input or output breaks.
    pub fn run(self, prompts: &Prompts) -> anyhow::Result<ExitCode> {
        let (ear, words) = match (Ear::compile(prompts), Words::compile(prompts)) {
            (Ok(ear), Ok(words)) => (ear, words),
            (ear, words) => {
                let faults: Vec<Fault> = [ear.err(), words.err()].into_iter().flatten().flatten().collect();
                return Ok(super::told(&faults));
            }
        };
        let mut out = BufWriter::new(io::stdout().lock());
        let mut all_read = true;
        for (number, line) in io::stdin().lock().lines().enumerate() {
            let line = line.context("standard input cannot be read")?;
            if line.trim().is_empty() {
                continue;
            }
            match answer(&ear, &words, &line) {
                Ok(answer) => writeln!(out, "{answer}").context("standard output is closed")?,
                Err(error) => {
                    all_read = false;
                    eprintln!("{}", json!({"line": number + 1, "error": error}));
                }
            }
        }
        out.flush().context("standard output is closed")?;
        Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(super::FAULTS) })
    }
}

fn answer(ear: &Ear, words: &Words, line: &str) -> Result<Value, String> {
    let asked: Value = serde_json::from_str(line).map_err(|error| format!("not a JSON object ({error})"))?;
    let suggestions = suggest(words, ear, &asked)?;
    Ok(json!({"id": asked.get("id"), "suggestions": suggestions}))
}
