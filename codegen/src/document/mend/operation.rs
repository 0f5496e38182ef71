//! Operations, request bodies and responses.

use serde_json::{Map, Value};

use super::{take, text};
use crate::document::grammar::single;
use crate::document::pointer;
use crate::document::rules;
use crate::document::version::Version;
use crate::document::walk::Walker;

type Fields = Map<String, Value>;

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// OpenAPI 3.0.4, Path Item Object; 3.2 adds methods that the client cannot send.
pub(crate) fn path_item(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    let keys: Vec<String> = map.keys().cloned().collect();
    for key in keys {
        let lower = key.to_ascii_lowercase();
        if key == "query" {
            unsupported(walker, "query", "QUERY");
            map.shift_remove("query");
        } else if key == "additionalOperations" {
            let methods = map.get(&key).and_then(Value::as_object);
            let names: Vec<String> = methods.into_iter().flat_map(Map::keys).cloned().collect();
            for name in names {
                unsupported(walker, "additionalOperations", &name);
            }
            map.shift_remove(&key);
        } else if key != lower && METHODS.contains(&lower.as_str()) && !map.contains_key(&lower) {
            let message = format!("the method `{key}` is written `{lower}`");
            let help = format!("write `{lower}`");
            walker.warn(rules::UNKNOWN_WORD, &key, message, Some(&help));
            rename(walker, map, &key, &lower);
        }
    }
    true
}

fn unsupported(walker: &mut Walker<'_, '_>, key: &str, method: &str) {
    let message = format!("the method `{method}` is not generated; the operation is left out");
    walker.warn(rules::UNKNOWN_METHOD, key, message, None);
}

/// Gives a field another name, in its place.
fn rename(walker: &mut Walker<'_, '_>, map: &mut Fields, from: &str, to: &str) {
    let (file, origin) = walker.origins.of(&pointer::join(&walker.pointer, from));
    let now = pointer::join(&walker.pointer, to);
    walker.origins.insert(&now, file, &origin);
    *map = std::mem::take(map)
        .into_iter()
        .map(|(key, value)| (if key == from { to.to_owned() } else { key }, value))
        .collect();
}

/// OpenAPI 3.0.4, Operation Object.
pub(crate) fn operation(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if !map
        .get("responses")
        .is_some_and(|all| all.is_object() || all.is_array())
    {
        // Since 3.1 they may be left out.
        if walker.version == Version::V3_0 || map.contains_key("responses") {
            let message = "an operation without `responses`: any response is undocumented";
            walker.warn(
                rules::MISSING_RESPONSES,
                "",
                message,
                Some("add `responses`"),
            );
        }
        map.insert("responses".to_owned(), Value::Object(Map::new()));
    }
    if let Some(Value::Array(tags)) = map.get_mut("tags") {
        let before = tags.len();
        tags.retain(|tag| tag.as_str() != Some(""));
        if tags.len() != before {
            let message = "an empty tag; it is left out";
            walker.warn(
                rules::NAMELESS,
                "tags",
                message,
                Some("remove it, or name the tag"),
            );
        }
    }
    super::swagger::parameters(walker, map);
    if map.get("requestBody").is_some_and(Value::is_null) {
        map.shift_remove("requestBody");
    }
    true
}

/// A schema that stands where an object with `content` belongs becomes its JSON content.
fn wrap_schema(walker: &mut Walker<'_, '_>, map: &mut Fields, what: &str) {
    if map.contains_key("content") {
        return;
    }
    let schema = if let Some(schema) = map.shift_remove("schema") {
        schema
    } else if map.contains_key("type") || map.contains_key("properties") {
        let keys = [
            "type",
            "format",
            "properties",
            "required",
            "items",
            "enum",
            "additionalProperties",
            "allOf",
            "oneOf",
            "anyOf",
            "example",
        ];
        Value::Object(take(map, &keys))
    } else {
        return;
    };
    let message =
        format!("{what} without `content`; the schema is taken as that of `application/json`");
    let help = "put it below `content`, `application/json`, `schema`";
    walker.warn(rules::BODY_SCHEMA, "", message, Some(help));
    let media = single("schema", schema);
    map.insert("content".to_owned(), single("application/json", media));
}

/// OpenAPI 3.0.4, Request Body Object.
pub(crate) fn body(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    wrap_schema(walker, map, "a request body");
    true
}

/// A map from media types.
pub(crate) fn content(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    let bare = ["schema", "example", "examples"];
    if map.contains_key("schema") && map.keys().all(|key| bare.contains(&key.as_str())) {
        let message = "a schema without media type; `application/json` is taken";
        let help = "put it below `application/json`";
        walker.warn(rules::MISSING_MEDIA_TYPE, "", message, Some(help));
        let media = Value::Object(std::mem::take(map));
        map.insert("application/json".to_owned(), media);
    }
    true
}

/// OpenAPI 3.0.4, Media Type Object.
pub(crate) fn media_type(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    super::parameter::examples(walker, map);
    true
}

/// OpenAPI 3.0.4, Responses Object: its keys.
pub(crate) fn responses(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    let keys: Vec<String> = map.keys().cloned().collect();
    for key in keys {
        if key.starts_with("x-") || key == "default" {
            continue;
        }
        match status(&key) {
            Some(status) if status == key => {}
            Some(status) if !map.contains_key(&status) => {
                if !status.eq_ignore_ascii_case(&key) {
                    let message = format!("`{key}` is read as the status `{status}`");
                    let help = format!("write `{status}`");
                    walker.warn(rules::STATUS_CODE, &key, message, Some(&help));
                }
                rename(walker, map, &key, &status);
            }
            _ => {
                let message =
                    format!("`{key}` is no status code, range or `default`; it is left out");
                let help = "status codes are `100` to `599`, ranges `1XX` to `5XX`";
                walker.warn(rules::STATUS_CODE, &key, message, Some(help));
                map.shift_remove(&key);
            }
        }
    }
    true
}

/// The key as the specification writes it.
fn status(key: &str) -> Option<String> {
    let key = key.trim().trim_end_matches(".0");
    if key.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    let [class, rest @ ..] = key.as_bytes() else {
        return None;
    };
    if rest.len() != 2 || !(b'1'..=b'9').contains(class) {
        return None;
    }
    if rest.iter().all(u8::is_ascii_digit) {
        return Some(key.to_owned());
    }
    let range = rest.iter().all(|byte| matches!(byte, b'x' | b'X' | b'*'));
    (range && *class <= b'5').then(|| format!("{}XX", char::from(*class)))
}

/// OpenAPI 3.0.4, Response Object.
pub(crate) fn response(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if map.get("description").is_none_or(Value::is_null) {
        // Since 3.2 it may be left out.
        if walker.version < Version::V3_2 {
            let message = "a response without `description`";
            walker.warn(
                rules::MISSING_DESCRIPTION,
                "",
                message,
                Some("add `description`"),
            );
        }
        let summary = text(map, "summary").unwrap_or_default().to_owned();
        map.insert("description".to_owned(), summary.into());
    }
    wrap_schema(walker, map, "a response");
    true
}

/// OpenAPI 3.0.4, Callback Object: the model keeps no extensions there.
pub(crate) fn callback(_: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    map.retain(|key, _| !key.starts_with("x-"));
    true
}
