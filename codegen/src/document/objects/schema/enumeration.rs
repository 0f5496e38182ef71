//! The values of an `enum`, and the texts that extensions have for them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::document::extensions::{ENUM_DESCRIPTIONS, ENUM_NAMES};
use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::value::{JsonObject, shown, text};

/// Lists of texts by the position of the value, or maps of texts by value.
const TEXTS: [&str; 2] = [ENUM_NAMES, ENUM_DESCRIPTIONS];

/// The values of an `enum`: no value twice, and of the type that the schema states.
pub(super) fn repair(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
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
    texts(reader, map);
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
    let mut is_new = Vec::with_capacity(values.len());
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
        is_new.push(new);
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
        retain_texts(map, &is_new);
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
    let texts = TEXTS.map(|extension| (extension, map.shift_remove(extension)));
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
        for (extension, texts) in texts {
            if let Some(texts) = texts {
                items.entry(extension).or_insert(texts);
            }
        }
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

/// Leaves out texts that cannot be told to be for which value: a value with the name of another one
/// would be sent in its place.
fn texts(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let Some(values) = map.get("enum").and_then(Value::as_array) else {
        return;
    };
    let is_null: Vec<bool> = values.iter().map(Value::is_null).collect();
    let count = is_null.len();
    let nulls = is_null.iter().filter(|&&is_null| is_null).count();
    let is_text = |text: &Value| text.is_string() || text.is_null();
    for extension in TEXTS {
        // `null` needs no text.
        if let Some(Value::Array(texts)) = map.get_mut(extension)
            && texts.len() + nulls == count
        {
            let mut given = std::mem::take(texts).into_iter();
            let next = |&is_null: &bool| {
                if is_null {
                    Value::Null
                } else {
                    given.next().unwrap_or_default()
                }
            };
            *texts = is_null.iter().map(next).collect();
        }
        let wrong = match map.get(extension) {
            None => continue,
            Some(Value::Array(texts)) if texts.len() != count => {
                format!(
                    "has another length than `enum`: {}, not {count}",
                    texts.len()
                )
            }
            Some(Value::Array(texts)) if texts.iter().all(is_text) => continue,
            Some(Value::Object(texts)) if texts.values().all(is_text) => continue,
            Some(Value::Array(_) | Value::Object(_)) => "has something else than texts".to_owned(),
            Some(_) => "is neither a list nor a map".to_owned(),
        };
        map.shift_remove(extension);
        let message = format!("`{extension}` {wrong}; it is ignored");
        let help = "list a text for each value, in the order of `enum`";
        reader.warn(rules::ENUM_TEXTS, extension, message, Some(help));
    }
}

/// Leaves of the lists of texts those whose values are still there.
fn retain_texts(map: &mut JsonObject, is_there: &[bool]) {
    for extension in TEXTS {
        if let Some(Value::Array(texts)) = map.get_mut(extension) {
            let mut is_there = is_there.iter();
            texts.retain(|_| is_there.next() == Some(&true));
        }
    }
}
