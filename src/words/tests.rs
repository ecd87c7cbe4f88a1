use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, Zoned};
use proptest::prelude::*;

use super::compose::{paragraph, values};
use super::facts::facts;
use super::*;
use crate::cues::Level;
use crate::prompts::Prompts;

mod faults;
mod variety;

fn words() -> Words {
    Words::compile(&Prompts::built_in())
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

const TEXTS: [&str; 21] = [
    "Third time this week my VPN drops, and I have a client call at 10:20!! I've already restarted it twice",
    "can someone reset my password please",
    "I've been waiting for 3 days. My mailbox is still full.",
    "Can you install Visio, I have a demo at 15:00",
    "my laptop won't start",
    "help",
    "",
    "problem with Outlook",
    "Is the mail server down?",
    "printer on floor 2 down, 12 people can't work",
    "Since this morning Teams keeps freezing every few minutes. presentation tomorrow",
    "checkout returns 500 for all customers",
    "forgot my charger at home, can I borrow one?",
    "I forgot the PIN of my work phone",
    "my password is Summer2024! and it still does not work in SAP",
    "Could you please install Figma? Approved by Marta",
    "a chair fell over in the corridor",
    "???",
    "nothing works today. 30 people stand around",
    "I can't log in",
    "wifi",
];
const FAMILIES: [&str; 11] = [
    "persistence.already_told",
    "persistence.still",
    "persistence",
    "waiting",
    "contempt",
    "wasted_effort",
    "helplessness",
    "annoyance",
    "escalation",
    "urgency",
    "sarcasm",
];
const TOPICS: [&str; 10] =
    ["security", "vpn", "wifi", "email", "access", "hardware", "printer", "software", "phone", "other"];
const OWN_WORDS: [&str; 4] = [
    "asked the network team to renew the certificate.",
    "waiting for the vendor to ship a battery",
    "@everyone *look* {{ name }} https://x.example",
    "which building are you in?",
];

/// A scene drawn from 64 bits: each fact there or not.
fn scene(bits: u64, choice: u64) -> Scene {
    let now: Zoned = "2026-03-04T10:00:00+00:00[UTC]".parse().unwrap();
    let at = |minutes: i64| now.timestamp() + SignedDuration::from_mins(minutes);
    let has = |bit: u32| bits >> bit & 1 == 1;
    let pick = |list: &[&str], shift: u32| list[(choice >> shift) as usize % list.len()].to_owned();
    let level = [Level::Calm, Level::Strained, Level::Frustrated, Level::Upset][(choice >> 4 & 3) as usize];
    let states = [State::New, State::InProgress, State::Waiting, State::Resolved, State::Closed];
    let heard = |family: String| Heard {
        rule: String::new(),
        family,
        quote: "again".into(),
        because: "it keeps coming back".into(),
    };
    Scene {
        name: has(0).then(|| "Ana Ruiz".into()),
        reference: has(1).then(|| "H-12".into()),
        report: Report::understand(&pick(&TEXTS, 8)),
        reported_at: has(2).then(|| at(if has(3) { -5 } else { -1500 })),
        topic: has(4).then(|| pick(&TOPICS, 12)),
        level,
        heard: (0..(choice >> 6 & 3)).map(|n| heard(pick(&FAMILIES, 16 + n as u32 * 4))).collect(),
        agent: has(5).then(|| "Sam Keller".into()),
        lead: has(6).then(|| "Lea Moreau".into()),
        actor: has(7).then(|| "Priya Nair".into()),
        state: states[(choice >> 32) as usize % states.len()],
        last_action: has(8).then(|| Action { by: "Sam".into(), what: pick(&OWN_WORDS, 36), at: at(-10) }),
        looked: has(28).then(|| Looked { by: "Priya".into(), at: at(-15) }),
        answered: has(29).then(|| Looked { by: "Priya".into(), at: at(-2) }),
        unread: bits >> 30 & 3 == 3,
        title: None,
        waiting: has(9).then(|| Waiting {
            on: if has(10) { WaitingOn::Requester } else { WaitingOn::ThirdParty },
            why: pick(&OWN_WORDS, 38),
            since: at(if has(11) { -90 } else { 0 }),
        }),
        next_word: has(12).then(|| at(if has(13) { 60 } else { 1400 })),
        missed: has(14).then(|| Missed { promised_for: at(-30), first_response: has(15) }),
        waited_since: has(16).then(|| at(-40)),
        last_word: has(17).then(|| at(-20)),
        eta: has(18).then(|| at(if has(32) { 60 } else { 120 })),
        repeats_this_week: u32::from(has(19)) * 2,
        reopened: u32::from(has(20)),
        text: has(21).then(|| pick(&OWN_WORDS, 40)),
        reasons: if has(22) { vec!["says that something fails".into()] } else { vec![] },
        count: has(23).then_some(2),
        at: has(24).then(|| at(-3)),
        down_since: has(25).then(|| at(-180)),
        direct: has(31),
        desk_told: has(28),
        brief: has(26) && has(27),
        now: now.clone(),
    }
}

/// Two unrelated draws for each number.
fn drawn(n: u64) -> Scene {
    let mix = |n: u64| {
        let n = (n ^ n >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (n ^ n >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    // Every other scene knows most of what there is to know.
    let bits = if n.is_multiple_of(2) { mix(n) | mix(n + 77) } else { mix(n) };
    scene(bits, mix(n + 1_000_003))
}

/// Every wording is said in some scene, and all of them stand in one file for people to read.
#[test]
fn every_sentence() {
    let words = words();
    let mut said: BTreeMap<&WordingId, String> = BTreeMap::new();
    for n in 0..6_000 {
        let scene = drawn(n);
        let facts = facts(&scene);
        for slot in words.compiled.kinds.values().flatten() {
            let Some(case) = slot.cases.iter().find(|case| case.fits(&scene, &facts)) else { continue };
            for wording in &case.wordings {
                if !said.contains_key(&wording.id) && wording.extra.iter().all(|fact| facts.contains_key(fact.as_str()))
                {
                    let sentence = words.compiled.sentence(slot, wording, &values(&facts)).unwrap();
                    said.insert(&wording.id, paragraph(&[sentence]));
                }
            }
        }
    }
    let mut gallery = String::new();
    let mut never = Vec::new();
    for kind in Kind::ALL {
        gallery += &format!("\n{}\n", kind.name());
        for case in words.compiled.kinds[kind].iter().flat_map(|slot| &slot.cases) {
            let guards =
                [case.given.join(" "), case.topic.join(" "), case.heard.join(" "), format!("{:?}", case.level)];
            gallery += &format!(
                "  · {}\n",
                guards.iter().filter(|g| !g.is_empty() && *g != "[]").cloned().collect::<Vec<_>>().join(" · ")
            );
            for wording in &case.wordings {
                match said.get(&wording.id) {
                    Some(sentence) => gallery += &format!("      {sentence}\n"),
                    None => never.push(wording.id.0.clone()),
                }
            }
        }
    }
    assert!(never.is_empty(), "no scene lets these be said: {never:#?}");
    insta::assert_snapshot!("every_sentence", gallery);
}

/// Whole texts for a few people, as agents and requesters would read them.
#[test]
fn gallery() {
    let words = words();
    let now: Zoned = "2026-03-04T10:00:00+00:00[UTC]".parse().unwrap();
    let at = |minutes: i64| now.timestamp() + SignedDuration::from_mins(minutes);
    let people: [(&str, &str, Level, &[&str], &str); 9] = [
        ("Ana", TEXTS[0], Level::Frustrated, &["persistence"], "vpn"),
        ("Ben", "You people are useless. my laptop STILL won't start", Level::Upset, &["contempt"], "hardware"),
        ("Chris", "hi, my second monitor isn't detected. no rush", Level::Calm, &[], "hardware"),
        ("Dana", "could someone please add me to the finance group?", Level::Calm, &[], "access"),
        (
            "Eve",
            "I've been waiting since 8am and nobody answers. I can't log in to payroll",
            Level::Frustrated,
            &["waiting"],
            "access",
        ),
        (
            "Femi",
            "wasted my whole morning on this stupid printer, it won't print",
            Level::Frustrated,
            &["wasted_effort"],
            "printer",
        ),
        ("Gus", "HELP!!!! ASAP", Level::Strained, &["urgency"], "other"),
        (
            "Hana",
            "tried everything, I give up. Outlook keeps asking for my password",
            Level::Strained,
            &["helplessness"],
            "email",
        ),
        ("Ivo", "payroll closes today and the VPN is down again", Level::Strained, &["urgency", "persistence"], "vpn"),
    ];
    let mut shown = String::new();
    for (name, text, level, families, topic) in people {
        let heard = families.iter().map(|family| Heard {
            rule: String::new(),
            family: (*family).into(),
            quote: String::new(),
            because: "so".into(),
        });
        let scene = Scene {
            now: now.clone(),
            name: Some(name.into()),
            report: Report::understand(text),
            reported_at: Some(now.timestamp()),
            level,
            heard: heard.collect(),
            topic: Some(topic.into()),
            agent: Some("Sam".into()),
            next_word: Some(at(10)),
            waited_since: (level > Level::Calm).then(|| at(-40)),
            ..Scene::default()
        };
        shown += &format!("\n{name}: {text}\n");
        let mut recent = Vec::new();
        for kind in
            [Kind::Receipt, Kind::Acknowledge, Kind::Acknowledge, Kind::Status, Kind::Workaround, Kind::Reopened]
        {
            let said = words.say(kind, &scene, &Memory { seed: 7, recent: &recent });
            recent.extend(said.wordings);
            shown += &format!("  {} ({} words): {}\n", kind.name(), said.text.split(' ').count(), said.text);
        }
        let brief = Scene { brief: true, ..scene };
        shown += &format!("  brief: {}\n", words.say(Kind::Acknowledge, &brief, &Memory::default()).text);
    }
    insta::assert_snapshot!("gallery", shown);
}

#[test]
fn a_language_that_is_not_read_is_owned_up_to() {
    let scene = Scene { name: Some("Ana".into()), unread: true, ..Scene::default() };
    let because = words_once().say(Kind::Acknowledge, &scene, &Memory::default()).because;
    assert!(
        because[0].starts_with("Ana seems to write in a language I can't read → a plain reply in English"),
        "{because:?}"
    );
}

#[test]
fn help_opens_with_plain_words_and_has_a_line_for_each_command() {
    let scene = Scene { direct: true, ..Scene::default() };
    let help = words_once().say(Kind::Help, &scene, &Memory::default()).text;
    assert!(help.starts_with("Write here what is wrong"), "{help}");
    assert_eq!(help.lines().filter(|line| line.starts_with("/hearken ")).count(), help.matches("/hearken ").count());
}

#[test]
fn the_same_seed_says_the_same() {
    let (words, scene) = (words(), drawn(5));
    let memory = Memory { seed: 3, recent: &[] };
    assert_eq!(words.say(Kind::Acknowledge, &scene, &memory), words.say(Kind::Acknowledge, &scene, &memory));
}

#[test]
fn templates_in_peoples_text_stay_text() {
    let words = words();
    let scene = Scene { text: Some("{{ agent }} {% for x in y %} @everyone <!channel>".into()), ..Scene::default() };
    let text = words.say(Kind::Update, &scene, &Memory::default()).text;
    assert!(text.contains("{{ agent }} {% for x in y %} everyone channel"), "{text}");
}

#[test]
fn a_suggestion_says_why() {
    let scene = Scene {
        heard: vec![Heard {
            rule: String::new(),
            family: "persistence".into(),
            quote: "third time this week".into(),
            because: "it keeps coming back".into(),
        }],
        level: Level::Strained,
        ..Scene::default()
    };
    let because = words().say(Kind::Acknowledge, &scene, &Memory::default()).because;
    assert_eq!(because, ["“third time this week” → it keeps coming back"]);
}

#[test]
fn a_fact_is_a_reason_only_where_it_is_named() {
    for n in 0..300 {
        let scene = drawn(n);
        let said = words_once().say(Kind::Acknowledge, &scene, &Memory { seed: n, recent: &[] });
        if let Some(waited) = facts(&scene).get("waited") {
            let named = said.text.to_lowercase().contains(waited.as_str());
            assert!(named || !said.because.iter().any(|reason| reason.contains("names the wait")), "{said:?}");
        }
    }
}

/// The words, compiled once.
fn words_once() -> &'static Words {
    static WORDS: std::sync::OnceLock<Words> = std::sync::OnceLock::new();
    WORDS.get_or_init(words)
}

#[test]
fn progress_is_chosen_by_what_is_true() {
    let now = Timestamp::UNIX_EPOCH;
    let news = Action { by: "Sam".into(), what: "x".into(), at: now };
    let scene = Scene { agent: Some("Sam".into()), last_action: Some(news), ..Scene::default() };
    assert_eq!(Kind::ping(&scene), Kind::PingNews);
    let told = Scene { last_word: Some(now + SignedDuration::from_mins(1)), ..scene.clone() };
    assert_eq!(Kind::ping(&told), Kind::PingWorking);
    let waiting = Waiting { on: WaitingOn::ThirdParty, why: "part".into(), since: now };
    assert_eq!(Kind::ping(&Scene { waiting: Some(waiting), ..told.clone() }), Kind::PingThirdParty);
    assert_eq!(Kind::ping(&Scene::default()), Kind::PingUnclaimed);
    assert_eq!(Kind::chase(&Scene { state: State::Resolved, ..told }), Kind::ChaseResolved);
}

proptest! {
    // Each case says every kind.
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_known_every_kind_reads_well(bits: u64, choice: u64, seed: u64) {
        thread_local!(static WORDS: Words = words());
        let scene = scene(bits, choice);
        WORDS.with(|words| {
            for kind in Kind::ALL {
                reads_well(words, *kind, &scene, seed);
            }
        });
    }
}

fn reads_well(words: &Words, kind: Kind, scene: &Scene, seed: u64) {
    let said = words.say(kind, scene, &Memory { seed, recent: &[] });
    let text = said.text.as_str();
    let context = format!("{}: {text:?}", kind.name());
    assert!(!text.is_empty() && text == text.trim(), "{context}");
    for bad in "undefined|  | ,| .|..|,,|“”|()|by .|, .|:.|@everyone|at at|the the|your the".split('|') {
        assert!(!text.contains(bad), "{bad:?} in {context}");
    }
    // An agent's words that stand apart end as they were typed.
    assert!(text.ends_with(['.', '?', '”', '…']) || text.ends_with("https://x.example"), "{context}");
    assert!(text.chars().next().is_some_and(|first| !first.is_lowercase()), "{context}");
    assert_eq!(tone(text), vec![], "{context}");
    // People's own words, quoted, may say anything; the scenes here quote nothing heated.
    if kind.voice() == Voice::Bot {
        assert_eq!(facts_only(text), vec![], "{context}");
    } else {
        let count = text.split(' ').count();
        let quoted = scene.text.is_some() || scene.last_action.is_some() || scene.waiting.is_some();
        assert!(count <= 90, "{count} words in {context}");
        assert!(!scene.brief || quoted || count <= 55, "{count} words in {context}");
        assert!(text.matches('?').count() <= 2, "{context}");
    }
    assert!(!text.contains('!'), "{context}");
}
