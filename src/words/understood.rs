//! Reports that were understood a moment ago: one text is read again and again while its ticket is young, and
//! understanding it is most of the work of a decision.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Report;

/// So many texts are remembered at least, twice as many at most.
const KEPT: usize = 128;

/// A longer text, in bytes, is understood anew each time: what is remembered stays below a megabyte.
const LONGEST: usize = 2_000;

/// The latest texts with what was understood. It changes no answer, only how soon it comes.
#[derive(Debug, Default)]
pub(super) struct Understood(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    younger: HashMap<String, Report>,
    older: HashMap<String, Report>,
}

impl Understood {
    /// What the text means.
    pub fn report(&self, text: &str) -> Report {
        if text.len() > LONGEST {
            return Report::understand(text);
        }
        if let Some(report) = self.known(text) {
            return report;
        }
        let report = Report::understand(text);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.younger.len() >= KEPT {
            known.older = std::mem::take(&mut known.younger);
        }
        known.younger.insert(text.to_owned(), report.clone());
        report
    }

    /// Lets go of every text.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    fn known(&self, text: &str) -> Option<Report> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(report) = known.younger.get(text) {
            return Some(report.clone());
        }
        let report = known.older.remove(text)?;
        known.younger.insert(text.to_owned(), report.clone());
        Some(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_would_be_understood_and_stays_bounded() {
        let understood = Understood::default();
        let text = |n: usize| format!("My VPN dropped {n} times today and I can't log in to payroll");
        for n in (0..1_000).chain(0..1_000).chain(990..1_000) {
            assert_eq!(understood.report(&text(n)), Report::understand(&text(n)));
            let known = understood.0.lock().unwrap();
            assert!(known.younger.len() <= KEPT + 1 && known.older.len() <= KEPT + 1);
        }
        assert!(understood.known(&text(999)).is_some());
        understood.forget();
        assert!(understood.known(&text(999)).is_none());
        let long = "x ".repeat(LONGEST);
        understood.report(&long);
        assert!(understood.known(&long).is_none());
    }
}
