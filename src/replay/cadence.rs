//! How often the bot would have spoken while nobody else did.

use crate::cues::{Level, Priority};

/// Progress pings in a row without an agent's word, at most.
const MOST: u32 = 3;

/// How many progress pings a wait of so many seconds would have seen. The first comes after half an hour for an urgent
/// ticket, an hour for a high one, four hours for a normal one and a day for a low one; half of that when the
/// wording is frustrated or worse; each further one takes twice as long as the one before, and after three the bot is
/// quiet. Quiet hours are not known here, so this is the most it would have been.
pub fn pings_within(priority: Priority, level: Level, seconds: i64) -> u32 {
    let minutes = match priority {
        Priority::Urgent => 30,
        Priority::High => 60,
        Priority::Normal => 4 * 60,
        Priority::Low => 24 * 60,
    };
    let first = minutes * if level >= Level::Frustrated { 30 } else { 60 };
    // Pings stand at 1, 1+2 and 1+2+4 times the first interval.
    (1..=MOST).take_while(|ping| first * ((1 << ping) - 1) <= seconds).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_double_and_stop_at_three() {
        let hours = |hours: i64| pings_within(Priority::High, Level::Calm, hours * 3600);
        assert_eq!([0, 1, 2, 3, 6, 7, 1000].map(hours), [0, 1, 1, 2, 2, 3, 3]);
    }

    #[test]
    fn priority_and_frustration_shorten_the_first_interval() {
        let first = |priority, level| (0..).find(|minute| pings_within(priority, level, minute * 60) == 1);
        assert_eq!(first(Priority::Urgent, Level::Strained), Some(30));
        assert_eq!(first(Priority::Urgent, Level::Frustrated), Some(15));
        assert_eq!(first(Priority::Normal, Level::Calm), Some(240));
        assert_eq!(first(Priority::Low, Level::Upset), Some(720));
    }
}
