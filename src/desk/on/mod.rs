//! One file for each kind of occasion.

pub(super) mod change;
pub(super) mod command;
pub(super) mod due;
pub(super) mod press;
pub(super) mod reaction;
pub(super) mod reply;
pub(super) mod report;
pub(super) mod stale;
pub(super) mod undelivered;
