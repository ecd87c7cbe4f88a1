//! Law 5: who owes whom.

use hearken::desk::{Owes, owes};

use super::worded;
use crate::world::Step;

/// Nothing that says "it is your turn" is said while it is the desk's.
pub fn the_requester_is_not_blamed_while_the_desk_owes(step: &Step) {
    let Some(after) = &step.decision.case else { return };
    for kind in worded(step) {
        let blames = matches!(kind, "ping_requester_owes" | "chase_requester_owes" | "waiting_requester");
        assert!(!blames || owes(after) == Owes::Requester, "law 5: {}: {kind}, and {:?} owes", after.id, owes(after));
    }
}
