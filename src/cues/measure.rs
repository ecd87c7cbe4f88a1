//! Figures for people who tune the rules. They are printed, never stored:
//! `HEARKEN_DATA=… cargo test --lib cues::measure -- --ignored --nocapture`, where the folder holds `labelled/` and
//! `chats/` with JSON lines.

use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::labelled::{Labelled, at, average_precision, best};
use super::{Act, Circumstances, Ear, Hearing, Heat, Level, Role, Turn};
use crate::prompts::Prompts;

fn rows(folder: &Path, name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn hear(ear: &Ear, last: &str, earlier: &[Turn<'_>]) -> Hearing {
    ear.hear(Turn { role: Role::Requester, text: last, at: None }, earlier, &Circumstances::default())
}

/// A labelled message and how it was heard.
type Judged = (bool, Heat);

fn report(name: &str, judged: &[Judged]) {
    let measured = |score: fn(&Heat) -> f64| -> Vec<Labelled> {
        judged.iter().map(|(positive, heat)| Labelled { positive: *positive, score: score(heat) }).collect()
    };
    // Points rather than the score, which cannot fall below 0 or rise above 100.
    let points = measured(|heat| heat.cues.iter().map(|cue| cue.weight).sum());
    let levels = measured(|heat| f64::from(heat.level as u8));
    let best = best(&points);
    let level = |level: Level| {
        let at = at(&levels, f64::from(level as u8));
        format!("{:.3} (P {:.2} R {:.2})", at.f1, at.precision, at.recall)
    };
    println!(
        "{name:<28} AP {:.3}  best F1 {:.3} at {:>4.1}  strained {}  frustrated {}",
        average_precision(&points),
        best.f1,
        best.threshold,
        level(Level::Strained),
        level(Level::Frustrated),
    );
}

/// The turns before a helpchat row: the same person's are the requester's.
fn before(row: &Value) -> Vec<(Role, String)> {
    let said = |key: &str, role: Role| {
        let lines = row[key].as_array().cloned().unwrap_or_default();
        let own = format!("{}: ", text(row, "user"));
        lines.into_iter().filter_map(move |line| {
            let line = line.as_str()?.to_owned();
            match (role, line.strip_prefix(&own)) {
                (Role::Requester, Some(rest)) => Some((role, rest.to_owned())),
                (Role::Other, None) => {
                    let words = line.split_once(": ").map(|(_, words)| words.to_owned());
                    words.map(|words| (role, words))
                }
                _ => None,
            }
        })
    };
    said("earlier_by_same_user", Role::Requester).chain(said("just_before", Role::Other)).collect()
}

#[test]
#[ignore = "needs HEARKEN_DATA"]
fn figures() {
    let Ok(folder) = std::env::var("HEARKEN_DATA") else { return };
    let started = Instant::now();
    let ear = Ear::compile(&Prompts::built_in()).unwrap();
    println!("compiled in {:?}", started.elapsed());
    let labelled = Path::new(&folder).join("labelled");
    for name in ["support_frustration", "so_anger", "jira_anger", "jira_stress", "gh_frustration", "gh_incivility"] {
        let rows = rows(&labelled, name);
        let heard: Vec<Heat> = rows.iter().map(|row| hear(&ear, text(row, "text"), &[]).heat).collect();
        let judge = |key: &str| -> Vec<Judged> {
            rows.iter().zip(&heard).map(|(row, heat)| (row[key].as_i64() == Some(1), heat.clone())).collect()
        };
        report(name, &judge("label"));
        if name == "support_frustration" {
            report("support_frustration strong", &judge("strong"));
        }
    }
    dialogues(&ear, &labelled);
    helpchat(&ear, &labelled);
    chats(&ear, &Path::new(&folder).join("chats"));
}

fn dialogues(ear: &Ear, labelled: &Path) {
    let (mut plain, mut strong) = (Vec::new(), Vec::new());
    for dialogue in rows(labelled, "support_frustration.dialogues") {
        let turns = dialogue["turns"].as_array().cloned().unwrap_or_default();
        let role = |turn: &Value| if text(turn, "role") == "agent" { Role::Agent } else { Role::Requester };
        let said: Vec<Turn<'_>> =
            turns.iter().map(|turn| Turn { role: role(turn), text: text(turn, "text"), at: None }).collect();
        for (place, turn) in turns.iter().enumerate().filter(|(_, turn)| !turn["label"].is_null()) {
            let heat = hear(ear, text(turn, "text"), &said[..place]).heat;
            plain.push((turn["label"].as_i64() == Some(1), heat.clone()));
            strong.push((turn["strong"].as_i64() == Some(1), heat));
        }
    }
    report("dialogues with context", &plain);
    report("dialogues strong", &strong);
}

fn helpchat(ear: &Ear, labelled: &Path) {
    let rows = rows(labelled, "helpchat");
    let (mut alone, mut heat, mut request, mut request_alone) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut acts, mut acts_alone) = (0, 0);
    for row in &rows {
        let before = before(row);
        let earlier: Vec<Turn<'_>> = before.iter().map(|(role, text)| Turn { role: *role, text, at: None }).collect();
        let (with, without) = (hear(ear, text(row, "text"), &earlier), hear(ear, text(row, "text"), &[]));
        let hot = row["label"].as_i64() == Some(1);
        heat.push((hot, with.heat.clone()));
        alone.push((hot, without.heat.clone()));
        let asks = text(row, "act") == "request";
        request.push(Labelled { positive: asks, score: f64::from(with.intake.act == Act::Request) });
        request_alone.push(Labelled { positive: asks, score: f64::from(without.intake.act == Act::Request) });
        let name = |heard: &Hearing| serde_json::to_value(heard.intake.act).unwrap_or_default();
        acts += usize::from(name(&with) == row["act"]);
        acts_alone += usize::from(name(&without) == row["act"]);
    }
    report("helpchat frustration", &heat);
    report("helpchat text alone", &alone);
    for (name, rows) in [("request with context", &request), ("request, text alone", &request_alone)] {
        let measure = at(rows, 1.0);
        println!("{name:<28} F1 {:.3} (P {:.2} R {:.2})", measure.f1, measure.precision, measure.recall);
    }
    println!("acts right: {acts} with context, {acts_alone} alone, of {}", rows.len());
}

fn chats(ear: &Ear, chats: &Path) {
    for name in ["irc_ubuntu", "irc_other"] {
        let rows = rows(chats, name);
        let started = Instant::now();
        let heard: Vec<Hearing> = rows.iter().map(|row| hear(ear, text(row, "text"), &[])).collect();
        let took = started.elapsed();
        let share = |level: Level| {
            100.0 * heard.iter().filter(|heard| heard.heat.level >= level).count() as f64 / heard.len().max(1) as f64
        };
        let asks = heard.iter().filter(|heard| heard.intake.act == Act::Request).count();
        let abstained = heard.iter().filter(|heard| heard.heat.abstained.is_some()).count();
        println!(
            "{name}: {} messages in {took:?}; strained {:.2} % frustrated {:.2} % upset {:.2} %; {asks} requests, {abstained} abstained",
            heard.len(),
            share(Level::Strained),
            share(Level::Frustrated),
            share(Level::Upset),
        );
    }
}
