//! From the walked value to the `openapiv3` model.
//!
//! The model is built by hand, not deserialized: after the walk every field has the type it should
//! have, so nothing here can fail, and it takes time linear in the document and little stack.
//! Deserializing copies each level several times, and tries each twice where something is wrong.

mod field;
mod operation;
mod parameter;
mod schema;
mod security;

use field::{
    Fields, any, extensions, fields, list, map, object, or_ref, text, text_or_empty, texts,
};
use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::Value;

/// The document.
pub(crate) fn document(root: Value) -> model::OpenAPI {
    let mut root = fields(root);
    model::OpenAPI {
        openapi: text_or_empty(&mut root, "openapi"),
        info: object(&mut root, "info", info).unwrap_or_default(),
        servers: list(&mut root, "servers", server),
        paths: object(&mut root, "paths", operation::paths).unwrap_or_default(),
        components: object(&mut root, "components", components),
        security: operation::security(&mut root),
        tags: list(&mut root, "tags", tag),
        external_docs: object(&mut root, "externalDocs", external_docs),
        extensions: extensions(root),
    }
}

fn info(mut fields: Fields) -> model::Info {
    model::Info {
        title: text_or_empty(&mut fields, "title"),
        description: text(&mut fields, "description"),
        terms_of_service: text(&mut fields, "termsOfService"),
        contact: object(&mut fields, "contact", |mut fields| model::Contact {
            name: text(&mut fields, "name"),
            url: text(&mut fields, "url"),
            email: text(&mut fields, "email"),
            extensions: extensions(fields),
        }),
        license: object(&mut fields, "license", |mut fields| model::License {
            name: text_or_empty(&mut fields, "name"),
            url: text(&mut fields, "url"),
            extensions: extensions(fields),
        }),
        version: text_or_empty(&mut fields, "version"),
        extensions: extensions(fields),
    }
}

fn server(value: Value) -> model::Server {
    let mut fields = fields(value);
    model::Server {
        url: text_or_empty(&mut fields, "url"),
        description: text(&mut fields, "description"),
        variables: fields
            .contains_key("variables")
            .then(|| map(&mut fields, "variables", server_variable)),
        extensions: extensions(fields),
    }
}

fn server_variable(value: Value) -> model::ServerVariable {
    let mut fields = fields(value);
    model::ServerVariable {
        enumeration: fields.shift_remove("enum").map(texts).unwrap_or_default(),
        default: text_or_empty(&mut fields, "default"),
        description: text(&mut fields, "description"),
        extensions: extensions(fields),
    }
}

fn tag(value: Value) -> model::Tag {
    let mut fields = fields(value);
    model::Tag {
        name: text_or_empty(&mut fields, "name"),
        description: text(&mut fields, "description"),
        external_docs: object(&mut fields, "externalDocs", external_docs),
        extensions: extensions(fields),
    }
}

fn external_docs(mut fields: Fields) -> model::ExternalDocumentation {
    model::ExternalDocumentation {
        description: text(&mut fields, "description"),
        url: text_or_empty(&mut fields, "url"),
        extensions: extensions(fields),
    }
}

fn components(mut fields: Fields) -> model::Components {
    model::Components {
        schemas: map(&mut fields, "schemas", schema::schema_or_ref),
        responses: map(&mut fields, "responses", |value| {
            or_ref(value, operation::response)
        }),
        parameters: map(&mut fields, "parameters", |value| {
            or_ref(value, parameter::parameter)
        }),
        examples: examples(&mut fields),
        request_bodies: map(&mut fields, "requestBodies", |value| {
            or_ref(value, operation::request_body)
        }),
        headers: parameter::headers(&mut fields),
        security_schemes: map(&mut fields, "securitySchemes", |value| {
            or_ref(value, security::scheme)
        }),
        links: links(&mut fields),
        callbacks: map(&mut fields, "callbacks", |value| {
            or_ref(value, operation::callback)
        }),
        extensions: extensions(fields),
    }
}

fn examples(owner: &mut Fields) -> IndexMap<String, model::ReferenceOr<model::Example>> {
    map(owner, "examples", |value| {
        or_ref(value, |mut fields| model::Example {
            summary: text(&mut fields, "summary"),
            description: text(&mut fields, "description"),
            value: any(&mut fields, "value"),
            external_value: text(&mut fields, "externalValue"),
            extensions: extensions(fields),
        })
    })
}

fn links(owner: &mut Fields) -> IndexMap<String, model::ReferenceOr<model::Link>> {
    map(owner, "links", |value| {
        or_ref(value, |mut fields| model::Link {
            description: text(&mut fields, "description"),
            operation: match text(&mut fields, "operationRef") {
                Some(reference) => model::LinkOperation::OperationRef(reference),
                None => {
                    model::LinkOperation::OperationId(text_or_empty(&mut fields, "operationId"))
                }
            },
            request_body: any(&mut fields, "requestBody"),
            parameters: map(&mut fields, "parameters", |value| value),
            server: fields.shift_remove("server").map(server),
            extensions: extensions(fields),
        })
    })
}
