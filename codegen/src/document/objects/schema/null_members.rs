//! `null` as a member of `anyOf` or `oneOf`: how JSON Schema writes `nullable`.

use serde_json::{Value, json};

use super::keywords::{is_annotation, is_structural, is_unused};
use crate::document::pointer;
use crate::document::reader::Reader;
use crate::document::value::JsonObject;

/// Writes `null` as a member of a union as `nullable`. A union that then has one member is that
/// member. Gives the unions that had a member of type `null`, which OpenAPI 3.0 does not know.
pub(super) fn take(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> Vec<&'static str> {
    let mut newer = Vec::new();
    // The one member that is left may be a union itself.
    loop {
        let mut found = false;
        for key in ["anyOf", "oneOf"] {
            let Some(taken) = take_from(reader, map, key) else {
                continue;
            };
            found = true;
            if taken == Null::Type && !newer.contains(&key) {
                newer.push(key);
            }
        }
        if !found {
            return newer;
        }
    }
}

/// How a schema says that a value is `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Null {
    /// By its type or its only value.
    Type,
    /// By `nullable: true` and nothing else: that any other value is meant as well is what the text
    /// says, and never what its author does.
    Nullable,
}

/// Whether a schema admits `null` and nothing else.
fn null(schema: &Value) -> Option<Null> {
    let map = match schema {
        Value::Null => return Some(Null::Type),
        Value::Object(map) => map,
        _ => return None,
    };
    let only_null = |value: &Value| match value {
        Value::String(word) => word == "null",
        Value::Array(words) => {
            !words.is_empty() && words.iter().all(|word| word.as_str() == Some("null"))
        }
        Value::Null => true,
        _ => false,
    };
    let is_null = map.get("type").is_some_and(only_null)
        || map.get("const").is_some_and(Value::is_null)
        || map
            .get("enum")
            .is_some_and(|values| *values == json!([null]));
    if is_null {
        return Some(Null::Type);
    }
    let says_nothing = |key: &String| is_annotation(key) || is_unused(key);
    let is_nullable = map.get("nullable") == Some(&Value::Bool(true));
    (is_nullable && map.keys().all(says_nothing)).then_some(Null::Nullable)
}

fn take_from(reader: &mut Reader<'_, '_>, map: &mut JsonObject, key: &str) -> Option<Null> {
    let Some(Value::Array(members)) = map.get_mut(key) else {
        return None;
    };
    let said = members.iter().map(null).collect::<Vec<_>>();
    let kind = if said.contains(&Some(Null::Type)) {
        Null::Type
    } else if said.contains(&Some(Null::Nullable)) && said.contains(&None) {
        Null::Nullable
    } else {
        return None;
    };
    let at = format!("{}/{key}", reader.pointer);
    let (mut from, mut to) = (0, 0);
    members.retain(|_| {
        let keep = said[from].is_none();
        if keep {
            reader.moved_item(&at, from, to);
            to += 1;
        }
        from += 1;
        keep
    });
    let left = members.len();
    let only = if left == 1 { members.pop() } else { None };
    map.insert("nullable".to_owned(), true.into());
    if left == 0 {
        map.shift_remove(key);
        map.insert("enum".to_owned(), json!([null]));
    }
    if let Some(only) = only {
        map.shift_remove(key);
        // A discriminator tells the members apart; there is nothing left to tell apart.
        map.shift_remove("discriminator");
        become_member(reader, map, only, &format!("{at}/0"));
    }
    Some(kind)
}

/// Makes a schema what the only member of its union, which stood at `from`, is.
fn become_member(reader: &mut Reader<'_, '_>, map: &mut JsonObject, member: Value, from: &str) {
    let at = reader.pointer.clone();
    let plain = !map.keys().any(|key| is_structural(key));
    match member {
        Value::Object(member) if plain && !member.contains_key("$ref") => {
            for (key, value) in member {
                if !map.contains_key(&key) {
                    reader.moved(&pointer::join(from, &key), &pointer::join(&at, &key));
                    map.insert(key, value);
                }
            }
        }
        member => {
            let all = map.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                reader.moved(from, &format!("{at}/allOf/{}", all.len()));
                all.push(member);
            }
        }
    }
}
