//! What a caller reads when something is not done: `{"error": {"code", "message"}}` and a fitting status.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::desk::{Refusal, RefusalKind};
use crate::platforms::local::Problem;
use crate::store::StoreError;

/// A refusal or a failure, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    status: StatusCode,
    code: &'static str,
    message: String,
    closes: bool,
}

impl Failure {
    /// With this status; the code is for programs, the message is a sentence for a person.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Failure {
        Failure { status, code, message: message.into(), closes: false }
    }

    /// The connection closes after it, and the answer says so: part of the request was left unread, and a client that
    /// is not told would send its next one into a closed connection.
    pub fn closing(self) -> Failure {
        Failure { closes: true, ..self }
    }

    /// 400: what was sent cannot be used.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// 404.
    pub fn not_found(code: &'static str, message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::NOT_FOUND, code, message)
    }

    /// 503: not now.
    pub fn unavailable(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
    }

    /// 500, with the details in the log alone.
    pub fn ours(error: impl std::fmt::Display) -> Failure {
        tracing::error!(%error, "a request failed");
        Failure::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "failed",
            "Something went wrong here. Nothing of it is your fault; please try again.",
        )
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = json!({ "error": { "code": self.code, "message": self.message } });
        let close = self.closes.then_some([(header::CONNECTION, "close")]);
        (self.status, close, Json(body)).into_response()
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        let status = match &problem {
            Problem::NoPerson(_)
            | Problem::NoChannel(_)
            | Problem::NoMessage(_)
            | Problem::NoThread { .. }
            | Problem::NoAction(_) => StatusCode::NOT_FOUND,
            Problem::NotTheirs { .. } | Problem::DeskWrites(_) | Problem::NotVisible | Problem::NotAuthor => {
                StatusCode::FORBIDDEN
            }
            Problem::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Empty | Problem::Nul | Problem::BadClientId(_) | Problem::BadEmoji(_) | Problem::NotACommand => {
                StatusCode::BAD_REQUEST
            }
            Problem::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        match problem {
            Problem::Store(error) => StoreError::from(error).into(),
            problem => Failure::new(status, problem.code(), problem.to_string()),
        }
    }
}

impl From<StoreError> for Failure {
    /// 503 while the database takes nothing; 500 when it is something of ours that it does not take.
    fn from(error: StoreError) -> Failure {
        if !error.is_outage() {
            return Failure::ours(error);
        }
        tracing::warn!(%error, "a request could not be done");
        Failure::unavailable("The desk cannot reach what it keeps just now. Please try again in a moment.")
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        let (status, code) = match refusal.kind {
            RefusalKind::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            RefusalKind::Conflict => (StatusCode::CONFLICT, "conflict"),
            RefusalKind::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            RefusalKind::Invalid => (StatusCode::BAD_REQUEST, "invalid"),
        };
        Failure::new(status, code, refusal.sentence)
    }
}
