//! The repair of a Schema Object: what real documents do beyond the specification.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::keywords::{is_annotation, is_structural, is_unused};
use super::{json_schema, properties};
use crate::document::files::version::Version;
use crate::document::reader::Reader;
use crate::document::value::{JsonObject, quoted_list, shown, single, text};
use crate::document::{names, rules};

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array"];

pub(super) fn repair(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    json_schema::rewrite(reader, map);
    type_word(reader, map);
    missing_type(reader, map);
    properties::repair(reader, map);
    enumeration(reader, map);
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

/// The values of an `enum`: no value twice, and of the type that the schema states.
fn enumeration(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    if map
        .get("enum")
        .is_some_and(|values| !values.is_array() && !values.is_null())
    {
        let message = "`enum` must be a list; the value is read as a list with one item";
        reader.warn(rules::ENUM_VALUES, "enum", message, Some("write a list"));
        if let Some(value) = map.get_mut("enum") {
            *value = Value::Array(vec![value.take()]);
        }
    }
    let kind = text(map, "type").unwrap_or_default().to_owned();
    if matches!(kind.as_str(), "array" | "object") {
        whole_values(reader, map, &kind);
    }
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return;
    };
    if values.is_empty() {
        map.shift_remove("enum");
        let message = "this `enum` has no values; it is ignored";
        reader.warn(rules::ENUM_VALUES, "enum", message, Some("list the values"));
        return;
    }
    let mut converted = Vec::new();
    let mut twice = Vec::new();
    let mut seen = HashSet::new();
    values.retain_mut(|value| {
        if let Some(fitting) = fit(value, &kind) {
            // `1.0` is an integer; only the model wants it as `1`.
            if kind != "integer" || !value.is_number() {
                converted.push(shown(value));
            }
            *value = fitting;
        }
        let new = seen.insert(value.to_string());
        if !new {
            twice.push(shown(value));
        }
        new
    });
    let null = values.iter().any(Value::is_null);
    if !converted.is_empty() {
        let message = format!(
            "`enum` has values that are not of type `{kind}`: {}; they are converted",
            converted.join(", ")
        );
        let help = if kind == "string" {
            "write the values in quotes"
        } else {
            "write the values without quotes"
        };
        reader.warn(rules::ENUM_VALUES, "enum", message, Some(help));
    }
    if !twice.is_empty() {
        let message = format!("`enum` has duplicate values: {}", twice.join(", "));
        reader.warn(
            rules::ENUM_VALUES,
            "enum",
            message,
            Some("remove all but one of them"),
        );
    }
    if null {
        map.insert("nullable".to_owned(), true.into());
    }
}

/// The `enum` of an array or an object lists whole ones. The type is that of any of them: what is in
/// them is said by the other keywords. Scalars can only be meant as the values of the items.
fn whole_values(reader: &mut Reader<'_, '_>, map: &mut JsonObject, kind: &str) {
    let Some(Value::Array(values)) = map.get("enum") else {
        return;
    };
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    let null = values.iter().any(Value::is_null);
    let of_items = kind == "array" && !null && !values.is_empty() && values.iter().all(is_scalar);
    let values = map.shift_remove("enum");
    if null {
        map.insert("nullable".to_owned(), true.into());
    }
    if !of_items {
        return;
    }
    let items = map
        .entry("items")
        .or_insert_with(|| Value::Object(Map::new()));
    if let (Value::Object(items), Some(values)) = (items, values)
        && !["$ref", "enum"].iter().any(|key| items.contains_key(*key))
    {
        items.insert("enum".to_owned(), values);
        let message = "`enum` has values that are not arrays; they are read as those of the items";
        let help = "move `enum` to `items`";
        reader.warn(rules::ENUM_VALUES, "enum", message, Some(help));
    }
}

/// The value as one of the type, if it is a scalar of another.
fn fit(value: &Value, kind: &str) -> Option<Value> {
    match (kind, value) {
        ("string", Value::Bool(_) | Value::Number(_)) => Some(value.to_string().into()),
        ("integer", Value::String(text)) => Some(text.trim().parse::<i64>().ok()?.into()),
        ("integer", Value::Number(number)) if number.is_f64() => {
            let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
            format!("{float:.0}").parse::<i64>().ok().map(Value::from)
        }
        ("number", Value::String(text)) => {
            serde_json::Number::from_f64(text.trim().parse().ok()?).map(Value::Number)
        }
        ("boolean", Value::String(text)) => Some(text.parse::<bool>().ok()?.into()),
        _ => None,
    }
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
