//! Events that share a transaction, read ahead for and written together, end in what the same events end in one by one.

use hearken::chat::*;
use hearken::cues::Ear;
use hearken::desk::*;
use hearken::prompts::Prompts;
use hearken::store::{CaseFilter, Ending, Received, Store, Tx};
use hearken::words::Words;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::bench::{self, Bench};
use crate::fixtures::*;

/// What somebody does next, in small numbers, so that the same people and messages meet often.
#[derive(Debug, Clone)]
enum Act {
    Says { author: u8, text: &'static str },
    Answers { author: u8, below: u8, text: &'static str },
    Edits { message: u8, text: &'static str },
    Deletes { message: u8 },
    Reacts { actor: u8, message: u8 },
    Presses { actor: &'static str, post: u8, action: &'static str },
    Commands { author: u8, text: &'static str },
    Repeats { event: u8 },
}

const TEXTS: [&str; 6] = [
    "my VPN keeps dropping, please help",
    "any update on this?",
    "thanks, it works now",
    "it still does not work!!",
    "the printer on floor 2 is broken again",
    "good morning all",
];

fn act() -> impl Strategy<Value = Act> {
    let text = || proptest::sample::select(&TEXTS[..]);
    let action = proptest::sample::select(vec!["claim", "send", "another", "open", "no_thanks", "works", "not_yet"]);
    let command = proptest::sample::select(vec!["status", "why", "report my phone is dead", "cues off", "forget me"]);
    prop_oneof![
        6 => (0..3_u8, text()).prop_map(|(author, text)| Act::Says { author, text }),
        6 => (0..3_u8, 0..12_u8, text()).prop_map(|(author, below, text)| Act::Answers { author, below, text }),
        2 => (0..12_u8, text()).prop_map(|(message, text)| Act::Edits { message, text }),
        1 => (0..12_u8).prop_map(|message| Act::Deletes { message }),
        2 => (0..3_u8, 0..12_u8).prop_map(|(actor, message)| Act::Reacts { actor, message }),
        5 => (proptest::sample::select(vec!["sam", "p0", "p1"]), 0..8_u8, action)
            .prop_map(|(actor, post, action)| Act::Presses { actor, post, action }),
        2 => (0..3_u8, command).prop_map(|(author, text)| Act::Commands { author, text }),
        1 => (0..12_u8).prop_map(|event| Act::Repeats { event }),
    ]
}

/// What was said so far, and who said it.
#[derive(Default)]
struct Past {
    said: Vec<Said>,
    events: Vec<Event>,
}

impl Past {
    fn event(&mut self, act: &Act, posts: &[String]) -> Option<Event> {
        let n = self.events.len();
        let person = |author: u8| format!("p{author}");
        let what = match act {
            Act::Says { author, text } => What::Said(said(None, &format!("m{n}"), &person(*author), text)),
            Act::Answers { author, below, text } => {
                let root = self.said.get(usize::from(*below))?;
                let thread = root.thread.clone().unwrap_or_else(|| root.message.clone());
                What::Said(said(Some(thread.as_str()), &format!("m{n}"), &person(*author), text))
            }
            Act::Edits { message, text } => {
                let said = self.said.get(usize::from(*message))?;
                What::Edited(Said { text: (*text).to_owned(), ..said.clone() })
            }
            Act::Deletes { message } => {
                let Said { channel, message, author, .. } = self.said.get(usize::from(*message))?.clone();
                What::Deleted { channel, message, author }
            }
            Act::Reacts { actor, message } => {
                let on = self.said.get(usize::from(*message))?.clone();
                What::Reacted { actor: person(*actor).as_str().into(), emoji: "ticket".into(), on }
            }
            Act::Presses { actor, post, action } => What::Pressed {
                channel: "it-agents".into(),
                message: posts.get(usize::from(*post))?.as_str().into(),
                action: (*action).to_owned(),
                actor: (*actor).into(),
                form: None,
            },
            Act::Commands { author, text } => What::Commanded {
                channel: "it-help".into(),
                actor: person(*author).as_str().into(),
                text: (*text).to_owned(),
            },
            Act::Repeats { event } => return self.events.get(usize::from(*event)).cloned(),
        };
        if let What::Said(said) = &what {
            self.said.push(said.clone());
        }
        let event = event(&home(), &format!("e{n}"), what);
        self.events.push(event.clone());
        Some(event)
    }
}

struct Desk {
    ear: Ear,
    words: Words,
    people: People,
    channels: Channels,
    policy: Policy,
}

impl Desk {
    fn open() -> Desk {
        let prompts = Prompts::built_in();
        let sam = Person { id: "sam".into(), name: "Sam".into(), rank: Rank::Agent, zone: TimeZone::UTC };
        Desk {
            ear: Ear::compile(&prompts).unwrap(),
            words: Words::compile(&prompts).unwrap(),
            people: People([("sam".into(), sam)].into()),
            channels: Channels(
                [("it-help".into(), ChannelKind::Intake), ("it-agents".into(), ChannelKind::Agents)].into(),
            ),
            policy: Policy::default(),
        }
    }

    /// One event taken in a transaction, as the engine takes it.
    async fn take(&self, tx: &mut Tx, event: &Event) -> Answer {
        let now = at(0);
        if let Received::Duplicate(answer) = tx.receive(event, now).await.unwrap() {
            return answer.unwrap_or(Answer::Done);
        }
        let occasion = happened(event.what.clone());
        let occasion = match occasion {
            Occasion::Event(_) => Occasion::Event(Box::new(event.clone())),
            other => other,
        };
        let situated = tx.situate(&occasion, now).await.unwrap();
        let situation = Situation {
            case: situated.case.as_ref(),
            background: &situated.background,
            next_case: situated.next_case,
            people: &self.people,
            channels: &self.channels,
            policy: &self.policy,
            ear: &self.ear,
            words: &self.words,
            now,
            happened_at: occasion.happened_at(now),
        };
        let decision = decide(&situation, &occasion);
        tx.save(&home(), situated.case.as_ref(), &decision, now).await.unwrap();
        tx.answer(event, &decision.answer).unwrap();
        decision.answer
    }

    /// Takes events in one transaction, in rounds as the engine does, and gives them in the order in which they were
    /// decided on, with their answers.
    async fn together(&self, store: &Store, events: &[Event], rounds: u32) -> (Vec<Event>, Vec<Answer>) {
        let mut tx = store.begin().await.unwrap();
        tx.expect(events, at(0)).await.unwrap();
        let mut taken = (Vec::new(), Vec::new());
        let mut waiting = events.to_vec();
        for round in 1.. {
            let occasions: Vec<Occasion> =
                waiting.iter().map(|event| Occasion::Event(Box::new(event.clone()))).collect();
            tx.look_ahead(&occasions, at(0)).await.unwrap();
            let mut later = Vec::new();
            for (event, occasion) in waiting.into_iter().zip(&occasions) {
                if round < rounds && tx.put_off(occasion) {
                    later.push(event);
                    continue;
                }
                taken.1.push(self.take(&mut tx, &event).await);
                taken.0.push(event);
            }
            if later.is_empty() {
                break;
            }
            waiting = later;
        }
        tx.commit().await.unwrap();
        taken
    }

    async fn one_by_one(&self, store: &Store, events: &[Event]) -> Vec<Answer> {
        let mut answers = Vec::new();
        for event in events {
            let mut tx = store.begin().await.unwrap();
            answers.push(self.take(&mut tx, event).await);
            tx.commit().await.unwrap();
        }
        answers
    }
}

/// Delivers all there is, in the order in which it was decided on, and gives where it stands.
async fn deliver_all(store: &Store) -> Vec<(String, String, Option<String>)> {
    let mut delivered = Vec::new();
    loop {
        let mut claimed = store.claim(&home(), at(0), std::time::Duration::from_secs(60), 100).await.unwrap();
        if claimed.is_empty() {
            return delivered;
        }
        claimed.sort_by(|one, other| one.key.cmp(&other.key));
        for post in claimed {
            let message = format!("at {}", post.key);
            let below = post.below.as_ref().map(ToString::to_string);
            let ending = match post.orphaned {
                true => Ending::Dead("orphaned".into()),
                false => Ending::Done(message.as_str().into()),
            };
            store.complete(&post.key, post.fence, ending, at(0)).await.unwrap();
            delivered.push((message, format!("{:?}", post.delivery), below));
        }
    }
}

fn actor(what: &What) -> &PersonId {
    match what {
        What::Said(said) | What::Edited(said) => &said.author,
        What::Deleted { author, .. } => author,
        What::Reacted { actor, .. } | What::Pressed { actor, .. } | What::Commanded { actor, .. } => actor,
    }
}

/// What one person did is decided on in the order in which they did it, whatever was put off.
fn nobody_overtakes_themselves(told: &[Event], taken: &[Event]) {
    for event in told {
        let of = |events: &[Event]| -> Vec<String> {
            let theirs = events.iter().filter(|other| actor(&other.what) == actor(&event.what));
            theirs.map(|event| event.key.clone()).collect()
        };
        assert_eq!(of(told), of(taken), "{told:#?}");
    }
}

async fn same(one: Bench, other: Bench, acts: &[Vec<Act>], rounds: u32) {
    let desk = Desk::open();
    let (mut past, mut posts) = (Past::default(), Vec::new());
    for round in acts {
        let events: Vec<Event> = round.iter().filter_map(|act| past.event(act, &posts)).collect();
        let (taken, answers) = desk.together(&one.store, &events, rounds).await;
        nobody_overtakes_themselves(&events, &taken);
        assert_eq!(answers, desk.one_by_one(&other.store, &taken).await, "{events:#?}");
        let all = CaseFilter { limit: 1_000, ..CaseFilter::default() };
        assert_eq!(one.store.cases(&all).await.unwrap(), other.store.cases(&all).await.unwrap(), "{events:#?}");
        let delivered = deliver_all(&one.store).await;
        assert_eq!(delivered, deliver_all(&other.store).await, "{events:#?}");
        posts.extend(delivered.into_iter().map(|(message, ..)| message));
    }
}

/// Rounds of events, the same in every run of the tests with the same seed.
fn rounds(count: usize) -> Vec<Vec<Vec<Act>>> {
    let mut runner = TestRunner::new(Config::default());
    let rounds = proptest::collection::vec(proptest::collection::vec(act(), 2..10), 2..5);
    (0..count).map(|_| rounds.new_tree(&mut runner).unwrap().current()).collect()
}

#[tokio::test]
async fn together_and_one_by_one_are_the_same_on_sqlite() {
    for (n, acts) in (1..).zip(rounds(20)) {
        bench::on_sqlite(|one| async {
            bench::on_sqlite(|other| async { same(one, other, &acts, n % 5).await }).await
        })
        .await;
    }
}

#[tokio::test]
async fn together_and_one_by_one_are_the_same_on_postgres() {
    for (n, acts) in (1..).zip(rounds(4)) {
        bench::on_postgres(|one| async move {
            bench::on_sqlite(|other| async { same(one, other, &acts, n).await }).await;
        })
        .await;
    }
}

#[tokio::test]
async fn who_was_put_off_is_overtaken_by_nobody_when_somebody_is_forgotten_meanwhile() {
    bench::on_sqlite(|one| async move {
        let what = [
            What::Said(said(None, "x1", "ana", "my VPN is down again")),
            What::Said(said(Some("x1"), "x2", "ana", "it still does not work!!")),
            What::Commanded { channel: "it-help".into(), actor: "ben".into(), text: "forget me".into() },
            What::Said(said(Some("x1"), "x3", "ana", "any update?")),
        ];
        let events: Vec<Event> =
            (0..).zip(what).map(|(n, what)| Event { key: format!("e{n}"), home: home(), at: at(0), what }).collect();
        let (taken, _) = Desk::open().together(&one.store, &events, 3).await;
        nobody_overtakes_themselves(&events, &taken);
    })
    .await;
}
