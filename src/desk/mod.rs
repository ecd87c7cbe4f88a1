//! The desk: what a case is and what happens to it. Pure: no clock, no I/O, no chance; the same situation always gives
//! the same decision.

mod apply;
mod cadence;
mod card;
mod case;
mod change;
mod debt;
mod decide;
mod decision;
mod draft;
mod freshness;
#[cfg(test)]
mod fixture;
mod hours;
mod judge;
mod leads;
mod meant;
mod on;
mod open;
mod policy;
mod promise;
mod promising;
mod refuse;
mod reopen;
mod scene;
mod show;
mod showing;
mod situation;
mod span;
mod story;
mod suggesting;
mod suggestion;
mod timeline;
mod timer;

pub use cadence::next_word;
pub use case::{Case, CaseHeat, CaseId, HeardCue, LastPress, Look, Message, News, Status, Waiting, WaitingOn};
pub use change::{Change, ClosedBy, Entry, OpenedBy, Reader};
pub use debt::{Owes, owes};
pub use decide::decide;
pub use decision::{Answer, CaseBrief, Decision, Effect, Refusal, RefusalKind, Upshot, Verdict};
pub use hours::{Hours, Quiet};
pub use meant::{Ticket, meant};
pub use policy::{Cadence, Pace, Policy};
pub use promise::{Promise, PromiseKind, PromiseState};
pub use situation::{Background, Lost, Occasion, Posted, Situation};
pub use span::{duration, moment};
pub use story::{Line, story};
pub use suggestion::{Suggestion, SuggestionState};
pub use timeline::{promised, sentence};
pub use timer::TimerKind;
