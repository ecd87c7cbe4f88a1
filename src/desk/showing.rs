//! The card before the agents: put there once, and again where it was lost or the agents' channel is another by now.

use jiff::SignedDuration;

use super::draft::Draft;
use super::{Case, Change, Situation, Status, TimerKind, card};
use crate::chat::{ChannelId, PostKey, PostKind};

/// A card that cannot be posted is tried again after this much working time, then after twice as long, and so on.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);
/// So often; from then on after the same time.
const DOUBLINGS: usize = 6;

impl Draft<'_> {
    /// The agents' channel and the card in it, put there now where there is none. `None` where there is no such channel,
    /// and while the card cannot be posted.
    pub fn card(&mut self) -> Option<(ChannelId, PostKey)> {
        let channel = self.sit.channels.agents().cloned()?;
        if self.case.card.is_none() && !self.is_unseen() {
            let shown = card::render(&self.case, self.sit.people, &self.sit.policy.hours.zone);
            let post = card::post(channel.clone(), &self.case, shown.clone());
            let key = self.post(post, None);
            self.case.card = Some(key);
            self.case.card_in = Some(channel.clone());
            self.shown = Some(shown);
        }
        Some((channel, self.case.card.clone()?))
    }

    /// Whether the agents have no card, because it could not be posted.
    pub fn is_unseen(&self) -> bool {
        self.case.timers.contains_key(&TimerKind::ShowCard)
    }

    /// The card could not be posted: later it is tried again.
    pub fn show_later(&mut self) {
        if self.case.status == Status::Closed {
            return;
        }
        let lost = |entry: &&super::Entry| matches!(entry.change, Change::Undelivered { kind: PostKind::Card, .. });
        let lost = self.case.timeline.iter().filter(lost).count();
        let wait = AGAIN * (1_i32 << lost.saturating_sub(1).min(DOUBLINGS));
        let at = self.sit.policy.hours.after(self.sit.now, wait);
        self.set_timer(TimerKind::ShowCard, at);
    }
}

/// Whether the card stands in another channel than the agents' of today.
pub(super) fn stands_elsewhere(sit: &Situation<'_>, case: &Case) -> bool {
    let (then, today) = (case.card_in.as_ref(), sit.channels.agents());
    then.is_some() && today.is_some() && then != today
}
