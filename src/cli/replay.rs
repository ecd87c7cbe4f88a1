//! `hearken replay`: what it would have done in a past conversation.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cues::Ear;
use crate::prompts::Prompts;
use crate::replay::{self, Figures, Step};

/// Tell what hearken would have done in an export of past conversations
///
/// Reads a Slack export (zip or folder), JSON of DiscordChatExporter (a file, a folder or a zip of them), or JSON lines
/// {channel,user,ts,thread_ts?,text}; which it is shows in the content. Nothing is sent anywhere: the figures and the
/// report are made here, and names stand in them as in the export.
#[derive(Debug, clap::Args)]
pub struct Replay {
    /// The export: a file or a folder
    export: PathBuf,

    /// Print the figures as JSON instead of a summary
    #[arg(long)]
    json: bool,

    /// Also write a report for a browser: one file that needs nothing else
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// How many examples to show of each act and each level
    #[arg(long, value_name = "N", default_value_t = 2)]
    sample: usize,

    /// Look at this channel only; may be given several times
    #[arg(long, value_name = "NAME")]
    channel: Vec<String>,
}

impl Replay {
    /// Runs the command.
    ///
    /// # Errors
    /// When the report cannot be written. An export that cannot be read is exit code 2, faulty rules are exit code 1.
    pub fn run(self, prompts: &Prompts) -> anyhow::Result<ExitCode> {
        let ear = match Ear::compile(prompts) {
            Ok(ear) => ear,
            Err(faults) => {
                faults.iter().for_each(|fault| eprintln!("{fault}"));
                return Ok(ExitCode::from(1));
            }
        };
        // Before the work, which may take minutes.
        if let Some(file) = &self.html
            && let Err(error) = may_be_written(file)
        {
            eprintln!("{}: the report cannot be written ({error}); name a file in a folder of yours", file.display());
            return Ok(ExitCode::from(super::USAGE));
        }
        let bar = bar();
        let mut export = match replay::read(&self.export, &|step| show(&bar, step)) {
            Ok(export) => export,
            Err(error) => {
                bar.finish_and_clear();
                eprintln!("{error}");
                return Ok(ExitCode::from(2));
            }
        };
        if let Err(known) = keep_channels(&mut export, &self.channel) {
            bar.finish_and_clear();
            eprintln!("there is no channel of that name in the export; there are {known}");
            return Ok(ExitCode::from(2));
        }
        let figures = replay::replay(&ear, export, self.sample, &|step| show(&bar, step));
        bar.finish_and_clear();
        self.report(&figures)?;
        Ok(ExitCode::SUCCESS)
    }

    fn report(&self, figures: &Figures) -> anyhow::Result<()> {
        if let Some(file) = &self.html {
            let title = self.export.file_name().unwrap_or(self.export.as_os_str()).to_string_lossy();
            std::fs::write(file, replay::page(figures, &title)?)
                .with_context(|| format!("{}: the report cannot be written", file.display()))?;
        }
        let mut text = if self.json {
            serde_json::to_string_pretty(figures)?
        } else {
            replay::plain(figures).trim_end().to_owned()
        };
        text.push('\n');
        match io::stdout().lock().write_all(text.as_bytes()) {
            // Whoever reads has seen enough, as in `hearken replay … | head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
        if let Some(file) = &self.html {
            eprintln!("the report is in {}", file.display());
        }
        Ok(())
    }
}

/// Tries whether a file can be written, and leaves everything as it was.
fn may_be_written(file: &Path) -> io::Result<()> {
    let new = !file.exists();
    OpenOptions::new().write(true).create(true).truncate(false).open(file)?;
    if new { std::fs::remove_file(file) } else { Ok(()) }
}

/// Keeps the messages of the wanted channels, all when none is named.
///
/// # Errors
/// The channels there are, when a wanted one is not among them.
fn keep_channels(export: &mut replay::Export, wanted: &[String]) -> Result<(), String> {
    let wanted: Vec<&str> = wanted.iter().map(|name| name.trim_start_matches('#')).collect();
    let known: std::collections::BTreeSet<&str> = export.messages.iter().map(|said| said.channel.as_str()).collect();
    if wanted.iter().any(|name| !known.contains(name)) {
        return Err(known.into_iter().map(|name| format!("#{name}")).collect::<Vec<_>>().join(", "));
    }
    if !wanted.is_empty() {
        export.messages.retain(|said| wanted.contains(&said.channel.as_str()));
    }
    Ok(())
}

/// A bar on a terminal; where standard error is none, it stays silent by itself.
fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:>8} {bar:32} {percent:>3} %  {eta}") {
        bar.set_style(style.progress_chars("━━─"));
    }
    bar
}

fn show(bar: &ProgressBar, step: Step) {
    let (doing, done, of) = match step {
        Step::Reading { done, of } => ("reading", done, of),
        Step::Hearing { done, of } => ("hearing", done, of),
    };
    if bar.length() != Some(of) || bar.position() > done {
        bar.set_message(doing);
        bar.set_length(of);
    }
    bar.set_position(done);
}
