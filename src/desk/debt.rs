//! Who owes whom the next word. One function, read by pings, nudges, chases and closing alike: a ticket is never closed,
//! and a requester never blamed, while the desk owes.

use serde::{Deserialize, Serialize};

use super::{Case, Change, Entry, PromiseState, Status, SuggestionState, WaitingOn};
use crate::cues::Role;

/// The party that is to speak or act next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owes {
    /// The person who asked.
    Requester,
    /// The desk.
    Agent,
    /// Somebody outside the desk.
    ThirdParty,
    /// Nobody: it is over.
    Nobody,
}

impl Owes {
    /// The word in the API and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Owes::Requester => "requester",
            Owes::Agent => "agent",
            Owes::ThirdParty => "third_party",
            Owes::Nobody => "nobody",
        }
    }
}

/// Who owes the next word on this case.
pub fn owes(case: &Case) -> Owes {
    match (case.status, case.waiting.as_ref().map(|waiting| waiting.on)) {
        (Status::Closed, _) => Owes::Nobody,
        (Status::Resolved, _) if is_unheard(case) => Owes::Agent,
        (Status::Resolved, _) => Owes::Requester,
        (Status::Waiting, Some(_)) if owes_an_apology(case) || is_unheard(case) => Owes::Agent,
        (Status::Waiting, Some(WaitingOn::Requester)) => Owes::Requester,
        (Status::Waiting, Some(WaitingOn::ThirdParty)) => Owes::ThirdParty,
        (Status::New | Status::InProgress | Status::Waiting, _) => Owes::Agent,
    }
}

/// Whether a promise was broken and no agent has spoken since: whatever the case waits for, the desk owes a word first.
/// What came first is told by the order of the timeline, since a clock may have been put back in between.
pub(super) fn owes_an_apology(case: &Case) -> bool {
    let broken = |entry: &Entry| matches!(entry.change, Change::PromiseEnded { state: PromiseState::Broken, .. });
    let Some(last) = case.timeline.iter().rposition(broken) else { return false };
    let at = case.timeline.get(last).map(|entry| entry.at);
    let since = case.timeline.iter().enumerate().rev().take_while(|(index, e)| *index > last || Some(e.at) == at);
    !since.into_iter().any(|(_, entry)| is_word_of_agent(case, entry))
}

/// Whether an agent spoke to the requester in this.
pub(super) fn is_word_of_agent(case: &Case, entry: &Entry) -> bool {
    match &entry.change {
        Change::Decided { state, .. } => matches!(state, SuggestionState::Sent | SuggestionState::Edited),
        Change::Updated { .. } | Change::Waited(_) | Change::Resolved { .. } => true,
        Change::Said { id, .. } => case.messages.iter().any(|said| said.id == *id && said.role == Role::Agent),
        _ => false,
    }
}

/// Whether the last word to the requester never reached them: nobody answers a question they were not asked. Where the
/// thread itself was to begin and did not, nothing below it reaches them either.
fn is_unheard(case: &Case) -> bool {
    case.unheard_at
        .is_some_and(|lost| case.thread.is_none() || (case.last_word_at <= lost && case.requester_spoke_at <= lost))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Waiting;
    use crate::desk::fixture::{at, case};

    fn waiting(on: WaitingOn) -> Case {
        let waiting = Some(Waiting { on, why: "a part".into(), since: at(0) });
        Case { status: Status::Waiting, waiting, agent_spoke_at: Some(at(0)), ..case() }
    }

    #[test]
    fn the_desk_owes_until_it_waits_or_resolves() {
        for (status, party) in [
            (Status::New, Owes::Agent),
            (Status::InProgress, Owes::Agent),
            (Status::Resolved, Owes::Requester),
            (Status::Closed, Owes::Nobody),
        ] {
            assert_eq!(owes(&Case { status, ..case() }), party, "{status:?}");
        }
        assert_eq!(owes(&waiting(WaitingOn::Requester)), Owes::Requester);
        assert_eq!(owes(&waiting(WaitingOn::ThirdParty)), Owes::ThirdParty);
        let nobody_named = Case { waiting: None, ..waiting(WaitingOn::Requester) };
        assert_eq!(owes(&nobody_named), Owes::Agent, "waiting for nobody is no excuse");
    }

    #[test]
    fn after_a_broken_promise_the_desk_owes_a_word_first() {
        let entry = |minutes, change| Entry { at: at(minutes), who: None, change };
        let broken = |minutes| entry(minutes, Change::PromiseEnded { id: 1, state: PromiseState::Broken });
        let word = |minutes| entry(minutes, Change::Updated { text: "on it".into() });
        let mut case = waiting(WaitingOn::Requester);
        case.timeline.push(broken(60));
        assert_eq!(owes(&case), Owes::Agent);
        case.timeline.push(word(61));
        assert_eq!(owes(&case), Owes::Requester, "spoken since");
        case.timeline.push(broken(90));
        assert_eq!(owes(&case), Owes::Agent, "and broken again");
        case.timeline.push(word(30));
        assert_eq!(owes(&case), Owes::Requester, "spoken since, though the clock was put back");
        case.timeline.extend([word(95), broken(95)]);
        assert_eq!(owes(&case), Owes::Requester, "broken unnoticed, and owned by the word at hand");
        case.status = Status::Closed;
        assert_eq!(owes(&case), Owes::Nobody);
    }
}
