//! What is kept: refusals change nothing, the timeline only grows, and the card shows what `send` would post.

use hearken::chat::*;
use hearken::desk::*;

use crate::look::{posts, pressed};
use crate::world::{Sent, Step, World};

pub fn what_is_refused_changes_nothing(step: &Step) {
    let decision = &step.decision;
    match &decision.answer {
        Answer::Done => {}
        Answer::Note(sentence) => assert!(!sentence.trim().is_empty()),
        Answer::Form(form) => {
            assert!(!form.fields.is_empty());
            assert_eq!((decision.case.is_none(), decision.effects.len()), (true, 0), "a form opened and did something");
        }
        Answer::Refused(refusal) => {
            assert!(refusal.sentence.ends_with('.'), "{refusal:?}");
            // A suggestion whose time had passed may be offered anew, and a timer that a wrong clock had put off set right;
            // nothing else comes of a refusal.
            let offered_anew = |entry: &Entry| {
                matches!(
                    entry.change,
                    Change::Suggested { .. }
                        | Change::Decided { state: SuggestionState::Overtaken, .. }
                        | Change::TimerSet { timer: TimerKind::NextWord | TimerKind::Freshen, .. }
                        | Change::TimerCleared { timer: TimerKind::Freshen }
                )
            };
            assert!(
                decision.changes.iter().all(offered_anew),
                "refused, and done all the same: {:?}",
                decision.changes
            );
            let posts = decision
                .effects
                .iter()
                .filter(|effect| matches!(effect, Effect::Deliver { delivery: Delivery::New(_), .. }));
            assert_eq!(posts.count(), 0, "refused, and posted all the same");
        }
    }
}

pub fn the_timeline_only_grows(step: &Step, before: Option<&Case>, after: &Case) {
    let told = before.map_or(&[][..], |case| &case.timeline);
    assert!(after.timeline.starts_with(told), "the timeline of {} was rewritten", after.id);
    for entry in &after.timeline[told.len()..] {
        assert_eq!(entry.at, step.now, "an entry of another time: {entry:?}");
    }
    let spoken = before.map_or(&[][..], |case| &case.messages);
    assert!(after.messages.len() >= spoken.len(), "a message of {} is gone", after.id);
    assert!(after.posts >= before.map_or(0, |case| case.posts));
    assert!(after.facts_version >= before.map_or(0, |case| case.facts_version));
}

/// What an agent reads on the card is what `send` posts, word for word, and the card never shows another one.
pub fn the_card_shows_what_send_would_post(world: &World, step: &Step, before: Option<&Case>, after: &Case) {
    if pressed(step) == Some("send")
        && let Some(reply) = posts(step).find(|post| post.kind == PostKind::Reply)
    {
        let offered = before.and_then(Case::offered).map(|offered| offered.text.as_str());
        assert_eq!(Some(reply.text.as_str()), offered, "something else was sent than was read");
    }
    let mine = |sent: &&Sent| sent.case == Some(after.id) && sent.delivery.post().kind == PostKind::Card;
    let now = world.cases.get(&after.id) == Some(after) && after.card.is_some();
    let at_step = world.sent.iter().rfind(mine).filter(|_| now);
    if let Some(card) = at_step.and_then(|sent| sent.delivery.post().card.as_ref()) {
        let shown = card.suggestion.as_ref().map(|suggestion| suggestion.text.as_str());
        assert_eq!(
            shown,
            after.offered().map(|offered| offered.text.as_str()),
            "{}: the card is out of date",
            after.id
        );
        let can_send = card.actions.iter().any(|action| action.id == "send");
        assert_eq!(can_send, shown.is_some(), "{}: a button for nothing", after.id);
    }
}
