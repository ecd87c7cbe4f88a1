//! The desk's time.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

/// Tells the time, and when it jumped.
#[async_trait::async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The present.
    fn now(&self) -> Timestamp;

    /// Returns after about `wait` of this clock's time, or at once when the clock is moved.
    async fn sleep(&self, wait: std::time::Duration);
}

/// The present by the computer's clock, to the microsecond: what the store can keep, so that nothing changes by being
/// written down.
fn present() -> Timestamp {
    Timestamp::from_microsecond(Timestamp::now().as_microsecond()).unwrap_or(Timestamp::MAX)
}

/// The computer's own time.
#[derive(Debug, Default)]
pub struct SystemClock;

#[async_trait::async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        present()
    }

    async fn sleep(&self, wait: std::time::Duration) {
        tokio::time::sleep(wait).await;
    }
}

/// The computer's time moved forward by an offset, so that a day can be tried in a minute.
#[derive(Debug)]
pub struct MovableClock {
    offset_us: AtomicI64,
    moved: Notify,
}

impl MovableClock {
    /// A clock that is ahead by `offset`.
    pub fn new(offset: SignedDuration) -> MovableClock {
        let offset = i64::try_from(offset.as_micros()).unwrap_or(0).max(0);
        MovableClock { offset_us: AtomicI64::new(offset), moved: Notify::new() }
    }

    /// Moves to a time that lies ahead; a time in the past leaves the clock as it is.
    pub fn move_to(&self, to: Timestamp) {
        let ahead = to.as_microsecond().saturating_sub(present().as_microsecond());
        self.offset_us.fetch_max(ahead, Ordering::SeqCst);
        self.moved.notify_waiters();
    }

    /// How far it is ahead.
    pub fn offset(&self) -> SignedDuration {
        SignedDuration::from_micros(self.offset_us.load(Ordering::SeqCst))
    }
}

#[async_trait::async_trait]
impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        present().saturating_add(self.offset()).unwrap_or(Timestamp::MAX)
    }

    async fn sleep(&self, wait: std::time::Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.moved.notified() => {}
        }
    }
}
