//! What was made of texts a moment ago: one text is read again and again while its ticket is young, and reading it is
//! most of the work of a decision. It changes no answer, only how soon it comes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many texts are remembered at least, twice as many at most: a few batches of messages and what they answer to.
const KEPT: usize = 512;

/// A longer text, in bytes, is read anew each time: what is remembered stays below a few megabytes.
const LONGEST: usize = 2_000;

/// The latest texts with what was made of them.
#[derive(Debug)]
pub struct Recent<T>(Mutex<Generations<T>>);

#[derive(Debug)]
struct Generations<T> {
    younger: HashMap<String, Arc<T>>,
    older: HashMap<String, Arc<T>>,
}

impl<T> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent(Mutex::default())
    }
}

impl<T> Default for Generations<T> {
    fn default() -> Generations<T> {
        Generations { younger: HashMap::new(), older: HashMap::new() }
    }
}

impl<T> Recent<T> {
    /// What is made of the text, which must depend on nothing else; made only when it is not remembered.
    pub fn get(&self, text: &str, make: impl FnOnce(&str) -> T) -> Arc<T> {
        if text.len() > LONGEST {
            return Arc::new(make(text));
        }
        if let Some(known) = self.known(text) {
            return known;
        }
        let made = Arc::new(make(text));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.younger.len() >= KEPT {
            known.older = std::mem::take(&mut known.younger);
        }
        known.younger.insert(text.to_owned(), made.clone());
        made
    }

    /// Lets go of every text.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    fn known(&self, text: &str) -> Option<Arc<T>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = known.younger.get(text) {
            return Some(made.clone());
        }
        let made = known.older.remove(text)?;
        known.younger.insert(text.to_owned(), made.clone());
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_would_be_made_and_stays_bounded() {
        let recent: Recent<String> = Recent::default();
        let text = |n: usize| format!("My VPN dropped {n} times today and I can't log in to payroll");
        for n in (0..4_000).chain(0..4_000).chain(3_990..4_000) {
            assert_eq!(*recent.get(&text(n), str::to_uppercase), text(n).to_uppercase());
            let known = recent.0.lock().unwrap();
            assert!(known.younger.len() <= KEPT + 1 && known.older.len() <= KEPT + 1);
        }
        let again = recent.get(&text(3_999), |_| unreachable!("it is remembered"));
        assert_eq!(*again, text(3_999).to_uppercase());
        recent.forget();
        assert!(recent.known(&text(3_999)).is_none());
        let long = "x ".repeat(LONGEST);
        recent.get(&long, str::to_owned);
        assert!(recent.known(&long).is_none());
    }
}
