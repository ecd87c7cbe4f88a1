use super::{ear, hear, score, turn};
use crate::cues::{Abstained, Circumstances, Level, Role};

/// The words that a rule heard, as they were sent.
fn words(text: &str, family: &str) -> Option<String> {
    hear(text).heat.cues.into_iter().find(|cue| cue.family == family).map(|cue| text[cue.span].to_owned())
}

#[test]
fn levels_rise_with_the_wording() {
    let said = [
        ("Could I get a second monitor, please?", Level::Calm),
        ("My dock still doesn't charge the laptop", Level::Strained),
        ("This is the third time this week. I'm so fed up.", Level::Frustrated),
        (
            "Are you kidding me?? Two weeks and still nothing. This is absolutely ridiculous, give me your manager",
            Level::Upset,
        ),
    ];
    for (text, level) in said {
        assert_eq!(hear(text).heat.level, level, "{text}: {:?}", hear(text).heat);
    }
}

#[test]
fn spans_point_into_the_text_as_it_was_sent() {
    assert_eq!(words("Été: it’s ridiculouuuuus 😡", "contempt").as_deref(), Some("ridiculouuuuus"));
    assert_eq!(words("`code` then ｔｅｒｒｉｂｌｅ", "evaluation").as_deref(), Some("ｔｅｒｒｉｂｌｅ"));
    assert_eq!(words("no printer :rage: today", "emoji").as_deref(), Some(":rage:"));
    assert_eq!(
        words("> old\nsееn it, it suсks", "profanity").as_deref(),
        Some("suсks"),
        "Cyrillic letters among Latin ones"
    );
}

#[test]
fn points_add_up_to_the_score() {
    let heat = hear("wtf, this is the third time today and nobody answers!!").heat;
    let sum: f64 = heat.cues.iter().map(|cue| cue.weight).sum();
    assert_eq!(heat.score, sum.round() as u8);
    assert!(heat.cues.windows(2).all(|pair| pair[0].weight >= pair[1].weight), "heaviest first");
    assert!(heat.cues.iter().all(|cue| !cue.because.is_empty()));
}

#[test]
fn what_is_not_the_authors_own_is_not_judged() {
    let texts = [
        "```\nthis is ridiculous\n```",
        "run `kill -9 stupid`",
        "> this is ridiculous\nI'll have a look",
        "see https://example.org/this-is/ridiculous/wtf",
        "<@U77> and @ridiculous please join",
        "it prints \"this is ridiculous\" on every page",
        "works on the test box:\nERROR wtf ridiculous\n    at stupid.Thing(Thing.java:7)",
        "{quote}this is ridiculous{quote} noted",
    ];
    for text in texts {
        assert!(score(text) < 10, "{text}: {:?}", hear(text).heat.cues);
    }
}

#[test]
fn everyday_words_of_the_trade_are_calm() {
    let texts = [
        "the process was killed, exit code 137",
        "fatal error: abort after kernel panic",
        "please move it to the trash folder, the master/slave link is dead",
        "400 Bad Request, then a critical warning",
        "garbage collection takes two seconds",
        "stupid question, sorry: where is the VPN client?",
        "my bad, I was an idiot and pulled the wrong cable",
        "that must be frustrating for you, we understand your annoyance",
    ];
    for text in texts {
        assert!(hear(text).heat.level == Level::Calm, "{text}: {:?}", hear(text).heat.cues);
    }
}

#[test]
fn negation_weakens_and_intensifiers_strengthen() {
    assert!(score("the new client is not terrible") < score("the new client is terrible"));
    assert!(score("this is so annoying") > score("this is annoying"));
    assert!(score("this is a bit annoying") < score("this is annoying"));
}

#[test]
fn saying_it_again_or_at_length_adds_little() {
    let once = score("this printer is terrible.");
    let often = score(&"this printer is terrible. ".repeat(40));
    assert!(often >= once && often < once * 2, "{once} → {often}");
    let padded = format!("{} this printer is terrible.", "The tray is on the left. ".repeat(80));
    assert_eq!(score(&padded), once);
}

#[test]
fn circumstances_raise_the_heat_and_say_so() {
    let text = "any update?";
    let known = Circumstances { hours_waited: 6.0, reopened: 1, missed_promises: 1, repeats: 2, unread: false };
    let heard = ear().hear(turn(Role::Requester, text), &[], &known).heat;
    assert!(heard.score > score(text) + 25, "{heard:?}");
    let rules: Vec<&str> = heard.cues.iter().map(|cue| cue.rule.as_str()).collect();
    for rule in ["context.missed_promise", "context.reopened", "context.repeat"] {
        assert!(rules.contains(&rule), "{rules:?}");
    }
    assert!(heard.cues.iter().filter(|cue| cue.rule.starts_with("context.")).all(|cue| cue.span.is_empty()));
    assert!(!heard.cues.iter().any(|cue| cue.because.contains("{n}")));
}

#[test]
fn asking_again_without_an_answer_is_hotter_than_asking_once() {
    let earlier = [turn(Role::Requester, "the scanner on floor two jams"), turn(Role::Requester, "anyone there?")];
    let last = turn(Role::Requester, "the scanner on floor two still jams");
    let again = ear().hear(last, &earlier, &Circumstances::default()).heat;
    assert!(again.score > score(last.text));
    assert!(again.cues.iter().any(|cue| cue.rule == "context.own_words"), "{again:?}");
    assert!(again.cues.iter().any(|cue| cue.rule == "context.chases"), "{again:?}");
}

#[test]
fn calm_words_are_not_strained_for_want_of_an_answer() {
    let waited = Circumstances { hours_waited: 9.0, repeats: 1, ..Circumstances::default() };
    let before = ["the scanner jams", "it is the one by the window", "tray two", "the paper is new"];
    let earlier = before.map(|text| turn(Role::Requester, text));
    let calm = ear().hear(turn(Role::Requester, "the serial number is on the lid"), &earlier, &waited).heat;
    assert_eq!((calm.level, calm.score), (Level::Calm, 0), "{calm:?}");
    let worn = ear().hear(turn(Role::Requester, "it is still not working"), &earlier, &waited).heat;
    assert!(worn.score > score("it is still not working"), "{worn:?}");
    assert!(worn.cues.iter().any(|cue| cue.rule == "context.unanswered" || cue.rule == "context.waited"), "{worn:?}");
}

#[test]
fn chases_a_broken_promise_and_a_fix_that_did_not_hold_raise_calm_words() {
    let last = turn(Role::Requester, "the serial number is on the lid");
    let earlier = [turn(Role::Requester, "any update?"), turn(Role::Requester, "is there any news?")];
    let chased = ear().hear(last, &earlier, &Circumstances::default()).heat;
    assert_eq!(chased.level, Level::Strained, "{chased:?}");
    assert_eq!(chased.cues[0].because, "has asked before where it stands");
    for known in [
        Circumstances { missed_promises: 1, ..Circumstances::default() },
        Circumstances { reopened: 2, ..Circumstances::default() },
    ] {
        assert_eq!(ear().hear(last, &[], &known).heat.level, Level::Strained);
    }
}

#[test]
fn relief_ends_the_heat_of_earlier_turns() {
    let earlier = [turn(Role::Requester, "this is absolutely ridiculous!!"), turn(Role::Agent, "Try it now, please.")];
    let calm = ear().hear(turn(Role::Requester, "it works now, thank you"), &earlier, &Circumstances::default());
    assert_eq!(calm.heat.level, Level::Calm, "{:?}", calm.heat);
    let not = ear().hear(turn(Role::Requester, "no change here"), &earlier, &Circumstances::default());
    assert!(not.heat.cues.iter().any(|cue| cue.rule == "context.earlier_heat"));
}

#[test]
fn other_languages_and_wordless_messages_are_not_judged() {
    let foreign = [
        "Mein Drucker druckt seit heute Morgen überhaupt nichts mehr, bitte helfen Sie mir",
        "Ich bin so am Ende, was soll ich denn noch alles tun, in einer Stunde ist die Besprechung",
        "Hola, mi correo no funciona desde ayer por la mañana, necesito ayuda con la contraseña",
        "Bonjour, je ne peux plus ouvrir ma messagerie depuis ce matin, pouvez-vous m'aider",
        "не работает почта с утра",
    ];
    for text in foreign {
        assert_eq!(hear(text).heat.abstained, Some(Abstained::Language), "{text}");
    }
    for text in ["", "   ", "```\nlet x = 1;\n```", "https://example.org/a", "?"] {
        assert_eq!(hear(text).heat.abstained, Some(Abstained::NothingToRead), "{text:?}");
        assert_eq!(hear(text).heat.score, 0);
    }
    let ours = [
        "vpn down",
        "wifi??",
        "printer jams",
        "SAP GUI login SSO timeout error",
        "Outlook Teams OneDrive sync",
        "😡😡",
    ];
    for text in ours {
        assert_eq!(hear(text).heat.abstained, None, "{text}");
    }
}
