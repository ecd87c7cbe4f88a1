//! Law 6: every judgement is explained. And law 7: by rules and spans, never by copies of what was written.

use hearken::desk::Effect;

use crate::world::Step;

/// What was heard names its rule and why; a verdict keeps no words; a cue points into the text it was heard in.
pub fn a_judgement_has_rules_and_reasons(step: &Step) {
    for effect in &step.decision.effects {
        let Effect::Judged(verdict) = effect else { continue };
        assert!(!verdict.reasons.is_empty(), "law 6: taken for {:?}, and nobody knows why", verdict.act);
        for reason in &verdict.reasons {
            assert!(!reason.rule.is_empty() && !reason.because.is_empty(), "law 6: {reason:?}");
            assert!(reason.quote.is_empty(), "law 7: a verdict keeps words: {reason:?}");
        }
    }
    let Some(case) = &step.decision.case else { return };
    for heard in &case.heat.cues {
        let cue = &heard.cue;
        assert!(!cue.rule.is_empty() && !cue.because.is_empty(), "law 6: {cue:?}");
        let Some(message) = &heard.message else { continue };
        let message = case.messages.iter().find(|known| known.id == *message);
        let points = message.is_some_and(|message| message.text.get(cue.span.clone()).is_some());
        assert!(points, "law 6: {}: {} points at nothing", case.id, cue.rule);
    }
    for reason in &case.reasons {
        assert!(!reason.rule.is_empty() && !reason.because.is_empty(), "law 6: {reason:?}");
    }
}
