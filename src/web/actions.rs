//! `POST /api/local/actions`: a button pressed, or its form sent.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::App;
use super::ask::Sent;
use super::error::Failure;
use crate::chat::{FormValues, MessageId, PersonId};
use crate::desk::Answer;
use crate::platforms::local::Press;

#[derive(Deserialize)]
pub struct Pressing {
    message: MessageId,
    action: String,
    actor: PersonId,
    #[serde(default, deserialize_with = "super::ask::form")]
    form: Option<FormValues>,
    client_id: Option<String>,
}

pub async fn press(State(app): State<App>, Sent(pressing): Sent<Pressing>) -> Result<Json<Value>, Failure> {
    let Pressing { message, action, actor, form, client_id } = pressing;
    let event = app.chat.press(Press { message, action, actor, form, client_id }, &app.unique()).await?;
    match app.ask(event).await? {
        Answer::Done => Ok(Json(json!({ "ok": true }))),
        Answer::Note(note) => Ok(Json(json!({ "ok": true, "note": note }))),
        Answer::Form(form) => Ok(Json(json!({ "form": form }))),
        Answer::Refused(refusal) => Err(refusal.into()),
    }
}
