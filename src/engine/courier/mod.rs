//! The courier: the only one who posts, one to each platform, so that a slow one holds up nobody else's posts. A delivery
//! is repeated until its outcome is known, and its outcome is asked of the platform before it is repeated.

mod attempt;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch;
use tokio::task::{self, JoinError, JoinSet};

use self::attempt::Attempt;
use super::Intake;
use super::running::Shared;
use crate::chat::{Platform, PostKey};
use crate::crash::{self, Point};
use crate::store::{Claimed, Ended, StoreError};

/// How long the courier waits, and how long it holds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How long a platform has to answer one question.
    pub time_out: Duration,
    /// How long a claimed delivery is ours: longer than asking, sending and the platform's tail together may take, so
    /// that nobody takes it over while a request may still be under way.
    pub lease: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience { time_out: Duration::from_secs(10), lease: Duration::from_secs(45) }
    }
}

/// Deliveries under way at once.
const AT_ONCE: usize = 128;

/// The longest sleep: bounds how late a post that another process made and left is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// The longest a post rests between two attempts, whatever the platform asks for.
const LONGEST_REST: Duration = Duration::from_secs(3_600);

/// How long noting and taking may take: longer than the store waits for a lock, and shorter than a lease.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long until a database that failed is tried again.
const AGAIN: Duration = Duration::from_millis(250);

/// Runs until the engine stops, and then finishes what it has claimed.
pub(super) async fn run(
    shared: Arc<Shared>,
    intake: Intake,
    platform: Arc<dyn Platform>,
    mut stopped: watch::Receiver<bool>,
) {
    let store = &shared.store;
    if let Err(error) = store.adopt(platform.home(), from_now(platform.settle())).await {
        tracing::error!(%error, "what was under way waits for its lease to end");
    }
    let mut courier = Courier {
        shared,
        intake,
        platform,
        under_way: JoinSet::new(),
        keys: BTreeMap::new(),
        ended: Vec::new(),
        doubtful: Vec::new(),
        seen: None,
    };
    loop {
        let stopping = *stopped.borrow();
        // Registered before looking, so that a post made in between is not slept through.
        let shared = courier.shared.clone();
        let made = shared.posts.notified();
        let wait = courier.turn(stopping).await;
        if stopping && courier.is_done() {
            return;
        }
        tokio::select! {
            Some(ended) = courier.under_way.join_next_with_id() => courier.keep(ended),
            () = made => {}
            () = tokio::time::sleep(wait) => {}
            _ = stopped.wait_for(|stopped| *stopped), if !stopping => {}
        }
    }
}

struct Courier {
    shared: Arc<Shared>,
    intake: Intake,
    platform: Arc<dyn Platform>,
    under_way: JoinSet<Option<Ended>>,
    /// Which posts those are.
    keys: BTreeMap<task::Id, PostKey>,
    /// Outcomes that are known here and nowhere else yet.
    ended: Vec<Ended>,
    /// Posts that may have been claimed, and certainly were not sent: the commit of their claim failed.
    doubtful: Vec<Claimed>,
    /// The latest wall-clock time seen.
    seen: Option<Timestamp>,
}

impl Courier {
    /// Notes what has ended and takes more, in one commit; what was taken is on its way then. Returns how long there is
    /// nothing more to do, unless something ends or is made.
    async fn turn(&mut self, stopping: bool) -> Duration {
        while let Some(ended) = self.under_way.try_join_next_with_id() {
            self.keep(ended);
        }
        let room = if stopping { 0 } else { AT_ONCE - self.under_way.len() };
        if self.ended.is_empty() && room == 0 {
            return LONGEST_SLEEP;
        }
        // Leases are a matter between processes: they run on the computer's clock, not on one that people move.
        let (now, claimed) = (Timestamp::now(), Instant::now());
        let exchange = tokio::time::timeout(PATIENCE, self.exchange(room, now)).await;
        match exchange.unwrap_or(Err(StoreError::Silent)) {
            Ok(posts) => {
                if !self.ended.is_empty() {
                    self.ended.clear();
                    self.shared.progress.send_modify(|count| *count += 1);
                }
                for row in posts {
                    // After the wall clock leapt ahead this may be one of our own: left to its new lease.
                    if self.keys.values().any(|key| *key == row.key) {
                        continue;
                    }
                    let (platform, intake) = (self.platform.clone(), self.intake.clone());
                    let key = row.key.clone();
                    let lease = from(now, self.shared.patience.lease);
                    let attempt = Attempt { platform, intake, patience: self.shared.patience, claimed, lease };
                    let task = self.under_way.spawn(async move { attempt.deliver(row).await });
                    self.keys.insert(task.id(), key);
                }
                self.until_next(now).await
            }
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be worked on; it is tried again");
                AGAIN
            }
        }
    }

    async fn exchange(&mut self, room: usize, now: Timestamp) -> Result<Vec<Claimed>, StoreError> {
        let store = &self.shared.store;
        if self.seen.is_none_or(|seen| now < seen) {
            // At the start, or after the clock was set back: what rests until a time that is far off now.
            store.rest_until_at_most(from_now(LONGEST_REST)).await?;
        }
        self.seen = Some(now);
        let mut tx = store.begin().await?;
        tx.give_back(&self.doubtful).await?;
        for late in tx.complete(&self.ended, now).await? {
            tracing::warn!(key = %late, "this delivery was taken over; its outcome is not ours to note");
        }
        if room == 0 {
            // What they set free is for others to take.
            tx.wake_others(&self.shared.name).await?;
        }
        crash::at(Point::Noted);
        let limit = u32::try_from(room).unwrap_or(u32::MAX);
        let claimed = match limit {
            0 => Vec::new(),
            limit => tx.claim(self.platform.home(), now, self.shared.patience.lease, limit).await?,
        };
        crash::at(Point::Claimed);
        let given_back = self.doubtful.len();
        self.doubtful.extend(claimed);
        tx.commit().await?;
        crash::at(Point::Exchanged);
        Ok(std::mem::take(&mut self.doubtful).split_off(given_back))
    }

    /// How long until a post that rests may be claimed.
    async fn until_next(&self, now: Timestamp) -> Duration {
        let next = self.shared.store.next_ready(self.platform.home(), now).await.ok().flatten();
        let wait = next.and_then(|next| Duration::try_from(next.duration_since(Timestamp::now())).ok());
        wait.unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP)
    }

    fn keep(&mut self, ended: Result<(task::Id, Option<Ended>), JoinError>) {
        let task = match &ended {
            Ok((task, _)) => *task,
            Err(error) => error.id(),
        };
        self.keys.remove(&task);
        match ended {
            Ok((_, ended)) => self.ended.extend(ended),
            // Its lease runs out, and the platform is asked before anything is sent again.
            Err(error) => tracing::error!(%error, "a delivery ended by a fault of ours"),
        }
    }

    fn is_done(&self) -> bool {
        self.under_way.is_empty() && self.ended.is_empty()
    }
}

fn from_now(wait: Duration) -> Timestamp {
    from(Timestamp::now(), wait)
}

fn from(start: Timestamp, wait: Duration) -> Timestamp {
    start.checked_add(wait).unwrap_or(Timestamp::MAX)
}
