//! The embedded local chat: channels, threads and messages of its own store. A chat platform like any other, so that
//! the whole journey can be lived with nothing but the binary.
//!
//! What people do here is first stored and then told to the engine; what was stored but not told when the process
//! ended is told again ([`LocalChat::untold`]), so nothing said is lost.

mod access;
mod chat;
mod deliver;
mod draft;
mod list;
mod live;
mod message;
mod press;
mod problem;
mod react;
mod rows;
mod shelf;
mod tell;
mod world;

pub use chat::LocalChat;
pub use draft::{Draft, MAX_TEXT};
pub use list::{After, Asked, Listed, Page};
pub use live::Live;
pub use message::{BOT, Message, MessageKind, Reaction};
pub use press::{Command, Press};
pub use problem::Problem;
pub use tell::{Mark, Untold};
pub use world::World;
