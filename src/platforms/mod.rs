//! Chat platforms: each turns its own world into [`crate::chat::Event`]s, and [`crate::chat::Post`]s into its own world.

pub mod local;
mod tally;

pub use tally::Tally;
