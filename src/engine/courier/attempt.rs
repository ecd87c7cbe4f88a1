//! One claimed post: asked for when it may stand already, sent when it does not and is still true.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::time::timeout;

use super::super::Intake;
use super::{LONGEST_REST, Patience, from_now};
use crate::chat::{Outcome, Platform};
use crate::crash::{self, Point};
use crate::desk::{Lost, Occasion};
use crate::store::{Claimed, Ended, Ending};

/// Why a post ends that is bound to one that will never stand.
const ORPHANED: &str = "the message it belongs to could not be delivered";

/// What one delivery needs.
pub(super) struct Attempt {
    pub platform: Arc<dyn Platform>,
    pub intake: Intake,
    pub patience: Patience,
    /// Just before the post was claimed.
    pub claimed: Instant,
    /// When the claim ends, by the wall clock.
    pub lease: Timestamp,
}

impl Attempt {
    /// Brings one post to an end, or to a pause, for the courier to note. `None` when there is nothing for it to note:
    /// what followed from it was decided and noted in one, or it is left to its lease, to be looked at again.
    pub async fn deliver(self, row: Claimed) -> Option<Ended> {
        let ending = self.attempt(&row).await?;
        if let Ending::Dead(reason) = &ending {
            tracing::error!(key = %row.key, %reason, "a post will never be delivered");
        }
        let occasion = unread(&row, &ending);
        let ended = Ended { key: row.key, fence: row.fence, ending };
        match occasion {
            Some(occasion) => {
                // Not committed, it is left to its lease.
                let _ = self.intake.end(ended, occasion).await;
                None
            }
            None => Some(ended),
        }
    }

    async fn attempt(&self, row: &Claimed) -> Option<Ending> {
        let Patience { time_out, .. } = self.patience;
        if row.orphaned {
            return Some(Ending::Dead(ORPHANED.to_owned()));
        }
        if row.uncertain {
            crash::at(Point::Asking);
            let found = timeout(time_out, self.platform.find(&row.key, &row.delivery)).await;
            crash::at(Point::Asked);
            match found {
                Ok(Ok(Some(message))) => return Some(Ending::Done(message)),
                Ok(Ok(None)) => {}
                Ok(Err(reason)) => {
                    tracing::warn!(key = %row.key, %reason, "the platform cannot say whether a post stands");
                    return Some(self.unknown());
                }
                Err(_) => return Some(self.unknown()),
            }
        }
        if is_stale(row) {
            return Some(Ending::Stale);
        }
        if !self.is_in_time() {
            tracing::warn!(key = %row.key, "too late to send this; whoever takes it over asks first");
            return None;
        }
        crash::at(Point::Sending);
        let sent = timeout(time_out, self.platform.deliver(&row.key, &row.delivery, row.below.as_ref())).await;
        crash::at(Point::Sent);
        Some(match sent {
            Ok(Outcome::Done(message)) => Ending::Done(message),
            Ok(Outcome::Retry(wait)) => Ending::Retry(from_now(wait.min(LONGEST_REST))),
            Ok(Outcome::Unknown) | Err(_) => self.unknown(),
            Ok(Outcome::Dead(reason)) => Ending::Dead(reason),
        })
    }

    /// Whether a request that begins now has come to rest before the lease ends and another courier asks for the post. A
    /// process that was stopped, or a machine that slept, finds here that it is late: the one by the clock that only
    /// goes forward, the other by the clock on the wall, since the first stands still while a machine sleeps.
    fn is_in_time(&self) -> bool {
        let rest: Duration = self.patience.time_out + self.platform.settle();
        self.claimed.elapsed() + rest <= self.patience.lease && from_now(rest) <= self.lease
    }

    fn unknown(&self) -> Ending {
        let settled: Timestamp = from_now(self.platform.settle());
        Ending::Unknown(settled)
    }
}

/// What follows for the desk when a post of a case ends unread.
fn unread(row: &Claimed, ending: &Ending) -> Option<Occasion> {
    let (case, made_at) = (row.case?, row.made_at);
    match ending {
        Ending::Stale => Some(Occasion::Stale { case, made_at, version: row.true_for? }),
        Ending::Dead(reason) => {
            let (key, delivery) = (row.key.clone(), row.delivery.clone());
            let lost = Lost { key, delivery, made_at, reason: reason.clone() };
            Some(Occasion::Undelivered { case, lost: Box::new(lost) })
        }
        Ending::Done(_) | Ending::Retry(_) | Ending::Unknown(_) => None,
    }
}

/// A progress report whose case has moved on since it was written.
fn is_stale(row: &Claimed) -> bool {
    row.true_for.is_some() && row.true_for != row.facts_version
}
