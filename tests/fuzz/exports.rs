//! Exports as they come off broken disks: read to the end, and what cannot be read is counted.

use std::path::{Path, PathBuf};

use hearken::replay::read;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::mutate::{mutated, slips};
use crate::try_all;

fn files_below(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files_below(&path, into) } else { into.push(path) }
    }
}

/// One of its files is damaged, and the whole is read.
fn damaged(kind: &'static str, cases: u32) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports").join(kind);
    let mut files = Vec::new();
    if source.is_dir() {
        files_below(&source, &mut files)
    } else {
        files.push(source.clone())
    }
    try_all(cases, (any::<Index>(), slips()), |(which, slips)| {
        let folder = tempfile::tempdir().unwrap();
        for (n, file) in files.iter().enumerate() {
            let whole = std::fs::read(file).unwrap();
            let inside = file.strip_prefix(&source).unwrap();
            let to = if inside.as_os_str().is_empty() { folder.path().join(kind) } else { folder.path().join(inside) };
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            let bytes = if n == which.index(files.len()) { mutated(&whole, &slips) } else { whole };
            std::fs::write(to, bytes).unwrap();
        }
        let path = if source.is_dir() { folder.path().to_owned() } else { folder.path().join(kind) };
        match read(&path, &|_| {}) {
            Ok(export) => prop_assert!(export.faults.first.len() as u64 <= export.faults.count),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
        Ok(())
    });
}

#[test]
fn json_lines() {
    damaged("help.jsonl", 200);
}

#[test]
fn of_slack() {
    damaged("slack", 100);
}

#[test]
fn of_discord() {
    damaged("discord", 100);
}

#[test]
fn anything_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export");
    let start = prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"{", b"[{", b"{\"messages\":[", b"\xff\xfe"]);
    try_all(300, (start, prop::collection::vec(any::<u8>(), 0..400)), |(start, rest)| {
        std::fs::write(&path, [start, &rest].concat()).unwrap();
        if let Err(error) = read(&path, &|_| {}) {
            prop_assert!(!error.to_string().is_empty());
        }
        Ok(())
    });
}
