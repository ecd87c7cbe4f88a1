//! Somebody who has no business here, and presses everything; and the colleagues who join in.

use hearken::desk::Case;
use jiff::SignedDuration;

use crate::chance::Chance;
use crate::life::Life;
use crate::lines;

#[derive(Debug, Clone)]
pub struct Stranger(pub Chance);

/// Every button that agents have.
const AGENTS_ONLY: [&str; 6] = ["send", "take", "resolve", "wait", "snooze", "nothing_new"];

impl Stranger {
    pub fn wake(&mut self, life: &mut Life) -> SignedDuration {
        let cases: Vec<Case> = life.world.cases.values().cloned().collect();
        if let Some(case) = cases.last() {
            let who = self.0.pick(&["mallory", "dana", case.requester.as_str()]);
            match self.0.below(4) {
                0 => life.press_card(case, self.0.pick(&AGENTS_ONLY), who, &[("summary", "mine now"), ("for", "2h")]),
                1 => life.press_check(case.id, "works", "mallory"),
                2 => life.press_check(case.id, "not_yet", "dana"),
                _ => {
                    if let Some(thread) = case.thread.as_ref().filter(|_| !case.private) {
                        life.reply(case.channel.as_str(), thread, "dana", self.0.pick(&lines::MORE));
                    }
                }
            }
        }
        self.0.hours(30, 200)
    }
}
