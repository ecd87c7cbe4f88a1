//! `hearken score`: what the rules hear in single messages, for measuring them and for other programs.

mod asked;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use serde_json::Value;

use crate::cues::labelled::{Labelled, Measure, average_precision, best};
use crate::cues::{Abstained, Act, Cue, Ear, Hearing, Level};
use crate::prompts::Prompts;
use asked::Asked;

/// Say how heated messages are and what they are for, as JSON lines
///
/// Reads a JSON object a line on standard input: {id,text}, or {id,turns:[{role,text,ts?}]} with the roles requester,
/// agent and other: the last turn is judged, those before it are its context. Writes a line for each:
/// {id,score,level,intake,cues:[{rule,family,start,end,weight}]}. Score is 0 to 100; `start` and `end` count Unicode
/// code points of the judged text, the end not included, and are equal where the reason is not in the words but around
/// them. `intake` is request, followup, chase, answer, thanks, greeting or chatter. Text that was not judged has
/// "abstained": "language" or "nothing_to_read". The id comes back as it was given.
///
/// A line that cannot be read is reported on standard error as {line,error}; the rest is still done, and the exit code
/// is 1.
#[derive(Debug, clap::Args)]
pub struct Score {
    /// Instead, judge the rows {id,label,text} or {id,label,turns} of this file, label 1 or 0, and print how well the
    /// score tells them apart: precision, recall and F1 at the best threshold, and average precision
    #[arg(long, value_name = "FILE")]
    labelled: Option<PathBuf>,
}

impl Score {
    /// Runs the command.
    ///
    /// # Errors
    /// When standard input or the file cannot be read, or standard output cannot be written. Faulty rules and faulty
    /// lines are exit code 1.
    pub fn run(self, prompts: &Prompts) -> anyhow::Result<ExitCode> {
        let ear = match Ear::compile(prompts) {
            Ok(ear) => ear,
            Err(faults) => {
                faults.iter().for_each(|fault| eprintln!("{fault}"));
                return Ok(ExitCode::from(1));
            }
        };
        let faults = match &self.labelled {
            None => score(&ear, io::stdin().lock(), BufWriter::new(io::stdout().lock()), io::stderr())?,
            Some(path) => match File::open(path) {
                Ok(file) => {
                    let (measured, faults) = measure(&ear, BufReader::new(file), io::stderr())
                        .with_context(|| path.display().to_string())?;
                    writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&measured)?)?;
                    faults
                }
                Err(error) => {
                    eprintln!("{}: cannot be read ({error}); give a file of JSON lines", path.display());
                    return Ok(ExitCode::from(2));
                }
            },
        };
        Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// One line of output.
#[derive(Serialize)]
struct Scored<'h> {
    id: Value,
    score: u8,
    level: Level,
    intake: Act,
    #[serde(skip_serializing_if = "Option::is_none")]
    abstained: Option<Abstained>,
    cues: Vec<Heard<'h>>,
}

#[derive(Serialize)]
struct Heard<'h> {
    rule: &'h str,
    family: &'h str,
    start: usize,
    end: usize,
    weight: f64,
}

/// Scores line by line; gives how many lines could not be read.
fn score(ear: &Ear, from: impl BufRead, mut to: impl Write, mut aside: impl Write) -> anyhow::Result<u64> {
    let mut faults = 0;
    for (number, line) in (1..).zip(from.split(b'\n')) {
        match Asked::read(&line?) {
            Ok(Some(asked)) => {
                let hearing = asked.hear(ear);
                serde_json::to_writer(&mut to, &Scored::of(asked.id.clone(), asked.judged(), &hearing))?;
                to.write_all(b"\n")?;
            }
            Ok(None) => {}
            Err(why) => {
                faults += 1;
                complain(&mut aside, number, why)?;
            }
        }
    }
    to.flush()?;
    Ok(faults)
}

impl<'h> Scored<'h> {
    fn of(id: Value, text: &str, hearing: &'h Hearing) -> Scored<'h> {
        let points = |bytes: usize| text.get(..bytes).unwrap_or(text).chars().count();
        let heard = |cue: &'h Cue| Heard {
            rule: &cue.rule,
            family: &cue.family,
            start: points(cue.span.start),
            end: points(cue.span.end),
            weight: cue.weight,
        };
        Scored {
            id,
            score: hearing.heat.score,
            level: hearing.heat.level,
            intake: hearing.intake.act,
            abstained: hearing.heat.abstained,
            cues: hearing.heat.cues.iter().map(heard).collect(),
        }
    }
}

/// How well the score tells labelled rows apart.
#[derive(Serialize)]
struct Measured {
    rows: usize,
    positive: usize,
    abstained: usize,
    #[serde(flatten)]
    best: Measure,
    average_precision: f64,
}

/// Measures row by row; gives also how many rows could not be read.
fn measure(ear: &Ear, from: impl BufRead, mut aside: impl Write) -> anyhow::Result<(Measured, u64)> {
    let mut rows = Vec::new();
    let mut abstained = 0;
    let mut faults = 0;
    for (number, line) in (1..).zip(from.split(b'\n')) {
        let asked = Asked::read(&line?).and_then(|asked| match asked {
            Some(asked) => asked.label.map(|label| Some((label, asked))).ok_or("no `label` of 1 or 0".to_owned()),
            None => Ok(None),
        });
        match asked {
            Ok(Some((positive, asked))) => {
                let heat = asked.hear(ear).heat;
                abstained += usize::from(heat.abstained.is_some());
                rows.push(Labelled { positive, score: f64::from(heat.score) });
            }
            Ok(None) => {}
            Err(why) => {
                faults += 1;
                complain(&mut aside, number, why)?;
            }
        }
    }
    let measured = Measured {
        positive: rows.iter().filter(|row| row.positive).count(),
        rows: rows.len(),
        abstained,
        best: best(&rows),
        average_precision: average_precision(&rows),
    };
    Ok((measured, faults))
}

/// A line that could not be read, as JSON.
#[derive(Serialize)]
struct Complaint {
    line: u64,
    error: String,
}

fn complain(mut aside: impl Write, line: u64, error: String) -> anyhow::Result<()> {
    writeln!(aside, "{}", serde_json::to_string(&Complaint { line, error })?)?;
    Ok(())
}

#[cfg(test)]
mod tests;
