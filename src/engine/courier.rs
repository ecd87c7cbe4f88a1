//! The courier: the only one who posts. A delivery is repeated until its outcome is known, and its outcome is asked of
//! the platform before it is repeated.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;
use tokio::sync::watch;

use super::Intake;
use super::running::Shared;
use crate::chat::{Outcome, Platform};
use crate::desk::{Lost, Occasion};
use crate::store::{Claimed, Ending};

/// How long a platform has to answer one attempt.
const TIME_OUT: Duration = Duration::from_secs(10);

/// How long a claimed delivery is ours: longer than the time-out and the platform's tail together, so that nobody takes
/// it over while the request may still be under way.
const LEASE: Duration = Duration::from_secs(30);

/// Deliveries under way at once.
const AT_ONCE: u32 = 32;

/// The longest sleep: bounds how late a post of another process is noticed.
const LONGEST_SLEEP: Duration = Duration::from_millis(500);

/// Runs until the engine stops, and then finishes what it has claimed.
pub(super) async fn run(shared: Arc<Shared>, intake: Intake, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        // Registered before looking, so that a post made in between is not slept through.
        let made = shared.posts.notified();
        // Leases are a matter between processes: they run on the computer's clock, not on one that people move.
        match shared.store.claim(Timestamp::now(), LEASE, AT_ONCE).await {
            Ok(claimed) if !claimed.is_empty() => {
                let under_way: FuturesUnordered<_> = claimed.iter().map(|row| deliver(&shared, &intake, row)).collect();
                under_way.for_each(|()| async {}).await;
                shared.progress.send_modify(|count| *count += 1);
                continue;
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the outbox cannot be read"),
        }
        tokio::select! {
            () = made => {}
            () = tokio::time::sleep(LONGEST_SLEEP) => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }
}

async fn deliver(shared: &Shared, intake: &Intake, row: &Claimed) {
    let ending = match shared.platforms.get(&row.home) {
        Some(platform) => attempt(platform.as_ref(), row).await,
        None => Ending::Retry(later(Duration::from_secs(60))),
    };
    if let Ending::Dead(reason) = &ending {
        tracing::error!(key = %row.key, %reason, "a post will never be delivered");
    }
    // Told anew first, ended second: should we stop in between, it is looked at once more, and nobody goes untold.
    if let Some(occasion) = unread(row, &ending)
        && intake.submit(occasion).await.is_err()
    {
        return;
    }
    match shared.store.complete(&row.key, row.fence, ending, Timestamp::now()).await {
        Ok(true) => {}
        Ok(false) => tracing::warn!(key = %row.key, "this delivery was taken over; its outcome is not ours to note"),
        // The lease runs out, and the platform is asked before anything is sent again.
        Err(error) => tracing::error!(%error, key = %row.key, "the outcome of a delivery could not be noted"),
    }
}

/// What follows for the desk when a post of a case ends unread.
fn unread(row: &Claimed, ending: &Ending) -> Option<Occasion> {
    let (case, made_at) = (row.case?, row.made_at);
    match ending {
        Ending::Stale => Some(Occasion::Stale { case, made_at }),
        Ending::Dead(reason) => {
            let lost = Lost { delivery: row.delivery.clone(), made_at, reason: reason.clone() };
            Some(Occasion::Undelivered { case, lost: Box::new(lost) })
        }
        Ending::Done(_) | Ending::Retry(_) | Ending::Unknown(_) => None,
    }
}

/// A progress report whose case has moved on since it was written.
fn is_stale(row: &Claimed) -> bool {
    row.true_for.is_some() && row.true_for != row.facts_version
}

async fn attempt(platform: &dyn Platform, row: &Claimed) -> Ending {
    if row.uncertain {
        match tokio::time::timeout(TIME_OUT, platform.find(&row.key, &row.delivery)).await {
            Ok(Ok(Some(message))) => return Ending::Done(message),
            Ok(Ok(None)) => {}
            Ok(Err(reason)) => {
                tracing::warn!(key = %row.key, %reason, "the platform cannot say whether a post stands");
                return Ending::Unknown(later(platform.settle()));
            }
            Err(_) => return Ending::Unknown(later(platform.settle())),
        }
    }
    if is_stale(row) {
        return Ending::Stale;
    }
    match tokio::time::timeout(TIME_OUT, platform.deliver(&row.key, &row.delivery, row.below.as_ref())).await {
        Ok(Outcome::Done(message)) => Ending::Done(message),
        Ok(Outcome::Retry(wait)) => Ending::Retry(later(wait)),
        Ok(Outcome::Unknown) | Err(_) => Ending::Unknown(later(platform.settle())),
        Ok(Outcome::Dead(reason)) => Ending::Dead(reason),
    }
}

fn later(wait: Duration) -> Timestamp {
    Timestamp::now().checked_add(wait).unwrap_or(Timestamp::MAX)
}
