//! Posts to deliver. A row is written with the change it tells of, claimed by one courier at a time, and ends once.
//!
//! Posts of one conversation stand in one lane and leave it in order: a row can be claimed only when every earlier one
//! of its lane has ended. A post that belongs below another, or takes its place, also waits until that one stands.

mod claim;
mod complete;
mod enqueue;
mod lane;
mod rows;

pub use claim::Claimed;
pub use complete::{Ended, Ending};
pub(super) use enqueue::ToPost;
pub(super) use rows::PostRows;
