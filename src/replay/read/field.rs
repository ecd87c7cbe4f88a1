//! Fields of JSON rows whose shape nobody vouches for.

use serde_json::Value;

/// The text of a field; nothing when it is missing, empty or not text.
pub fn text<'v>(row: &'v Value, field: &str) -> Option<&'v str> {
    row.get(field).and_then(Value::as_str).filter(|text| !text.is_empty())
}
