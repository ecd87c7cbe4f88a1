//! `.env.example`, written from the settings themselves so that the two never differ.

use clap::{Args, Command};

use super::Settings;

/// The whole text of `.env.example`.
pub fn env_example() -> String {
    let command = Settings::augment_args(Command::new("hearken"));
    let mut text = String::from(
        "# Every setting of hearken, with its default. Copy this file to .env and uncomment what you change;\n\
         # variables of the environment and flags on the command line come first.\n",
    );
    for arg in command.get_arguments() {
        let Some(name) = arg.get_env().and_then(|name| name.to_str()) else { continue };
        let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
        text.push('\n');
        for line in wrapped(&help, 100) {
            text.push_str("# ");
            text.push_str(&line);
            text.push('\n');
        }
        let default = arg.get_default_values().first().and_then(|value| value.to_str()).unwrap_or_default();
        text.push_str(&format!("#{name}={default}\n"));
    }
    text
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let needs_new = lines.last().is_some_and(|line| !line.is_empty() && line.len() + 1 + word.len() > width);
        if needs_new {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
