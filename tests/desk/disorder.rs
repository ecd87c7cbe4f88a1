//! Platforms tell of things out of order: an edit or a reaction before its message, a later reply before an earlier one.
//! In the end the desk stands where it would have stood.

use std::collections::BTreeSet;

use hearken::chat::{MessageId, PostKind, Said, What};
use hearken::cues::{Level, Priority};
use hearken::desk::{Case, PromiseKind, Status};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::look::place;
use crate::world::{World, said};

const FIRST: &str = "My VPN keeps dropping";
const EDITED: &str = "My VPN keeps dropping since this morning, third time this week, and a client is waiting!";

/// What must be the same, whatever the order.
type Standing = Vec<(Status, String, String, Priority, Level, BTreeSet<(MessageId, String)>)>;

fn standing(world: &World) -> Standing {
    let cases = world.cases.values();
    cases
        .map(|case| {
            let messages = case.messages.iter().map(|message| (message.id.clone(), message.text.clone())).collect();
            assert_eq!(
                case.messages.iter().map(|message| &message.id).collect::<BTreeSet<_>>().len(),
                case.messages.len(),
                "a message twice"
            );
            (case.status, case.title.clone(), case.topic.clone(), case.priority, case.heat.level, messages)
        })
        .collect()
}

fn after(events: &[What]) -> Standing {
    let mut world = World::new();
    for event in events {
        world.happen(event.clone());
    }
    standing(&world)
}

fn message(thread: Option<&str>, id: &str, text: &str) -> hearken::chat::Said {
    said("it-help", thread.map(MessageId::from).as_ref(), &id.into(), "ana", text)
}

#[test]
fn an_edit_told_before_its_message() {
    let (first, edited) = (What::Said(message(None, "x1", FIRST)), What::Edited(message(None, "x1", EDITED)));
    let clean = after(&[first.clone(), edited.clone()]);
    assert_eq!(clean.len(), 1);
    assert_eq!(after(&[edited, first]), clean);
}

#[test]
fn a_ticket_emoji_told_before_its_message() {
    let first = message(None, "x1", FIRST);
    let marked = What::Reacted { actor: "sam".into(), emoji: "ticket".into(), on: first.clone() };
    let clean = after(&[What::Said(first.clone()), marked.clone()]);
    assert_eq!(clean.len(), 1);
    assert_eq!(after(&[marked, What::Said(first)]), clean);
}

#[test]
fn replies_told_in_another_order() {
    let report = What::Said(message(None, "x1", FIRST));
    let replies = [
        What::Said(message(Some("x1"), "x2", "It says error 809.")),
        What::Said(message(Some("x1"), "x3", "Same on my phone, by the way.")),
    ];
    let clean = after(&[report.clone(), replies[0].clone(), replies[1].clone()]);
    assert_eq!(clean.len(), 1);
    assert_eq!(after(&[report, replies[1].clone(), replies[0].clone()]), clean);
}

#[test]
fn a_deletion_told_before_its_message() {
    let first = message(None, "x1", FIRST);
    let deleted = What::Deleted { channel: "it-help".into(), message: "x1".into(), author: "ana".into() };
    let clean = after(&[What::Said(first.clone()), deleted.clone()]);
    assert_eq!(clean.iter().map(|case| case.0).collect::<Vec<_>>(), [Status::Closed]);
    assert_eq!(after(&[deleted, What::Said(first)]), clean);
}

#[test]
fn what_belongs_to_a_thread_told_before_it() {
    let root = What::Said(message(None, "x1", FIRST));
    let reply = What::Said(message(Some("x1"), "x2", "It says error 809."));
    let edited = What::Edited(message(Some("x1"), "x2", "It says error 812."));
    let clean = after(&[root.clone(), reply.clone(), edited.clone()]);
    for told in [[&edited, &reply, &root], [&edited, &root, &reply], [&reply, &edited, &root], [&root, &edited, &reply]]
    {
        assert_eq!(after(&told.map(What::clone)), clean, "{told:?}");
    }
}

#[test]
fn a_line_told_ten_minutes_late_still_belongs_to_its_report() {
    let lines = [
        What::Said(message(None, "x1", FIRST)),
        What::Said(message(None, "x2", "Also on my phone, please help, the VPN drops there too.")),
    ];
    let told = |delays: [i64; 2]| {
        let mut world = World::new();
        let began = world.now;
        let mut order: Vec<usize> = vec![0, 1];
        order.sort_by_key(|n| 20 * i64::try_from(*n).unwrap() + delays[*n]);
        for n in order {
            let at = began + SignedDuration::from_secs(20 * i64::try_from(n).unwrap());
            world.pass((at + SignedDuration::from_secs(delays[n])).duration_since(world.now));
            world.tell(at, &format!("k{n}"), lines[n].clone());
        }
        standing(&world)
    };
    let clean = told([0, 0]);
    assert_eq!(clean.len(), 1, "one ticket");
    assert_eq!(told([0, 600]), clean);
    assert_eq!(told([600, 0]), clean);
}

/// What a conversation holds, in the order in which it happened, one thing each ten seconds.
#[derive(Debug, Clone)]
struct Script {
    events: Vec<What>,
    /// By how many seconds each is told late, and whether it is told again after a minute.
    told: Vec<(i64, bool)>,
}

/// One thing that happens after the report: which, to which earlier message, in which words.
type Move = (u8, prop::sample::Index, prop::sample::Index);

const WORDS: [&str; 6] = [
    "It says error 809.",
    "Same on my phone, please help, the VPN drops there too.",
    "This is the third time this week!!",
    "any update?",
    "Nothing happens when I click connect",
    "My manager needs the numbers by noon",
];

fn script(moves: &[Move], told: &[(i64, bool)]) -> Script {
    let mut said: Vec<Said> = vec![message(None, "x0", FIRST)];
    let mut events = vec![What::Said(said[0].clone())];
    for (n, (kind, which, words)) in moves.iter().enumerate() {
        let id = format!("x{}", n + 1);
        let (words, which) = (*words.get(&WORDS), which.index(said.len()));
        let event = match kind {
            0 | 1 => {
                said.push(message(Some("x0"), &id, words));
                What::Said(said[said.len() - 1].clone())
            }
            2 => {
                let thread = MessageId::from("x0");
                said.push(super::world::said("it-help", Some(&thread), &id.as_str().into(), "ben", words));
                What::Said(said[said.len() - 1].clone())
            }
            3 => {
                said[which].text = format!("{words} ({id})");
                What::Edited(said[which].clone())
            }
            4 if which > 0 => {
                let Said { channel, message, author, .. } = said.remove(which);
                What::Deleted { channel, message, author }
            }
            _ => What::Reacted { actor: "sam".into(), emoji: "ticket".into(), on: said[0].clone() },
        };
        events.push(event);
    }
    let mut told: Vec<(i64, bool)> = told.iter().copied().cycle().take(events.len()).collect();
    for n in 1..events.len() {
        // The ticket of an emoji that comes first dates its message by the emoji.
        if matches!(events[n], What::Reacted { .. }) {
            told[n].0 = told[n].0.max(told[0].0);
        }
    }
    Script { events, told }
}

/// Tells a script, late or in time, and lets everything settle.
fn tell(script: &Script, told: &[(i64, bool)]) -> World {
    let mut world = World::new();
    let began = world.now;
    let mut tellings = Vec::new();
    for (n, (late, twice)) in told.iter().enumerate() {
        let at = 10 * i64::try_from(n).unwrap();
        tellings.push((at + late, n));
        tellings.extend(twice.then_some((at + late + 60, n)));
    }
    tellings.sort();
    for (second, n) in tellings {
        world.pass((began + SignedDuration::from_secs(second)).duration_since(world.now));
        let at = began + SignedDuration::from_secs(10 * i64::try_from(n).unwrap());
        world.tell(at, &format!("k{n}"), script.events[n].clone());
    }
    world.pass((began + SignedDuration::from_mins(15)).duration_since(world.now));
    world
}

/// What the requester was posted, by kind, and what still is promised. Word that something comes sooner than was said
/// stands only where something else was said before; and a question for news that was changed was answered only where it
/// was heard.
fn owed(world: &World, words_changed: bool) -> Vec<(Vec<PostKind>, Vec<PromiseKind>)> {
    let of = |case: &Case| {
        let to_people = world.sent.iter().filter(|sent| sent.case == Some(case.id) && sent.message.is_some());
        let mut kinds: Vec<PostKind> = to_people
            .map(|sent| sent.delivery.post())
            .filter(|post| place(&post.spot) != Some("it-agents".into()))
            .map(|post| post.kind)
            .filter(|kind| *kind != PostKind::Notice && (!words_changed || *kind == PostKind::Receipt))
            .collect();
        kinds.sort_by_key(|kind| kind.word());
        (kinds, case.open_promises().map(|promise| promise.kind).collect())
    };
    world.cases.values().map(of).collect()
}

/// What must be the same. A topic once known is not taken back, nor is a priority, and heat is heard in what was said
/// before: where words were changed, or somebody joined in, it matters what the desk had heard by then, and these are left
/// out.
fn kept(world: &World, as_heard: bool) -> Standing {
    let mut standing = standing(world);
    for (_, title, topic, priority, level, _) in standing.iter_mut().filter(|_| as_heard) {
        (*title, *topic, *priority, *level) = (String::new(), String::new(), Priority::Normal, Level::Calm);
    }
    standing
}

#[test]
fn the_same_end_in_whatever_order_it_is_told() {
    let late = prop_oneof![3 => 0_i64..60, 1 => Just(600_i64)];
    let moves = prop::collection::vec((0_u8..6, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..7);
    let told = prop::collection::vec((late, prop::bool::weighted(0.3)), 7);
    let cases = std::env::var_os("PROPTEST_CASES").map_or(300, |_| Config::default().cases);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&(moves, told), |(moves, told)| {
        let script = script(&moves, &told);
        let clean = tell(&script, &vec![(0, false); script.events.len()]);
        let other = tell(&script, &script.told);
        let words_changed = script.events.iter().any(|event| matches!(event, What::Edited(_)));
        let others =
            script.events.iter().any(|event| matches!(event, What::Said(said) if said.author.as_str() == "ben"));
        let as_heard = words_changed || others;
        prop_assert_eq!(kept(&other, as_heard), kept(&clean, as_heard));
        prop_assert_eq!(owed(&other, words_changed), owed(&clean, words_changed));
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
}
