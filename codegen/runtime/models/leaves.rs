//! How much of a JSON value another one has, and putting two together.

use serde_json::{Number, Value};

/// Adds what `other` has and `value` does not.
pub(super) fn merge(value: &mut Value, other: &Value) {
    match (value, other) {
        (Value::Object(properties), Value::Object(others)) => {
            for (name, other) in others {
                match properties.get_mut(name) {
                    Some(value) => merge(value, other),
                    None => {
                        properties.insert(name.clone(), other.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (item, other) in items.iter_mut().zip(others) {
                merge(item, other);
            }
        }
        _ => {}
    }
}

/// How many leaves a value has. A property that is `null` counts as absent; an empty array or
/// object is a leaf.
pub(super) fn leaves(value: &Value) -> usize {
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
pub(super) fn kept(value: &Value, encoded: &Value) -> usize {
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
