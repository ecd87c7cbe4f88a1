//! How long the pure parts take, each by itself: `cargo bench --bench parts`.

use criterion::{Criterion, criterion_group, criterion_main};
use hearken::chat::*;
use hearken::cues::{Circumstances, Ear, Role, Turn};
use hearken::desk::*;
use hearken::prompts::Prompts;
use hearken::words::{Report, Words};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const SHORT: &str =
    "My VPN keeps dropping, third time this week, and I have a client call at 10:20. Can somebody help?";
const LONG: &str = "Hi all, since this morning I can't log in to the payroll site!! I already restarted twice and tried \
    another browser. It says \"session expired\" every time, my whole team has it, and I need to finish payroll by 15:00. \
    This is the third time this month and honestly nobody ever tells us anything. Can somebody please look at it?";
const CHASE: &str = "Is anybody looking at it? I have been waiting for an hour.";

/// A desk with one agent and one channel for requests.
struct Room {
    ear: Ear,
    words: Words,
    people: People,
    channels: Channels,
    policy: Policy,
    now: Timestamp,
}

impl Room {
    fn open() -> Room {
        let prompts = Prompts::built_in();
        let person = |id: &str, name: &str, rank| {
            (id.into(), Person { id: id.into(), name: name.into(), rank, zone: TimeZone::UTC })
        };
        Room {
            ear: Ear::compile(&prompts).expect("the built-in rules"),
            words: Words::compile(&prompts).expect("the built-in replies"),
            people: People(
                [person("sam", "Sam Okafor", Rank::Agent), person("ana", "Ana Ruiz", Rank::Requester)].into(),
            ),
            channels: Channels([("help".into(), ChannelKind::Intake), ("desk".into(), ChannelKind::Agents)].into()),
            policy: Policy::default(),
            now: "2026-11-23T09:00:00Z".parse().expect("a time"),
        }
    }

    fn decide(&self, case: Option<&Case>, minutes: i64, what: What) -> Decision {
        let now = self.now + SignedDuration::from_mins(minutes);
        let home = Home { platform: "bench".into(), workspace: "bench".into() };
        let background = Background::default();
        let situation = Situation {
            case,
            background: &background,
            next_case: CaseId(1),
            people: &self.people,
            channels: &self.channels,
            policy: &self.policy,
            ear: &self.ear,
            words: &self.words,
            now,
            happened_at: now,
        };
        decide(&situation, &Occasion::Event(Box::new(Event { key: "e".into(), home, at: now, what })))
    }
}

fn said(thread: Option<&str>, message: &str, text: &str) -> What {
    What::Said(Said {
        channel: "help".into(),
        thread: thread.map(Into::into),
        message: message.into(),
        author: "ana".into(),
        text: text.into(),
    })
}

fn parts(c: &mut Criterion) {
    let room = Room::open();
    for (name, text) in [("short", SHORT), ("long", LONG)] {
        c.bench_function(&format!("understand a {name} report"), |b| b.iter(|| Report::understand(text)));
        let turn = Turn { role: Role::Requester, text, at: None };
        c.bench_function(&format!("hear a {name} report"), |b| {
            b.iter(|| room.ear.hear(turn, &[], &Circumstances::default()));
        });
        c.bench_function(&format!("decide on a {name} report"), |b| {
            b.iter(|| room.decide(None, 0, said(None, "m1", text)))
        });
    }
    let mut case = room.decide(None, 0, said(None, "m1", LONG)).case.expect("a ticket");
    case.thread = Some("m1".into());
    c.bench_function("decide on a chase", |b| b.iter(|| room.decide(Some(&case), 60, said(Some("m1"), "m2", CHASE))));
    c.bench_function("decide on small talk", |b| {
        b.iter(|| room.decide(None, 0, said(None, "m1", "lunch at noon, who is in?")))
    });
}

criterion_group!(benches, parts);
criterion_main!(benches);
