//! Hears frustration, requests and topics in the wording, and explains what it heard. Pure: text in, judgement with
//! its reasons out.

mod ear;
mod hearing;
mod level;

pub use ear::Ear;
pub use hearing::{Abstained, Act, Circumstances, Cue, Hearing, Heat, Intake, Priority, Reason, Role, Subject, Turn};
pub use level::Level;
