//! How the engine is doing: what is due next, what has changed, and when it is all quiet.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::broadcast;

use super::Meter;
use super::running::Shared;
use crate::desk::CaseId;

/// How long at most [`Pulse::settled`] waits for the platforms.
const PATIENCE: Duration = Duration::from_secs(30);

/// Something that is due could not be decided or delivered in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Not everything that is due could be delivered within half a minute; it goes on being tried")]
pub struct Unsettled;

/// A view of the running engine.
#[derive(Clone)]
pub struct Pulse {
    shared: Arc<Shared>,
}

impl Pulse {
    pub(super) fn new(shared: Arc<Shared>) -> Pulse {
        Pulse { shared }
    }

    /// The desk's present.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Returns when everything due by now has been decided and delivered.
    ///
    /// # Errors
    /// [`Unsettled`] when that takes longer than half a minute, as when a platform does not answer.
    pub async fn settled(&self) -> Result<(), Unsettled> {
        let settling = async {
            let mut progress = self.shared.progress.subscribe();
            while !self.is_quiet().await {
                self.shared.timers.notify_one();
                self.shared.posts.notify_waiters();
                let _ = tokio::time::timeout(Duration::from_millis(20), progress.changed()).await;
            }
        };
        tokio::time::timeout(PATIENCE, settling).await.map_err(|_| Unsettled)
    }

    async fn is_quiet(&self) -> bool {
        for home in self.shared.platforms.keys() {
            let next = self.shared.store.next_due(home).await;
            if !next.is_ok_and(|next| next.is_none_or(|next| next > self.now())) {
                return false;
            }
            if !self.shared.store.undelivered(home).await.is_ok_and(|waiting| waiting == 0) {
                return false;
            }
        }
        true
    }

    /// When something is due next, by the desk's clock.
    pub async fn next_due(&self) -> Option<Timestamp> {
        self.shared.next_due().await
    }

    /// When something is due next that somebody hears of, by the desk's clock.
    pub async fn next_moment(&self) -> Option<Timestamp> {
        self.shared.next_moment().await
    }

    /// How long the commits of events took.
    pub fn commits(&self) -> &Meter {
        &self.shared.commits
    }

    /// Tells the number of each case that changes.
    pub fn cases(&self) -> broadcast::Receiver<CaseId> {
        self.shared.cases.subscribe()
    }
}
