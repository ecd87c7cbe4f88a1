//! How fast the real engine is on this machine and this disk, with a company made up for it: `hearken bench`.

mod baseline;
mod company;
mod drive;
mod figures;
mod fill;
mod machine;
mod pings;
mod sink;

pub use drive::{Plan, run};
pub use figures::Figures;
