//! An agent's own words, passed on as they were typed: short ones inside our sentence, the rest on lines of their own.

use std::collections::BTreeMap;

use super::Scene;
use super::facts::agents_words;
use super::inert::{guarded, stands_apart};
use super::kind::Passing;

/// Longer words than this, in characters, no sentence can hold.
const INSIDE: usize = 280;
/// Words that are put in at the end, each by a sign that nobody can type: what people wrote comes without private use.
const SIGNS: [(&str, char); 3] = [("text", '\u{E000}'), ("why", '\u{E001}'), ("did", '\u{E002}')];

/// What is put in once the sentences stand.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// The sign, the words as typed, and as one line for a sentence that goes on after them.
    words: Vec<(char, String, String)>,
}

impl Apart {
    /// Readies the facts that hold an agent's words; those that no sentence can hold are replaced by their sign.
    pub(super) fn take(passing: Passing, scene: &Scene, facts: &mut BTreeMap<&'static str, String>) -> Apart {
        let mut apart = Apart::default();
        for (fact, sign) in SIGNS {
            let typed = match fact {
                "text" if passing == Passing::Quoted => None,
                "text" => scene.text.as_deref(),
                "why" => scene.waiting.as_ref().map(|waiting| waiting.why.as_str()),
                _ => scene.last_action.as_ref().map(|action| action.what.as_str()),
            };
            let Some(typed) = typed.filter(|_| facts.contains_key(fact)) else { continue };
            let (whole, line) = (guarded(typed), agents_words(typed));
            let apt = stands_apart(&whole) || whole.chars().count() > INSIDE;
            if line.is_empty() {
                facts.remove(fact);
            } else if passing == Passing::Whole && apt {
                facts.insert(fact, sign.to_string());
                apart.words.push((sign, whole, line));
            } else {
                facts.insert(fact, line);
            }
        }
        apart
    }

    /// The text with the words in their places: on lines of their own where a sentence ends with them.
    pub(super) fn put(&self, text: &str) -> String {
        self.words.iter().fold(text.to_owned(), |text, (sign, whole, line)| {
            let (quoted, plain) = (format!(": “{sign}”."), format!(": {sign}."));
            // A sentence that follows begins a line of its own, without the space that stood before it.
            let text = text.replace(&format!("{quoted} "), &quoted).replace(&format!("{plain} "), &plain);
            let own_lines = format!(":\n\n{whole}\n\n");
            let text = text.replace(&quoted, &own_lines).replace(&plain, &own_lines);
            text.replace(*sign, line).trim_end().to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::prompts::Prompts;
    use crate::words::{Kind, Memory, Scene, Waiting, WaitingOn, Words};

    const TYPED: &str = "1. Close Outlook.\n2. Open https://reset.example/a?b=(c)..d\n   and sign in, @everyone <@&7>";
    const READ: &str = "1. Close Outlook.\n2. Open https://reset.example/a?b=(c)..d\n   and sign in, everyone a group";

    fn said(kind: Kind, scene: &Scene) -> Vec<String> {
        let words = Words::compile(&Prompts::built_in()).unwrap();
        (0..12).map(|seed| words.say(kind, scene, &Memory { seed, recent: &[] }).text).collect()
    }

    fn with(text: &str, on: WaitingOn) -> Scene {
        let now: jiff::Zoned = "2026-03-04T10:00:00+00:00[UTC]".parse().unwrap();
        let since = now.timestamp();
        Scene {
            name: Some("Ana".into()),
            agent: Some("Sam".into()),
            text: Some(text.into()),
            waiting: Some(Waiting { on, why: text.into(), since }),
            now,
            ..Scene::default()
        }
    }

    #[test]
    fn lines_and_links_of_an_agent_reach_the_requester_as_they_were_typed() {
        for (kind, on) in [
            (Kind::Update, WaitingOn::ThirdParty),
            (Kind::ResolveCheck, WaitingOn::ThirdParty),
            (Kind::PromiseMoved, WaitingOn::ThirdParty),
            (Kind::WaitingThirdParty, WaitingOn::ThirdParty),
            (Kind::WaitingRequester, WaitingOn::Requester),
            (Kind::Workaround, WaitingOn::ThirdParty),
            (Kind::ResolutionCheck, WaitingOn::ThirdParty),
        ] {
            for text in said(kind, &with(TYPED, on)) {
                assert!(text.contains(&format!(":\n\n{READ}")), "{}: {text}", kind.name());
                assert!(!text.contains("“”") && !text.contains('\u{E000}'), "{text}");
            }
        }
    }

    #[test]
    fn a_long_reason_is_told_whole_and_remembered_in_a_line() {
        let long = "The certificate must be renewed by the network team. ".repeat(20);
        for text in said(Kind::WaitingThirdParty, &with(&long, WaitingOn::ThirdParty)) {
            assert!(text.contains(long.trim()), "{text}");
        }
        for text in said(Kind::PingThirdParty, &with(&long, WaitingOn::ThirdParty)) {
            assert!(text.contains("network team") && text.chars().count() < 600, "{text}");
        }
        let scene = with("see https://status.example/x\nfor more", WaitingOn::ThirdParty);
        assert!(said(Kind::PingThirdParty, &scene).iter().all(|text| text.contains("https://status.example/x / for")));
    }

    #[test]
    fn what_a_requester_wrote_stays_one_plain_line() {
        let mut scene = with(TYPED, WaitingOn::ThirdParty);
        scene.reference = Some("H-12".into());
        for text in said(Kind::TellAdded, &scene) {
            assert!(!text.contains('\n') && !text.contains("reset.example") && text.contains("(link)"), "{text}");
        }
    }

    #[test]
    fn what_an_agent_indented_stays_indented() {
        let typed = "Run this:\n\n    ipconfig /release\n\n    ipconfig /renew";
        for kind in [Kind::Update, Kind::WaitingThirdParty] {
            for text in said(kind, &with(typed, WaitingOn::ThirdParty)) {
                assert!(text.contains(typed), "{text}");
                let after = text.rsplit("renew").next().unwrap_or_default();
                assert!(!after.starts_with("\n\n "), "{text}");
            }
        }
    }
}
