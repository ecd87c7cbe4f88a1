//! Writes what is said: understands a report, reflects it, composes from templates, checks tone. Pure.
//!
//! Text becomes a [`Report`]; a report and what the ticket knows make a [`Scene`]; [`Words::say`] turns a scene into
//! sentences of one [`Kind`]. Two voices never mix: suggestions, which an agent approves and which may carry empathy,
//! and the bot's own words, which state facts only.

mod compile;
mod compose;
mod facts;
mod hints;
mod inert;
mod kind;
mod naming;
mod party;
mod passing;
mod pattern;
mod pledge;
mod reflect;
mod report;
mod scene;
mod sheet;
mod suggest;
mod time;
mod tone;

pub use compose::{Memory, Said, WordingId, Words};
pub use inert::{guarded, inert, whole};
pub use kind::{Kind, Voice};
pub use pledge::pledge;
pub use report::{Deadline, Found, Moment, Report};
pub use scene::{Action, Heard, Looked, Missed, Scene, State, Waiting, WaitingOn};
pub use suggest::{Suggestion, suggest};
pub use time::names_a_day;
pub use tone::{ToneFault, facts_only, tone};

#[cfg(test)]
mod tests;
