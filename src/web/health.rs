//! `GET /healthz`: it runs. `GET /readyz`: it can do its work.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::App;

/// How long the store has to show that it can be written to: shorter than whoever asks is likely to wait.
const PATIENCE: Duration = Duration::from_secs(2);

pub async fn alive() -> Json<Value> {
    Json(json!({ "status": "alive" }))
}

pub async fn ready(State(app): State<App>) -> (StatusCode, Json<Value>) {
    let store = match tokio::time::timeout(PATIENCE, app.store.check()).await {
        Ok(Ok(())) => "ready",
        Ok(Err(error)) => {
            tracing::warn!(%error, "the store takes nothing");
            "takes nothing"
        }
        Err(_) => "does not answer",
    };
    let engine = if *app.ending.borrow() { "ending" } else { "ready" };
    // Never a reason to be taken out of service: the version before stays in use.
    let prompts = match app.rules.faults() {
        0 => "ready".to_owned(),
        faults => format!(
            "{faults} fault{} in the edited texts: hearken check and the log say where; the version before stays in use",
            if faults == 1 { "" } else { "s" }
        ),
    };
    let ready = store == "ready" && engine == "ready";
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let checks = json!({ "store": store, "engine": engine, "prompts": prompts });
    (status, Json(json!({ "status": if ready { "ready" } else { "not ready" }, "checks": checks })))
}
