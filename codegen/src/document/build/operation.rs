//! Paths, operations, bodies and responses.

use openapiv3 as model;

use super::field::{
    Fields, any, extensions, fields, flag, list, map, object, or_ref, text, text_or_empty, texts,
    values,
};
use super::{external_docs, parameter, schema, server};

pub(super) fn paths(items: Fields) -> model::Paths {
    let mut paths = model::Paths::default();
    for (key, value) in items {
        if key.starts_with('/') {
            paths.paths.insert(key, or_ref(value, path_item));
        } else {
            paths.extensions.insert(key, value);
        }
    }
    paths
}

fn path_item(mut fields: Fields) -> model::PathItem {
    let mut method = |name: &str| object(&mut fields, name, operation);
    model::PathItem {
        get: method("get"),
        put: method("put"),
        post: method("post"),
        delete: method("delete"),
        options: method("options"),
        head: method("head"),
        patch: method("patch"),
        trace: method("trace"),
        summary: text(&mut fields, "summary"),
        description: text(&mut fields, "description"),
        servers: list(&mut fields, "servers", server),
        parameters: parameters(&mut fields),
        extensions: extensions(fields),
    }
}

fn parameters(owner: &mut Fields) -> Vec<model::ReferenceOr<model::Parameter>> {
    list(owner, "parameters", |value| {
        or_ref(value, parameter::parameter)
    })
}

fn operation(mut fields: Fields) -> model::Operation {
    model::Operation {
        tags: fields.shift_remove("tags").map(texts).unwrap_or_default(),
        summary: text(&mut fields, "summary"),
        description: text(&mut fields, "description"),
        external_docs: object(&mut fields, "externalDocs", external_docs),
        operation_id: text(&mut fields, "operationId"),
        parameters: parameters(&mut fields),
        request_body: fields
            .shift_remove("requestBody")
            .map(|value| or_ref(value, request_body)),
        responses: object(&mut fields, "responses", responses).unwrap_or_default(),
        callbacks: map(&mut fields, "callbacks", |value| {
            callback(self::fields(value))
        }),
        deprecated: flag(&mut fields, "deprecated"),
        security: security(&mut fields),
        servers: list(&mut fields, "servers", server),
        extensions: extensions(fields),
    }
}

pub(super) fn callback(items: Fields) -> model::Callback {
    let item = |(key, value)| (key, path_item(fields(value)));
    items.into_iter().map(item).collect()
}

/// The alternatives of `security`; an empty list says that there is none.
pub(super) fn security(owner: &mut Fields) -> Option<Vec<model::SecurityRequirement>> {
    let alternatives = values(owner, "security")?.into_iter();
    let requirement = |value| {
        let schemes = fields(value).into_iter();
        schemes
            .map(|(name, scopes)| (name, texts(scopes)))
            .collect()
    };
    Some(alternatives.map(requirement).collect())
}

pub(super) fn request_body(mut fields: Fields) -> model::RequestBody {
    model::RequestBody {
        description: text(&mut fields, "description"),
        content: content(&mut fields),
        required: flag(&mut fields, "required"),
        extensions: extensions(fields),
    }
}

/// The map of media types below `content`.
pub(super) fn content(owner: &mut Fields) -> model::Content {
    let mut media = map(owner, "content", |value| value);
    media.retain(|key, _| !key.starts_with("x-"));
    media
        .into_iter()
        .map(|(key, value)| (key, media_type(fields(value))))
        .collect()
}

fn media_type(mut fields: Fields) -> model::MediaType {
    model::MediaType {
        schema: fields.shift_remove("schema").map(schema::schema_or_ref),
        example: any(&mut fields, "example"),
        examples: super::examples(&mut fields),
        encoding: map(&mut fields, "encoding", parameter::encoding),
        extensions: extensions(fields),
    }
}

fn responses(fields: Fields) -> model::Responses {
    let mut responses = model::Responses::default();
    for (key, value) in fields {
        if key == "default" {
            responses.default = Some(or_ref(value, response));
        } else if let Some(status) = status(&key) {
            responses.responses.insert(status, or_ref(value, response));
        } else {
            responses.extensions.insert(key, value);
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

pub(super) fn response(mut fields: Fields) -> model::Response {
    model::Response {
        description: text_or_empty(&mut fields, "description"),
        headers: parameter::headers(&mut fields),
        content: content(&mut fields),
        links: super::links(&mut fields),
        extensions: extensions(fields),
    }
}
