//! Files as a slip of the hand, a bad merge or a broken disk leaves them.

use proptest::prelude::*;
use proptest::sample::Index;

/// One slip.
#[derive(Debug, Clone)]
pub enum Slip {
    Cut(Index, Index),
    Insert(Index, Vec<u8>),
    Flip(Index, u8),
    DropLine(Index),
    RepeatLine(Index, Index),
    Value(Index, usize),
}

/// What ends up where a value ought to be.
const VALUES: [&str; 28] = [
    "\"\"",
    "\"\"\"",
    "'",
    "0",
    "-1",
    "1e400",
    "99999999999999999999",
    "nan",
    "true",
    "null",
    "[]",
    "{}",
    "[[",
    "\"(((((a*)*)*)*)*b\"",
    "'(?P<x'",
    "'[^'",
    "'a{1000}{1000}{1000}'",
    "'\\p{Greek}{0,99999}'",
    "\"{{\"",
    "\"{% for a in b %}\"",
    "\"{{ a.b.c | upper(1, 2) }}\"",
    "\"{{ ''|center(999999999) }}\"",
    "\"{% for i in range(999999999) %}x{% endfor %}\"",
    "\"\\u0000\"",
    "\"\u{202E}👩‍👩‍👧\"",
    "\"9999-99-99T99:99:99Z\"",
    "\"25:61-03:00\"",
    "\"P99999999999999Y\"",
];

pub fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let index = || any::<Index>();
    let slip = prop_oneof![
        1 => (index(), index()).prop_map(|(from, to)| Slip::Cut(from, to)),
        2 => (index(), prop::collection::vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Slip::Insert(at, bytes)),
        2 => (index(), any::<u8>()).prop_map(|(at, by)| Slip::Flip(at, by)),
        2 => index().prop_map(Slip::DropLine),
        2 => (index(), index()).prop_map(|(which, to)| Slip::RepeatLine(which, to)),
        4 => (index(), 0..VALUES.len()).prop_map(|(line, value)| Slip::Value(line, value)),
    ];
    prop::collection::vec(slip, 1..4)
}

/// The file after these slips.
pub fn mutated(file: &[u8], slips: &[Slip]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for slip in slips {
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let (count, length) = (lines.len(), bytes.len() + 1);
        match slip {
            Slip::Cut(from, to) => {
                let (from, to) = (from.index(length), to.index(length));
                bytes.drain(from.min(to)..from.max(to));
                continue;
            }
            Slip::Insert(at, more) => {
                let at = at.index(length);
                bytes.splice(at..at, more.iter().copied());
                continue;
            }
            Slip::Flip(at, by) => {
                let at = at.index(length);
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= by);
                continue;
            }
            Slip::DropLine(which) => drop(lines.remove(which.index(count))),
            Slip::RepeatLine(which, to) => lines.insert(to.index(count), lines[which.index(count)].clone()),
            Slip::Value(line, value) => {
                let line = &mut lines[line.index(count)];
                if let Some(equals) = line.iter().position(|byte| *byte == b'=' || *byte == b':') {
                    line.truncate(equals + 1);
                    line.extend(VALUES[*value].bytes());
                }
            }
        }
        bytes = lines.join(&b'\n');
    }
    bytes
}
