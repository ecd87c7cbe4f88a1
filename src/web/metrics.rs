//! `GET /metrics`: figures in Prometheus' text format.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::App;
use super::error::Failure;

/// Prometheus' text format, version 0.0.4.
const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

pub async fn figures(State(_app): State<App>) -> Result<impl IntoResponse, Failure> {
    Ok(([(header::CONTENT_TYPE, KIND)], String::new()))
}
