//! Who owes whom the next word. One function, read by pings, nudges, chases and closing alike: a ticket is never closed,
//! and a requester never blamed, while the desk owes.

use serde::{Deserialize, Serialize};

use super::{Case, PromiseState, Status, WaitingOn};

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
fn owes_an_apology(case: &Case) -> bool {
    let broken = case.promises.iter().filter(|p| p.state == PromiseState::Broken).filter_map(|p| p.ended_at).max();
    broken.is_some_and(|at| case.agent_spoke_at.is_none_or(|spoke| spoke < at))
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
    use crate::desk::fixture::{at, case, promise};
    use crate::desk::{PromiseKind, Waiting};

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
        let broken = |minutes| promise(PromiseKind::Eta, PromiseState::Broken, Some(at(minutes)));
        let mut case = waiting(WaitingOn::Requester);
        case.promises.push(broken(60));
        assert_eq!(owes(&case), Owes::Agent);
        case.agent_spoke_at = Some(at(61));
        assert_eq!(owes(&case), Owes::Requester, "spoken since");
        case.promises.push(broken(90));
        assert_eq!(owes(&case), Owes::Agent, "and broken again");
        case.status = Status::Closed;
        assert_eq!(owes(&case), Owes::Nobody);
    }
}
