//! What a case can have due.

use serde::{Deserialize, Serialize};

/// Kinds of timers; a case has at most one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    /// The requester is to hear something now.
    NextWord,
    /// The agents are asked for news, shortly before the next word.
    AskNews,
    /// The desk has been silent for long: the lead is reminded.
    RemindLead,
    /// The card could not be put before the agents: try once more.
    ShowCard,
    /// The reply on offer names a time that is over: offer it anew.
    Freshen,
    /// "Does it work?" was not answered: ask once more.
    CheckAgain,
    /// "Does it work?" was not answered for long: close.
    CloseUnanswered,
}

impl TimerKind {
    /// The word in the store.
    pub fn word(self) -> &'static str {
        match self {
            TimerKind::NextWord => "next_word",
            TimerKind::AskNews => "ask_news",
            TimerKind::RemindLead => "remind_lead",
            TimerKind::ShowCard => "show_card",
            TimerKind::Freshen => "freshen",
            TimerKind::CheckAgain => "check_again",
            TimerKind::CloseUnanswered => "close_unanswered",
        }
    }
}
