//! The desk, held to its laws. Everything here is pure: a small world in memory stands in for store, clock and chat.
//!
//! Read `world/` and `situate.rs` for how the desk is driven, `intake.rs` for what opens a ticket, `presses.rs` for the
//! buttons, `colleagues.rs` for what the desk is told, `away.rs` for absences and clocks put right, and `laws/` for what holds whatever people do; `acts.rs` makes
//! up what they do.

mod acts;
mod answers;
mod anew;
mod away;
mod colleagues;
mod disorder;
mod edits;
mod fresh;
mod given;
mod intake;
mod kept;
mod laws;
mod look;
mod presses;
mod random;
mod settled;
mod several;
mod steps;
mod situate;
mod told;
mod truthful;
mod undelivered;
mod why;
mod world;
