//! Who else is held up, what it stops, and what was tried.

use super::Found;
use super::clauses::clauses;
use super::lexicon::{FILLERS, UNREPEATABLE};
use super::person::second_person;
use super::tokens::Token;
use crate::words::pattern::Pattern;

static PEOPLE: Pattern = Pattern::new(
    r"(?i)\b(?:(?:(?:my|our|the) (?:whole|entire) |all of )(?:my |our |the )?(?:team|floor|office|department|company|sales team|finance team|class|site|building)|every(?:one|body) in (?:the )?\w+|all (?:our )?(?:customers|clients|users)|(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|several|a dozen|a couple of|a few) (?:people|persons|colleagues|users|employees|of us|others))\b",
);

/// `your whole team`, `12 people`.
pub fn people(text: &str) -> Option<Found<String>> {
    let found = PEOPLE.find(text)?;
    let words = found.as_str().to_lowercase();
    let said: Vec<&str> = words
        .split_whitespace()
        .map(|word| match word {
            "my" | "our" => "your",
            "us" => "you",
            "persons" => "people",
            word => word,
        })
        .collect();
    let value = said.join(" ");
    Some(Found { value, span: found.range() })
}

/// What was tried, in the second person: `you've already restarted it twice`.
pub fn tried(tokens: &[Token]) -> Option<Found<String>> {
    const DEEDS: &[&str] = &[
        "tried",
        "restarted",
        "rebooted",
        "reinstalled",
        "reset",
        "cleared",
        "checked",
        "unplugged",
        "updated",
        "switched",
        "turned",
        "replugged",
        "swapped",
        "logged",
        "disconnected",
        "deleted",
    ];
    clauses(tokens).into_iter().find_map(|clause| {
        let words: Vec<Token> = clause
            .words
            .iter()
            .filter(|word| !FILLERS.has(&word.low))
            .skip_while(|word| matches!(word.low.as_str(), "and" | "but"))
            .cloned()
            .collect();
        let low: Vec<&str> = words.iter().map(|word| word.low.as_str()).collect();
        let opening = match low.as_slice() {
            ["i" | "we", "have" | "already" | "even" | "also", deed, ..]
            | ["i've" | "we've", "already" | "even", deed, ..]
                if DEEDS.contains(deed) =>
            {
                ""
            }
            ["i" | "we", "have", "already", deed, ..] if DEEDS.contains(deed) => "",
            ["i" | "we" | "i've" | "we've", deed, ..] if DEEDS.contains(deed) => "",
            ["already", deed, ..] | [deed @ "tried", ..] if DEEDS.contains(deed) => "you've ",
            _ => return None,
        };
        let unfit = words.len() > 12 || words.iter().any(|word| UNREPEATABLE.has(&word.low) || word.is_unsaid());
        let vague = low.contains(&"everything") || low.contains(&"anything");
        if unfit || vague || clause.asked || (words.len() < 2) {
            return None;
        }
        let span = clause.words.first()?.span.start..clause.words.last()?.span.end;
        Some(Found { value: format!("{opening}{}", second_person(&words)), span })
    })
}

/// What it stops: `you can't work`, `customers are waiting`.
pub fn impact(tokens: &[Token]) -> Option<Found<String>> {
    clauses(tokens).into_iter().find_map(|clause| {
        let words: Vec<Token> = clause
            .words
            .iter()
            .filter(|word| !FILLERS.has(&word.low) && !matches!(word.low.as_str(), "and" | "so" | "because" | "but"))
            .cloned()
            .collect();
        let low: Vec<&str> = words.iter().map(|word| word.low.as_str()).collect();
        let value = match low.as_slice() {
            ["i" | "we", "can't", "work" | "invoice" | "bill" | "ship" | "sell", ..] => second_person(&words),
            ["i" | "we", "can't", "do", "anything" | "my" | "our", ..] => second_person(&words),
            ["can't", "work" | "invoice" | "bill" | "ship" | "sell", ..] => format!("you {}", second_person(&words)),
            ["i'm" | "we're", "blocked" | "stuck"] => second_person(&words),
            ["customers" | "clients" | "patients", "are" | "can't", _, ..] => second_person(&words),
            _ => return None,
        };
        let unfit = words.len() > 9 || words.iter().any(|word| UNREPEATABLE.has(&word.low) || word.is_unsaid());
        let span = clause.words.first()?.span.start..clause.words.last()?.span.end;
        (!unfit).then_some(Found { value, span })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_said_back() {
        for (text, expected) in [
            ("my whole team is stuck", Some("your whole team")),
            ("12 people can't work", Some("12 people")),
            ("five of us see it", Some("five of you")),
            ("Everyone in accounting has it", Some("everyone in accounting")),
            ("people say so", None),
        ] {
            assert_eq!(people(text).map(|found| found.value).as_deref(), expected, "{text}");
        }
    }
}
