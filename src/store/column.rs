//! Between the desk's types and the columns that hold them.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::StoreError;

/// An instant as it is kept: UTC microseconds. What is finer is cut off.
pub(super) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// The instant kept as these microseconds.
pub(super) fn instant(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros)
        .map_err(|error| StoreError::Unreadable { what: format!("the instant {micros}"), why: error.to_string() })
}

/// A name as a column can hold it: PostgreSQL has no text with a NUL in it, and no platform a name with one.
pub(super) fn name(name: &str) -> Cow<'_, str> {
    if name.contains('\0') { Cow::Owned(name.replace('\0', "␀")) } else { Cow::Borrowed(name) }
}

/// A value as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| unreadable::<T>(&error))
}

/// The value that JSON of ours holds.
pub(super) fn value<T: DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| unreadable::<T>(&error))
}

/// What is wrong and where, but not in serde's words: those quote what people wrote.
fn unreadable<T>(error: &serde_json::Error) -> StoreError {
    let why = match error.classify() {
        Category::Data => "it has a form that this version does not know",
        Category::Syntax | Category::Eof | Category::Io => "it is not whole JSON",
    };
    let name = std::any::type_name::<T>();
    let what = format!("a {}", name.rsplit("::").next().unwrap_or(name));
    StoreError::Unreadable { what, why: format!("{why} (at byte {})", error.column()) }
}

/// A value from the word kept for it, by its serde name.
pub(super) fn from_word<T: DeserializeOwned>(word: &str) -> Result<T, StoreError> {
    value(&json(&word)?)
}
