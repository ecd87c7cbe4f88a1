//! Files that people edit: whatever they make of them, the faults are named, and what still compiles still speaks.

use hearken::config::read_desk;
use hearken::cues::Ear;
use hearken::prompts::{Fault, Prompts};
use hearken::words::{Kind, Memory, Scene, Words};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::mutate::{mutated, slips};
use crate::try_all;

fn are_named(faults: &[Fault]) -> Result<(), TestCaseError> {
    prop_assert!(!faults.is_empty());
    for fault in faults {
        prop_assert!(!fault.file.is_empty() && !fault.what.is_empty() && !fault.mend.is_empty(), "{fault}");
    }
    Ok(())
}

/// The built-in texts with one file in this folder edited.
fn edited(folder: &'static str, which: &Index, slips: &[crate::mutate::Slip]) -> Prompts {
    let prompts = Prompts::built_in();
    let files: Vec<(String, String)> =
        prompts.below(folder).map(|(path, source)| (path.to_owned(), source.text.clone())).collect();
    let (path, text) = &files[which.index(files.len())];
    prompts.with(path, &String::from_utf8_lossy(&mutated(text.as_bytes(), slips)))
}

#[test]
fn replies() {
    try_all(60, (any::<Index>(), slips()), |(which, slips)| match Words::compile(&edited("replies", &which, &slips)) {
        Ok(words) => {
            for kind in [Kind::Receipt, Kind::Acknowledge, Kind::Status, Kind::Help, Kind::Nudge] {
                words.say(kind, &Scene::default(), &Memory::default());
            }
            Ok(())
        }
        Err(faults) => are_named(&faults),
    });
}

#[test]
fn rules_of_what_is_heard() {
    let folders = prop_oneof![Just("cues"), Just("intake")];
    try_all(14, (folders, any::<Index>(), slips()), |(folder, which, slips)| {
        Ear::compile(&edited(folder, &which, &slips)).map_or_else(|faults| are_named(&faults), |_| Ok(()))
    });
}

#[test]
fn the_desks_own_rules() {
    let example = include_bytes!("../../desk.example.toml");
    // Its settings are shown as comments: half of the time they are meant.
    let meant: Vec<u8> = String::from_utf8_lossy(example).replace("\n# ", "\n").into_bytes();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.toml");
    try_all(500, (any::<bool>(), slips()), |(as_it_is, slips)| {
        std::fs::write(&path, mutated(if as_it_is { example } else { &meant }, &slips)).unwrap();
        read_desk(Some(&path)).map_or_else(|faults| are_named(&faults), |_| Ok(()))
    });
}
