//! Responses Object, Response Object and Link Object (OpenAPI 3.1.2, sections of these names).

use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::Value;

use super::common::{SERVER, server};
use super::content::{CONTENT_MAP, HEADER, content, headers, wrap_schema};
use super::fields::{Fields, or_ref};
use crate::document::files::version::Version;
use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::section::Section;
use crate::document::value::{JsonObject, keep_description, text, text_as};
use crate::document::walk::grammar::{Grammar, Missing, Shape, grammar};
use crate::document::walk::scalar::has_scalar;

pub(super) static RESPONSES: Grammar = Grammar {
    others: Some(Shape::Object(&RESPONSE)),
    repair: repair_responses,
    ..grammar("a Responses Object", &[])
};

/// Its keys are status codes, ranges of them, and `default`.
fn repair_responses(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    let keys: Vec<String> = map.keys().cloned().collect();
    for key in keys {
        if key.starts_with("x-") || key == "default" {
            continue;
        }
        match canonical_status(&key) {
            Some(status) if status == key => {}
            Some(status) if !map.contains_key(&status) => {
                if !status.eq_ignore_ascii_case(&key) {
                    let message = format!("`{key}` is read as the status `{status}`");
                    let help = format!("write `{status}`");
                    reader.warn(rules::STATUS_CODE, &key, message, Some(&help));
                }
                reader.rename(map, |field| (field == key).then(|| status.clone()));
            }
            _ => {
                let message = format!(
                    "`{key}` is not a status code, a range of status codes or `default`; it is ignored"
                );
                let help = "status codes are `100` to `599`, ranges are `1XX` to `5XX`";
                reader.warn(rules::STATUS_CODE, &key, message, Some(help));
                map.shift_remove(&key);
            }
        }
    }
    true
}

/// The key as the specification writes it.
fn canonical_status(key: &str) -> Option<String> {
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

pub(super) fn responses(fields: Fields) -> model::Responses {
    let mut responses = model::Responses::default();
    for (key, value) in fields.entries() {
        if key == "default" {
            responses.default = Some(or_ref(value, response));
        } else if let Some(status) = status(&key) {
            responses.responses.insert(status, or_ref(value, response));
        }
    }
    responses
}

fn status(key: &str) -> Option<model::StatusCode> {
    if key.len() != 3 {
        return None;
    }
    match key.strip_suffix("XX") {
        Some(class) => class.parse().ok().map(model::StatusCode::Range),
        None => key.parse().ok().map(model::StatusCode::Code),
    }
}

pub(super) static RESPONSE: Grammar = Grammar {
    section: Some(Section::Responses),
    repair: repair_response,
    from_other: |value| text_as(value, "description"),
    missing: Missing::Stands {
        reading: "the response is read as one without content",
        keep: |_, map| keep_description(map),
        fill: |_| {},
    },
    ..grammar(
        "a Response Object",
        &[
            ("summary", Shape::Dropped),
            ("description", Shape::Text),
            ("headers", Shape::Map(&Shape::Object(&HEADER))),
            ("content", Shape::Object(&CONTENT_MAP)),
            ("links", Shape::Map(&Shape::Object(&LINK))),
        ],
    )
};

fn repair_response(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if map.get("description").is_none_or(Value::is_null) {
        // Since 3.2 it may be left out.
        if reader.version < Version::V3_2 {
            let message = "this response has no `description`";
            let help = Some("add `description`");
            reader.warn(rules::MISSING_DESCRIPTION, "", message, help);
        }
        let summary = text(map, "summary").unwrap_or_default().to_owned();
        map.insert("description".to_owned(), summary.into());
    }
    wrap_schema(reader, map, "response");
    true
}

pub(super) fn response(mut fields: Fields) -> model::Response {
    model::Response {
        description: fields.text_or_empty("description"),
        headers: headers(&mut fields),
        content: content(&mut fields),
        links: links(&mut fields),
        extensions: fields.extensions(),
    }
}

pub(super) static LINK: Grammar = Grammar {
    missing: Missing::Unneeded,
    section: Some(Section::Links),
    repair: repair_link,
    ..grammar(
        "a Link Object",
        &[
            ("operationRef", Shape::Text),
            ("operationId", Shape::Text),
            ("parameters", Shape::Map(&Shape::Any)),
            ("requestBody", Shape::Any),
            ("description", Shape::Text),
            ("server", Shape::Object(&SERVER)),
        ],
    )
};

fn repair_link(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if map.contains_key("operationRef") {
        map.shift_remove("operationId");
        true
    } else {
        has_scalar(reader, map, "operationId", "link")
    }
}

pub(super) fn links(owner: &mut Fields) -> IndexMap<String, model::ReferenceOr<model::Link>> {
    owner.entries_of("links", |value| {
        or_ref(value, |mut fields| model::Link {
            description: fields.text("description"),
            operation: match fields.text("operationRef") {
                Some(reference) => model::LinkOperation::OperationRef(reference),
                None => model::LinkOperation::OperationId(fields.text_or_empty("operationId")),
            },
            request_body: fields.any("requestBody"),
            parameters: fields.entries_of("parameters", |value| value),
            server: fields.take("server").map(server),
            extensions: fields.extensions(),
        })
    })
}
