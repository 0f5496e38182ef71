//! Parameter Object (OpenAPI 3.1.2, section of this name).

use openapiv3 as model;
use serde_json::Value;

use super::common::{EXAMPLES, examples, repair_examples};
use super::content::{CONTENT_MAP, repair_schema_or_content, schema_or_content};
use super::fields::{Fields, or_ref};
use super::schema::SCHEMA;
use super::style::{Location, query_style, repair_style};
use super::swagger;
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::{JsonObject, quoted_list, text};
use crate::document::walk::grammar::{Grammar, Shape, grammar};
use crate::document::walk::scalar::has_scalar;
use crate::document::{extensions, names, rules};

pub(super) const PARAMETERS: Shape = Shape::List(&Shape::Object(&PARAMETER));

pub(super) static PARAMETER: Grammar = Grammar {
    section: Some(Section::Parameters),
    repair,
    ..grammar(
        "a Parameter Object",
        &[
            ("name", Shape::Text),
            ("in", Shape::Text),
            ("description", Shape::Text),
            ("required", Shape::Flag),
            ("deprecated", Shape::Flag),
            ("allowEmptyValue", Shape::Flag),
            ("style", Shape::Text),
            ("explode", Shape::Flag),
            ("allowReserved", Shape::Flag),
            ("schema", Shape::Object(&SCHEMA)),
            ("content", Shape::Object(&CONTENT_MAP)),
            ("example", Shape::Any),
            ("examples", EXAMPLES),
            (extensions::SENSITIVE, Shape::Flag),
        ],
    )
};

fn repair(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if !has_scalar(reader, map, "name", "parameter") {
        return false;
    }
    let written = text(map, "in").unwrap_or_default().to_owned();
    let Some(location) = repair_location(reader, &written) else {
        return false;
    };
    map.insert("in".to_owned(), location.name().into());
    swagger::inline_schema(reader, map);
    if location == Location::Path && map.get("required") != Some(&Value::Bool(true)) {
        let message = "a path parameter must be required; it is read as required";
        reader.warn(
            rules::PATH_REQUIRED,
            "",
            message,
            Some("add `required: true`"),
        );
        map.insert("required".to_owned(), true.into());
    }
    if location == Location::Cookie && map.get("allowReserved") == Some(&Value::Bool(true)) {
        let message = "the generated client does not support `allowReserved` of a cookie parameter";
        let help = "`style: cookie` sends the value without percent-encoding";
        reader.warn(rules::NOT_REPRESENTED, "allowReserved", message, Some(help));
    }
    repair_style(reader, map, location);
    repair_schema_or_content(reader, map, "parameter");
    repair_examples(reader, map);
    true
}

fn repair_location(reader: &mut Reader<'_, '_>, written: &str) -> Option<Location> {
    let lower = written.to_ascii_lowercase();
    let names = Location::ALL.map(Location::name);
    if let Some(known) = Location::ALL.into_iter().find(|one| one.name() == lower) {
        let name = known.name();
        if written != name {
            let message = format!("`in: {written}` must be written `in: {name}`");
            let help = format!("write `{name}`");
            reader.warn(rules::UNKNOWN_WORD, "in", message, Some(&help));
        }
        return Some(known);
    }
    let message = if written.is_empty() {
        "this parameter has no `in`; it is ignored".to_owned()
    } else {
        format!("`{written}` is not a location of parameters; the parameter is ignored")
    };
    let help = match lower.as_str() {
        "body" | "formdata" => {
            "since OpenAPI 3.0, this is written as the `requestBody` of the operation".to_owned()
        }
        _ => match names::nearest(&lower, names.into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use one of {}", quoted_list(&names)),
        },
    };
    reader.warn(rules::UNKNOWN_WORD, "in", message, Some(&help));
    None
}

pub(super) fn parameters(owner: &mut Fields) -> Vec<model::ReferenceOr<model::Parameter>> {
    owner.list("parameters", |value| or_ref(value, parameter))
}

pub(super) fn parameter(mut fields: Fields) -> model::Parameter {
    let location = fields.text("in").unwrap_or_default();
    let style = fields.text("style").unwrap_or_default();
    let allow_reserved = fields.flag("allowReserved");
    let allow_empty_value = fields.maybe_flag("allowEmptyValue");
    let mut parameter_data = model::ParameterData {
        name: fields.text("name").unwrap_or_default(),
        description: fields.text("description"),
        required: fields.flag("required"),
        deprecated: fields.maybe_flag("deprecated"),
        format: schema_or_content(&mut fields),
        example: fields.any("example"),
        examples: examples(&mut fields),
        explode: fields.maybe_flag("explode"),
        extensions: fields.extensions(),
    };
    if allow_reserved && location != "query" {
        extensions::set_allow_reserved(&mut parameter_data);
    }
    match location.as_str() {
        "path" => model::Parameter::Path {
            parameter_data,
            style: match style.as_str() {
                "matrix" => model::PathStyle::Matrix,
                "label" => model::PathStyle::Label,
                _ => model::PathStyle::Simple,
            },
        },
        "header" => model::Parameter::Header {
            parameter_data,
            style: model::HeaderStyle::Simple,
        },
        "cookie" => {
            if style == "cookie" {
                extensions::set_cookie_style(&mut parameter_data);
            }
            model::Parameter::Cookie {
                parameter_data,
                style: model::CookieStyle::Form,
            }
        }
        _ => {
            if location == Location::QueryString.name() {
                extensions::set_query_string(&mut parameter_data);
            }
            model::Parameter::Query {
                parameter_data,
                allow_reserved,
                style: query_style(&style),
                allow_empty_value,
            }
        }
    }
}
