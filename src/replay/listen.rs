//! Hears every message with what was said before in its conversation. Conversations do not hang on each other, so they
//! are heard on all cores.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Message, Progress, Step, Strand};
use crate::cues::{Act, Circumstances, Ear, Hearing, Role, Turn};

/// Conversations that one thread hears before it takes the next lot.
const LOT: usize = 64;

/// How many earlier turns are handed to the ear.
const CONTEXT: usize = 6;

/// What was heard in each strand, in the order of the strands, which is by time within a conversation.
pub fn listen(ear: &Ear, messages: &[Message], strands: &[&Strand], progress: Progress<'_>) -> Vec<Hearing> {
    let mut conversations: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, strand) in strands.iter().enumerate() {
        conversations.entry(strand.conversation).or_default().push(place);
    }
    let conversations: Vec<Vec<usize>> = conversations.into_values().collect();
    let lots: Vec<&[Vec<usize>]> = conversations.chunks(LOT).collect();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || {
        let mut heard = Vec::new();
        while let Some(lot) = lots.get(next.fetch_add(1, Ordering::Relaxed)) {
            let before = heard.len();
            for conversation in *lot {
                let mut listener = Listener::default();
                let said =
                    conversation.iter().filter_map(|place| Some((*place, messages.get(strands.get(*place)?.message)?)));
                heard.extend(said.map(|(place, message)| (place, listener.hear(ear, message))));
            }
            let count = heard.len() - before;
            let so_far = done.fetch_add(count, Ordering::Relaxed) + count;
            progress(Step::Hearing { done: so_far as u64, of: strands.len() as u64 });
        }
        heard
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(lots.len().max(1));
    let mut heard: Vec<(usize, Hearing)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let joined =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    heard.sort_by_key(|(place, _)| *place);
    heard.into_iter().map(|(_, hearing)| hearing).collect()
}

/// Follows one conversation. Nobody waits for anything before somebody asks; whoever asks first is the requester from
/// then on, and whoever answers stands for the desk.
#[derive(Default)]
struct Listener<'m> {
    asker: Option<&'m str>,
    /// Everything since the request.
    turns: Vec<Turn<'m>>,
    /// Unix seconds of the requester's first words that nobody has answered yet.
    unanswered_since: Option<i64>,
}

impl<'m> Listener<'m> {
    fn hear(&mut self, ear: &Ear, message: &'m Message) -> Hearing {
        let now = message.at.div_euclid(1_000_000);
        let turn = |role| Turn { role, text: &message.text, at: Some(now) };
        if self.asker.is_some_and(|asker| asker != message.user) {
            // What the requester felt is not theirs, so they are heard by their words alone.
            self.turns.push(turn(Role::Agent));
            self.unanswered_since = None;
            return ear.hear(turn(Role::Other), &[], &Circumstances::default());
        }
        let earlier = self.turns.get(self.turns.len().saturating_sub(CONTEXT)..).unwrap_or_default();
        let hours_waited = self.unanswered_since.map_or(0.0, |since| (now - since) as f64 / 3600.0);
        let hearing = ear.hear(turn(Role::Requester), earlier, &Circumstances { hours_waited, ..Default::default() });
        if self.asker.is_some() || hearing.intake.act == Act::Request {
            self.asker = Some(&message.user);
            self.turns.push(turn(Role::Requester));
            self.unanswered_since.get_or_insert(now);
        }
        hearing
    }
}
