//! Places where a test may end the process as a power cut would, to see that nothing is lost by it: at every write and
//! wait between hearing of something and having told of it.
//!
//! Only in builds with debug assertions, or with the feature `crash-points`; elsewhere [`at`] is nothing.

/// A boundary between two steps, named by what has just been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Intake took events that wait; nothing is written.
    Taken,
    /// A transaction for them has begun.
    Begun,
    /// An event is in the inbox.
    Received,
    /// Everything known about it is read.
    Situated,
    /// What follows from it is saved.
    Saved,
    /// All of the batch is saved, and nothing committed.
    AllSaved,
    /// The batch is committed, and nobody told.
    Committed,
    /// One sender of several was told.
    Answered,
    /// Due timers were read.
    DueRead,
    /// What was due is decided and committed.
    DueHandled,
    /// Outcomes are noted in a transaction that goes on.
    Noted,
    /// Posts are claimed in a transaction that goes on.
    Claimed,
    /// Outcomes and claims are committed; nothing is sent.
    Exchanged,
    /// The platform is about to be asked for a post.
    Asking,
    /// The platform told whether a post stands.
    Asked,
    /// A post is about to be sent.
    Sending,
    /// The platform answered, and nothing is noted.
    Sent,
}

impl Point {
    /// All of them, in the order in which a post passes them.
    pub const ALL: [Point; 17] = [
        Point::Taken,
        Point::Begun,
        Point::Received,
        Point::Situated,
        Point::Saved,
        Point::AllSaved,
        Point::Committed,
        Point::Answered,
        Point::DueRead,
        Point::DueHandled,
        Point::Noted,
        Point::Claimed,
        Point::Exchanged,
        Point::Asking,
        Point::Asked,
        Point::Sending,
        Point::Sent,
    ];
}

/// Ends the process here if the environment asks for it: `HEARKEN_CRASH_AT=Sent:3` ends it the third time it comes by.
#[cfg(any(debug_assertions, feature = "crash-points"))]
pub fn at(point: Point) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static ASKED: LazyLock<Option<(Point, AtomicU32)>> = LazyLock::new(|| {
        let asked = std::env::var("HEARKEN_CRASH_AT").ok()?;
        let (name, times) = asked.split_once(':')?;
        let point = Point::ALL.into_iter().find(|point| format!("{point:?}") == name)?;
        Some((point, AtomicU32::new(times.parse().ok()?)))
    });
    if let Some((asked, left)) = &*ASKED
        && *asked == point
        && left.fetch_sub(1, Ordering::SeqCst) == 1
    {
        std::process::abort();
    }
}

/// Nothing.
#[cfg(not(any(debug_assertions, feature = "crash-points")))]
pub fn at(_: Point) {}
