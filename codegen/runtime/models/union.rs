//! Unions: `oneOf`, `anyOf` and discriminated hierarchies.
//!
//! A union is decoded from a buffered [`Value`]: by its tag if it has one, otherwise by offering
//! the value to each variant and taking the one that keeps most of it.

use super::describe::describe;
use serde::{
    Deserialize, Serialize, Serializer,
    de::{self, DeserializeOwned},
    ser::{self, SerializeMap},
};
use serde_json::{Number, Value};

/// The variants of a union that has no tag, offered one after the other.
pub(crate) struct Candidates<'v, U> {
    value: &'v Value,
    leaves: usize,
    best: Option<(usize, U)>,
    spare: Option<U>,
    settled: bool,
}

impl<'v, U> Candidates<'v, U> {
    /// No candidates yet for this value.
    #[must_use]
    pub(crate) fn new(value: &'v Value) -> Self {
        Self {
            value,
            leaves: leaves(value),
            best: None,
            spare: None,
            settled: false,
        }
    }

    /// Offers the value to a variant. The first one that keeps everything is taken; failing that,
    /// the one that keeps most.
    #[must_use]
    pub(crate) fn offer<T: Deserialize<'v> + Serialize>(self, wrap: impl FnOnce(T) -> U) -> Self {
        self.offer_open(wrap, |_| true)
    }

    /// Offers the value to a variant that accepts unknown values, such as an enum. If the value is
    /// not `known`, the variant is taken only if no other one fits.
    #[must_use]
    pub(crate) fn offer_open<T: Deserialize<'v> + Serialize>(
        mut self,
        wrap: impl FnOnce(T) -> U,
        known: impl FnOnce(&T) -> bool,
    ) -> Self {
        if self.settled {
            return self;
        }
        if let Ok(content) = T::deserialize(self.value)
            && let Ok(encoded) = serde_json::to_value(&content)
        {
            let kept = kept(self.value, &encoded);
            if !known(&content) {
                self.spare.get_or_insert_with(|| wrap(content));
            } else if kept == self.leaves || kept > self.best.as_ref().map_or(0, |best| best.0) {
                self.settled = kept == self.leaves;
                self.best = Some((kept, wrap(content)));
            }
        }
        self
    }

    /// The variant that was taken; `None` if no variant keeps anything of the value.
    #[must_use]
    pub(crate) fn finish(self) -> Option<U> {
        self.best.map(|(_, best)| best).or(self.spare)
    }
}

/// How many leaves a value has. A property that is `null` counts as absent; an empty array or
/// object is a leaf.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(items) if !items.is_empty() => items.iter().map(leaves).sum(),
        Value::Object(properties) if !properties.is_empty() => {
            let present = properties.values().filter(|value| !value.is_null());
            present.map(leaves).sum()
        }
        _ => 1,
    }
}

/// How many leaves of `value` the `encoded` one still has.
fn kept(value: &Value, encoded: &Value) -> usize {
    match (value, encoded) {
        (Value::Array(items), Value::Array(others)) if !items.is_empty() => {
            let pairs = items.iter().zip(others);
            pairs.map(|(item, other)| kept(item, other)).sum()
        }
        (Value::Object(properties), Value::Object(others)) if !properties.is_empty() => properties
            .iter()
            .filter(|(_, value)| !value.is_null())
            .filter_map(|(name, value)| Some(kept(value, others.get(name)?)))
            .sum(),
        (Value::Number(number), Value::Number(other)) => usize::from(same_number(number, other)),
        (value, other) => usize::from(value == other),
    }
}

fn same_number(one: &Number, other: &Number) -> bool {
    one == other || (one.is_f64() != other.is_f64() && one.as_f64() == other.as_f64())
}

/// The tag of an object: the property that says which variant it is.
#[must_use]
pub(crate) fn tag<'v>(value: &'v Value, property: &str) -> Option<&'v str> {
    value.get(property).and_then(Value::as_str)
}

/// Decodes the variant that the tag selects.
///
/// # Errors
///
/// If the value cannot be decoded. The message does not contain the value.
pub(crate) fn decode<T: DeserializeOwned, E: de::Error>(value: Value) -> Result<T, E> {
    serde_json::from_value(value).map_err(|error| E::custom(describe(&error)))
}

/// Encodes a variant, and adds the tag if its content does not have it.
///
/// # Errors
///
/// If the content or the serializer fails.
pub(crate) fn tagged<T: Serialize, S: Serializer>(
    content: &T,
    property: &str,
    tag: &str,
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
        None => map.serialize_entry(property, tag)?,
    }
    for (name, value) in properties.iter().filter(|(name, _)| *name != property) {
        map.serialize_entry(name, value)?;
    }
    map.end()
}
