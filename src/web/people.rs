//! `GET /api/local/people`, `GET /api/local/channels`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::App;
use crate::chat::{ChannelId, ChannelKind, PersonId, Platform, Rank};

#[derive(Serialize)]
pub struct Shown {
    id: PersonId,
    name: String,
    role: Rank,
    time_zone: String,
}

#[derive(Serialize)]
pub struct Place {
    id: ChannelId,
    kind: ChannelKind,
}

pub async fn people(State(app): State<App>) -> Json<Vec<Shown>> {
    let people = app.chat.people();
    let shown = people.0.values().map(|person| Shown {
        id: person.id.clone(),
        name: person.name.clone(),
        role: person.rank,
        time_zone: person.zone.iana_name().unwrap_or("UTC").to_owned(),
    });
    Json(shown.collect())
}

pub async fn channels(State(app): State<App>) -> Json<Vec<Place>> {
    let channels = app.chat.channels();
    Json(channels.0.iter().map(|(id, kind)| Place { id: id.clone(), kind: *kind }).collect())
}
