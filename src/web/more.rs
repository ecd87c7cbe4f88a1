//! Lists that go on: an answer that ended at its limit says where the rest begins.

use std::fmt::Display;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// On an answer that left older entries out: what to ask for as `before` to read on.
const MORE: HeaderName = HeaderName::from_static("more-before");

/// The header of a list that goes on before this entry; none where it ended.
pub fn before(entry: Option<impl Display>) -> HeaderMap {
    let value = entry.and_then(|entry| HeaderValue::try_from(entry.to_string()).ok());
    value.map(|value| (MORE, value)).into_iter().collect()
}
