//! Settings of the process and rules of the desk: read once at start, checked before anything else happens.

mod desk;
mod env_example;
mod settings;

pub use desk::{Desk, read_desk};
pub use env_example::env_example;
pub use settings::Settings;
