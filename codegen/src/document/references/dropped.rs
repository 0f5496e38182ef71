//! Removing what refers to components that could not be repaired.

use serde_json::Value;

use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::value::{JsonObject, reference_of};
use crate::document::walk::missing::{add_notes, shown};

/// Removes references to components that were dropped from the whole document.
pub(crate) fn remove(reader: &mut Reader<'_, '_>, root: &mut Value) {
    if !reader.components.dropped.is_empty() {
        reader.pointer.clear();
        reader.notes.clear();
        remove_references(reader, root);
    }
}

fn remove_references(reader: &mut Reader<'_, '_>, value: &mut Value) {
    let gone = |child: &Value| {
        let reference = reference_of(child)?;
        reader.components.dropped.get(reference).cloned()
    };
    let notes = reader.notes.len();
    let mut found = Vec::new();
    let mut kept: Vec<usize> = Vec::new();
    match value {
        Value::Object(map) => map.retain(|key, child| {
            let lost = gone(child);
            let keep = lost.is_none();
            found.extend(lost.map(|reference| (key.clone(), reference)));
            keep
        }),
        Value::Array(items) => {
            let mut index = 0;
            items.retain(|child| {
                let lost = gone(child);
                let keep = lost.is_none();
                if keep {
                    kept.push(index);
                }
                found.extend(lost.map(|reference| (index.to_string(), reference)));
                index += 1;
                keep
            });
        }
        _ => return,
    }
    for (key, reference) in found {
        let message =
            format!("`{reference}` is ignored, so this reference to it is ignored as well");
        reader.warn(
            rules::DROPPED_COMPONENT,
            &key,
            message,
            Some("fix the component"),
        );
        reader.notes.push(format!(
            "The API description refers to `{}` here, which is left out because it is broken itself.",
            shown(&reference)
        ));
    }
    let at = reader.pointer.clone();
    for (to, from) in kept.into_iter().enumerate() {
        reader.moved_item(&at, from, to);
    }
    match value {
        Value::Object(map) => {
            for (key, child) in map.iter_mut() {
                reader.descend(key, |reader| remove_references(reader, child));
            }
            describe(reader, map, notes);
        }
        Value::Array(items) => {
            for (index, child) in items.iter_mut().enumerate() {
                reader.descend(&index.to_string(), |reader| {
                    remove_references(reader, child);
                });
            }
        }
        _ => {}
    }
}

/// Says what was left out below an operation, since there were `before` notes, in its description.
/// What a path lost, all of its operations did.
fn describe(reader: &mut Reader<'_, '_>, map: &mut JsonObject, before: usize) {
    if reader.notes.len() == before {
        return;
    }
    let is_operation = |value: &Value| value.get("responses").is_some_and(Value::is_object);
    if map.get("responses").is_some_and(Value::is_object) {
        let notes = reader.notes.split_off(before);
        add_notes(map, &notes);
    } else if map.values().any(is_operation) {
        let notes = reader.notes.split_off(before);
        for operation in map.values_mut().filter(|value| is_operation(value)) {
            if let Value::Object(operation) = operation {
                add_notes(operation, &notes);
            }
        }
    }
}
