//! Walks a JSON array element by element, so that a file of any size costs the memory of one element.

use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Calls `each` for every element of the array that `reader` holds.
///
/// # Errors
/// Where and why the JSON breaks off; elements before that have been seen.
pub fn elements(reader: impl Read, each: &mut dyn FnMut(Value)) -> Result<(), String> {
    let mut json = serde_json::Deserializer::from_reader(reader);
    Elements(each).deserialize(&mut json).and_then(|()| json.end()).map_err(|error| error.to_string())
}

/// Calls `each` for every element of the array under `field` of the object that `reader` holds, and gives the fields
/// named in `keep`.
///
/// # Errors
/// As [`elements`]; also when the object has no such field.
pub fn elements_under(
    reader: impl Read,
    field: &'static str,
    keep: &'static [&'static str],
    each: &mut dyn FnMut(Value),
) -> (Map<String, Value>, Result<(), String>) {
    let mut kept = Map::new();
    let mut json = serde_json::Deserializer::from_reader(reader);
    let within = Within { field, keep, each, kept: &mut kept };
    let outcome = match json.deserialize_map(within) {
        Ok(true) => json.end().map_err(|error| error.to_string()),
        Ok(false) => Err(format!("no `{field}` in it")),
        Err(error) => Err(error.to_string()),
    };
    (kept, outcome)
}

struct Elements<'e>(&'e mut dyn FnMut(Value));

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of messages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        while let Some(element) = sequence.next_element()? {
            (self.0)(element);
        }
        Ok(())
    }
}

struct Within<'e, 'k> {
    field: &'static str,
    keep: &'static [&'static str],
    each: &'e mut dyn FnMut(Value),
    kept: &'k mut Map<String, Value>,
}

impl<'de> Visitor<'de> for Within<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an object with `{}`", self.field)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == self.field {
                map.next_value_seed(Elements(self.each))?;
                found = true;
            } else if self.keep.contains(&name.as_str()) {
                let value = map.next_value()?;
                self.kept.insert(name, value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
