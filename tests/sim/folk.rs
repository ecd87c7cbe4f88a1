//! The people of a life. Everybody wakes now and then, looks at what stands in the chat by then, does something about it
//! or not, and says when they look again.

use jiff::SignedDuration;

use crate::agent::Agent;
use crate::life::Life;
use crate::requester::Requester;
use crate::stranger::Stranger;

#[derive(Debug, Clone)]
pub enum Folk {
    Requester(Requester),
    Agent(Agent),
    Stranger(Stranger),
}

impl Folk {
    /// What they do now, and after how long they look again.
    pub fn wake(&mut self, life: &mut Life) -> SignedDuration {
        match self {
            Folk::Requester(requester) => requester.wake(life),
            Folk::Agent(agent) => agent.wake(life),
            Folk::Stranger(stranger) => stranger.wake(life),
        }
    }
}

/// One or two who ask, up to three who help, and one who has no business here.
pub fn town(life: &mut Life) -> Vec<Folk> {
    let mut folk: Vec<Folk> = Vec::new();
    for id in ["ana", "ben"].into_iter().skip(life.chance.below(2)) {
        folk.push(Folk::Requester(Requester::of(id, life.chance.fork())));
    }
    for id in ["lea", "sam", "priya"].into_iter().skip(life.chance.below(3)) {
        folk.push(Folk::Agent(Agent::of(id, life.chance.fork())));
    }
    folk.push(Folk::Stranger(Stranger(life.chance.fork())));
    folk
}
