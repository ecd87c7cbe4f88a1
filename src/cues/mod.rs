//! Hears frustration, requests and topics in the wording, and explains what it heard. Pure: text in, judgement with
//! its reasons out.

mod clean;
mod context;
mod ear;
mod elsewhere;
mod fold;
mod foreign;
mod hearing;
mod heat;
mod intake;
pub mod labelled;
mod language;
mod level;
mod needles;
mod pattern;
mod reading;
mod rulebook;
mod rules;
mod setting;
mod sheet;

pub use ear::Ear;
pub use elsewhere::is_elsewhere;
pub use hearing::{Abstained, Act, Circumstances, Cue, Hearing, Heat, Intake, Priority, Reason, Role, Subject, Turn};
pub use level::Level;

#[cfg(test)]
mod measure;
#[cfg(test)]
mod tests;
