//! `/api/local/messages`: say, read, change, take back.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::App;
use super::ask::{self, Named, Sent};
use super::error::Failure;
use super::more;
use crate::chat::{Card, ChannelId, MessageId, PersonId};
use crate::platforms::local::{After, Asked, Draft, Listed, Reaction};

#[derive(Deserialize)]
pub struct Saying {
    channel: ChannelId,
    author: PersonId,
    text: String,
    thread: Option<MessageId>,
    client_id: Option<String>,
}

#[derive(Deserialize)]
pub struct Rewording {
    author: PersonId,
    text: String,
}

#[derive(Deserialize)]
pub struct TakingBack {
    author: PersonId,
}

#[derive(Deserialize)]
pub struct Reading {
    #[serde(default, deserialize_with = "ask::unless_empty")]
    channel: Option<ChannelId>,
    #[serde(default, deserialize_with = "ask::unless_empty")]
    thread: Option<MessageId>,
    #[serde(default, deserialize_with = "ask::unless_empty")]
    viewer: Option<PersonId>,
    #[serde(default, deserialize_with = "ask::unless_empty")]
    after: Option<String>,
    #[serde(default, deserialize_with = "ask::unless_empty")]
    before: Option<MessageId>,
    limit: Option<u32>,
}

#[derive(Serialize)]
pub struct Made {
    id: MessageId,
    ts: Timestamp,
}

/// A message as the contract shows it.
#[derive(Serialize)]
pub struct Shown {
    id: MessageId,
    channel: ChannelId,
    thread: Option<MessageId>,
    author: PersonId,
    text: String,
    ts: Timestamp,
    edited: bool,
    kind: String,
    ticket: Option<String>,
    visible_to: Option<PersonId>,
    sent_by: Option<PersonId>,
    card: Option<Card>,
    reactions: Vec<Reaction>,
}

pub async fn say(State(app): State<App>, Sent(saying): Sent<Saying>) -> Result<(StatusCode, Json<Made>), Failure> {
    let Saying { channel, author, text, thread, client_id } = saying;
    let message = app.chat.say(Draft { channel, thread, author, text, client_id }).await?;
    let made = Made { id: message.id(), ts: message.at };
    // Also when it is said again while the first is still on its way: the engine knows one from the other.
    app.tell_of(&message).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

pub async fn reword(
    State(app): State<App>,
    Named(id): Named,
    Sent(rewording): Sent<Rewording>,
) -> Result<Json<Value>, Failure> {
    let _in_order = app.changing().await?;
    let message = app.chat.reword(&id.into(), &rewording.author, &rewording.text).await?;
    app.tell_of(&message).await?;
    Ok(Json(json!({ "ok": true })))
}

pub async fn take_back(
    State(app): State<App>,
    Named(id): Named,
    ask::Asked(by): ask::Asked<TakingBack>,
) -> Result<Json<Value>, Failure> {
    let _in_order = app.changing().await?;
    let message = app.chat.take_back(&id.into(), &by.author).await?;
    app.tell_of(&message).await?;
    Ok(Json(json!({ "ok": true })))
}

pub async fn read(
    State(app): State<App>,
    ask::Asked(reading): ask::Asked<Reading>,
) -> Result<(HeaderMap, Json<Vec<Shown>>), Failure> {
    let Reading { channel, thread, viewer, after, before, limit } = reading;
    let after = after.as_deref().map(after_what).transpose()?;
    let page = app.chat.list(&Asked { channel, thread, viewer, after, before, limit }).await?;
    Ok((more::before(page.before), Json(page.messages.into_iter().map(Shown::from).collect())))
}

fn after_what(after: &str) -> Result<After, Failure> {
    match after.parse() {
        Ok(moment) => Ok(After::Moment(moment)),
        Err(_) if after.starts_with('m') => Ok(After::Message(after.into())),
        Err(_) => Err(Failure::bad_request("invalid", "after is the id of a message, or a moment as in RFC 3339.")),
    }
}

impl From<Listed> for Shown {
    fn from(listed: Listed) -> Shown {
        let Listed { message, ticket, reactions } = listed;
        Shown {
            id: message.id(),
            channel: message.channel,
            thread: message.thread,
            author: message.author,
            text: message.text,
            ts: message.at,
            edited: message.edited,
            kind: message.kind.0,
            ticket: ticket.map(|case| case.0.to_string()),
            visible_to: message.visible_to,
            sent_by: message.sent_by,
            card: message.card,
            reactions,
        }
    }
}
