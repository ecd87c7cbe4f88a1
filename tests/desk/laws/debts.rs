//! Laws 5 and 6: who owes whom, and every judgement is explained.

use hearken::desk::*;

use crate::look::{by_whom, closed_how, posts};
use crate::world::Step;

pub fn nothing_is_closed_while_the_desk_owes(step: &Step, before: Option<&Case>, after: &Case) {
    let (by_whom, closed) = (by_whom(step), closed_how(step));
    let (Some(before), Some(how)) = (before, closed) else { return };
    match how {
        ClosedBy::Silence => {
            assert_eq!(
                (before.status, owes(before)),
                (Status::Resolved, Owes::Requester),
                "closed while the desk owes"
            );
            let asked = before.timeline.iter().rposition(|entry| matches!(entry.change, Change::Resolved { .. }));
            let asked_again = before.timeline.iter().rposition(|entry| matches!(entry.change, Change::AskedAgain));
            assert!(asked < asked_again, "closed without having asked once more");
            let since = asked_again.and_then(|index| before.timeline.get(index)).map(|entry| entry.at);
            assert!(since.is_some_and(|at| step.now.duration_since(at).as_hours() >= 12), "asked, and closed at once");
        }
        ClosedBy::NoAnswer => {
            assert_eq!(
                (before.status, owes(before), before.open_promises().count()),
                (Status::Waiting, Owes::Requester, 0),
                "the wait ended while the desk owes"
            );
            assert_eq!(by_whom, None, "somebody spoke, and their silence ended it");
        }
        ClosedBy::Works => {
            assert_eq!((before.status, by_whom), (Status::Resolved, Some(&after.requester)));
        }
        ClosedBy::Withdrawn => {
            assert_eq!((before.agent_spoke_at, by_whom), (None, Some(&after.requester)), "withdrawn over an answer");
        }
    }
}

pub fn thanks_is_only_thanks(step: &Step, before: Option<&Case>, after: &Case) {
    let Some(before) = before else { return };
    let Some(Effect::Judged(verdict)) = step.decision.effects.iter().find(|e| matches!(e, Effect::Judged(_))) else {
        return;
    };
    if verdict.act != hearken::cues::Act::Thanks || verdict.author != after.requester {
        return;
    }
    assert_eq!(before.reopened, after.reopened, "thanks reopened {}", after.id);
    if after.is_open() {
        assert_eq!(before.promises, after.promises, "thanks touched a promise of {}", after.id);
        assert_eq!(before.timers, after.timers, "thanks touched a timer of {}", after.id);
        let closed = posts(step).find(|post| post.text.contains("Closed"));
        assert_eq!(closed, None, "{} is open and somebody was told that it is closed", after.id);
    }
}

pub fn what_is_over_is_quiet(after: &Case) {
    if after.status == Status::Closed {
        assert!(after.timers.is_empty(), "{} is closed and something is due: {:?}", after.id, after.timers);
        assert!(after.offered().is_none(), "{} is over and a reply is offered", after.id);
    }
    if !after.is_open() {
        assert!(after.waiting.is_none(), "{} is over and waits", after.id);
        assert!(after.ended_at.is_some(), "{} is over, since when?", after.id);
    }
    assert_eq!(after.status == Status::Waiting, after.waiting.is_some(), "{}: waiting, but for whom?", after.id);
    assert!(after.suggestions.iter().filter(|s| s.is_offered()).count() <= 1, "{}: two replies offered", after.id);
}

pub fn every_judgement_is_explained(after: &Case) {
    let calm = after.heat.level == hearken::cues::Level::Calm;
    assert!(calm || !after.heat.cues.is_empty(), "{} reads {:?} and nobody knows why", after.id, after.heat);
}
