//! One claimed post: asked for when it may stand already, sent when it does not and is still true.

use std::time::Duration;

use jiff::Timestamp;

use super::super::Intake;
use crate::chat::{Outcome, Platform};
use crate::desk::Occasion;
use crate::store::{Claimed, Ended, Ending};

/// How long a platform has to answer one question.
const TIME_OUT: Duration = Duration::from_secs(10);

/// Brings one post to an end, or to a pause. `None` when what follows from it could not be committed: then its lease
/// runs out, and it is looked at again.
pub(super) async fn deliver(platform: &dyn Platform, intake: &Intake, row: Claimed) -> Option<Ended> {
    let ending = attempt(platform, &row).await;
    if let Ending::Dead(reason) = &ending {
        tracing::error!(key = %row.key, %reason, "a post will never be delivered");
    }
    // Told anew first, ended second: should we stop in between, it is looked at once more, and nobody goes untold.
    if let (Ending::Stale, Some(case)) = (&ending, row.case) {
        intake.submit(Occasion::Stale { case }).await.ok()?;
    }
    Some(Ended { key: row.key, fence: row.fence, ending })
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

/// A progress report whose case has moved on since it was written.
fn is_stale(row: &Claimed) -> bool {
    row.true_for.is_some() && row.true_for != row.facts_version
}

fn later(wait: Duration) -> Timestamp {
    Timestamp::now().checked_add(wait.min(super::LONGEST_REST)).unwrap_or(Timestamp::MAX)
}
