//! The desk's rules: how soon, how often, when to rest. Everything here has a default that suits a small desk.

use jiff::SignedDuration;

use super::{Hours, Quiet};
use crate::cues::Priority;

/// All rules of one desk.
#[derive(Debug, Clone)]
pub struct Policy {
    /// What the desk calls itself: `the IT desk`.
    pub desk: String,
    /// When the desk works.
    pub hours: Hours,
    /// When people are left in peace, in their own time zones.
    pub quiet: Quiet,
    /// How long until the next word, by priority.
    pub cadence: Cadence,
    /// How many pings in a row without an agent's word, before the lead is told instead.
    pub max_pings: u32,
    /// How long before a ping is due the agents are asked for news.
    pub ask_before: SignedDuration,
    /// Messages of one author within this long are one report.
    pub grouping: SignedDuration,
    /// How long the bot holds its tongue after an agent spoke in the thread.
    pub hush: SignedDuration,
    /// How long nobody is nudged again after a "no, thanks".
    pub nudge_peace: SignedDuration,
    /// Working days until "does it work?" is asked once more.
    pub check_again_days: i64,
    /// Working days until silence on "does it work?" closes the ticket.
    pub close_days: i64,
    /// Working days after the last reminder of what the desk waits for until silence ends the ticket.
    pub no_answer_days: i64,
    /// Working days for which a ticket can be snoozed at most; before a person answered, counted from when the answer was
    /// asked for.
    pub snooze_days: i64,
    /// Two people who press the same button within this long did not see each other.
    pub collision: SignedDuration,
    /// Reactions that open a ticket, by emoji name.
    pub ticket_emoji: Vec<String>,
}

/// Time until the next word, in the desk's working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    /// For [`Priority::Urgent`].
    pub urgent: Pace,
    /// For [`Priority::High`].
    pub high: Pace,
    /// For [`Priority::Normal`].
    pub normal: Pace,
    /// For [`Priority::Low`].
    pub low: Pace,
}

/// A stretch of working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// So much working time.
    Time(SignedDuration),
    /// So many working days: the same time of day, that many working days later.
    Days(i64),
}

impl Cadence {
    /// The pace of a priority.
    pub fn of(&self, priority: Priority) -> Pace {
        match priority {
            Priority::Urgent => self.urgent,
            Priority::High => self.high,
            Priority::Normal => self.normal,
            Priority::Low => self.low,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            desk: "the IT desk".to_owned(),
            hours: Hours::always(),
            quiet: Quiet::never(),
            cadence: Cadence {
                urgent: Pace::Time(SignedDuration::from_mins(30)),
                high: Pace::Time(SignedDuration::from_hours(1)),
                normal: Pace::Time(SignedDuration::from_hours(4)),
                low: Pace::Days(1),
            },
            max_pings: 3,
            ask_before: SignedDuration::from_mins(10),
            grouping: SignedDuration::from_mins(5),
            hush: SignedDuration::from_mins(30),
            nudge_peace: SignedDuration::from_hours(3),
            check_again_days: 1,
            close_days: 3,
            no_answer_days: 3,
            snooze_days: 5,
            collision: SignedDuration::from_secs(5),
            ticket_emoji: vec!["ticket".to_owned(), "admission_tickets".to_owned()],
        }
    }
}
