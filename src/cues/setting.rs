//! Where a message stands, rather than its words: who wrote before, who writes, what could be read of it.

use serde::Deserialize;

use super::reading::Reading;
use super::{Act, Reason, Role, Turn};

/// A message and where it stands.
pub(super) struct Standing<'a> {
    pub last: Turn<'a>,
    pub reading: &'a Reading,
    /// Oldest first.
    pub earlier: &'a [Turn<'a>],
    /// It is in a language without a pack.
    pub foreign: bool,
    /// Its wording is frustrated or more.
    pub heated: bool,
}

/// A `[[setting]]` of an intake file: what standing so speaks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    signal: Signal,
    pub act: Act,
    pub weight: f64,
    because: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Signal {
    /// Always: what a message is for when nothing else speaks.
    Always,
    /// The author wrote here before.
    SpokeBefore,
    /// The message before this one is the desk's.
    AfterAgent,
    /// The author is of the desk.
    DeskSpeaks,
    /// It begins by mentioning somebody.
    MentionFirst,
    /// Code or output, and no words.
    OnlyPasted,
    /// It is heated and names something that a topic knows.
    HeatedThing,
    /// It is in a language without a pack.
    AnotherLanguage,
}

impl Setting {
    /// Whether the message stands so; `about` is whether any topic was heard in it.
    pub(super) fn holds(&self, standing: &Standing<'_>, about: bool) -> bool {
        match self.signal {
            Signal::Always => true,
            Signal::SpokeBefore => standing.earlier.iter().any(|turn| turn.role == Role::Requester),
            Signal::AfterAgent => standing.earlier.last().is_some_and(|turn| turn.role == Role::Agent),
            Signal::DeskSpeaks => standing.last.role == Role::Agent,
            Signal::MentionFirst => standing.reading.clean.mention_first,
            Signal::OnlyPasted => standing.reading.clean.pasted && !standing.reading.clean.has_words(),
            Signal::HeatedThing => standing.heated && about,
            Signal::AnotherLanguage => standing.foreign,
        }
    }

    /// Why it speaks, for a person.
    pub(super) fn reason(&self) -> Reason {
        Reason { rule: self.signal.name().to_owned(), quote: String::new(), because: self.because.clone() }
    }
}

impl Signal {
    fn name(self) -> &'static str {
        match self {
            Signal::Always => "setting.always",
            Signal::SpokeBefore => "setting.spoke_before",
            Signal::AfterAgent => "setting.after_agent",
            Signal::DeskSpeaks => "setting.desk_speaks",
            Signal::MentionFirst => "setting.mention_first",
            Signal::OnlyPasted => "setting.only_pasted",
            Signal::HeatedThing => "setting.heated_thing",
            Signal::AnotherLanguage => "setting.another_language",
        }
    }
}
