//! "Any news?" once it is answered: it says who answered and what, and has no buttons any more.

use crate::chat::{Audience, Delivery, FormValues, PersonId, Post, PostKey, PostKind, Spot};
use crate::desk::{Answer, Decision, Effect, Situation, refuse};
use crate::words::Kind;

/// The decision on a press below a reminder, with the reminder's answer in place of its buttons when the press was taken.
pub(super) fn answered(
    mut decision: Decision,
    sit: &Situation<'_>,
    reminder: &PostKey,
    actor: &PersonId,
    form: Option<&FormValues>,
) -> Decision {
    let done = decision.answer == Answer::Done && !decision.changes.is_empty();
    let (true, Some(case), Some(channel)) = (done, &mut decision.case, sit.channels.agents()) else { return decision };
    let Some(card) = case.card.clone() else { return decision };
    let text = refuse::say(sit, actor, Kind::NewsAnswered, |scene| {
        scene.now = sit.now.to_zoned(sit.policy.hours.zone.clone());
        scene.actor = Some(sit.people.get(actor).first_name().to_owned());
        scene.at = Some(sit.now);
        scene.text = form.and_then(|form| form.get("text")).map(|text| text.trim().to_owned());
    });
    let post = Post {
        spot: Spot::Under(channel.clone(), card),
        kind: PostKind::Nudge,
        audience: Audience::Everybody,
        sent_by: None,
        text,
        card: None,
    };
    let key = case.next_key();
    let delivery = Delivery::Replace(reminder.clone(), post);
    decision.effects.push(Effect::Deliver { key, delivery, true_for: None });
    decision
}
