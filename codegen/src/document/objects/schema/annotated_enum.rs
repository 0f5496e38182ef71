//! Annotated enumerations (OpenAPI 3.1.2, section of this name): a union whose members are one value
//! each, with a title and a description. They are the values of an `enum`.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::keywords::is_annotation;
use crate::document::extensions::{ENUM_DESCRIPTIONS, ENUM_NAMES};
use crate::document::value::JsonObject;

/// Writes such a union as an `enum` with names and descriptions. Gives the union that it was, if
/// `const` is in it.
pub(super) fn take(map: &mut JsonObject) -> Option<&'static str> {
    if map.contains_key("enum") || map.contains_key("const") {
        return None;
    }
    let is_union = |key: &&str| map.contains_key(*key);
    let [key] = ["oneOf", "anyOf"]
        .into_iter()
        .filter(is_union)
        .collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let members = map.get(key)?.as_array()?;
    let values: Vec<Value> = members.iter().map(only_value).collect::<Option<_>>()?;
    let distinct: HashSet<&Value> = values.iter().collect();
    if values.is_empty() || distinct.len() < values.len() {
        return None;
    }
    let text = |member: &Value, key: &str| {
        let text = member.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    // A text is its own name, and its title describes it; what a number means only the title says.
    let titles: Vec<String> = members.iter().map(|member| text(member, "title")).collect();
    let mut docs: Vec<String> = members
        .iter()
        .map(|member| text(member, "description"))
        .collect();
    let mut names = Vec::new();
    if values.iter().all(Value::is_string) {
        for ((doc, title), value) in docs.iter_mut().zip(titles).zip(&values) {
            let is_value = value
                .as_str()
                .is_some_and(|value| title.eq_ignore_ascii_case(value));
            if doc.is_empty() && !is_value {
                *doc = title;
            }
        }
    } else {
        names = titles;
    }
    let newer = members.iter().any(|member| member.get("const").is_some());
    let ty = members
        .iter()
        .find_map(|member| member.get("type"))
        .cloned();
    if let Some(ty) = ty.or_else(|| common_type(&values)) {
        map.entry("type").or_insert(ty);
    }
    for (extension, texts) in [(ENUM_NAMES, names), (ENUM_DESCRIPTIONS, docs)] {
        if texts.iter().any(|text| !text.is_empty()) {
            let texts = texts.into_iter().map(Value::String).collect();
            map.entry(extension).or_insert(Value::Array(texts));
        }
    }
    map.shift_remove(key);
    map.insert("enum".to_owned(), Value::Array(values));
    newer.then_some(key)
}

/// The value of a schema that admits one text, number or flag and says nothing else of it.
fn only_value(schema: &Value) -> Option<Value> {
    let map: &Map<String, Value> = schema.as_object()?;
    let says_more = |key: &String| {
        !is_annotation(key) && !matches!(key.as_str(), "type" | "format" | "const" | "enum")
    };
    if map.keys().any(says_more) {
        return None;
    }
    let value = match (map.get("const"), map.get("enum")) {
        (Some(value), None) => value,
        (None, Some(Value::Array(values))) => match &values[..] {
            [value] => value,
            _ => return None,
        },
        _ => return None,
    };
    (value.is_string() || value.is_number() || value.is_boolean()).then(|| value.clone())
}

fn common_type(values: &[Value]) -> Option<Value> {
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    if all(Value::is_string) {
        Some("string".into())
    } else if all(|value| value.is_i64() || value.is_u64()) {
        Some("integer".into())
    } else {
        None
    }
}
