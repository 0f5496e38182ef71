//! Parameters, headers and encodings.

use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::Value;

use super::field::{Fields, any, extensions, fields, flag, map, maybe_flag, or_ref, text};
use super::{examples, operation, schema};

pub(super) fn parameter(mut fields: Fields) -> model::Parameter {
    let location = text(&mut fields, "in").unwrap_or_default();
    let style = text(&mut fields, "style").unwrap_or_default();
    let allow_reserved = flag(&mut fields, "allowReserved");
    let allow_empty_value = maybe_flag(&mut fields, "allowEmptyValue");
    let parameter_data = model::ParameterData {
        name: text(&mut fields, "name").unwrap_or_default(),
        description: text(&mut fields, "description"),
        required: flag(&mut fields, "required"),
        deprecated: maybe_flag(&mut fields, "deprecated"),
        format: schema_or_content(&mut fields),
        example: any(&mut fields, "example"),
        examples: examples(&mut fields),
        explode: maybe_flag(&mut fields, "explode"),
        extensions: extensions(fields),
    };
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
        "cookie" => model::Parameter::Cookie {
            parameter_data,
            style: model::CookieStyle::Form,
        },
        _ => model::Parameter::Query {
            parameter_data,
            allow_reserved,
            style: query_style(&style),
            allow_empty_value,
        },
    }
}

fn query_style(style: &str) -> model::QueryStyle {
    match style {
        "spaceDelimited" => model::QueryStyle::SpaceDelimited,
        "pipeDelimited" => model::QueryStyle::PipeDelimited,
        "deepObject" => model::QueryStyle::DeepObject,
        _ => model::QueryStyle::Form,
    }
}

fn schema_or_content(fields: &mut Fields) -> model::ParameterSchemaOrContent {
    match fields.shift_remove("schema") {
        Some(schema) => model::ParameterSchemaOrContent::Schema(schema::schema_or_ref(schema)),
        None => model::ParameterSchemaOrContent::Content(operation::content(fields)),
    }
}

pub(super) fn headers(owner: &mut Fields) -> IndexMap<String, model::ReferenceOr<model::Header>> {
    map(owner, "headers", |value| or_ref(value, header))
}

fn header(mut fields: Fields) -> model::Header {
    model::Header {
        description: text(&mut fields, "description"),
        style: model::HeaderStyle::Simple,
        required: flag(&mut fields, "required"),
        deprecated: maybe_flag(&mut fields, "deprecated"),
        format: schema_or_content(&mut fields),
        example: any(&mut fields, "example"),
        examples: examples(&mut fields),
        extensions: extensions(fields),
    }
}

pub(super) fn encoding(value: Value) -> model::Encoding {
    let mut fields = fields(value);
    model::Encoding {
        content_type: text(&mut fields, "contentType"),
        headers: headers(&mut fields),
        style: text(&mut fields, "style").map(|style| query_style(&style)),
        explode: flag(&mut fields, "explode"),
        allow_reserved: flag(&mut fields, "allowReserved"),
        extensions: extensions(fields),
    }
}
