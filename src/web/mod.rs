//! What the process says over HTTP: the local chat's API, the tickets, the page, and how it is doing.

mod actions;
mod app;
mod ask;
mod clock;
mod commands;
mod error;
mod events;
mod exposition;
mod guard;
mod health;
mod messages;
mod metrics;
mod more;
mod page;
mod people;
mod reactions;
mod routes;
mod serve;
mod tell;
mod ticket;
mod tickets;

pub use app::App;
pub use clock::OFFSET_SETTING;
pub use serve::serve;
pub use tell::redeliver;
