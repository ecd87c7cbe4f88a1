//! The figures as plain text, for a terminal.

use std::fmt::{Result, Write as _};

use super::phrase::{ACTS, LEVELS, PRIORITIES, by_size, counted, grouped, in_order, minute, people, shortened, waited};
use super::{Figures, Sample};

/// Widest bar, in characters.
const BAR: u64 = 24;

/// A part of a character's width, in eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Widest text of an example, in characters.
const EXAMPLE: usize = 140;

/// What a person wants to know first, in that order.
pub fn plain(figures: &Figures) -> String {
    let mut out = String::new();
    let written =
        read(figures, &mut out).and_then(|()| heard(figures, &mut out)).and_then(|()| words(figures, &mut out));
    // Writing to a string cannot fail; were it ever to, what is there is better than nothing.
    written.and_then(|()| examples(figures, &mut out)).unwrap_or_default();
    out
}

fn read(figures: &Figures, out: &mut String) -> Result {
    let read = &figures.read;
    writeln!(out, "{}: {} by {}", read.format.name(), counted(read.people_messages, "message"), people(read.people))?;
    if let (Some(from), Some(to)) = (&read.from, &read.to) {
        writeln!(out, "from {} to {} (UTC)", minute(from), minute(to))?;
    }
    if !read.bots.is_empty() {
        let names: Vec<&str> = by_size(&read.bots).into_iter().map(|(name, _)| name).collect();
        let count = read.bots.values().sum();
        writeln!(out, "left out: {} by bots ({})", counted(count, "message"), tame(&shortened(&names)))?;
    }
    if read.notices > 0 {
        writeln!(out, "left out: {} such as joins and pins", counted(read.notices, "notice"))?;
    }
    if read.faults.count > 0 {
        writeln!(out, "could not be read: {}", counted(read.faults.count, "place"))?;
        for fault in &read.faults.first {
            writeln!(out, "  {}: {}", tame(&fault.place), tame(&fault.why))?;
        }
    }
    Ok(())
}

fn heard(figures: &Figures, out: &mut String) -> Result {
    bars(out, "What messages are for", &in_order(&figures.acts, &ACTS))?;
    bars(out, "How heated they are", &in_order(&figures.levels, &LEVELS))?;
    for (why, count) in &figures.abstained {
        let why = if *why == "language" { "in a language without rules" } else { "with nothing to read" };
        writeln!(out, "  not judged: {} {why}", counted(*count, "message"))?;
    }
    let tickets = &figures.tickets;
    writeln!(
        out,
        "\nTickets hearken would have opened: {} for {}",
        grouped(tickets.opened),
        people(tickets.requesters)
    )?;
    writeln!(out, "  a request or a followup of somebody whose ticket is open already goes into that one")?;
    writeln!(out, "  {} chased, {} ended in thanks", grouped(tickets.chased), grouped(tickets.thanked))?;
    bars(out, "What they are about", &by_size(&tickets.topics))?;
    bars(out, "How soon they matter", &in_order(&tickets.priorities, &PRIORITIES))?;
    bars(out, "The most heated words in them", &in_order(&tickets.levels, &LEVELS))
}

fn words(figures: &Figures, out: &mut String) -> Result {
    let waits = &figures.waits;
    writeln!(out, "\nUntil a first human answer")?;
    if let (Some(median), Some(p90), Some(longest)) = (waits.median_seconds, waits.p90_seconds, waits.longest_seconds) {
        let waited = waited(waits.answered, median, p90, longest);
        writeln!(out, "  answered: {}; {waited}", grouped(waits.answered))?;
    }
    writeln!(out, "  no answer to be seen here: {} ({} %)", grouped(waits.unanswered), waits.unanswered_percent)?;
    if waits.unknown > 0 {
        writeln!(out, "  cannot be told: {}, the record stops within the hour", grouped(waits.unknown))?;
    }
    let words = &figures.words;
    writeln!(out, "\nWhat hearken would have said meanwhile")?;
    writeln!(out, "  {}, each within seconds", counted(words.receipts, "receipt"))?;
    writeln!(
        out,
        "  {} on {} that waited",
        counted(words.pings, "progress ping"),
        counted(words.tickets_pinged, "ticket")
    )?;
    writeln!(out, "  {} to somebody who asked for news", counted(words.chases_answered, "answer"))
}

fn examples(figures: &Figures, out: &mut String) -> Result {
    for kind in ACTS {
        for sample in figures.samples.acts.get(kind).into_iter().flatten() {
            example(out, kind, sample, sample.act_because.iter().map(|reason| reason.because.as_str()).collect())?;
        }
    }
    for sample in &figures.samples.unanswered {
        example(out, "unanswered", sample, vec![sample.topic.as_str()])?;
    }
    for kind in LEVELS {
        for sample in figures.samples.levels.get(kind).into_iter().flatten() {
            example(out, kind, sample, sample.level_because.iter().map(|reason| reason.because.as_str()).collect())?;
        }
    }
    Ok(())
}

fn example(out: &mut String, kind: &str, sample: &Sample, because: Vec<&str>) -> Result {
    let text: String = sample.text.chars().take(EXAMPLE).collect();
    writeln!(out, "\n{kind:<10} {}: {}", tame(&sample.name), tame(&text))?;
    if because.is_empty() { Ok(()) } else { writeln!(out, "{:<10} because: {}", "", shortened(&because)) }
}

/// One line a kind, the largest as wide as a bar may be.
fn bars(out: &mut String, title: &str, counts: &[(&str, u64)]) -> Result {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    writeln!(out, "\n{title}")?;
    for (kind, count) in counts {
        let bar = bar((count * BAR * 8).div_ceil(most));
        writeln!(out, "{}", format!("  {kind:<10} {:>9}  {bar}", grouped(*count)).trim_end())?;
    }
    Ok(())
}

/// A bar so many eighths of a character long.
fn bar(eighths: u64) -> String {
    let part = EIGHTHS.get(usize::try_from(eighths % 8).unwrap_or_default()).copied().unwrap_or_default();
    "█".repeat(usize::try_from(eighths / 8).unwrap_or_default()) + part
}

/// Text from people on one line and without control characters, which a terminal would obey.
fn tame(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
