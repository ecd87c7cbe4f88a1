//! Hears every message, on all cores: what one message means does not hang on what was heard in another.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Message, Progress, Step, Strand};
use crate::cues::{Circumstances, Ear, Hearing, Turn};

/// Strands that one thread hears before it takes the next lot.
const LOT: usize = 256;

/// What was heard in each strand, in the order of the strands.
pub fn listen(ear: &Ear, messages: &[Message], strands: &[&Strand], progress: Progress<'_>) -> Vec<Hearing> {
    let lots: Vec<&[&Strand]> = strands.chunks(LOT).collect();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || {
        let mut heard = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(lot) = lots.get(number) else { return heard };
            heard.push((number, lot.iter().map(|strand| hear(ear, messages, strand)).collect::<Vec<_>>()));
            let so_far = done.fetch_add(lot.len(), Ordering::Relaxed) + lot.len();
            progress(Step::Hearing { done: so_far as u64, of: strands.len() as u64 });
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(lots.len().max(1));
    let mut heard: Vec<(usize, Vec<Hearing>)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    heard.sort_by_key(|(number, _)| *number);
    heard.into_iter().flat_map(|(_, lot)| lot).collect()
}

fn hear(ear: &Ear, messages: &[Message], strand: &Strand) -> Hearing {
    let turn = |(index, role): &(usize, _)| {
        messages.get(*index).map(|said| Turn { role: *role, text: &said.text, at: Some(said.at.div_euclid(1_000_000)) })
    };
    let earlier: Vec<Turn<'_>> = strand.earlier.iter().filter_map(turn).collect();
    let nothing = Turn { role: strand.role, text: "", at: None };
    let last = turn(&(strand.message, strand.role)).unwrap_or(nothing);
    ear.hear(last, &earlier, &Circumstances { hours_waited: strand.hours_waited, ..Circumstances::default() })
}
