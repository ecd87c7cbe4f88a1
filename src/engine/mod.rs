//! The loops: intake turns events into decisions and commits them together, timers turn due times into decisions, the
//! courier delivers what was decided. Knows [`crate::chat::Platform`], and no platform by name.

mod batch;
mod clock;
mod courier;
mod deciding;
mod intake;
mod meter;
mod others;
mod pulse;
mod rules;
mod running;
mod timers;

pub use clock::{Clock, MovableClock, SystemClock};
pub use courier::Patience;
pub use intake::{Closed, Intake};
pub use meter::Meter;
pub use pulse::{Pulse, Unsettled};
pub use rules::Rules;
pub use running::{Engine, Platforms};
