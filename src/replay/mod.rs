//! Reads exports of past conversations and tells what hearken would have done.
//!
//! The path is one way: [`read`] turns any export into [`Message`]s, [`weave`] finds out which message belongs to which
//! conversation, [`listen`] hears every message on all cores, [`walk`] turns what was heard into would-be tickets, and
//! [`Figures`] counts them. What people look at is made from the figures alone: [`plain`] for a terminal and [`page`]
//! for a browser.

use crate::cues::Ear;

mod bots;
mod cadence;
mod figures;
mod listen;
mod message;
mod page;
mod phrase;
mod plain;
mod read;
mod sample;
mod ticket;
mod timeline;
mod waits;
mod walk;
mod weave;

pub use bots::tell_bots;
pub use cadence::pings_within;
pub use figures::{ChannelFigures, CueFigures, Figures, Read, TicketFigures, WordsKept};
pub use listen::listen;
pub use message::{Author, Message};
pub use page::page;
pub use plain::plain;
pub use read::{Export, Faults, Format, ReadError, Unreadable, moment, read};
pub use sample::{Because, Piece, Sample, Samples};
pub use ticket::{Ticket, Wait};
pub use timeline::Bucket;
pub use waits::{WaitFigures, WaitStep};
pub use walk::walk;
pub use weave::{Strand, weave};

/// How far a replay has come, for whoever shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Bytes read so far of all there are; of a zip, counted unpacked.
    Reading {
        /// Bytes behind us.
        done: u64,
        /// Bytes in all.
        of: u64,
    },
    /// Messages heard so far of all there are.
    Hearing {
        /// Messages behind us.
        done: u64,
        /// Messages in all.
        of: u64,
    },
}

/// Called from several threads, often: it should be cheap.
pub type Progress<'a> = &'a (dyn Fn(Step) + Sync);

/// Tells what hearken would have done in `export`, with so many samples of each kind.
pub fn replay(ear: &Ear, mut export: Export, samples_each: usize, progress: Progress<'_>) -> Figures {
    if export.format == Format::Jsonl {
        tell_bots(&mut export.messages);
    }
    let channels = weave(&export.messages);
    let strands: Vec<&Strand> = channels.iter().flat_map(|(_, strands)| strands).collect();
    let heard = listen(ear, &export.messages, &strands, progress);
    let mut rest = heard.as_slice();
    let walk_one = |(_, strands): &(String, Vec<Strand>)| {
        let (of_channel, after) = rest.split_at_checked(strands.len()).unwrap_or((rest, &[]));
        rest = after;
        walk(&export.messages, strands, of_channel)
    };
    let tickets: Vec<Vec<Ticket>> = channels.iter().map(walk_one).collect();
    Figures::of(&export, &channels, &heard, &tickets, samples_each)
}
