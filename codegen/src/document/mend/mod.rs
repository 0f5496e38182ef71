//! Mending rules, by the object that they apply to. The grammar names them.

pub(super) mod document;
pub(super) mod operation;
pub(super) mod parameter;
pub(super) mod reference;
pub(super) mod schema;
pub(super) mod security;
mod swagger;
pub(super) mod upgrade;

use serde_json::{Map, Value};

/// The text of a field.
fn text<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    map.get(key)?.as_str()
}

/// Moves fields that exist into a new object.
fn take(map: &mut Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let mut taken = Map::new();
    for key in keys {
        if let Some(value) = map.shift_remove(*key) {
            taken.insert((*key).to_owned(), value);
        }
    }
    taken
}

/// Keeps a field as an extension, where the model has no place for it.
fn carry(map: &mut Map<String, Value>, key: &str, extension: &str) {
    if let Some(value) = map.shift_remove(key) {
        map.insert(extension.to_owned(), value);
    }
}
