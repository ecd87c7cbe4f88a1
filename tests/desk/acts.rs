//! What people do, made up at random: requesters report, add, chase, thank, edit, take back and fall silent; agents
//! press everything, type in threads, or forget; time passes, the process sleeps, the courier is held up.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::world::{World, said};

const REQUESTERS: [&str; 3] = ["ana", "ben", "chris"];
const DESK: [&str; 3] = ["sam", "priya", "lea"];

const REPORTS: [&str; 8] = [
    "My VPN drops again, third time this week, and I have a client call in 20 minutes!",
    "Can someone reset my password please?",
    "The printer on the second floor doesn't print, how do I fix it?",
    "My laptop won't start, this is so frustrating, I've wasted the whole morning",
    "I can't open my mailbox, it says access denied",
    "Outlook keeps crashing. URGENT, nobody in accounting can work",
    "Mein Drucker funktioniert seit heute Morgen nicht mehr, können Sie mir bitte helfen?",
    "@everyone <b>wifi</b> is down {{ 7 * 7 }} \u{0} 😀 can you help?",
];

const LINES: [&str; 10] = [
    "It also happens on my phone",
    "any update??",
    "still nothing, I have been waiting for hours, this is ridiculous",
    "thanks!",
    "thank you, works now",
    "no, still broken",
    "yes",
    "it is version 4.2 on Windows",
    "hello",
    "😀",
];

const COMMANDS: [&str; 9] = [
    "report my phone can't connect to the wifi",
    "report",
    "status",
    "why",
    "privacy",
    "cues off",
    "cues on",
    "help",
    "no such thing",
];

/// How something typed into a form turns out.
const SPANS: [&str; 6] = ["20m", "2h", "1d", "3d", "", "soon"];

#[derive(Debug, Clone)]
pub enum Act {
    Report {
        who: &'static str,
        place: &'static str,
        text: &'static str,
    },
    Line {
        case: Index,
        text: &'static str,
    },
    /// Without the thread: in the channel, or the conversation with the bot.
    LooseLine {
        case: Index,
        text: &'static str,
    },
    Colleague {
        case: Index,
        text: &'static str,
    },
    Edit {
        case: Index,
        which: Index,
        text: &'static str,
    },
    TakeBack {
        case: Index,
        which: Index,
    },
    React {
        who: &'static str,
        text: &'static str,
    },
    Command {
        who: &'static str,
        text: &'static str,
    },
    ForgetMe {
        who: &'static str,
    },
    Nudge {
        which: Index,
        open: bool,
    },
    Verdict {
        case: Index,
        works: bool,
    },
    Press {
        who: &'static str,
        case: Index,
        press: Press,
    },
    Type {
        who: &'static str,
        case: Index,
    },
    Pass {
        seconds: i64,
    },
    Sleep {
        seconds: i64,
    },
    /// Nothing can be posted there any more, or it can again.
    Bar {
        place: &'static str,
    },
    Unbar,
    HoldPosts,
    ReleasePosts,
}

#[derive(Debug, Clone)]
pub enum Press {
    Plain(&'static str),
    Edit,
    Dismiss,
    Update { eta: &'static str },
    Wait { on: &'static str },
    Resolve,
    Snooze { span: &'static str },
    Details { priority: &'static str },
}

pub fn acts() -> impl Strategy<Value = Act> {
    let requester = || select(&REQUESTERS[..]);
    let case = any::<Index>;
    let place = select(&["it-help", "it-help", "general", "dm"][..]);
    let seconds = prop_oneof![1..60i64, 60..3_600i64, 3_600..100_000i64, 86_400..400_000i64];
    prop_oneof![
        4 => (requester(), place, select(&REPORTS[..])).prop_map(|(who, place, text)| Act::Report { who, place, text }),
        5 => (case(), select(&LINES[..])).prop_map(|(case, text)| Act::Line { case, text }),
        2 => (case(), select(&LINES[..])).prop_map(|(case, text)| Act::LooseLine { case, text }),
        1 => (case(), select(&LINES[..])).prop_map(|(case, text)| Act::Colleague { case, text }),
        1 => (case(), case(), select(&REPORTS[..])).prop_map(|(case, which, text)| Act::Edit { case, which, text }),
        1 => (case(), case()).prop_map(|(case, which)| Act::TakeBack { case, which }),
        1 => (requester(), select(&LINES[..])).prop_map(|(who, text)| Act::React { who, text }),
        2 => (requester(), select(&COMMANDS[..])).prop_map(|(who, text)| Act::Command { who, text }),
        1 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, open)| Act::Nudge { which, open }),
        2 => (case(), any::<bool>()).prop_map(|(case, works)| Act::Verdict { case, works }),
        12 => (select(&DESK[..]), case(), press()).prop_map(|(who, case, press)| Act::Press { who, case, press }),
        2 => (select(&DESK[..]), case()).prop_map(|(who, case)| Act::Type { who, case }),
        10 => seconds.clone().prop_map(|seconds| Act::Pass { seconds }),
        3 => seconds.prop_map(|seconds| Act::Sleep { seconds }),
        1 => select(&["it-help", "it-agents", "dm:ana", "dm:lea", "general"][..]).prop_map(|place| Act::Bar { place }),
        2 => Just(Act::Unbar),
        1 => Just(Act::HoldPosts),
        2 => Just(Act::ReleasePosts),
        1 => requester().prop_map(|who| Act::ForgetMe { who }),
    ]
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        6 => select(&["send", "send", "another", "claim", "take", "nothing_new", "reopen"][..]).prop_map(Press::Plain),
        1 => Just(Press::Edit),
        1 => Just(Press::Dismiss),
        2 => select(&SPANS[..]).prop_map(|eta| Press::Update { eta }),
        2 => select(&["requester", "third_party", "the moon"][..]).prop_map(|on| Press::Wait { on }),
        2 => Just(Press::Resolve),
        1 => select(&SPANS[..]).prop_map(|span| Press::Snooze { span }),
        1 => select(&["urgent", "low", "whatever"][..]).prop_map(|priority| Press::Details { priority }),
    ]
}

impl Act {
    pub fn perform(&self, world: &mut World) {
        match self {
            Act::Report { who, place: "dm", text } => drop(world.say(&format!("dm:{who}"), who, text)),
            Act::Report { who, place, text } => drop(world.say(place, who, text)),
            Act::Line { case, text } => {
                if let Some(case) = pick(world, case)
                    && let Some(thread) = case.thread
                {
                    world.reply(case.channel.as_str(), &thread, case.requester.as_str(), text);
                }
            }
            Act::LooseLine { case, text } => {
                if let Some(case) = pick(world, case) {
                    world.say(case.channel.as_str(), case.requester.as_str(), text);
                }
            }
            Act::Colleague { case, text } => {
                if let Some(case) = pick(world, case).filter(|case| !case.private)
                    && let Some(thread) = case.thread
                {
                    world.reply(case.channel.as_str(), &thread, "dana", text);
                }
            }
            Act::Edit { case, which, text } => {
                if let Some((channel, message)) = message(world, case, which) {
                    let edited = said(channel.as_str(), None, &message.id, message.author.as_str(), text);
                    world.happen(What::Edited(edited));
                }
            }
            Act::TakeBack { case, which } => {
                if let Some((channel, message)) = message(world, case, which) {
                    world.happen(What::Deleted { channel, message: message.id, author: message.author });
                }
            }
            Act::React { who, text } => {
                let message = world.say("general", who, text);
                world.react("dana", "ticket", said("general", None, &message, who, text));
            }
            Act::Command { who, text } => drop(world.command(who, text)),
            Act::ForgetMe { who } => drop(world.command(who, "forget me")),
            Act::Nudge { which, open } => {
                let nudges: Vec<_> = world.sent.iter().filter(|sent| sent.case.is_none()).cloned().collect();
                if nudges.is_empty() {
                    return;
                }
                let nudge = &nudges[which.index(nudges.len())];
                if let Audience::Only(person) = &nudge.delivery.post().audience {
                    world.press(&nudge.key, if *open { "open" } else { "no_thanks" }, person.as_str(), None);
                }
            }
            Act::Verdict { case, works } => {
                let Some(case) = pick(world, case) else { return };
                let check =
                    world.sent.iter().rev().find(|sent| sent.case == Some(case.id) && asks_whether_it_works(sent));
                if let Some(key) = check.map(|sent| sent.key.clone()) {
                    world.press(&key, if *works { "works" } else { "not_yet" }, case.requester.as_str(), None);
                }
            }
            Act::Press { who, case, press } => {
                let Some(case) = pick(world, case) else { return };
                let card = case.card.clone().or_else(|| a_post_of(world, case.id));
                if let Some(card) = card {
                    press.perform(world, &card, who);
                }
            }
            Act::Type { who, case } => {
                if let Some(case) = pick(world, case)
                    && let Some(thread) = case.thread
                {
                    world.reply(case.channel.as_str(), &thread, who, "Looking at it, the gateway log shows a timeout");
                }
            }
            Act::Pass { seconds } => world.pass(SignedDuration::from_secs(*seconds)),
            Act::Sleep { seconds } => world.sleep(SignedDuration::from_secs(*seconds)),
            Act::Bar { place } => drop(world.barred.insert((*place).into())),
            Act::Unbar => world.barred.clear(),
            Act::HoldPosts => world.held = true,
            Act::ReleasePosts => world.release(),
        }
    }
}

impl Press {
    fn perform(&self, world: &mut World, card: &PostKey, who: &str) {
        let (action, form): (&str, Vec<(&str, &str)>) = match self {
            Press::Plain(action) => (action, vec![]),
            Press::Edit => ("edit", vec![("text", "I'm on it and write again within the hour.")]),
            Press::Dismiss => ("dismiss", vec![("reason", "too long")]),
            Press::Update { eta } => ("update", vec![("text", "the certificate is renewed"), ("eta", eta)]),
            Press::Wait { on } => ("wait", vec![("on", on), ("why", "the network team checks the gateway")]),
            Press::Resolve => ("resolve", vec![("summary", "the profile was set up anew")]),
            Press::Snooze { span } => ("snooze", vec![("for", span), ("reason", "the part arrives later")]),
            Press::Details { priority } => {
                ("details", vec![("title", "VPN drops"), ("topic", "vpn"), ("priority", priority)])
            }
        };
        world.press(card, action, who, (!form.is_empty()).then_some(&form));
    }
}

/// A case to act on, the latest ones more often.
fn pick(world: &World, case: &Index) -> Option<Case> {
    let latest: Vec<&Case> = world.cases.values().rev().take(3).collect();
    (!latest.is_empty()).then(|| latest[case.index(latest.len())].clone())
}

fn message(world: &World, case: &Index, which: &Index) -> Option<(ChannelId, Message)> {
    let case = pick(world, case)?;
    let own: Vec<&Message> = case.messages.iter().filter(|message| message.author == case.requester).collect();
    (!own.is_empty()).then(|| (case.channel.clone(), own[which.index(own.len())].clone()))
}

fn a_post_of(world: &World, case: CaseId) -> Option<PostKey> {
    let card = |sent: &&crate::world::Sent| sent.case == Some(case) && sent.delivery.post().kind == PostKind::Card;
    world.sent.iter().find(card).map(|sent| sent.key.clone())
}

fn asks_whether_it_works(sent: &crate::world::Sent) -> bool {
    let card = sent.delivery.post().card.as_ref();
    card.is_some_and(|card| card.actions.iter().any(|action| action.id == "works"))
}
