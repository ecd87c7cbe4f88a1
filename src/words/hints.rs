//! What a report hints at about itself, so that the step and the question that follow it are apt: how many are hit, whether
//! anything was said at all, what was left at home. Hints choose wordings; none is ever told as a fact of its own.

use super::Scene;
use super::inert::{has_secret, inert};
use super::pattern::Pattern;
use super::tone::{facts_only, tone};
use crate::cues::Level;

/// Many are hit: a whole place, all customers, what everybody works on.
static WIDE: Pattern = Pattern::new(
    r"(?i)\b(?:all|every|many|most|several)\s(?:of\s)?(?:our\s|the\s|my\s)?(?:customers?|clients?|users?|patients?|stores?|shops?|sites?|branch(?:es)?|employees|staff|colleagues)\b|\b(?:whole|entire)\s(?:team|floor|office|department|company|building|site|school|factory|plant|street|group)\b|\b(?:everyone|everybody)\s(?:in|at|on|here|else|has|is|gets|sees)\b|\bfor\s(?:everyone|everybody|all\sof\sus|us\sall)\b|\b(?:nobody|no\sone)\s(?:in|at|on|here|can\s(?:work|log|print|connect|call|reach|access|use|get|send))\b|\bcompany[- ]wide\b|\bproduction\s(?:database|server|system|site|environment|cluster)\b|\bcustomers\s(?:are|can't|cannot|can\snot|see|get|complain)|\ball\s(?:is\s|are\s)?down\b|\borders\s(?:are\s)?fail",
);
/// Something that can be lent was left where its owner is not.
static LEFT_BEHIND: Pattern = Pattern::new(
    r"(?i)\b(?:forgot|forgotten|left)\b[^.?!\n]{0,24}\b(?:charger|power\ssupply|laptop|badge|cable|adapter|adaptor|mouse|headset|keyboard|token|dongle|phone)\b",
);
/// It is what one knows, and nothing that one has, that is gone.
static FORGOTTEN_CODE: Pattern = Pattern::new(
    r"(?i)\b(?:forgot|forgotten|lost)\s(?:\w+\s){0,2}(?:pin|puk|pass\s?words?|passcode|passphrase|code|login|user\s?name)\b",
);
/// Somebody has said yes to it, by the requester's word.
static APPROVED: Pattern = Pattern::new(
    r"(?i)\b(?:(?:has|have|was|is|been|already|got)\s(?:been\s)?(?:already\s)?(?:approved|signed\soff|authori[sz]ed)|approved\s(?:by|it|this)|(?:with|have|has)\s(?:the\s|my\s|an?\s)?(?:\w+(?:'s)?\s)?approval)\b",
);
/// It is about getting in with an account, which has a log to look at; a door and a certificate have none.
static SIGN_IN: Pattern = Pattern::new(
    r"(?i)\b(?:log(?:ged|ging)?[ -]?(?:in|into|on)|sign(?:ed|ing)?[ -]?(?:in|into|on)|password|passcode|account|locked\sout|lock(?:s|ed|ing)?\sme|mfa|2fa|authenticat\w+|credentials?|access|permissions?|sso|okta|user(?:name)?|denied)\b",
);
/// Words by which somebody calls without saying what for.
static CALLING: Pattern = Pattern::new(
    r"(?i)^(?:help|plea+se|pl[sz]+|hi+|hello+|hey+|urgent(?:ly)?|asap|sos|emergency|any(?:one|body)|some(?:one|body)|there|me|us|i|we|need|can|could|would|will|you|your|now|quick(?:ly)?|it|its|it's|support|a|an|the|with|question|have|got|problem|issue|again|still|today|right|away|is|here|no|yes|test|guys|team|desk|good|morning|afternoon|ok)$",
);
/// An acknowledgement quotes no more of somebody's own words than a line, in characters.
const LINE: usize = 140;

/// Whether a message calls without saying what for: `HELP`, `???`, or nothing at all.
pub(super) fn is_wordless(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    text.len() < 400 && { words }.all(|word| CALLING.is_in(word))
}

/// The hints of a scene, by the names that templates know.
pub(super) fn hints(scene: &Scene) -> Vec<(&'static str, String)> {
    let (text, report) = (scene.report.text.as_str(), &scene.report);
    let yes = |hint: &'static str, holds: bool| holds.then(|| (hint, "yes".to_owned()));
    let trouble = !report.is_wish() && (report.is_trouble || report.reflection().is_some());
    let plain = report.reflection().is_none() && !scene.unread && scene.level == Level::Calm;
    let plain_thing = report.thing.is_some() && report.reflection().is_none();
    let said = plain.then(|| own_line(text)).flatten().map(|line| ("said", line));
    let found = [
        yes("wide", trouble && (report.people.is_some() || WIDE.is_in(text))),
        yes("left_behind", LEFT_BEHIND.is_in(text) && !FORGOTTEN_CODE.is_in(text)),
        yes("forgotten_code", FORGOTTEN_CODE.is_in(text)),
        yes("approved", APPROVED.is_in(text)),
        // Of several things it is the one that is said back.
        yes("secret", has_secret(text)),
        yes("sign_in", SIGN_IN.is_in(report.reflection().unwrap_or(text))),
        yes("wordless", !scene.unread && report.reflection().is_none() && report.thing.is_none() && is_wordless(text)),
        yes("bare", plain_thing && text.split_whitespace().count() <= 4),
        said,
    ];
    found.into_iter().flatten().collect()
}

/// What somebody wrote, where it is a line of plain words that may stand in an answer of ours.
fn own_line(text: &str) -> Option<String> {
    let line = inert(text, LINE + 1).replace(['“', '”', '"'], "'");
    let line = line.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
    let fit = (4..=30).contains(&line.split(' ').count()) && line.chars().count() <= LINE && !line.contains('…');
    let decent = || tone(line).is_empty() && facts_only(line).is_empty() && !line.contains("(link)");
    (fit && !has_secret(text) && !line.contains('!') && !text.contains('`') && decent() && !is_wordless(line))
        .then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Report;

    fn of(text: &str) -> Vec<&'static str> {
        let scene = Scene { report: Report::understand(text), ..Scene::default() };
        hints(&scene).into_iter().map(|(hint, _)| hint).collect()
    }

    #[test]
    fn what_hits_many_is_wide() {
        for text in [
            "checkout returns 500 for all customers",
            "internet down in the whole office",
            "production database is not reachable, orders are failing since 10:05",
            "Can't log into SAP. Everyone in accounting has it.",
            "Phones are dead at the reception desk, nobody can call us",
        ] {
            assert!(of(text).contains(&"wide"), "{text}: {:?}", of(text));
        }
        for text in ["my laptop is dead, nobody answers", "please add all users to the list", "printer is jammed"] {
            assert!(!of(text).contains(&"wide"), "{text}");
        }
    }

    #[test]
    fn a_call_without_a_matter_is_wordless() {
        for text in ["???", "HELP", "help me please!!", "", "hello? anyone there", "🔥🔥"] {
            assert!(is_wordless(text), "{text}");
        }
        for text in ["wifi", "help with Excel", "it burns"] {
            assert!(!is_wordless(text), "{text}");
        }
    }

    #[test]
    fn own_words_are_quoted_where_they_are_a_plain_line() {
        assert_eq!(own_line("my chair fell over today.").as_deref(), Some("my chair fell over today"));
        for text in
            ["help", "see https://x.example for all of it", "sorry for the chair that fell", "what a mess!! again!"]
        {
            assert_eq!(own_line(text), None, "{text}");
        }
    }

    #[test]
    fn smaller_hints_are_taken() {
        assert!(of("forgot my charger at home, can I borrow one?").contains(&"left_behind"));
        assert!(!of("I forgot my password").contains(&"left_behind"));
        assert!(!of("I forgot the PIN of my work phone").contains(&"left_behind"));
        assert!(!of("My monitor flickers. And I need access to Figma.").contains(&"sign_in"));
        assert!(of("wifi").contains(&"bare") && !of("coffee on keyboard. keys q w e sticky. sorry").contains(&"bare"));
        assert!(of("my manager Lea has approved it already").contains(&"approved"));
        assert!(of("I can't log in").contains(&"sign_in") && !of("the badge reader is dead").contains(&"sign_in"));
    }
}
