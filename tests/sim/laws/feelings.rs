//! Law 1: a human sends empathy.

use hearken::chat::{PostKind, What};
use hearken::desk::Occasion;
use hearken::words::facts_only;

use crate::desk_laws::truth::unquoted;
use crate::life::Life;
use crate::look::deliveries;
use crate::world::{Sent, actor};

/// What speaks of a feeling carries the name of an agent who pressed for it; all else states facts.
pub fn only_an_agent_speaks_of_feelings(life: &Life, sent: &Sent) {
    let post = sent.delivery.post();
    match &post.sent_by {
        None if post.kind == PostKind::Card => {}
        None => assert_eq!(facts_only(&unquoted(&post.text)), vec![], "law 1: the bot claims a feeling: {}", post.text),
        Some(agent) => {
            let clicked = life.steps.iter().any(|step| {
                let Occasion::Event(event) = &step.occasion else { return false };
                let pressed = matches!(event.what, What::Pressed { .. }) && actor(&event.what) == agent;
                pressed && deliveries(step).any(|(key, _)| *key == sent.key)
            });
            let of_the_desk = life.world.desk.people.get(agent).rank.is_desk();
            assert!(clicked && of_the_desk, "law 1: nobody pressed for this: {}", post.text);
        }
    }
}
