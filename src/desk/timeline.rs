//! The timeline as agents read it: one plain sentence for each change.

use super::{
    Case, Change, ClosedBy, Entry, OpenedBy, Promise, PromiseKind, PromiseState, Reader, SuggestionState, WaitingOn,
};
use crate::chat::{People, PostKind};
use crate::words::{Kind, inert};

/// How much of a typed text a line shows, in characters.
const SHOWN: usize = 300;

/// What happened to a case, in a sentence. Times are in UTC, as everywhere on the agents' side.
pub fn sentence(entry: &Entry, case: &Case, people: &People) -> String {
    let who = entry.who.as_ref().map_or_else(|| "hearken".to_owned(), |who| people.get(who).first_name().to_owned());
    match &entry.change {
        Change::Opened { how } => format!("{who} {}.", opened(*how)),
        Change::Said { .. } => format!("{who} wrote in the thread."),
        Change::Edited { .. } => format!("{who} edited a message."),
        Change::Deleted { .. } => format!("{who} deleted a message."),
        Change::Heard { heat } => format!("The wording reads {}.", heat.level.word()),
        Change::Named { title, topic, priority, .. } => {
            let priority = format!("{priority:?}").to_lowercase();
            format!("Named “{}”, topic {topic}, priority {priority}.", inert(title, SHOWN))
        }
        Change::Suggested { .. } => "A reply was suggested.".to_owned(),
        Change::Decided { state, .. } => decided(&who, state),
        Change::Claimed { from: Some(from) } => {
            format!("{who} took it over from {}.", people.get(from).first_name())
        }
        Change::Claimed { from: None } => format!("{who} claimed it."),
        Change::Replied => format!("{who} replied to the requester."),
        Change::Updated { text } => format!("{who}: {}", inert(text, SHOWN)),
        Change::NothingNew => format!("{who} says there is nothing new yet."),
        Change::Waited(waiting) => {
            let on = match waiting.on {
                WaitingOn::Requester => "the requester",
                WaitingOn::ThirdParty => "a third party",
            };
            format!("{who} set it to wait for {on}: {}", inert(&waiting.why, SHOWN))
        }
        Change::Resumed => "It no longer waits.".to_owned(),
        Change::Resolved { summary } if summary.is_empty() => format!("{who} wrote that it is settled."),
        Change::Resolved { summary } => format!("{who} resolved it: {}", inert(summary, SHOWN)),
        Change::Closed { how } => closed(&who, *how),
        Change::Reopened => format!("{who} reopened it."),
        Change::Chased => format!("{who} asked for news."),
        Change::Promised(promise) => format!("Promised {}.", promised(promise)),
        Change::PromiseEnded { id, state } => ended(case.promises.iter().find(|promise| promise.id == *id), state),
        Change::Snoozed { until, reason } => {
            format!("{who} snoozed it until {}: {}", until.strftime("%H:%M, %-d %b UTC"), inert(reason, SHOWN))
        }
        Change::LeadTold => "The lead was told that the requester waits without news.".to_owned(),
        Change::AskedAgain => "The requester was asked once more whether it works.".to_owned(),
        Change::Learned { .. } => format!("{who} told what could be better."),
        Change::Told { kind, saying, .. } => told(*kind, *saying),
        Change::Undelivered { kind, reader, reason } => {
            let whom = match reader {
                Reader::Requester => "the requester",
                Reader::Agents => "the agents",
                Reader::Lead => "somebody of the desk",
            };
            let reason = inert(reason, SHOWN);
            format!("Could not be delivered to {whom}: {}. The platform says: {reason}", what(*kind))
        }
        Change::ToldAnew { .. } => "Progress was held up on its way until it was no longer true.".to_owned(),
        Change::MeantAnew { .. }
        | Change::NewsTold
        | Change::NewsUnread
        | Change::Pinged
        | Change::TimerSet { .. }
        | Change::TimerCleared { .. } => String::new(),
    }
}

/// What was promised, by when: `a person's answer by 15:00, 22 Nov UTC`.
pub fn promised(promise: &Promise) -> String {
    let what = match promise.kind {
        PromiseKind::FirstResponse => "a person's answer",
        PromiseKind::NextWord => "the next word",
        PromiseKind::Eta => "to have it done",
    };
    format!("{what} by {}", promise.due_at.strftime("%H:%M, %-d %b UTC"))
}

fn opened(how: OpenedBy) -> &'static str {
    match how {
        OpenedBy::Message => "asked for help",
        OpenedBy::Direct => "wrote to hearken directly",
        OpenedBy::Command => "reported it by command",
        OpenedBy::Reaction => "marked a message as a ticket",
        OpenedBy::Nudge => "said yes to a ticket",
    }
}

fn decided(who: &str, state: &SuggestionState) -> String {
    match state {
        SuggestionState::Offered => "A reply was suggested.".to_owned(),
        SuggestionState::Sent => format!("{who} sent the suggested reply."),
        SuggestionState::Edited => format!("{who} sent a reply in other words."),
        SuggestionState::Replaced => format!("{who} asked for another wording."),
        SuggestionState::Dismissed { reason } => {
            format!("{who} dismissed the suggestion: {}", inert(reason, SHOWN))
        }
        SuggestionState::Overtaken => "The suggestion was out of date.".to_owned(),
    }
}

fn closed(who: &str, how: ClosedBy) -> String {
    match how {
        ClosedBy::Works => format!("{who} confirmed that it works."),
        ClosedBy::Silence => "Closed: the question whether it works was not answered.".to_owned(),
        ClosedBy::NoAnswer => "Closed: no answer to what the desk asked, in spite of reminders.".to_owned(),
        ClosedBy::Withdrawn => format!("{who} took the report back."),
    }
}

fn ended(promise: Option<&Promise>, state: &PromiseState) -> String {
    let which = promise.map_or_else(|| "what was promised".to_owned(), promised);
    match state {
        PromiseState::Open => format!("It stands: {which}."),
        PromiseState::Kept => format!("Kept: {which}."),
        PromiseState::Moved { reason } => format!("Moved: {which} ({}).", inert(reason, SHOWN)),
        PromiseState::Broken => format!("Missed: {which}."),
    }
}

/// What a message of the bot's own told, where its kind alone would say too little.
fn told_by_name(kind: PostKind, saying: Kind) -> Option<&'static str> {
    if kind != PostKind::Notice {
        return None;
    }
    Some(match saying {
        Kind::BroughtForward => "The requester was told that the next word comes sooner.",
        Kind::PingMissed => "The requester was told that a promised time had passed.",
        Kind::HandedOver => "The requester was told who has it now.",
        Kind::ReopenedNotice | Kind::ReopenedNotYet | Kind::ReopenedTrouble => {
            "The requester was told that it is open again."
        }
        Kind::ClosedWorks | Kind::ClosedSilent | Kind::ClosedNoAnswer => "The requester was told that it is closed.",
        Kind::Withdrawn => "The requester was told that the report is taken back.",
        _ => return None,
    })
}

fn told(kind: PostKind, saying: Option<Kind>) -> String {
    let named = saying.and_then(|saying| told_by_name(kind, saying));
    named.map_or_else(|| format!("The requester was sent {}.", what(kind)), str::to_owned)
}

fn what(kind: PostKind) -> &'static str {
    match kind {
        PostKind::Receipt => "the receipt",
        PostKind::Reply => "the reply",
        PostKind::Ping => "progress",
        PostKind::Question => "a question",
        PostKind::Card => "the card",
        PostKind::Nudge | PostKind::Notice => "a notice",
    }
}
