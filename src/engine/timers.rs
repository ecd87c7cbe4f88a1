//! Timers: what is due becomes an occasion like any other. They live in the store and nowhere else, so that a restart
//! loses none, and a case that was due three times over meanwhile is told once.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::watch;

use super::Intake;
use super::running::Shared;
use crate::crash::{self, Point};
use crate::desk::Occasion;
use crate::store::Due;

/// How many due timers are taken at a time.
const BATCH: u32 = 128;

/// The longest sleep: bounds how late a timer set by another process, or a clock that jumped, is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// The shortest sleep: what is due may be another instance's to decide, for a moment.
const SHORTEST_SLEEP: Duration = Duration::from_millis(20);

/// Runs until the engine stops.
pub(super) async fn run(shared: Arc<Shared>, intake: Intake, mut stopped: watch::Receiver<bool>) {
    let mut before = Vec::new();
    while !*stopped.borrow() {
        // Registered before looking, so that a timer set in between is not slept through.
        let set = shared.timers.notified();
        let wait = fire(&shared, &intake, &mut before).await;
        if let Some(wait) = wait {
            tokio::select! {
                () = set => {}
                () = shared.clock.sleep(wait) => {}
                _ = stopped.wait_for(|stopped| *stopped) => {}
            }
        }
    }
}

/// Hands over what is due on the platforms that are configured, and tells how long to wait when nothing is, or when
/// handing over changes nothing. `before` is what was handed over last: what is in it again is stuck, and keeps nothing
/// else from its turn. A case whose platform is not configured any more keeps its timers until it is.
async fn fire(shared: &Shared, intake: &Intake, before: &mut Vec<Due>) -> Option<Duration> {
    let now = shared.clock.now();
    let limit = BATCH.saturating_add(u32::try_from(before.len()).unwrap_or(u32::MAX));
    let mut due = Vec::new();
    for home in shared.platforms.keys() {
        match shared.store.due(home, now, limit).await {
            Ok(more) => due.extend(more),
            Err(error) => {
                tracing::error!(%error, "timers cannot be read");
                return Some(LONGEST_SLEEP);
            }
        }
    }
    if due.is_empty() {
        before.clear();
        let wait = shared.next_due().await.map_or(LONGEST_SLEEP, |next| {
            Duration::try_from(next.duration_since(shared.clock.now())).unwrap_or(Duration::ZERO)
        });
        return Some(wait.clamp(SHORTEST_SLEEP, LONGEST_SLEEP));
    }
    crash::at(Point::DueRead);
    let fresh = due.iter().any(|due| !before.contains(due));
    before.clone_from(&due);
    let handed = due
        .into_iter()
        .map(|due| intake.submit(Occasion::Due { case: due.case, timer: due.timer, due_at: due.due_at }));
    join_all(handed).await;
    crash::at(Point::DueHandled);
    (!fresh).then_some(LONGEST_SLEEP)
}
