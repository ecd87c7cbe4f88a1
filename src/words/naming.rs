//! The names of facts, and what somebody meant who mistyped one.

use super::facts::FACTS;

/// Whether a wording may name it.
pub(super) fn is_fact(name: &str) -> bool {
    FACTS.iter().any(|(known, _)| *known == name)
}

/// All that may be named, as a hint.
pub(super) fn known_facts() -> String {
    let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
    format!("use one of: {}", names.join(", "))
}

/// The fact whose name is a slip of the fingers away, if one is.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let near = FACTS.iter().map(|(known, _)| (slips(name, known), *known)).min()?;
    (near.0 <= 2 && near.0 * 2 < name.chars().count()).then_some(near.1)
}

/// How many letters have to be put in, left out or changed, or neighbours swapped, to make one name of the other.
fn slips(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=to.len()).collect());
    let mut previous = None;
    for (row, letter) in from.chars().enumerate() {
        let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
        let mut line = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let changed = at(&last, column) + usize::from(letter != *other);
            let mut least = changed.min(at(&last, column + 1) + 1).min(at(&line, column) + 1);
            let swapped = column > 0 && previous == Some(*other) && to.get(column - 1) == Some(&letter);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut last, line);
        previous = Some(letter);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
