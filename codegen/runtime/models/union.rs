//! Unions: `oneOf`, `anyOf` and discriminated hierarchies.
//!
//! A union is decoded from a buffered [`Value`]: by its tag if that decides alone, otherwise by
//! offering the value to the variants ([`Candidates`]).

pub(crate) use super::candidates::{Candidates, note_unknown};

use super::{
    candidates::{integer, reason},
    leaves::{leaves, merge},
};
use serde::{
    Serialize, Serializer,
    de::{self, DeserializeOwned},
    ser::{self, SerializeMap},
};
use serde_json::{Map, Value};

/// The tag of an object: the property that says which variant it is.
#[must_use]
pub(crate) fn tag<'v>(value: &'v Value, property: &str) -> Option<&'v str> {
    value.get(property)?.as_str()
}

/// A tag that is an integer.
#[must_use]
pub(crate) fn integer_tag(value: &Value, property: &str) -> Option<i64> {
    match value.get(property)? {
        Value::Number(number) => integer(number),
        _ => None,
    }
}

/// A tag that is a boolean.
#[must_use]
pub(crate) fn boolean_tag(value: &Value, property: &str) -> Option<bool> {
    value.get(property)?.as_bool()
}

/// Decodes the variant that the tag selects.
///
/// # Errors
///
/// If the value cannot be decoded. The message names the variant and does not contain the value.
pub(crate) fn decode<T: DeserializeOwned, E: de::Error>(
    value: Value,
    name: &'static str,
) -> Result<T, E> {
    serde_json::from_value(value).map_err(|error| E::custom(reason(name, &error)))
}

/// A value that no variant describes.
#[must_use]
pub(crate) fn unknown(value: Value) -> Value {
    note_unknown(leaves(&value));
    value
}

/// Encodes a variant, and adds the tag if its content does not have it.
///
/// # Errors
///
/// If the content or the serializer fails.
pub(crate) fn tagged<T: Serialize, S: Serializer>(
    content: &T,
    property: &str,
    tag: impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let value = serde_json::to_value(content).map_err(ser::Error::custom)?;
    let Value::Object(properties) = &value else {
        return value.serialize(serializer);
    };
    // The tag comes first: some servers decode while they read.
    let mut map = serializer.serialize_map(None)?;
    match properties.get(property) {
        Some(tag) => map.serialize_entry(property, tag)?,
        None => map.serialize_entry(property, &tag)?,
    }
    for (name, value) in properties.iter().filter(|(name, _)| *name != property) {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

/// Encodes several variants of a union as one value, which has what each of them has. If two have
/// different values for a property, the first one's is written.
///
/// # Errors
///
/// If a variant or the serializer fails.
pub(crate) fn several<T: Serialize, S: Serializer>(
    variants: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut merged = Value::Object(Map::new());
    for (index, variant) in variants.iter().enumerate() {
        let value = serde_json::to_value(variant).map_err(ser::Error::custom)?;
        if index == 0 {
            merged = value;
        } else {
            merge(&mut merged, &value);
        }
    }
    merged.serialize(serializer)
}
