//! What the page shows, figure by figure, ready to be put into the template.

use serde::Serialize;

use super::chart::{Bar, Columns, Stack, bars, bars_of, columns, share};
use crate::replay::phrase::{
    ACTS, LEVELS, PRIORITIES, by_size, counted, grouped, in_order, minute, people, span, waited,
};
use crate::replay::{Because, Figures, Piece, Sample};

/// Most cue families and channels that are listed.
const LISTED: usize = 12;

/// Everything the template names.
#[derive(Debug, Serialize)]
pub struct View {
    about: String,
    left_out: Vec<String>,
    faults: Vec<String>,
    faults_count: String,
    tiles: Vec<Tile>,
    acts: Vec<Bar>,
    topics: Vec<Bar>,
    priorities: Vec<Bar>,
    levels: Vec<Bar>,
    ticket_levels: Vec<Bar>,
    not_judged: Vec<String>,
    heard: Vec<Bar>,
    over_time: Columns,
    bucket: &'static str,
    waits: Columns,
    waits_say: Vec<String>,
    words: Vec<String>,
    channels: Vec<Channel>,
    more_channels: String,
    unanswered: Vec<Kind>,
    act_samples: Vec<Kind>,
    level_samples: Vec<Kind>,
}

#[derive(Debug, Serialize)]
struct Tile {
    figure: String,
    says: String,
}

#[derive(Debug, Serialize)]
struct Channel {
    name: String,
    messages: String,
    tickets: String,
    median: String,
    unanswered: String,
}

#[derive(Debug, Serialize)]
struct Kind {
    name: &'static str,
    means: &'static str,
    samples: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Shown {
    who: String,
    channel: String,
    at: String,
    level: &'static str,
    marked: Vec<Piece>,
    because: Vec<Because>,
    topic: Option<String>,
}

impl View {
    /// Puts the figures into words.
    pub fn of(figures: &Figures) -> View {
        let read = &figures.read;
        let between = match (&read.from, &read.to) {
            (Some(from), Some(to)) => format!(", {} to {}", day(from), day(to)),
            _ => String::new(),
        };
        let heard = figures.cues.iter().take(LISTED).map(|cue| (cue.family.as_str(), cue.messages)).collect();
        let judged = figures.levels.values().sum();
        let listed = figures.channels.len().min(LISTED);
        View {
            about: format!(
                "{}: {} by {}{between}",
                read.format.name(),
                counted(read.people_messages, "message"),
                people(read.people)
            ),
            left_out: left_out(figures),
            faults: read.faults.first.iter().map(|fault| format!("{}: {}", fault.place, fault.why)).collect(),
            faults_count: if read.faults.count > 0 { counted(read.faults.count, "place") } else { String::new() },
            tiles: tiles(figures),
            acts: bars_of(in_order(&figures.acts, &ACTS)),
            topics: bars_of(by_size(&figures.tickets.topics)),
            priorities: bars_of(in_order(&figures.tickets.priorities, &PRIORITIES)),
            levels: bars_of(in_order(&figures.levels, &LEVELS)),
            ticket_levels: bars_of(in_order(&figures.tickets.levels, &LEVELS)),
            not_judged: not_judged(figures),
            heard: bars(heard, judged),
            over_time: over_time(figures),
            bucket: figures.over_time.first().map_or("day", |bucket| bucket.length),
            waits: waits(figures),
            waits_say: waits_say(figures),
            words: words(figures),
            channels: figures.channels.iter().take(LISTED).map(Channel::of).collect(),
            more_channels: match figures.channels.len() - listed {
                0 => String::new(),
                more => format!("and {} more", grouped(more as u64)),
            },
            unanswered: Some(&figures.samples.unanswered)
                .filter(|samples| !samples.is_empty())
                .map(|samples| {
                    let means = "a ticket would have been opened, and somebody would have had to close it";
                    Kind::of("unanswered", means, Some(samples), act_heard)
                })
                .into_iter()
                .collect(),
            act_samples: ACT_MEANS
                .iter()
                .map(|(name, means)| Kind::of(name, means, figures.samples.acts.get(name), act_heard))
                .filter(|kind| !kind.samples.is_empty())
                .collect(),
            level_samples: LEVEL_MEANS
                .iter()
                .map(|(name, means)| Kind::of(name, means, figures.samples.levels.get(name), level_heard))
                .filter(|kind| !kind.samples.is_empty())
                .collect(),
        }
    }
}

fn act_heard(sample: &Sample) -> (&Vec<Piece>, &Vec<Because>) {
    (&sample.act_pieces, &sample.act_because)
}

fn level_heard(sample: &Sample) -> (&Vec<Piece>, &Vec<Because>) {
    (&sample.level_pieces, &sample.level_because)
}

const ACT_MEANS: [(&str, &str); 7] = [
    ("request", "asks for help or reports a problem: a ticket is opened"),
    ("followup", "adds to a request made before"),
    ("chase", "asks for news: answered at once from what the ticket knows"),
    ("answer", "helps somebody else: opens nothing"),
    ("thanks", "says thanks, or that it works"),
    ("greeting", "says hello or goodbye"),
    ("chatter", "anything else: left alone"),
];

const LEVEL_MEANS: [(&str, &str); 4] = [
    ("upset", "care first, everything else second"),
    ("frustrated", "the wording says plainly that it is too much"),
    ("strained", "patience is being used up"),
    ("calm", "nothing in the wording points to frustration"),
];

fn left_out(figures: &Figures) -> Vec<String> {
    let read = &figures.read;
    let bots = by_size(&read.bots)
        .into_iter()
        .map(|(name, count)| format!("{}, by the bot {name}", counted(count, "message")));
    let notices = (read.notices > 0).then(|| format!("{} such as joins and pins", counted(read.notices, "notice")));
    bots.take(LISTED).chain(notices).collect()
}

fn tiles(figures: &Figures) -> Vec<Tile> {
    let tile = |figure: String, says: &str| Tile { figure, says: says.to_owned() };
    let waits = &figures.waits;
    let hot = ["frustrated", "upset"].iter().filter_map(|level| figures.tickets.levels.get(level)).sum();
    vec![
        tile(grouped(figures.tickets.opened), "tickets would have been opened"),
        tile(waits.median_seconds.map_or("–".to_owned(), span), "half of the answers came within"),
        tile(format!("{} %", waits.unanswered_percent), "of questions have no answer to be seen here"),
        tile(grouped(hot), "tickets with words of frustration in them"),
        tile(grouped(figures.tickets.chased), "tickets where somebody had to ask again"),
        tile(grouped(figures.words.pings), "times the bot would have kept somebody informed"),
    ]
}

fn not_judged(figures: &Figures) -> Vec<String> {
    let say = |(why, count): (&&str, &u64)| {
        let why = if *why == "language" { "in a language without rules" } else { "without anything to read" };
        format!("{} {why}", counted(*count, "message"))
    };
    figures.abstained.iter().map(say).collect()
}

fn over_time(figures: &Figures) -> Columns {
    let stack = |bucket: &crate::replay::Bucket| {
        let judged: u64 = bucket.levels.values().sum();
        let heated: Vec<(&str, u64)> =
            in_order(&bucket.levels, &LEVELS).into_iter().filter(|(level, _)| *level != "calm").collect();
        let told: Vec<String> = heated.iter().map(|(level, count)| format!("{count} {level}")).collect();
        Stack {
            label: bucket.from.clone(),
            told: format!("{}: {} of {}", bucket.from, told.join(", "), counted(judged, "message")),
            blocks: heated,
        }
    };
    columns(figures.over_time.iter().map(stack).collect(), 6)
}

fn waits(figures: &Figures) -> Columns {
    let waits = &figures.waits;
    let step = |step: &crate::replay::WaitStep| {
        let (label, told) = match step.up_to_seconds {
            Some(seconds) => (format!("≤{}", short(seconds)), format!("within {}", span(seconds))),
            None => ("more".to_owned(), "later than that".to_owned()),
        };
        let told = format!("{} answered {told}", counted(step.tickets, "ticket"));
        Stack { label, told, blocks: vec![("answered", step.tickets)] }
    };
    let never = Stack {
        label: "none".to_owned(),
        told: format!("{} not answered", counted(waits.unanswered, "ticket")),
        blocks: vec![("never", waits.unanswered)],
    };
    columns(waits.steps.iter().map(step).chain([never]).collect(), usize::MAX)
}

/// `5m`, `1h`, `3d`: as much as fits under a column on a phone.
fn short(seconds: i64) -> String {
    match seconds {
        ..3_600 => format!("{}m", seconds / 60),
        3_600..86_400 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

fn waits_say(figures: &Figures) -> Vec<String> {
    let waits = &figures.waits;
    let mut say = Vec::new();
    if let (Some(median), Some(p90), Some(longest)) = (waits.median_seconds, waits.p90_seconds, waits.longest_seconds) {
        let waited = waited(waits.answered, median, p90, longest);
        say.push(format!("Somebody answered {}: {waited}.", counted(waits.answered, "ticket")));
    }
    if waits.unanswered > 0 {
        say.push(format!("{} got no answer that can be seen here.", counted(waits.unanswered, "ticket")));
    }
    if waits.unknown > 0 {
        say.push(format!(
            "For {} the record stops within the hour, so nothing is claimed about {}.",
            counted(waits.unknown, "ticket"),
            if waits.unknown == 1 { "it" } else { "them" }
        ));
    }
    say
}

fn words(figures: &Figures) -> Vec<String> {
    let words = &figures.words;
    vec![
        format!("{}: the question is heard, in seconds, with what was understood.", counted(words.receipts, "receipt")),
        format!(
            "{} while nobody else spoke, on {}: where it stands, and when the next word comes.",
            counted(words.pings, "progress ping"),
            counted(words.tickets_pinged, "ticket")
        ),
        format!(
            "{} to somebody who asked for news, at once, from what is known.",
            counted(words.chases_answered, "answer")
        ),
    ]
}

impl Channel {
    fn of(channel: &crate::replay::ChannelFigures) -> Channel {
        let told = channel.waits.answered + channel.waits.unanswered;
        Channel {
            name: place(&channel.name),
            messages: grouped(channel.messages),
            tickets: grouped(channel.tickets),
            median: channel.waits.median_seconds.map_or("–".to_owned(), span),
            unanswered: if told == 0 { "–".to_owned() } else { share(channel.waits.unanswered, told) },
        }
    }
}

impl Kind {
    fn of(
        name: &'static str,
        means: &'static str,
        samples: Option<&Vec<Sample>>,
        heard: impl Fn(&Sample) -> (&Vec<Piece>, &Vec<Because>),
    ) -> Kind {
        let shown = |sample: &Sample| Shown {
            who: sample.name.clone(),
            channel: place(&sample.channel),
            at: minute(&sample.at),
            level: sample.level.word(),
            marked: heard(sample).0.clone(),
            because: heard(sample).1.clone(),
            topic: ["request", "unanswered"].contains(&name).then(|| sample.topic.clone()),
        };
        Kind { name, means, samples: samples.into_iter().flatten().map(shown).collect() }
    }
}

/// A channel as people write it; direct messages and names that bring their own sign stay as they are.
fn place(channel: &str) -> String {
    if channel.starts_with(['#', '*']) || channel.contains(' ') { channel.to_owned() } else { format!("#{channel}") }
}

fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}
