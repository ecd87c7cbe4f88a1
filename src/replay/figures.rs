//! Everything a replay found, counted. It is what `--json` prints; the report for people is made from it alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::sample::act_word;
use super::timeline::{day_time, over_time};
use super::{
    Author, Bucket, Export, Faults, Format, Message, Samples, Strand, Ticket, Wait, WaitFigures, pings_within,
};
use crate::cues::{Abstained, Act, Hearing, Level, Priority};

/// Everything a replay found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// What was read.
    pub read: Read,
    /// People's messages by what they are for.
    pub acts: BTreeMap<&'static str, u64>,
    /// People's messages by how heated they are; those not judged are left out.
    pub levels: BTreeMap<&'static str, u64>,
    /// People's messages that were not judged, by why.
    pub abstained: BTreeMap<&'static str, u64>,
    /// The families of cues heard in the words of people's messages, most frequent first.
    pub cues: Vec<CueFigures>,
    /// Tickets that would have been opened.
    pub tickets: TicketFigures,
    /// Waits until a first human answer.
    pub waits: WaitFigures,
    /// What the bot would have said meanwhile.
    pub words: WordsKept,
    /// Channel by channel, most tickets first.
    pub channels: Vec<ChannelFigures>,
    /// Heat over time, oldest first; stretches without messages are left out.
    pub over_time: Vec<Bucket>,
    /// A few messages of each kind, with reasons.
    pub samples: Samples,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Read {
    /// What the export turned out to be.
    pub format: Format,
    /// Messages of people and bots.
    pub messages: u64,
    /// Messages of people: all figures are about these.
    pub people_messages: u64,
    /// People who wrote at least one.
    pub people: u64,
    /// Bots' messages, by the bot's name.
    pub bots: BTreeMap<String, u64>,
    /// Joins, pins and the like, which are nobody's words.
    pub notices: u64,
    /// RFC 3339, UTC: the first message.
    pub from: Option<String>,
    /// RFC 3339, UTC: the last message.
    pub to: Option<String>,
    /// What could not be read.
    pub faults: Faults,
}

/// How often a family of cues was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CueFigures {
    /// The family.
    pub family: String,
    /// People's messages with at least one cue of it.
    pub messages: u64,
}

/// Tickets that would have been opened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TicketFigures {
    /// All of them.
    pub opened: u64,
    /// People who would have had one.
    pub requesters: u64,
    /// By what they are about.
    pub topics: BTreeMap<String, u64>,
    /// By how soon they matter.
    pub priorities: BTreeMap<&'static str, u64>,
    /// By the highest level in the words of the person who asked.
    pub levels: BTreeMap<&'static str, u64>,
    /// Tickets in which the person asked for news at least once.
    pub chased: u64,
    /// Tickets in which the person said thanks, or that it works.
    pub thanked: u64,
}

/// What the bot would have said while people waited.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WordsKept {
    /// One for each ticket, within seconds.
    pub receipts: u64,
    /// Progress pings before the first human answer, by the cadence.
    pub pings: u64,
    /// Tickets with at least one such ping: people who heard nothing in the export, and would have heard something.
    pub tickets_pinged: u64,
    /// Chases, each answered at once from what the ticket knows.
    pub chases_answered: u64,
}

/// One channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChannelFigures {
    /// Its name.
    pub name: String,
    /// People's messages in it.
    pub messages: u64,
    /// Tickets that would have been opened in it.
    pub tickets: u64,
    /// Waits in it.
    pub waits: WaitFigures,
}

impl Figures {
    /// Counts everything. `channels`, `heard` and `tickets` go together: `heard` holds the channels' strands one
    /// channel after the other, `tickets` one list for each channel.
    pub fn of(
        export: &Export,
        channels: &[(String, Vec<Strand>)],
        heard: &[Hearing],
        tickets: &[Vec<Ticket>],
        samples_each: usize,
    ) -> Figures {
        let messages = &export.messages;
        let strands: Vec<&Strand> = channels.iter().flat_map(|(_, strands)| strands).collect();
        let all = || tickets.iter().flatten();
        let mut figures = Figures {
            read: Read::of(export),
            acts: [Act::Request, Act::Followup, Act::Chase, Act::Answer, Act::Thanks, Act::Greeting, Act::Chatter]
                .map(|act| (act_word(act), 0))
                .into(),
            levels: no_levels(),
            abstained: BTreeMap::new(),
            cues: cues(heard),
            tickets: TicketFigures::of(messages, all()),
            waits: WaitFigures::of(all()),
            words: WordsKept::of(all()),
            channels: Vec::new(),
            over_time: over_time(messages, &strands, heard, all()),
            samples: Samples::of(messages, &strands, heard, all(), samples_each),
        };
        for hearing in heard {
            *figures.acts.entry(act_word(hearing.intake.act)).or_default() += 1;
            match hearing.heat.abstained {
                None => *figures.levels.entry(hearing.heat.level.word()).or_default() += 1,
                Some(Abstained::Language) => *figures.abstained.entry("language").or_default() += 1,
                Some(Abstained::NothingToRead) => *figures.abstained.entry("nothing_to_read").or_default() += 1,
            }
        }
        figures.channels = channels
            .iter()
            .zip(tickets)
            .map(|((name, strands), tickets)| ChannelFigures {
                name: name.clone(),
                messages: strands.len() as u64,
                tickets: tickets.len() as u64,
                waits: WaitFigures::of(tickets.iter()),
            })
            .collect();
        figures.channels.sort_by_key(|channel| std::cmp::Reverse((channel.tickets, channel.messages)));
        figures
    }
}

impl Read {
    fn of(export: &Export) -> Read {
        let mut bots = BTreeMap::new();
        let mut people = BTreeSet::new();
        for message in &export.messages {
            match message.author {
                Author::Bot => *bots.entry(message.name.clone()).or_default() += 1,
                Author::Person => {
                    people.insert(&message.user);
                }
            }
        }
        let times = || export.messages.iter().map(|message| message.at);
        Read {
            format: export.format,
            messages: export.messages.len() as u64,
            people_messages: export.messages.iter().filter(|message| message.author == Author::Person).count() as u64,
            people: people.len() as u64,
            bots,
            notices: export.notices,
            from: times().min().map(day_time),
            to: times().max().map(day_time),
            faults: export.faults.clone(),
        }
    }
}

impl TicketFigures {
    fn of<'t>(messages: &[Message], tickets: impl Iterator<Item = &'t Ticket>) -> TicketFigures {
        let mut figures = TicketFigures { levels: no_levels(), ..TicketFigures::default() };
        for priority in [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low] {
            figures.priorities.insert(priority_word(priority), 0);
        }
        let mut requesters = BTreeSet::new();
        for ticket in tickets {
            figures.opened += 1;
            requesters.extend(messages.get(ticket.opened_by).map(|message| &message.user));
            *figures.topics.entry(ticket.topic.clone()).or_default() += 1;
            *figures.priorities.entry(priority_word(ticket.priority)).or_default() += 1;
            *figures.levels.entry(ticket.level.word()).or_default() += 1;
            figures.chased += u64::from(ticket.chases > 0);
            figures.thanked += u64::from(ticket.thanked);
        }
        figures.requesters = requesters.len() as u64;
        figures
    }
}

impl WordsKept {
    fn of<'t>(tickets: impl Iterator<Item = &'t Ticket>) -> WordsKept {
        let mut words = WordsKept::default();
        for ticket in tickets {
            let waited = match ticket.wait {
                Wait::Answered(seconds) | Wait::Unanswered(seconds) => seconds,
                Wait::Unknown => 0,
            };
            let pings = u64::from(pings_within(ticket.priority, ticket.level, waited));
            words.receipts += 1;
            words.pings += pings;
            words.tickets_pinged += u64::from(pings > 0);
            words.chases_answered += u64::from(ticket.chases);
        }
        words
    }
}

fn cues(heard: &[Hearing]) -> Vec<CueFigures> {
    let mut families: BTreeMap<&str, u64> = BTreeMap::new();
    for hearing in heard {
        let in_words = hearing.heat.cues.iter().filter(|cue| !cue.span.is_empty());
        for family in in_words.map(|cue| cue.family.as_str()).collect::<BTreeSet<_>>() {
            *families.entry(family).or_default() += 1;
        }
    }
    let mut cues: Vec<CueFigures> =
        families.into_iter().map(|(family, messages)| CueFigures { family: family.to_owned(), messages }).collect();
    cues.sort_by_key(|cue| std::cmp::Reverse(cue.messages));
    cues
}

/// Every level with nothing counted yet, so that none is missing where nobody was that heated.
pub(super) fn no_levels() -> BTreeMap<&'static str, u64> {
    [Level::Calm, Level::Strained, Level::Frustrated, Level::Upset].map(|level| (level.word(), 0)).into()
}

fn priority_word(priority: Priority) -> &'static str {
    match priority {
        Priority::Urgent => "urgent",
        Priority::High => "high",
        Priority::Normal => "normal",
        Priority::Low => "low",
    }
}
