//! Cases: a row each, with what was said, suggested, promised and timed in rows of their own.

mod list;
mod load;
mod save;

pub use list::CaseFilter;
