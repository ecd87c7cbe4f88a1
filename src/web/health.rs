//! `GET /healthz`: it runs. `GET /readyz`: it can do its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::App;

pub async fn alive() -> Json<Value> {
    Json(json!({ "status": "alive" }))
}

pub async fn ready(State(app): State<App>) -> (StatusCode, Json<Value>) {
    let store = match app.store.ping().await {
        Ok(()) => "ready",
        Err(error) => {
            tracing::warn!(%error, "the store does not answer");
            "does not answer"
        }
    };
    let engine = if *app.ending.borrow() { "ending" } else { "ready" };
    let ready = store == "ready" && engine == "ready";
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (
        status,
        Json(
            json!({ "status": if ready { "ready" } else { "not ready" }, "checks": { "store": store, "engine": engine } }),
        ),
    )
}
