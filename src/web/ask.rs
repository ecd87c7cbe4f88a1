//! What a request carries: a JSON body, a query, a name in its path; each read with a clear answer when it cannot be.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use super::error::Failure;
use crate::chat::FormValues;

/// The largest body: a text of the longest kind in the widest letters, escaped, with room to spare.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// How much of a larger body is heard out before the connection is closed on it: who is cut off while still sending
/// gets a broken connection and never reads why.
const HEARD_OUT: usize = 16 * 1024 * 1024;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// A JSON body.
pub struct Sent<T>(pub T);

/// The query of the address.
pub struct Asked<T>(pub T);

/// The one name in the path.
pub struct Named(pub String);

/// Reads a parameter that stays empty as one that is absent: programs write `?thread=&viewer=ana` without a thought.
pub fn unless_empty<'de, D: Deserializer<'de>, T: From<String>>(value: D) -> Result<Option<T>, D::Error> {
    let given = Option::<String>::deserialize(value)?;
    Ok(given.filter(|given| !given.is_empty()).map(T::from))
}

/// Reads a form in which a field left out may also be null.
pub fn form<'de, D: Deserializer<'de>>(value: D) -> Result<Option<FormValues>, D::Error> {
    let fields = Option::<BTreeMap<String, Option<String>>>::deserialize(value)?;
    let filled = |(id, value): (String, Option<String>)| value.map(|value| (id, value));
    Ok(fields.map(|fields| fields.into_iter().filter_map(filled).collect()))
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Send JSON, with the header content-type: application/json.",
            )
            .closing());
        }
        let bytes = read(request.into_body()).await?;
        serde_json::from_slice(&bytes).map(Sent).map_err(|error| {
            let code = if error.is_data() { "invalid" } else { "malformed_json" };
            Failure::bad_request(code, format!("The body cannot be read: {error}."))
        })
    }
}

async fn read(body: Body) -> Result<Vec<u8>, Failure> {
    let late = |_| Failure::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "The body did not arrive in time.").closing();
    tokio::time::timeout(PATIENCE, hear_out(body)).await.map_err(late)?
}

async fn hear_out(body: Body) -> Result<Vec<u8>, Failure> {
    let mut pieces = body.into_data_stream();
    let (mut kept, mut heard) = (Vec::new(), 0_usize);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Failure::bad_request("cut_short", "The body broke off.").closing())?;
        heard = heard.saturating_add(piece.len());
        if heard <= MAX_BODY {
            kept.extend_from_slice(&piece);
        } else if heard > HEARD_OUT {
            break;
        }
    }
    if heard <= MAX_BODY {
        return Ok(kept);
    }
    let message = format!("A request may hold up to {MAX_BODY} bytes; a message up to 40,000 characters.");
    Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message).closing())
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Asked(asked)),
            Err(error) => Err(Failure::bad_request("invalid", format!("The address cannot be read: {error}."))),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Named(name)),
            Err(error) => Err(Failure::bad_request("invalid", format!("The address cannot be read: {error}."))),
        }
    }
}
