//! The agent's card: who, what, how they feel and why we think so, a reply ready to send, and what can be done.

use jiff::tz::TimeZone;

use super::{Case, Change, Owes, Status, WaitingOn, owes, show};
use crate::chat::{Action, ActionStyle, Audience, Card, ChannelId, Field, OfferedText, People, Post, PostKind, Spot};
use crate::words::{inert, whole};

/// How much of a person's text a card shows, in characters: what every platform has room for.
const SHOWN: usize = 1_000;

/// The card as it is now, with times in the desk's zone.
pub(super) fn render(case: &Case, people: &People, desk: &TimeZone) -> Card {
    let suggestion = case.offered().map(|suggestion| OfferedText {
        id: suggestion.id.to_string(),
        text: suggestion.text.clone(),
        because: suggestion.because.clone(),
    });
    Card { state: state(case, people), fields: fields(case, people, desk), actions: actions(case), suggestion }
}

/// The card as a post: its text is what a notification shows.
pub(super) fn post(channel: ChannelId, case: &Case, card: Card) -> Post {
    let text = format!("{}: {}", case.id, case.title);
    Post {
        spot: Spot::Channel(channel),
        kind: PostKind::Card,
        audience: Audience::Everybody,
        sent_by: None,
        text,
        card: Some(card),
    }
}

fn state(case: &Case, people: &People) -> String {
    let assignee = case.assignee.as_ref().map(|agent| people.get(agent).first_name().to_owned());
    match (case.status, &case.waiting, assignee) {
        (Status::New, _, _) => "New".to_owned(),
        (Status::Waiting, Some(waiting), _) if waiting.on == WaitingOn::Requester => {
            format!("Waiting for {}", people.get(&case.requester).first_name())
        }
        (Status::Waiting, _, _) => "Waiting for a third party".to_owned(),
        (Status::InProgress, _, Some(agent)) => format!("{agent} has it"),
        (Status::InProgress, _, None) => "In progress".to_owned(),
        (Status::Resolved, _, _) => "Resolved, to be confirmed".to_owned(),
        (Status::Closed, _, _) => "Closed".to_owned(),
    }
}

fn fields(case: &Case, people: &People, desk: &TimeZone) -> Vec<Field> {
    let requester = people.get(&case.requester);
    let mut fields = vec![
        field("Requester", requester.name.clone()),
        field("Report", in_sentences(&case.report_text())),
        field("Wording", show::heat(case)),
        field("Priority", show::because(case.priority_word(), &case.reasons, "priority")),
        field("Topic", show::because(&case.topic, &case.reasons, "topic")),
    ];
    if let Some((trouble, _)) = case.since_reopening() {
        fields.insert(2, field("Since reopening", in_sentences(&trouble)));
    }
    if let Some(waiting) = &case.waiting {
        fields.push(field("Waiting", inert(&waiting.why, SHOWN)));
    }
    fields.push(field(
        "Next word",
        match (owes(case), case.next_update_at()) {
            (Owes::Nobody, _) => "nobody owes any".to_owned(),
            (Owes::Requester, None) => format!("{} owes it", requester.first_name()),
            (_, None) => "the desk owes it; none is scheduled".to_owned(),
            (_, Some(at)) => show::moment(at, desk),
        },
    ));
    if let Some(snoozed) = snoozed(case, people, desk) {
        fields.push(field("Snoozed", snoozed));
    }
    if case.chases > 0 {
        fields.push(field("Asked for news", times(case.chases)));
    }
    if case.reopened > 0 {
        fields.push(field("Reopened", times(case.reopened)));
    }
    fields
}

/// `until 15:00, 24 Nov by Sam: the part arrives tomorrow`, while that lies ahead of all that has happened since.
fn snoozed(case: &Case, people: &People, desk: &TimeZone) -> Option<String> {
    let last = case.timeline.iter().rev().find(|entry| matches!(entry.change, Change::Snoozed { .. }))?;
    let (Change::Snoozed { until, reason }, Some(who)) = (&last.change, &last.who) else { return None };
    let until = Some(until).filter(|until| case.is_open() && **until > case.updated_at)?;
    let until = until.to_zoned(desk.clone()).strftime("%H:%M, %-d %b");
    Some(format!("until {until} by {}: {}", people.get(who).first_name(), inert(reason, SHOWN)))
}

/// The lines of a text on one line, each ended: what was sent in several messages does not run together.
fn in_sentences(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let last = lines.len().saturating_sub(1);
    let ended = lines.iter().enumerate().map(|(at, line)| {
        let open = at < last && line.ends_with(char::is_alphanumeric);
        format!("{line}{}", if open { "." } else { "" })
    });
    whole(&ended.collect::<Vec<_>>().join(" "), SHOWN)
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

fn field(label: &str, value: String) -> Field {
    Field { label: label.to_owned(), value }
}

fn actions(case: &Case) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut add = |id: &str, label: &str, style| {
        actions.push(Action { id: id.to_owned(), label: label.to_owned(), style });
    };
    if case.offered().is_some() {
        add("send", "Send", ActionStyle::Primary);
        add("edit", "Edit", ActionStyle::Plain);
        add("another", "Another wording", ActionStyle::Plain);
        add("dismiss", "Dismiss", ActionStyle::Quiet);
    }
    if case.is_open() {
        match case.assignee {
            None => add("claim", "Claim", ActionStyle::Plain),
            Some(_) => add("take", "Take over", ActionStyle::Quiet),
        }
        add("update", "Update", ActionStyle::Plain);
        add("wait", "Wait for…", ActionStyle::Plain);
        add("resolve", "Resolve", ActionStyle::Plain);
        add("snooze", "Snooze", ActionStyle::Quiet);
        add("details", "Change details", ActionStyle::Quiet);
    } else {
        add("reopen", "Reopen", ActionStyle::Plain);
    }
    actions
}
