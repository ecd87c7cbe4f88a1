//! What the handlers share.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard, watch};

use super::error::Failure;
use crate::engine::{Clock, Intake, MovableClock, Pulse, Rules};
use crate::platforms::local::LocalChat;
use crate::store::Store;

/// How long a change waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The parts of a running desk that HTTP speaks for. Cheap to clone: every clone is the same desk.
#[derive(Clone)]
pub struct App {
    pub(super) chat: Arc<LocalChat>,
    pub(super) store: Store,
    pub(super) clock: Arc<MovableClock>,
    pub(super) intake: Intake,
    pub(super) pulse: Pulse,
    /// What people edit while it runs.
    pub(super) rules: Rules,
    /// Whoever holds it moves the clock.
    pub(super) mover: Arc<Mutex<()>>,
    /// Whoever holds it changes messages.
    changes: Arc<Mutex<()>>,
    /// True once the process is ending: open event streams end then.
    pub(super) ending: watch::Sender<bool>,
    unique: Arc<Unique>,
}

impl App {
    /// A desk made of these parts.
    pub fn new(
        chat: Arc<LocalChat>,
        store: Store,
        clock: Arc<MovableClock>,
        intake: Intake,
        pulse: Pulse,
        rules: Rules,
    ) -> App {
        App {
            chat,
            store,
            clock,
            intake,
            pulse,
            rules,
            mover: Arc::default(),
            changes: Arc::default(),
            ending: watch::Sender::new(false),
            unique: Arc::new(Unique::new()),
        }
    }

    /// A turn to change messages: two changes of one are told in the order they were made.
    ///
    /// # Errors
    /// 503 when those before take too long, as while the store is locked.
    pub(super) async fn changing(&self) -> Result<MutexGuard<'_, ()>, Failure> {
        let late = |_| Failure::unavailable("Other changes are still being stored. Please try again in a moment.");
        tokio::time::timeout(PATIENCE, self.changes.lock()).await.map_err(late)
    }

    /// A name for one request that no other request ever has.
    pub(super) fn unique(&self) -> String {
        self.unique.next(self.clock.now().as_microsecond())
    }
}

/// Names for requests: a random part for each start of the process, the time, and a count.
struct Unique {
    start: u64,
    count: AtomicU64,
}

impl Unique {
    fn new() -> Unique {
        Unique { start: RandomState::new().build_hasher().finish(), count: AtomicU64::new(0) }
    }

    fn next(&self, at: i64) -> String {
        format!("{:016x}-{at:x}-{}", self.start, self.count.fetch_add(1, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let (one, other) = (Unique::new(), Unique::new());
        let names = [one.next(5), one.next(5), other.next(5), other.next(5)];
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }
}
