//! Which handler answers what.

use axum::http::{StatusCode, Uri, header};
use axum::middleware::from_fn;
use axum::response::IntoResponse;
use axum::routing::{get, patch, post};
use axum::{Router, extract::DefaultBodyLimit};

use super::error::Failure;
use super::guard::guard;
use super::{App, actions, clock, commands, events, health, messages, metrics, page, people, reactions, tickets};

/// The description that the API gives of itself.
const OPENAPI: &str = include_str!("openapi.json");

/// Everything this desk answers.
pub fn routes(app: App) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .route("/api/local/people", get(people::people))
        .route("/api/local/channels", get(people::channels))
        .route("/api/local/messages", get(messages::read).post(messages::say))
        .route("/api/local/messages/{id}", patch(messages::reword).delete(messages::take_back))
        .route("/api/local/actions", post(actions::press))
        .route("/api/local/reactions", post(reactions::react))
        .route("/api/local/commands", post(commands::command))
        .route("/api/local/clock", get(clock::read).post(clock::advance))
        .route("/api/local/events", get(events::stream))
        .route("/api/tickets", get(tickets::list))
        .route("/api/tickets/{id}", get(tickets::one))
        .route("/api/openapi.json", get(openapi))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::figures))
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_so)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(guard))
        .with_state(app)
}

async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI)
}

async fn nothing_here(uri: Uri) -> Failure {
    Failure::not_found("unknown_path", format!("There is nothing at {}. See /api/openapi.json.", uri.path())).closing()
}

async fn not_so() -> Failure {
    Failure::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong_method",
        "This address knows other methods. See /api/openapi.json.",
    )
    .closing()
}
