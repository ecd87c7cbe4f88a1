use std::time::Instant;

use proptest::prelude::*;

use super::{ear, hear, turn};
use crate::cues::{Circumstances, Role};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_heard_and_every_span_is_inside_it(text in "(?s).{0,400}", before in "(?s).{0,100}") {
        let heard = ear().hear(turn(Role::Requester, &text), &[turn(Role::Other, &before)], &Circumstances::default());
        for cue in &heard.heat.cues {
            prop_assert!(text.get(cue.span.clone()).is_some(), "{cue:?}");
        }
    }

    #[test]
    fn any_markup_is_heard(parts in prop::collection::vec(prop::sample::select(MARKUP.to_vec()), 0..30)) {
        let text = parts.concat();
        for cue in hear(&text).heat.cues {
            prop_assert!(text.get(cue.span.clone()).is_some(), "{cue:?} in {text:?}");
        }
    }
}

const MARKUP: [&str; 28] = [
    "`",
    "```",
    "\n",
    "> ",
    "&gt;",
    "<",
    ">",
    "<@U1>",
    "<https://a.b|c>",
    ":rage:",
    ":",
    "@",
    "http://",
    "www.",
    "{quote}",
    "{code",
    "}",
    "\"",
    "wtf",
    "ridiculous",
    "sooooo",
    "’",
    "…",
    "\0",
    "\u{202E}",
    "שלום",
    "é",
    "ＡＢ",
];

#[test]
fn hostile_and_huge_texts_take_bounded_time() {
    let million = 1_000_000;
    let texts = [
        "a".repeat(million),
        "a ".repeat(million / 2),
        "!".repeat(million),
        "`".repeat(million),
        "<".repeat(million),
        "{quote".repeat(million / 6),
        ":a".repeat(million / 2),
        "still not again every time ".repeat(million / 27),
        "\u{0}".repeat(million),
        "😡".repeat(million / 4),
        format!("{}é", "x".repeat(8 * 1024 - 1)),
    ];
    for text in texts {
        let started = Instant::now();
        hear(&text);
        let took = started.elapsed();
        assert!(took.as_secs() < 5, "{:?} for {:?}…", took, text.chars().take(12).collect::<String>());
    }
}

#[test]
fn numbers_that_are_no_numbers_do_no_harm() {
    let known = Circumstances {
        hours_waited: f64::NAN,
        reopened: u32::MAX,
        missed_promises: u32::MAX,
        repeats: u32::MAX,
        unread: false,
    };
    let heard = ear().hear(turn(Role::Requester, "any update?"), &[], &known);
    assert!(heard.heat.score <= 100);
}
