//! The repair of a Schema Object: what real documents do beyond the specification.

use serde_json::{Map, Value};

use super::keywords::{is_annotation, is_structural, is_unused};
use super::{enumeration, json_schema, properties};
use crate::document::files::version::Version;
use crate::document::reader::Reader;
use crate::document::value::{JsonObject, quoted_list, single, text};
use crate::document::{names, rules};

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array"];

pub(super) fn repair(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    json_schema::rewrite(reader, map);
    type_word(reader, map);
    missing_type(reader, map);
    properties::repair(reader, map);
    enumeration::repair(reader, map);
    if text(map, "type") == Some("array") && map.get("items").is_none_or(Value::is_null) {
        if reader.version == Version::V3_0 {
            let message = "this array has no `items`; its items can be any value";
            reader.warn(rules::MISSING_ITEMS, "", message, Some("add `items`"));
        }
        map.insert("items".to_owned(), Value::Object(Map::new()));
    }
    members(reader, map);
    true
}

/// A `type` that does not exist but says what is meant.
fn type_word(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let Some(Value::String(written)) = map.get("type") else {
        return;
    };
    if TYPES.contains(&written.as_str()) {
        return;
    }
    let written = written.clone();
    let lower = written.trim().to_ascii_lowercase();
    let (word, format) = match lower.as_str() {
        "str" | "text" | "char" | "enum" => ("string", None),
        "file" | "binary" => ("string", Some("binary")),
        "byte" | "base64" => ("string", Some("byte")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "time" => ("string", Some("time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "decimal" | "numeric" => ("number", None),
        "bool" => ("boolean", None),
        "list" | "set" | "tuple" => ("array", None),
        "map" | "dict" | "hash" | "struct" | "json" => ("object", None),
        other => match TYPES.iter().find(|word| **word == other) {
            Some(word) => (*word, None),
            None => ("", None),
        },
    };
    if word.is_empty() {
        let message = format!("`{written}` is not a type; it is ignored");
        let help = match names::nearest(&lower, TYPES.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use one of {}", quoted_list(TYPES)),
        };
        reader.warn(rules::UNKNOWN_TYPE, "type", message, Some(&help));
        map.shift_remove("type");
        return;
    }
    let meant = match format {
        Some(format) => format!("`type: {word}` with `format: {format}`"),
        None => format!("`type: {word}`"),
    };
    let message = format!("`{written}` is not a type; it is read as {meant}");
    let help = format!("write {meant}");
    reader.warn(rules::UNKNOWN_TYPE, "type", message, Some(&help));
    map.insert("type".to_owned(), word.into());
    if let Some(format) = format {
        map.entry("format").or_insert_with(|| format.into());
    }
}

/// The type that follows from what else a schema says.
fn missing_type(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let composed = ["allOf", "anyOf", "oneOf", "not", "$ref"];
    if map.contains_key("type") || composed.iter().any(|key| map.contains_key(*key)) {
        return;
    }
    let word = if map.get("properties").is_some_and(Value::is_object)
        || map
            .get("additionalProperties")
            .is_some_and(|value| value.is_object() || value.is_boolean())
    {
        "object"
    } else if map.get("items").is_some_and(serde_json::Value::is_object) {
        "array"
    } else if let Some(word) = type_of_values(map.get("enum")) {
        word
    } else {
        // As a member of `allOf` it says so of what the other members describe; in 3.1 it is how a
        // union with `null` is written here.
        let is_member = reader.pointer.rsplit('/').nth(1) == Some("allOf");
        let is_nullable = map.get("nullable") == Some(&Value::Bool(true)) && !is_member;
        if is_nullable && !map.contains_key("enum") && reader.version == Version::V3_0 {
            let message = "`nullable` has no effect without `type`; the value can be anything";
            reader.warn(rules::NULLABLE_TYPE, "", message, Some("add `type`"));
        }
        return;
    };
    // JSON Schema asks for no `type`, and a constant states it well enough.
    if reader.version == Version::V3_0 {
        let message = format!("this schema has no `type`; it is read as `type: {word}`");
        let help = format!("add `type: {word}`");
        reader.warn(rules::MISSING_TYPE, "", message, Some(&help));
    }
    map.insert("type".to_owned(), word.into());
}

/// The type of all values of an `enum`, if they have one.
fn type_of_values(values: Option<&Value>) -> Option<&'static str> {
    let mut values = values?.as_array()?.iter().filter(|value| !value.is_null());
    let type_of = |value: &Value| match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    let first = type_of(values.next()?)?;
    values
        .all(|value| type_of(value) == Some(first))
        .then_some(first)
}

/// Members of a composition that are `null`, and compositions without members.
fn members(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    for key in ["allOf", "anyOf", "oneOf"] {
        if let Some(Value::Array(members)) = map.get(key)
            && members.is_empty()
        {
            map.shift_remove(key);
            let message = format!("`{key}` has no members; it is ignored");
            reader.warn(rules::WRONG_TYPE, key, message, Some("list its members"));
        }
    }
}

/// A reference with anything beside it that matters is a composition. In 3.0 only what describes the
/// value is kept: the specification ignores it all, but that much is surely meant.
pub(super) fn beside_reference(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    reference: &str,
) -> bool {
    map.retain(|key, value| {
        key != "summary" && !is_unused(key) && !json_schema::closes(key, value)
    });
    if reader.version == Version::V3_0 {
        let structural: Vec<_> = map
            .keys()
            .filter(|key| !is_annotation(key))
            .cloned()
            .collect();
        if !structural.is_empty() {
            let message = format!(
                "OpenAPI 3.0 ignores the fields next to `$ref`: {}",
                quoted_list(&structural)
            );
            let help = "use `allOf` to combine them with the reference";
            reader.warn(rules::REF_SIBLINGS, "", message, Some(help));
            map.retain(|key, _| !structural.contains(key));
        }
    }
    if map.is_empty() {
        return false;
    }
    let at = reader.pointer.clone();
    let target = single("$ref", reference.into());
    let members = map
        .entry("allOf")
        .or_insert_with(|| Value::Array(Vec::new()));
    if !members.is_array() {
        *members = Value::Array(vec![members.take()]);
    }
    if let Value::Array(members) = members {
        reader.moved_down(&format!("{at}/allOf"), members.len());
        reader.moved(&at, &format!("{at}/allOf/0"));
        members.insert(0, target);
    }
    true
}

/// Leaves what stands beside a reference that leads nowhere, as [`beside_reference`] would. In a
/// list it must say which values there are.
pub(super) fn keep_beside(reader: &Reader<'_, '_>, map: &mut JsonObject) {
    let is_older = reader.version == Version::V3_0;
    map.retain(|key, _| is_annotation(key) || !(is_older || is_unused(key) || key == "summary"));
    if reader.is_item && !map.keys().any(|key| is_structural(key)) {
        map.clear();
    }
}

/// A union of which one member or none is left would be that member, and refuse what the lost one
/// describes: it accepts any value instead.
pub(super) fn lost_member(reader: &Reader<'_, '_>, members: &mut Vec<Value>) {
    let is_union = ["/oneOf", "/anyOf"]
        .iter()
        .any(|key| reader.pointer.ends_with(key));
    if is_union && members.len() < 2 {
        members.push(Value::Object(Map::new()));
    }
}
