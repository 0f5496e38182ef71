//! JSON Schema 2020-12, as OpenAPI 3.1 and 3.2 use it, in the words of OpenAPI 3.0.
//!
//! Validation that the model has no words for (`if`, `contains`, `dependentSchemas` …) is left out
//! by the grammar; here is what says which values there are.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::keywords::{Types, is_structural, speaks_of};
use super::{annotated_enum, null_members};
use crate::document::files::version::Version;
use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::value::{JsonObject, single, text};

/// Rewrites the keywords of one schema, its members not yet.
pub(super) fn rewrite(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    // First of all: what is left of a union may bring keywords that are rewritten below.
    for key in null_members::take(reader, map) {
        newer(reader, key, "a member of type `null`");
    }
    if let Some(key) = annotated_enum::take(map) {
        newer(reader, key, "`const`");
    }
    dynamic_ref(map);
    examples(map);
    constant(reader, map);
    exclusive(map, "exclusiveMinimum", "minimum", |bound, other| {
        other > bound
    });
    exclusive(map, "exclusiveMaximum", "maximum", |bound, other| {
        other < bound
    });
    content(map);
    tuple(reader, map);
    unevaluated(reader, map);
    patterns(map);
    types(reader, map);
}

fn newer(reader: &mut Reader<'_, '_>, key: &str, what: &str) {
    if reader.version == Version::V3_0 {
        let message = format!("{what} is an OpenAPI 3.1 feature; it is read as in OpenAPI 3.1");
        let help =
            "set `openapi: 3.1.0`, or use the OpenAPI 3.0 equivalent, such as `nullable: true`";
        reader.warn(rules::NEWER_KEYWORD, key, message, Some(help));
    }
}

/// A dynamic reference to an anchor of its own is a reference; others say too little.
fn dynamic_ref(map: &mut JsonObject) {
    for key in ["$dynamicRef", "$recursiveRef"] {
        map.shift_remove(key);
    }
}

/// A list of examples: the first is the example.
fn examples(map: &mut JsonObject) {
    match map.shift_remove("examples") {
        Some(Value::Array(list)) => {
            if let Some(first) = list.into_iter().next() {
                map.entry("example").or_insert(first);
            }
        }
        // A map of Example Objects, which belongs to media types and parameters.
        Some(Value::Object(named)) => {
            let value = named.values().find_map(|example| example.get("value"));
            if let Some(value) = value {
                map.entry("example").or_insert_with(|| value.clone());
            }
        }
        _ => {}
    }
}

fn constant(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    if let Some(value) = map.shift_remove("const") {
        newer(reader, "const", "`const`");
        map.insert("enum".to_owned(), Value::Array(vec![value]));
    }
}

/// A numeric exclusive bound becomes the bound and a flag, unless the other bound is stricter.
fn exclusive(map: &mut JsonObject, key: &str, plain: &str, stricter: fn(f64, f64) -> bool) {
    let Some(bound) = map.get(key).filter(|bound| bound.is_number()).cloned() else {
        return;
    };
    let number = bound.as_f64().unwrap_or_default();
    let other = map.get(plain).and_then(Value::as_f64);
    if other.is_some_and(|other| stricter(number, other)) {
        map.shift_remove(key);
    } else {
        map.insert(plain.to_owned(), bound);
        map.insert(key.to_owned(), true.into());
    }
}

/// OpenAPI 3.1.2, Working with Binary Data.
fn content(map: &mut JsonObject) {
    let encoding = map.shift_remove("contentEncoding");
    let media = map.shift_remove("contentMediaType");
    if map.contains_key("format") {
        return;
    }
    let format = match (encoding.as_ref().and_then(Value::as_str), &media) {
        (Some("base64"), _) => "byte",
        // No encoding at all (RFC 2045, section 6.2).
        (Some("binary"), _) => "binary",
        (None, Some(Value::String(media))) if is_binary(media) => "binary",
        _ => return,
    };
    map.insert("format".to_owned(), format.into());
    map.entry("type").or_insert_with(|| "string".into());
}

fn is_binary(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    let texts = [
        "json",
        "xml",
        "yaml",
        "javascript",
        "x-www-form-urlencoded",
        "graphql",
        "jwt",
    ];
    !essence.starts_with("text/") && !texts.iter().any(|text| essence.ends_with(text))
}

/// Items by position, of 2020-12 (JSON Schema, 10.3.1) or of older drafts: any of them. Unless
/// `items` says what follows them, or that nothing does, anything may.
fn tuple(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let older = map.get("items").is_some_and(Value::is_array);
    let key = if older { "items" } else { "prefixItems" };
    let unevaluated = map.shift_remove("unevaluatedItems");
    let Some(Value::Array(members)) = map.get_mut(key).map(Value::take) else {
        if let Some(items @ Value::Object(_)) = unevaluated {
            map.entry("items").or_insert(items);
        }
        return;
    };
    map.shift_remove("prefixItems");
    let rest = map.shift_remove(if older { "additionalItems" } else { "items" });
    let most = map.get("maxItems").and_then(Value::as_u64);
    let is_full = most.is_some_and(|most| most <= members.len() as u64);
    let at = reader.pointer.clone();
    let mut either: Vec<Value> = Vec::new();
    let mut seen = HashSet::new();
    for (index, member) in members.into_iter().enumerate() {
        if seen.insert(member.to_string()) {
            let (from, to) = (format!("{at}/{key}/{index}"), either.len());
            reader.moved(&from, &format!("{at}/items/anyOf/{to}"));
            either.push(member);
        }
    }
    match rest.or(unevaluated) {
        _ if is_full => {}
        Some(rest) if is_impossible(&rest) => {}
        Some(Value::Object(rest)) if !rest.is_empty() => either.push(Value::Object(rest)),
        // Older drafts are read so only where they say it: a list is also a mistake for its item.
        None if older => {}
        _ => either.clear(),
    }
    let items = match either.len() {
        0 => Value::Object(Map::new()),
        1 => {
            reader.moved(&format!("{at}/items/anyOf/0"), &format!("{at}/items"));
            either.remove(0)
        }
        _ => single("anyOf", Value::Array(either)),
    };
    map.insert("items".to_owned(), items);
}

/// Whether no value satisfies a schema.
fn is_impossible(schema: &Value) -> bool {
    *schema == json!(false) || *schema == json!({"not": {}})
}

/// Whether a keyword says that there are no further properties or items, of which nothing is made.
pub(super) fn closes(key: &str, value: &Value) -> bool {
    matches!(key, "unevaluatedProperties" | "unevaluatedItems") && is_impossible(value)
}

/// Properties that nothing else speaks of (JSON Schema 2020-12, 11.3) are additional properties,
/// unless a member of `allOf` has some of its own: those are spoken of.
fn unevaluated(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let Some(schema) = map.shift_remove("unevaluatedProperties") else {
        return;
    };
    if is_impossible(&schema) && map.contains_key("patternProperties") {
        map.entry("additionalProperties").or_insert(false.into());
    }
    let says = schema.is_object() || schema == Value::Bool(true);
    if !says || is_impossible(&schema) || map.contains_key("additionalProperties") {
        return;
    }
    match map.get_mut("allOf") {
        // A member that stands later overrides it.
        Some(Value::Array(members)) => {
            reader.moved_down(&format!("{}/allOf", reader.pointer), members.len());
            members.insert(0, single("additionalProperties", schema));
        }
        _ => {
            map.insert("additionalProperties".to_owned(), schema);
        }
    }
}

/// Properties by pattern are additional properties. Where the schema does not say what others are,
/// they may be anything (JSON Schema 2020-12, `additionalProperties`), and the keyword becomes a flag
/// that says so.
fn patterns(map: &mut JsonObject) {
    let Some(Value::Object(patterns)) = map.shift_remove("patternProperties") else {
        return;
    };
    let mut members: Vec<Value> = patterns
        .into_iter()
        .filter(|(pattern, _)| !pattern.starts_with("^x-"))
        .map(|(_, schema)| schema)
        .collect();
    match map.get("additionalProperties") {
        Some(Value::Bool(true)) => return,
        Some(Value::Object(schema)) => members.push(Value::Object(schema.clone())),
        _ => {}
    }
    let open = !map.contains_key("additionalProperties");
    let additional = match members.len() {
        0 => return,
        1 => members.remove(0),
        _ => single("anyOf", Value::Array(members)),
    };
    map.insert("additionalProperties".to_owned(), additional);
    if open {
        map.insert("patternProperties".to_owned(), true.into());
    }
}

/// A list of types: `null` is `nullable`, several others are a union.
fn types(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    if text(map, "type") == Some("null") || map.get("type").is_some_and(Value::is_null) {
        map.shift_remove("type");
        if !map.keys().any(|key| is_structural(key) && key != "format") {
            map.insert("enum".to_owned(), json!([null]));
        }
        map.insert("nullable".to_owned(), true.into());
        return;
    }
    let Some(Value::Array(list)) = map.get("type") else {
        return;
    };
    let mut words: Vec<String> = Vec::new();
    let mut nullable = false;
    for word in list {
        match word {
            Value::Null => nullable = true,
            Value::String(word) if word == "null" => nullable = true,
            Value::String(word) if !words.contains(word) => words.push(word.clone()),
            _ => {}
        }
    }
    newer(reader, "type", "a list of types");
    if words.iter().any(|word| word == "number") {
        words.retain(|word| word != "integer");
    }
    if nullable {
        map.insert("nullable".to_owned(), true.into());
    }
    match words.as_slice() {
        [] => {
            map.shift_remove("type");
            if nullable && !map.contains_key("enum") {
                map.insert("enum".to_owned(), json!([null]));
            }
        }
        [word] => {
            map.insert("type".to_owned(), word.as_str().into());
        }
        _ => {
            map.shift_remove("type");
            let unions = ["anyOf", "oneOf", "allOf"];
            // Members that are written out say more than the list of their types.
            if !unions.iter().any(|key| map.contains_key(*key)) && words.len() < 6 {
                let members = words.iter().filter_map(|word| member(map, word)).collect();
                map.retain(|key, _| !is_structural(key));
                map.insert("anyOf".to_owned(), Value::Array(members));
            }
        }
    }
}

/// The part of a schema that speaks of one type. `None` if its `enum` has no value of that type.
fn member(map: &JsonObject, word: &str) -> Option<Value> {
    let mut member = Map::new();
    member.insert("type".to_owned(), word.into());
    for (key, value) in map {
        if !speaks_of(key, Types::of(word)) || matches!(key.as_str(), "type" | "enum") {
            continue;
        }
        let numeric = matches!(value.as_str(), Some("int32" | "int64" | "float" | "double"));
        if key != "format" || numeric != (word == "string") {
            member.insert(key.clone(), value.clone());
        }
    }
    if let Some(Value::Array(values)) = map.get("enum") {
        let fits = |value: &&Value| match word {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            "array" => value.is_array(),
            _ => false,
        };
        let values: Vec<Value> = values.iter().filter(fits).cloned().collect();
        if values.is_empty() {
            return None;
        }
        member.insert("enum".to_owned(), Value::Array(values));
    }
    Some(Value::Object(member))
}
