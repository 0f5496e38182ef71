//! References to a component of another kind, where it is clear which part of it is meant.

use serde_json::Value;

use super::enclosing;
use super::resolve::{component_for, first_target, step};
use crate::document::components::component_of;
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::{JsonObject, single, text};
use crate::document::{pointer, rules};

/// Repairs the reference of a node that names a component of another section: the schema of a
/// response or body where a schema belongs, or a schema as the JSON content of a response or body
/// (OpenAPI 3.0.4, Media Type Object). False if it cannot be repaired.
pub(super) fn repair(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    reference: &str,
    section: Section,
) -> bool {
    let Ok((file, origin)) = first_target(reader, reader.file, reference, Some(section)) else {
        return false;
    };
    let found = component_of(&origin).map(|(found, _)| found);
    match section {
        Section::Schemas => {
            let component = reader.files.value(file).pointer(&origin);
            let Some(below) = component.and_then(content_schema) else {
                return false;
            };
            let meant = format!("{reference}{below}");
            // It may lead back here.
            if component_for(reader, &meant, section).is_err() {
                return false;
            }
            warn(reader, reference, "its schema is used", "to its schema");
            map.insert("$ref".to_owned(), Value::String(meant));
            true
        }
        Section::Responses | Section::RequestBodies
            if matches!(found, Some("responses" | "requestBodies")) =>
        {
            let meant = format!("{reference}/content");
            if step(reader, reader.file, &meant).is_err() {
                return false;
            }
            warn(
                reader,
                reference,
                "its `content` is used",
                "to one of the right type",
            );
            map.clear();
            if section == Section::Responses {
                map.insert("description".to_owned(), Value::from(""));
            }
            let content = single("$ref", meant.into());
            map.insert("content".to_owned(), content);
            true
        }
        // A Header Object is a Parameter Object without `name` and `in`.
        Section::Headers if found == Some(Section::Parameters.key()) => {
            let parameter = reader.files.value(file).pointer(&origin);
            let Some(Value::Object(parameter)) = parameter else {
                return false;
            };
            if text(parameter, "in") != Some("header") {
                return false;
            }
            let parameter = parameter.clone();
            warn(
                reader,
                reference,
                "it is used as a header",
                "to an entry of `#/components/headers`",
            );
            *map = parameter;
            true
        }
        Section::Responses | Section::RequestBodies if found == Some(Section::Schemas.key()) => {
            let taken = "it is used as the schema of `application/json`";
            warn(
                reader,
                reference,
                taken,
                "to it in the `schema` of a media type in `content`",
            );
            map.clear();
            let schema = single("$ref", Value::String(reference.to_owned()));
            let content = single("application/json", single("schema", schema));
            if section == Section::Responses {
                map.insert("description".to_owned(), Value::from(""));
            }
            map.insert("content".to_owned(), content);
            true
        }
        _ => false,
    }
}

fn warn(reader: &mut Reader<'_, '_>, reference: &str, taken: &str, place: &str) {
    let message = format!("`{reference}` is a component of another type; {taken}");
    let help = format!("refer {place}");
    reader.warn(rules::MISPLACED_REF, "$ref", message, Some(&help));
}

/// Repairs a reference to a definition of a schema around it. False if there is none.
pub(super) fn repair_enclosing(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    reference: &str,
) -> bool {
    let (file, at) = reader.origins.of(&reader.pointer);
    if file != reader.file {
        return false;
    }
    let meant = enclosing::meant(reader.files.value(file), &at, reference);
    let Some(meant) = meant.filter(|meant| step(reader, file, meant).is_ok()) else {
        return false;
    };
    let message = format!("`{reference}` does not exist; it is read as `{meant}`");
    let help = format!("write `{meant}`");
    reader.warn(rules::ENCLOSING_REF, "$ref", message, Some(&help));
    map.insert("$ref".to_owned(), Value::String(meant));
    true
}

/// The pointer from a response or body to its schema: that of JSON, or of the first media type; from
/// a parameter or header to the one that it has.
fn content_schema(component: &Value) -> Option<String> {
    if component.get("schema").is_some() {
        return Some("/schema".to_owned());
    }
    let content = component.get("content")?.as_object()?;
    let json = content
        .keys()
        .find(|media_type| media_type.contains("json"));
    let media_type = json.or_else(|| content.keys().next())?;
    content.get(media_type)?.get("schema")?;
    let mut below = "/content".to_owned();
    pointer::push(&mut below, media_type);
    below.push_str("/schema");
    Some(below)
}
