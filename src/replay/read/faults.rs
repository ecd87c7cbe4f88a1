//! What could not be read: how much of it, and the first few by name.

use serde::Serialize;

/// How many faults are kept by name; the rest is only counted.
const NAMED: usize = 5;

/// One place in an export that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreadable {
    /// `file:line`, or the file alone where lines mean nothing.
    pub place: String,
    /// What is wrong there.
    pub why: String,
}

/// All that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Faults {
    /// How many places.
    pub count: u64,
    /// The first few of them.
    pub first: Vec<Unreadable>,
}

impl Faults {
    /// Counts one, and names it while there are few.
    pub fn add(&mut self, place: impl Into<String>, why: impl Into<String>) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(Unreadable { place: place.into(), why: why.into() });
        }
    }
}
