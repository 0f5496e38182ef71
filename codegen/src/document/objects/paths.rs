//! Paths Object, Path Item Object, Operation Object and Callback Object (OpenAPI 3.1.2, sections of
//! these names). They are one file because each holds the next: callbacks hold path items.

use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::{Map, Value};

use super::common::{EXTERNAL_DOCS, SERVERS, external_docs, server};
use super::content::{REQUEST_BODY, request_body};
use super::fields::{Fields, or_ref};
use super::parameter::{PARAMETERS, parameters};
use super::response::{RESPONSES, responses};
use super::security::{REQUIREMENTS, requirements};
use super::swagger;
use crate::document::extensions::IDEMPOTENT;
use crate::document::files::version::Version;
use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::section::Section;
use crate::document::value::JsonObject;
use crate::document::walk::grammar::{Grammar, Missing, Shape, TEXTS, grammar};

pub(super) static PATHS: Grammar = Grammar {
    others: Some(Shape::Object(&PATH_ITEM)),
    repair: repair_paths,
    ..grammar("a Paths Object", &[])
};

/// The longest URL that RFC 9110, section 4.1, asks servers to support. What stands below a path is
/// called by its pointer, which contains the path.
const LONGEST_PATH: usize = 8_000;

/// Each path begins with a slash.
fn repair_paths(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    map.retain(|key, _| {
        let fits = key.len() <= LONGEST_PATH;
        if !fits {
            let begin: String = key.chars().take(40).collect();
            let message = format!(
                "the path that begins with `{begin}` has more than {LONGEST_PATH} bytes; it is ignored"
            );
            reader.degrade(rules::PATH_TOO_LONG, "", message, None);
        }
        fits
    });
    let is_wrong = |key: &str| !key.starts_with('/') && !key.starts_with("x-");
    let wrong: Vec<String> = map.keys().filter(|key| is_wrong(key)).cloned().collect();
    for key in &wrong {
        let message = format!("the path `{key}` does not begin with `/`; it is read as `/{key}`");
        let help = "add a `/` before the path";
        reader.warn(rules::PATH_SLASH, key, message, Some(help));
    }
    if !wrong.is_empty() {
        reader.rename(map, |key| is_wrong(key).then(|| format!("/{key}")));
    }
    true
}

pub(super) fn build(items: Fields) -> model::Paths {
    let paths = items.entries().filter(|(key, _)| key.starts_with('/'));
    model::Paths {
        paths: paths
            .map(|(key, value)| (key, or_ref(value, path_item)))
            .collect(),
        extensions: IndexMap::new(),
    }
}

pub(super) static PATH_ITEM: Grammar = Grammar {
    repair: repair_path_item,
    ..grammar(
        "a Path Item Object",
        &[
            ("summary", Shape::Text),
            ("description", Shape::Text),
            ("get", Shape::Object(&OPERATION)),
            ("put", Shape::Object(&OPERATION)),
            ("post", Shape::Object(&OPERATION)),
            ("delete", Shape::Object(&OPERATION)),
            ("options", Shape::Object(&OPERATION)),
            ("head", Shape::Object(&OPERATION)),
            ("patch", Shape::Object(&OPERATION)),
            ("trace", Shape::Object(&OPERATION)),
            ("servers", SERVERS),
            ("parameters", PARAMETERS),
        ],
    )
};

/// Whether a field of a Path Item Object is an operation.
fn is_method(key: &str) -> bool {
    let shape = PATH_ITEM.field(key);
    matches!(shape, Some(Shape::Object(grammar)) if std::ptr::eq(grammar, &raw const OPERATION))
}

/// Methods are written in lower case; OpenAPI 3.2 adds some that the client cannot send.
fn repair_path_item(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    let keys: Vec<String> = map.keys().cloned().collect();
    for key in keys {
        let lower = key.to_ascii_lowercase();
        if key == "query" {
            unsupported(reader, "query", "QUERY");
            map.shift_remove("query");
        } else if key == "additionalOperations" {
            let methods = map.get(&key).and_then(Value::as_object);
            let names: Vec<String> = methods.into_iter().flat_map(Map::keys).cloned().collect();
            for name in names {
                unsupported(reader, "additionalOperations", &name);
            }
            map.shift_remove(&key);
        } else if key != lower && is_method(&lower) && !map.contains_key(&lower) {
            let message = format!("the method `{key}` must be written `{lower}`");
            let help = format!("write `{lower}`");
            reader.warn(rules::UNKNOWN_WORD, &key, message, Some(&help));
            reader.rename(map, |field| (field == key).then(|| lower.clone()));
        }
    }
    true
}

fn unsupported(reader: &mut Reader<'_, '_>, key: &str, method: &str) {
    let message = format!(
        "the generated client does not support the method `{method}`; the operation is ignored"
    );
    reader.warn(rules::UNKNOWN_METHOD, key, message, None);
}

fn path_item(mut fields: Fields) -> model::PathItem {
    let mut method = |name: &str| fields.object(name, operation);
    model::PathItem {
        get: method("get"),
        put: method("put"),
        post: method("post"),
        delete: method("delete"),
        options: method("options"),
        head: method("head"),
        patch: method("patch"),
        trace: method("trace"),
        summary: fields.text("summary"),
        description: fields.text("description"),
        servers: fields.list("servers", server),
        parameters: parameters(&mut fields),
        extensions: fields.extensions(),
    }
}

static OPERATION: Grammar = Grammar {
    repair: repair_operation,
    ..grammar(
        "an Operation Object",
        &[
            ("tags", TEXTS),
            ("summary", Shape::Text),
            ("description", Shape::Text),
            ("externalDocs", EXTERNAL_DOCS),
            ("operationId", Shape::Text),
            ("parameters", PARAMETERS),
            ("requestBody", Shape::Object(&REQUEST_BODY)),
            ("responses", Shape::Object(&RESPONSES)),
            ("callbacks", Shape::Map(&Shape::Object(&INNER_CALLBACK))),
            ("deprecated", Shape::Flag),
            ("security", REQUIREMENTS),
            ("servers", SERVERS),
            (IDEMPOTENT, Shape::Flag),
        ],
    )
};

fn repair_operation(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if !map
        .get("responses")
        .is_some_and(|all| all.is_object() || all.is_array())
    {
        // Since 3.1 they may be left out.
        if reader.version == Version::V3_0 || map.contains_key("responses") {
            let message =
                "this operation has no `responses`; every response is treated as undocumented";
            let help = Some("add `responses`");
            reader.warn(rules::MISSING_RESPONSES, "", message, help);
        }
        map.insert("responses".to_owned(), Value::Object(Map::new()));
    }
    if let Some(Value::Array(tags)) = map.get_mut("tags") {
        let before = tags.len();
        tags.retain(|tag| tag.as_str() != Some(""));
        if tags.len() != before {
            let message = "a tag is empty; it is ignored";
            let help = Some("remove the tag, or give it a name");
            reader.warn(rules::NAMELESS, "tags", message, help);
        }
    }
    swagger::body_parameters(reader, map);
    if map.get("requestBody").is_some_and(Value::is_null) {
        map.shift_remove("requestBody");
    }
    true
}

fn operation(mut fields: Fields) -> model::Operation {
    model::Operation {
        tags: fields.texts("tags"),
        summary: fields.text("summary"),
        description: fields.text("description"),
        external_docs: fields.object("externalDocs", external_docs),
        operation_id: fields.text("operationId"),
        parameters: parameters(&mut fields),
        request_body: fields
            .take("requestBody")
            .map(|value| or_ref(value, request_body)),
        responses: fields.object("responses", responses).unwrap_or_default(),
        callbacks: fields.entries_of("callbacks", |value| callback(Fields::of(value))),
        deprecated: fields.flag("deprecated"),
        security: requirements(&mut fields),
        servers: fields.list("servers", server),
        extensions: fields.extensions(),
    }
}

pub(super) static CALLBACK: Grammar = Grammar {
    section: Some(Section::Callbacks),
    ..callback_grammar()
};

/// In an operation the model has no reference to a callback: a copy stands there.
static INNER_CALLBACK: Grammar = callback_grammar();

const fn callback_grammar() -> Grammar {
    Grammar {
        others: Some(Shape::Object(&PATH_ITEM)),
        missing: Missing::Unneeded,
        // The model keeps no extensions there.
        repair: |_, map| {
            map.retain(|key, _| !key.starts_with("x-"));
            true
        },
        ..grammar("a Callback Object", &[])
    }
}

pub(super) fn callback(items: Fields) -> model::Callback {
    let item = |(key, value)| (key, path_item(Fields::of(value)));
    items.entries().map(item).collect()
}
