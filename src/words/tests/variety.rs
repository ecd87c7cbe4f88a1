//! The same thing is said in other words each time.

use super::*;

#[test]
fn another_is_really_another() {
    let words = words();
    for n in 0..200 {
        let scene = drawn(n);
        for kind in Kind::ALL.iter().filter(|kind| kind.voice() == Voice::Suggestion) {
            let first = words.say(*kind, &scene, &Memory { seed: n, recent: &[] });
            let second = words.say(*kind, &scene, &Memory { seed: n, recent: &first.wordings });
            let main: BTreeSet<_> = first.wordings.iter().take(1).collect();
            assert!(second.wordings.iter().take(1).all(|wording| !main.contains(wording)), "{}", kind.name());
            assert_ne!(first.text, second.text);
        }
    }
}

/// Kinds that nobody reads again and again: what a click or a command is answered with, and what the desk is told of one
/// ticket, where plain sameness helps to skim.
fn is_said_once(kind: Kind) -> bool {
    let to_the_desk = kind >= Kind::TellAdded && kind <= Kind::TellClosed;
    kind >= Kind::StatusHead || to_the_desk || matches!(kind, Kind::NewsAnswered | Kind::TellTaken | Kind::TellMoved)
}

/// At least four wordings a slot, so that nobody reads the same twice in a week.
#[test]
fn whatever_is_said_again_can_be_said_in_four_ways() {
    let words = words();
    let mut few = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| !is_said_once(**kind)) {
        for case in words.compiled.kinds[kind].iter().flat_map(|slot| &slot.cases) {
            let certain = case.wordings.iter().filter(|wording| wording.extra.is_empty()).count();
            if certain < 4 {
                few.push(format!("{}: {certain} for {:?} {:?}", kind.name(), case.given, case.topic));
            }
        }
    }
    assert!(few.is_empty(), "{few:#?}");
    let openings = words.compiled.kinds[&Kind::Acknowledge].first().unwrap();
    assert!(
        openings.cases.iter().all(|case| case.wordings.len() >= 6),
        "an opening of a first answer has fewer than six"
    );
}

#[test]
fn another_opens_in_six_ways_before_one_comes_again() {
    for n in 0..200 {
        let scene = drawn(n);
        let mut recent: Vec<WordingId> = Vec::new();
        let mut openings = BTreeSet::new();
        for turn in 0..6 {
            let said = words_once().say(Kind::Acknowledge, &scene, &Memory { seed: n, recent: &recent });
            assert!(openings.insert(said.wordings[0].clone()), "{turn}: {}", said.text);
            recent.extend(said.wordings);
        }
    }
}

#[test]
fn no_question_is_asked_blindly() {
    for (text, never) in [
        ("checkout returns 500 for all customers", ["screen when", "were you doing"]),
        ("internet down in the whole office", ["version", "an update or a move"]),
        ("forgot my charger at home, can I borrow one?", ["repair", "when it started"]),
        (
            "please give Omar access to the finance share, my manager has approved it already",
            ["were you doing", "screen when"],
        ),
        ("Is the mail server down?", ["were you doing", "screen when"]),
        ("who takes my laptop back?", ["were you doing", "screen when"]),
        ("When will my new MacBook arrive?", ["were you doing", "need it by"]),
        ("Bonjour, mon imprimante ne marche plus", ["were you doing", "?"]),
        ("a chair fell over in the corridor", ["were you doing", "?"]),
    ] {
        let unread = text.starts_with("Bonjour");
        let topic = Some(if text.contains("internet") { "software" } else { "hardware" }.to_owned());
        let scene = Scene { report: Report::understand(text), unread, topic, ..Scene::default() };
        for seed in 0..30 {
            let said = words_once().say(Kind::Acknowledge, &scene, &Memory { seed, recent: &[] }).text;
            assert!(never.iter().all(|words| !said.contains(words)), "{text}: {said}");
        }
    }
}

#[test]
fn pings_without_news_never_repeat_themselves() {
    let words = words();
    for kind in [Kind::PingUnclaimed, Kind::PingWorking, Kind::PingThirdParty, Kind::ChaseWorking, Kind::ChaseUnclaimed]
    {
        let mut recent: Vec<WordingId> = Vec::new();
        let scene = Scene { agent: Some("Sam".into()), ..Scene::default() };
        let mut last = String::new();
        for seed in 0..12 {
            let said = words.say(kind, &scene, &Memory { seed, recent: &recent });
            assert_ne!(said.text, last);
            last = said.text;
            recent.extend(said.wordings);
        }
        let distinct: BTreeSet<_> = recent.iter().take(4).collect();
        assert_eq!(distinct.len(), 4, "{}", kind.name());
    }
}
