//! `POST /api/local/reactions`: an emoji on a message.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::App;
use super::ask::Sent;
use super::error::Failure;
use crate::chat::{MessageId, PersonId};
use crate::desk::Answer;

#[derive(Deserialize)]
pub struct Reacting {
    message: MessageId,
    actor: PersonId,
    emoji: String,
}

pub async fn react(State(app): State<App>, Sent(reacting): Sent<Reacting>) -> Result<Json<Value>, Failure> {
    let Reacting { message, actor, emoji } = reacting;
    let (message, emoji) = app.chat.react(&message, &actor, &emoji).await?;
    match app.tell(app.chat.about_reaction(&message, &emoji, &actor)).await? {
        Answer::Note(note) => Ok(Json(json!({ "ok": true, "note": note }))),
        Answer::Refused(refusal) => Err(refusal.into()),
        Answer::Done | Answer::Form(_) => Ok(Json(json!({ "ok": true }))),
    }
}
