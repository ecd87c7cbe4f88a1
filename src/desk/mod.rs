//! The desk: what a case is and what happens to it. Pure: no clock, no I/O, no chance; the same situation always gives
//! the same decision.

mod apply;
mod case;
mod change;
mod decision;
mod hours;
mod policy;
mod promise;
mod situation;
mod suggestion;
mod timer;

pub use case::{Case, CaseHeat, CaseId, HeardCue, LastPress, Message, News, Status, Waiting, WaitingOn};
pub use change::{Change, ClosedBy, Entry, OpenedBy};
pub use decision::{Answer, CaseBrief, Decision, Effect, Refusal, RefusalKind, Verdict};
pub use hours::{Hours, Quiet};
pub use policy::{Cadence, Pace, Policy};
pub use promise::{Promise, PromiseKind, PromiseState};
pub use situation::{Background, Occasion, Posted, Situation};
pub use suggestion::{Suggestion, SuggestionState};
pub use timer::TimerKind;
