//! A reply on offer speaks of times: when they are over it is offered anew with those that hold, before anybody reads on
//! the card what is no longer true.

use jiff::{SignedDuration, Timestamp};

use super::draft::Draft;
use super::scene::deadline;
use super::{Status, TimerKind};
use crate::words::names_a_day;

/// What happens at the very time a reply names, such as the ping that was promised by it, offers a new one by itself.
const AFTER: SignedDuration = SignedDuration::from_mins(1);

impl Draft<'_> {
    /// From when on the reply on offer says what no longer holds: the time it names for the next word, or that by which
    /// the requester needs it, has passed, or its "tomorrow" is today by the requester's calendar.
    pub fn stale_from(&self) -> Option<Timestamp> {
        let offered = self.case.offered()?;
        let zone = self.requester().zone;
        let deadline = deadline(self.sit.words, &self.case, &zone).filter(|at| *at > offered.at);
        let written = offered.at.to_zoned(zone);
        let midnight = || Some(written.tomorrow().ok()?.start_of_day().ok()?.timestamp());
        let day = names_a_day(&offered.text).then(midnight).flatten();
        offered.promises.into_iter().chain(deadline).chain(day).min()
    }

    /// Whether the reply on offer says what no longer holds.
    pub fn is_stale(&self) -> bool {
        self.stale_from().is_some_and(|from| from <= self.sit.now)
    }

    /// Has the reply on offer looked at when it goes stale.
    pub(super) fn time_freshening(&mut self) {
        let open = self.case.status != Status::Closed;
        match self.stale_from().filter(|_| open).and_then(|from| from.checked_add(AFTER).ok()) {
            Some(at) => self.set_timer(TimerKind::Freshen, at),
            None => self.clear_timer(TimerKind::Freshen),
        }
    }

    /// Offers it anew, if it has gone stale. When it will be read nobody knows: of times to come it names the one that is
    /// promised already, or none, so that it does not go stale again and again on a card that nobody looks at.
    pub fn freshen(&mut self) {
        if self.is_stale() {
            self.suggest_for_later();
        }
    }
}
