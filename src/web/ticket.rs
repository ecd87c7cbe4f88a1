//! A ticket as the API shows it: everything known of a case, in plain words and stable names. Pure.

use jiff::Timestamp;
use serde::Serialize;

use crate::chat::{ChannelId, MessageId, People, PersonId};
use crate::cues::{Abstained, Level, Priority, Reason};
use crate::desk::{self, Case, Change, HeardCue, Promise, PromiseKind, PromiseState, Suggestion, SuggestionState};

/// A ticket.
#[derive(Debug, Serialize)]
pub struct Ticket {
    id: String,
    #[serde(rename = "ref")]
    reference: String,
    requester: PersonId,
    assignee: Option<PersonId>,
    channel: ChannelId,
    thread: Option<MessageId>,
    private: bool,
    title: String,
    topic: String,
    status: &'static str,
    priority: Priority,
    owes: &'static str,
    waiting: Option<Waiting>,
    heat: Heat,
    reasons: Vec<Why>,
    next_update_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
    promises: Vec<Promised>,
    suggestions: Vec<Suggested>,
    timeline: Vec<Happened>,
}

#[derive(Debug, Serialize)]
struct Waiting {
    on: desk::WaitingOn,
    why: String,
    since: Timestamp,
}

#[derive(Debug, Serialize)]
struct Heat {
    score: u8,
    level: Level,
    cues: Vec<Cue>,
    abstained: Option<Abstained>,
}

/// `start` and `end` count the code points of the message as it was sent.
#[derive(Debug, Serialize)]
struct Cue {
    rule: String,
    family: String,
    quote: String,
    weight: f64,
    because: String,
    message: Option<MessageId>,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Why {
    because: String,
    quote: String,
}

#[derive(Debug, Serialize)]
struct Promised {
    id: u32,
    kind: PromiseKind,
    by: Option<PersonId>,
    text: &'static str,
    made_at: Timestamp,
    due_at: Timestamp,
    state: &'static str,
    reason: Option<String>,
    ended_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct Suggested {
    id: u32,
    kind: String,
    text: String,
    because: Vec<String>,
    state: &'static str,
    reason: Option<String>,
    at: Timestamp,
    by: Option<PersonId>,
    decided_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct Happened {
    at: Timestamp,
    who: Option<PersonId>,
    what: String,
    text: String,
}

impl Ticket {
    /// The case as it stands, its timeline told with the names of these people.
    pub fn of(case: &Case, people: &People) -> Ticket {
        Ticket {
            id: case.id.0.to_string(),
            reference: case.id.to_string(),
            requester: case.requester.clone(),
            assignee: case.assignee.clone(),
            channel: case.channel.clone(),
            thread: case.thread.clone(),
            private: case.private,
            title: case.title.clone(),
            topic: case.topic.clone(),
            status: case.status.word(),
            priority: case.priority,
            owes: desk::owes(case).word(),
            waiting: case.waiting.as_ref().map(|waiting| Waiting {
                on: waiting.on,
                why: waiting.why.clone(),
                since: waiting.since,
            }),
            heat: heat(case),
            reasons: case.reasons.iter().map(why).collect(),
            next_update_at: case.next_update_at(),
            created_at: case.opened_at,
            updated_at: case.updated_at,
            promises: case.promises.iter().map(promised).collect(),
            suggestions: case.suggestions.iter().map(suggested).collect(),
            timeline: desk::story(case, people).into_iter().map(happened).collect(),
        }
    }
}

fn heat(case: &Case) -> Heat {
    Heat {
        score: case.heat.score,
        level: case.heat.level,
        cues: case.heat.cues.iter().map(|heard| cue(heard, case)).collect(),
        abstained: case.heat.abstained,
    }
}

/// A cue with the words it was heard in. Words that were changed or taken back since are not quoted.
fn cue(heard: &HeardCue, case: &Case) -> Cue {
    let text = heard.message.as_ref().and_then(|id| case.messages.iter().find(|message| message.id == *id));
    let span = heard.cue.span.clone();
    let (before, quote) =
        text.and_then(|message| Some((message.text.get(..span.start)?, message.text.get(span)?))).unwrap_or_default();
    let start = before.chars().count();
    Cue {
        rule: heard.cue.rule.clone(),
        family: heard.cue.family.clone(),
        quote: quote.to_owned(),
        weight: heard.cue.weight,
        because: heard.cue.because.clone(),
        message: heard.message.clone(),
        start,
        end: start + quote.chars().count(),
    }
}

fn why(reason: &Reason) -> Why {
    Why { because: reason.because.clone(), quote: reason.quote.clone() }
}

fn promised(promise: &Promise) -> Promised {
    Promised {
        id: promise.id,
        kind: promise.kind,
        by: promise.by.clone(),
        text: match promise.kind {
            PromiseKind::FirstResponse => "A person answers you",
            PromiseKind::NextWord => "Where it stands",
            PromiseKind::Eta => "When it should be done",
        },
        made_at: promise.made_at,
        due_at: promise.due_at,
        state: promise.state.word(),
        reason: match &promise.state {
            PromiseState::Moved { reason } => Some(reason.clone()),
            PromiseState::Open | PromiseState::Kept | PromiseState::Broken => None,
        },
        ended_at: promise.ended_at,
    }
}

fn suggested(suggestion: &Suggestion) -> Suggested {
    Suggested {
        id: suggestion.id,
        kind: suggestion.kind.clone(),
        text: suggestion.text.clone(),
        because: suggestion.because.clone(),
        state: suggestion.state.word(),
        reason: match &suggestion.state {
            SuggestionState::Dismissed { reason } => Some(reason.clone()),
            _ => None,
        },
        at: suggestion.at,
        by: suggestion.decided_by.clone(),
        decided_at: suggestion.decided_at,
    }
}

fn happened(line: desk::Line<'_>) -> Happened {
    Happened { at: line.at, who: line.who.cloned(), what: word(line.change), text: line.text }
}

/// The change's name: the tag that it is stored under.
fn word(change: &Change) -> String {
    let stored = serde_json::to_value(change).unwrap_or_default();
    stored.get("what").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}
