//! The document as a whole, and the small objects around the operations.

use serde_json::{Map, Value};

use super::{carry, text};
use crate::document::rules;
use crate::document::version::Version;
use crate::document::walk::Walker;

type Fields = Map<String, Value>;

/// OpenAPI 3.0.4, OpenAPI Object.
pub(crate) fn document(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if !map.get("info").is_some_and(Value::is_object) {
        let message = "`info` is missing; the API has no title and no version";
        let help = "add `info` with `title` and `version`";
        walker.warn(rules::MISSING_INFO, "", message, Some(help));
        map.insert("info".to_owned(), Value::Object(Map::new()));
        // The walk of the new object would say the same again.
        if let Some(Value::Object(info)) = map.get_mut("info") {
            info.insert("title".to_owned(), "API".into());
            info.insert("version".to_owned(), "".into());
        }
    }
    let webhooks = map.get("webhooks").and_then(Value::as_object);
    if webhooks.is_some_and(|webhooks| !webhooks.is_empty()) {
        let message =
            "webhooks are calls that the API makes: their models are generated, the calls are not";
        walker.warn(rules::WEBHOOKS, "webhooks", message, None);
    }
    if !map.get("paths").is_some_and(Value::is_object) && walker.version == Version::V3_0 {
        let message = "the document has no `paths`: the crate holds models only";
        walker.warn(rules::NO_PATHS, "", message, Some("add `paths`"));
    }
    true
}

/// OpenAPI 3.0.4, Info Object.
pub(crate) fn info(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    for (key, default) in [("title", "API"), ("version", "")] {
        if map.get(key).is_none_or(Value::is_null) {
            let message = format!("`info.{key}` is missing");
            let help = format!("add `{key}`");
            walker.warn(rules::MISSING_INFO, "", message, Some(&help));
            map.insert(key.to_owned(), default.into());
        }
    }
    true
}

/// An object that is of no use without one field.
pub(crate) fn named(walker: &mut Walker<'_, '_>, map: &mut Fields, key: &str, what: &str) -> bool {
    let present = map
        .get(key)
        .is_some_and(|value| !matches!(value, Value::Null | Value::Array(_) | Value::Object(_)));
    if !present {
        let message = format!("{what} without `{key}`; it is left out");
        let help = format!("add `{key}`");
        walker.warn(rules::NAMELESS, "", message, Some(&help));
    }
    present
}

/// OpenAPI 3.0.4, Server Variable Object.
pub(crate) fn server_variable(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if map.get("default").is_none_or(Value::is_null) {
        let first = map.get("enum").and_then(|values| values.get(0)).cloned();
        let default = first.unwrap_or_else(|| "".into());
        let message = format!("a server variable without `default`; {default} is taken");
        walker.warn(rules::SERVER_VARIABLE, "", message, Some("add `default`"));
        map.insert("default".to_owned(), default);
    }
    true
}

/// OpenAPI 3.0.4, Paths Object: each path begins with a slash.
pub(crate) fn paths(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    let wrong: Vec<String> = map
        .keys()
        .filter(|key| !key.starts_with('/') && !key.starts_with("x-"))
        .cloned()
        .collect();
    if wrong.is_empty() {
        return true;
    }
    for key in &wrong {
        let message = format!("the path `{key}` does not begin with `/`; it is read as `/{key}`");
        let help = "put a `/` before it";
        walker.warn(rules::PATH_SLASH, key, message, Some(help));
    }
    let mut mended = Map::new();
    for (key, value) in std::mem::take(map) {
        let slashed = if wrong.contains(&key) {
            let slashed = format!("/{key}");
            let was = crate::document::pointer::join(&walker.pointer, &key);
            let now = crate::document::pointer::join(&walker.pointer, &slashed);
            let (file, origin) = walker.origins.of(&was);
            walker.origins.insert(&now, file, &origin);
            slashed
        } else {
            key
        };
        mended.entry(slashed).or_insert(value);
    }
    *map = mended;
    true
}

/// OpenAPI 3.0.4, Tag Object; 3.2 adds a short `summary`.
pub(crate) fn tag(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if !map.contains_key("description") {
        carry(map, "summary", "description");
    }
    map.shift_remove("summary");
    if text(map, "name") == Some("") {
        map.shift_remove("name");
    }
    named(walker, map, "name", "a tag")
}

/// OpenAPI 3.0.4, Example Object. A value that stands there without one is the example itself.
pub(crate) fn example(_: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    // OpenAPI 3.2 gives the value as data or as it is sent.
    if !map.contains_key("value") {
        carry(map, "dataValue", "value");
    }
    map.shift_remove("dataValue");
    let fields = [
        "value",
        "externalValue",
        "serializedValue",
        "summary",
        "description",
    ];
    if !map
        .keys()
        .any(|key| fields.contains(&key.as_str()) || key.starts_with("x-"))
    {
        let value = std::mem::take(map);
        if !value.is_empty() {
            map.insert("value".to_owned(), Value::Object(value));
        }
    }
    true
}

/// OpenAPI 3.0.4, Link Object.
pub(crate) fn link(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if map.contains_key("operationRef") {
        map.shift_remove("operationId");
        true
    } else {
        named(walker, map, "operationId", "a link")
    }
}
