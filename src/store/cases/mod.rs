//! Cases: a row each, with what was said, suggested, promised and timed in rows of their own.

mod list;
mod load;
mod rows;
mod save;
mod write;

pub use list::CaseFilter;
pub(super) use rows::CaseRows;
