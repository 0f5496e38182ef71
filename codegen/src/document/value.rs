//! Small operations on untyped JSON values.

use serde_json::{Map, Value};

/// The fields of an untyped object.
pub(crate) type JsonObject = Map<String, Value>;

/// An object with one field.
pub(crate) fn single(key: &str, value: Value) -> Value {
    let mut map = Map::new();
    map.insert(key.to_owned(), value);
    Value::Object(map)
}

/// A string that stands for an object with that string as its main field.
pub(crate) fn text_as(value: &Value, key: &str) -> Option<Value> {
    value.is_string().then(|| single(key, value.clone()))
}

/// The text of a field.
pub(crate) fn text<'a>(map: &'a JsonObject, key: &str) -> Option<&'a str> {
    map.get(key)?.as_str()
}

/// Moves the fields that `wanted` accepts into a new object.
pub(crate) fn take(map: &mut JsonObject, wanted: impl Fn(&str) -> bool) -> JsonObject {
    let mut taken = Map::new();
    for (key, value) in std::mem::take(map) {
        let target = if wanted(&key) { &mut taken } else { &mut *map };
        target.insert(key, value);
    }
    taken
}

/// Leaves of the fields of an object its description, if that is a text.
pub(crate) fn keep_description(map: &mut JsonObject) {
    map.retain(|key, value| key == "description" && value.is_string());
}

/// Gives a field another name; it becomes the last one.
pub(crate) fn carry(map: &mut JsonObject, from: &str, to: &str) {
    if let Some(value) = map.shift_remove(from) {
        map.insert(to.to_owned(), value);
    }
}

/// Adds an entry to the object `key` of a map, which is made if it is not there.
pub(crate) fn entry_of<'a>(value: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    let map = value.as_object_mut()?;
    Some(map.entry(key).or_insert_with(|| Value::Object(Map::new())))
}

/// The `$ref` of a node, if it has one.
pub(crate) fn reference_of(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// What a value is, with an article.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value as a message shows it.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => type_name(value).to_owned(),
        scalar => format!("`{scalar}`"),
    }
}

/// Words in backticks, with commas between them.
pub(crate) fn quoted_list<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    quoted.join(", ")
}
