//! The repair of `properties` and `required`.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::document::reader::Reader;
use crate::document::value::{JsonObject, type_name};
use crate::document::{names, pointer, rules};

pub(super) fn repair(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    properties(reader, map);
    required(reader, map);
}

/// A property whose schema is none is there all the same: its value can be anything.
fn properties(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let Some(Value::Object(properties)) = map.get_mut("properties") else {
        return;
    };
    if properties.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    for (name, schema) in properties {
        if matches!(schema, Value::Object(_) | Value::Bool(_)) {
            continue;
        }
        let (rule, help) = match schema {
            Value::Null => (
                rules::NULL_VALUE,
                "write its schema, or `{}` for any value".to_owned(),
            ),
            Value::String(word) => (rules::WRONG_TYPE, format!("write `{{type: {word}}}`")),
            _ => (
                rules::WRONG_TYPE,
                "write its schema, or `{}` for any value".to_owned(),
            ),
        };
        let message = format!(
            "the schema of the property `{name}` is {}; its value can be anything",
            type_name(schema)
        );
        let at = pointer::join(&pointer::join(&reader.pointer, "properties"), name);
        reader.warn_at(rule, at, message, Some(help));
        *schema = Value::Object(Map::new());
    }
}

/// `required` belongs to the object, as a list of names.
fn required(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    if let Some(Value::Bool(_)) = map.get("required") {
        // On a property the object's own schema has already taken it.
        let message = "`required` must be a list of property names; it is ignored";
        let help = "add the property to the `required` list of its object";
        reader.warn(rules::REQUIRED_FLAG, "required", message, Some(help));
        map.shift_remove("required");
    }
    lift(reader, map);
    let Some(Value::Array(names)) = map.get_mut("required") else {
        return;
    };
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.to_string()));
    // Parts of a composition may name the properties of another part.
    let composed = ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| map.contains_key(*key))
        || reader
            .pointer
            .rsplit('/')
            .nth(1)
            .is_some_and(|above| above.ends_with("Of"));
    let Some(Value::Object(properties)) = map.get("properties").filter(|_| !composed) else {
        return;
    };
    let Some(Value::Array(names)) = map.get("required") else {
        return;
    };
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.as_str().filter(|name| !properties.contains_key(*name)) else {
            continue;
        };
        let message = format!("`required` lists `{name}`, but the schema has no such property");
        let near = names::nearest(name, properties.keys().map(String::as_str));
        let help = near.map_or_else(
            || "add the property, or remove it from `required`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let key = format!("required/{index}");
        let at = format!("{}/{key}", reader.pointer);
        reader.warn_at(rules::REQUIRED_NAME, at, message, Some(help));
    }
}

/// Moves `required: true` of properties into the list of their object.
fn lift(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let Some(Value::Object(properties)) = map.get_mut("properties") else {
        return;
    };
    let mut lifted = Vec::new();
    for (name, property) in properties {
        let Value::Object(property) = property else {
            continue;
        };
        let flag = match property.get("required") {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(word)) if word == "true" || word == "false" => word == "true",
            _ => continue,
        };
        property.shift_remove("required");
        lifted.push((name.clone(), flag));
    }
    for (name, flag) in lifted {
        let at = pointer::join(&pointer::join(&reader.pointer, "properties"), &name);
        let at = pointer::join(&at, "required");
        let message =
            format!("`required: {flag}` is set on the property `{name}` instead of on its object");
        let help = "add the property to the `required` list of its object";
        let help = Some(help.to_owned());
        reader.warn_at(rules::REQUIRED_FLAG, at, message, help);
        if flag {
            let list = map
                .entry("required")
                .or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.push(name.into());
            }
        }
    }
}
