//! Law 9: own workspace, own role.

use hearken::chat::What;
use hearken::desk::{Answer, Occasion};

use crate::life::Life;
use crate::world::Step;

/// A press of somebody who may not is refused in a sentence, and nothing comes of it.
pub fn whoever_may_not_changes_nothing(life: &Life, step: &Step) {
    let Occasion::Event(event) = &step.occasion else { return };
    let What::Pressed { action, actor, .. } = &event.what else { return };
    let requester = step.before.as_ref().map(|case| &case.requester);
    let may = match action.as_str() {
        "works" | "not_yet" => requester == Some(actor),
        "open" | "no_thanks" => true,
        _ => life.world.desk.people.get(actor).rank.is_desk(),
    };
    if !may {
        let decision = &step.decision;
        assert!(
            matches!(decision.answer, Answer::Refused(_)),
            "law 9: {actor} pressed {action}: {:?}",
            decision.answer
        );
        assert!(decision.changes.is_empty() && decision.effects.is_empty(), "law 9: {actor} did {action}");
    }
}
