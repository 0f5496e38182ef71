//! OpenAPI Object, Info Object, Contact Object, License Object and Tag Object (OpenAPI 3.1.2,
//! sections of these names), and the webhooks, of which only the models are kept.

use openapiv3 as model;
use serde_json::{Map, Value};

use super::common::{EXTERNAL_DOCS, SERVERS, external_docs, server};
use super::components::{self, COMPONENTS};
use super::fields::Fields;
use super::paths::{self, PATH_ITEM, PATHS};
use super::security::{REQUIREMENTS, requirements};
use crate::document::files::version::Version;
use crate::document::pointer;
use crate::document::reader::{Fate, Reader};
use crate::document::rules;
use crate::document::section::Section;
use crate::document::value::{JsonObject, carry, text, text_as};
use crate::document::walk::grammar::{Grammar, Shape, grammar};
use crate::document::walk::scalar::has_scalar;
use crate::document::walk::walk;

static OPENAPI: Grammar = Grammar {
    repair,
    ..grammar(
        "an OpenAPI Object",
        &[
            ("openapi", Shape::Text),
            ("info", Shape::Object(&INFO)),
            ("servers", SERVERS),
            ("paths", Shape::Object(&PATHS)),
            ("components", Shape::Object(&COMPONENTS)),
            ("security", REQUIREMENTS),
            ("tags", Shape::List(&Shape::Object(&TAG))),
            ("externalDocs", EXTERNAL_DOCS),
            ("webhooks", Shape::Dropped),
            ("jsonSchemaDialect", Shape::Dropped),
            ("$self", Shape::Dropped),
            ("$schema", Shape::Dropped),
            ("$defs", Shape::Dropped),
            ("definitions", Shape::Dropped),
        ],
    )
};

/// Reads the first file. `None` if it cannot be used.
pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Option<Value> {
    let mut root = reader.files.take_value(0);
    let fate = walk(reader, &mut root, Shape::Object(&OPENAPI));
    (fate == Fate::Keep).then_some(root)
}

fn repair(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if !map.get("info").is_some_and(Value::is_object) {
        let message = "`info` is missing, so the API has no title and no version";
        let help = "add `info` with `title` and `version`";
        reader.warn(rules::MISSING_INFO, "", message, Some(help));
        // The walk of an empty object would say the same again.
        let info = [("title", "API"), ("version", "")];
        let info = info.map(|(key, default)| (key.to_owned(), default.into()));
        map.insert("info".to_owned(), Value::Object(Map::from_iter(info)));
    }
    let webhooks = map.get("webhooks").and_then(Value::as_object);
    if webhooks.is_some_and(|webhooks| !webhooks.is_empty()) {
        let message = "webhooks are requests that the API sends: their models are generated, the requests are not";
        reader.warn(rules::WEBHOOKS, "webhooks", message, None);
    }
    if !map.get("paths").is_some_and(Value::is_object) && reader.version == Version::V3_0 {
        let message = "the document has no `paths`; the crate contains models only";
        reader.warn(rules::NO_PATHS, "", message, Some("add `paths`"));
    }
    true
}

/// Builds the model of a document that was read.
pub(crate) fn build(root: Value) -> model::OpenAPI {
    let mut root = Fields::of(root);
    model::OpenAPI {
        openapi: root.text_or_empty("openapi"),
        info: root.object("info", info).unwrap_or_default(),
        servers: root.list("servers", server),
        paths: root.object("paths", paths::build).unwrap_or_default(),
        components: root.object("components", components::build),
        security: requirements(&mut root),
        tags: root.list("tags", tag),
        external_docs: root.object("externalDocs", external_docs),
        extensions: root.extensions(),
    }
}

/// The webhooks as they are written.
pub(crate) fn webhooks(reader: &Reader<'_, '_>) -> JsonObject {
    let hooks = reader.files.value(0).get("webhooks");
    hooks
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

/// Reads the webhooks, so that what they refer to is there, and keeps the schemas of their bodies
/// as components: the models of a webhook are of use without the call.
pub(crate) fn read_webhooks(reader: &mut Reader<'_, '_>, root: &mut Value, hooks: JsonObject) {
    for (name, mut item) in hooks {
        let at = pointer::join("/webhooks", &name);
        reader.go_to(0, at.clone(), 2);
        if walk(reader, &mut item, Shape::Object(&PATH_ITEM)) == Fate::Drop {
            continue;
        }
        for (method, operation) in item.as_object().into_iter().flatten() {
            let content = operation.pointer("/requestBody/content");
            for (media, content) in content.and_then(Value::as_object).into_iter().flatten() {
                let Some(schema) = content.get("schema") else {
                    continue;
                };
                if schema.get("$ref").is_none() {
                    let mut origin = format!("{at}/{method}/requestBody/content");
                    pointer::push(&mut origin, media);
                    origin.push_str("/schema");
                    let name = reader.components.free_schema_name(&name);
                    let section = Section::Schemas;
                    reader.origins.insert(&section.pointer(&name), 0, &origin);
                    section.put(root, name, schema.clone());
                }
            }
        }
    }
}

static INFO: Grammar = Grammar {
    repair: repair_info,
    ..grammar(
        "an Info Object",
        &[
            ("title", Shape::Text),
            ("summary", Shape::Dropped),
            ("description", Shape::Text),
            ("termsOfService", Shape::Text),
            ("contact", Shape::Object(&CONTACT)),
            ("license", Shape::Object(&LICENSE)),
            ("version", Shape::Text),
        ],
    )
};

fn repair_info(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    for (key, default) in [("title", "API"), ("version", "")] {
        if map.get(key).is_none_or(Value::is_null) {
            let message = format!("`info.{key}` is missing");
            let help = format!("add `{key}`");
            reader.warn(rules::MISSING_INFO, "", message, Some(&help));
            map.insert(key.to_owned(), default.into());
        }
    }
    true
}

fn info(mut fields: Fields) -> model::Info {
    model::Info {
        title: fields.text_or_empty("title"),
        description: fields.text("description"),
        terms_of_service: fields.text("termsOfService"),
        contact: fields.object("contact", contact),
        license: fields.object("license", license),
        version: fields.text_or_empty("version"),
        extensions: fields.extensions(),
    }
}

static CONTACT: Grammar = grammar(
    "a Contact Object",
    &[
        ("name", Shape::Text),
        ("url", Shape::Text),
        ("email", Shape::Text),
    ],
);

fn contact(mut fields: Fields) -> model::Contact {
    model::Contact {
        name: fields.text("name"),
        url: fields.text("url"),
        email: fields.text("email"),
        extensions: fields.extensions(),
    }
}

static LICENSE: Grammar = Grammar {
    from_other: |value| text_as(value, "name"),
    ..grammar(
        "a License Object",
        &[
            ("name", Shape::Text),
            ("url", Shape::Text),
            ("identifier", Shape::Dropped),
        ],
    )
};

fn license(mut fields: Fields) -> model::License {
    model::License {
        name: fields.text_or_empty("name"),
        url: fields.text("url"),
        extensions: fields.extensions(),
    }
}

static TAG: Grammar = Grammar {
    repair: repair_tag,
    from_other: |value| text_as(value, "name"),
    ..grammar(
        "a Tag Object",
        &[
            ("name", Shape::Text),
            ("description", Shape::Text),
            ("externalDocs", EXTERNAL_DOCS),
            ("parent", Shape::Unsupported("`parent` of a tag")),
            ("kind", Shape::Unsupported("`kind` of a tag")),
        ],
    )
};

/// OpenAPI 3.2 adds a short `summary`.
fn repair_tag(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if !map.contains_key("description") {
        carry(map, "summary", "description");
    }
    map.shift_remove("summary");
    if text(map, "name") == Some("") {
        map.shift_remove("name");
    }
    has_scalar(reader, map, "name", "tag")
}

fn tag(value: Value) -> model::Tag {
    let mut fields = Fields::of(value);
    model::Tag {
        name: fields.text_or_empty("name"),
        description: fields.text("description"),
        external_docs: fields.object("externalDocs", external_docs),
        extensions: fields.extensions(),
    }
}
