//! Taking fields out of an untyped object.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::{Map, Number, Value};

/// The fields of an object.
pub(super) type Fields = Map<String, Value>;

/// The fields of a value; none if it is no object.
pub(super) fn fields(value: Value) -> Fields {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// What is left after all other fields were taken, of that the extensions.
pub(super) fn extensions(fields: Fields) -> IndexMap<String, Value> {
    fields
        .into_iter()
        .filter(|(key, _)| key.starts_with("x-"))
        .collect()
}

pub(super) fn any(fields: &mut Fields, key: &str) -> Option<Value> {
    fields.shift_remove(key).filter(|value| !value.is_null())
}

pub(super) fn text(fields: &mut Fields, key: &str) -> Option<String> {
    match fields.shift_remove(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

pub(super) fn text_or_empty(fields: &mut Fields, key: &str) -> String {
    text(fields, key).unwrap_or_default()
}

pub(super) fn maybe_flag(fields: &mut Fields, key: &str) -> Option<bool> {
    fields.shift_remove(key)?.as_bool()
}

pub(super) fn flag(fields: &mut Fields, key: &str) -> bool {
    maybe_flag(fields, key).unwrap_or_default()
}

pub(super) fn number(fields: &mut Fields, key: &str) -> Option<Number> {
    match fields.shift_remove(key) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}

pub(super) fn count(fields: &mut Fields, key: &str) -> Option<usize> {
    usize::try_from(fields.shift_remove(key)?.as_u64()?).ok()
}

/// An object, made from its fields.
pub(super) fn object<T>(
    fields: &mut Fields,
    key: &str,
    make: impl FnOnce(Fields) -> T,
) -> Option<T> {
    match fields.shift_remove(key) {
        Some(Value::Object(map)) => Some(make(map)),
        _ => None,
    }
}

/// The items of a list.
pub(super) fn values(fields: &mut Fields, key: &str) -> Option<Vec<Value>> {
    match fields.shift_remove(key) {
        Some(Value::Array(items)) => Some(items),
        _ => None,
    }
}

pub(super) fn list<T>(fields: &mut Fields, key: &str, mut make: impl FnMut(Value) -> T) -> Vec<T> {
    let items = values(fields, key).unwrap_or_default();
    items.into_iter().map(&mut make).collect()
}

pub(super) fn texts(value: Value) -> Vec<String> {
    let Value::Array(items) = value else {
        return Vec::new();
    };
    let text = |item| match item {
        Value::String(text) => Some(text),
        _ => None,
    };
    items.into_iter().filter_map(text).collect()
}

/// The entries of a map.
pub(super) fn map<T>(
    fields: &mut Fields,
    key: &str,
    mut make: impl FnMut(Value) -> T,
) -> IndexMap<String, T> {
    let entries = object(fields, key, |entries| entries).unwrap_or_default();
    entries
        .into_iter()
        .map(|(key, value)| (key, make(value)))
        .collect()
}

/// A reference, or what may stand in its place.
pub(super) fn or_ref<T>(value: Value, make: impl FnOnce(Fields) -> T) -> ReferenceOr<T> {
    let mut fields = fields(value);
    match text(&mut fields, "$ref") {
        Some(reference) => ReferenceOr::Reference { reference },
        None => ReferenceOr::Item(make(fields)),
    }
}
