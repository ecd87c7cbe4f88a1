//! `POST /api/local/commands`: `/hearken …`, as typed.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::App;
use super::ask::Sent;
use super::error::Failure;
use crate::chat::{ChannelId, FormValues, PersonId};
use crate::desk::Answer;
use crate::platforms::local::Command;

#[derive(Deserialize)]
pub struct Commanding {
    channel: ChannelId,
    actor: PersonId,
    text: String,
    #[serde(default, deserialize_with = "super::ask::form")]
    form: Option<FormValues>,
    client_id: Option<String>,
}

pub async fn command(State(app): State<App>, Sent(commanding): Sent<Commanding>) -> Result<Json<Value>, Failure> {
    let Commanding { channel, actor, text, form, client_id } = commanding;
    let event = app.chat.command(Command { channel, actor, text, form, client_id }, &app.unique())?;
    match app.ask(event).await? {
        Answer::Done => Ok(Json(json!({ "reply": "" }))),
        Answer::Note(reply) => Ok(Json(json!({ "reply": reply }))),
        Answer::Form(form) => Ok(Json(json!({ "form": form }))),
        Answer::Refused(refusal) => Err(refusal.into()),
    }
}
