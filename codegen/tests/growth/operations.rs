//! Operations, and what they refer to, that repeat what they can hold many of.

use serde_json::{Value, json};

use crate::{colliding, many, map};

fn with_operation(operation: &Value) -> Value {
    with_path("/a", operation)
}

fn with_path(path: &str, operation: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "A", "version": "1"},
        "paths": {path: {"get": operation}},
    })
}

fn template(count: usize, name: impl Fn(usize) -> String) -> String {
    let segments: Vec<String> = (0..count).map(|i| format!("/{{{}}}", name(i))).collect();
    segments.concat()
}

/// Names and types: each takes a while.
pub fn named(count: usize) -> Vec<(String, Value)> {
    vec![
        (
            "groups of operations".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "tags": many(count, |i| json!({"name": format!("t{i}")})),
                "paths": map(count, |i| (format!("/a{i}"), json!({"get": {
                    "operationId": format!("a{i}"),
                    "tags": [format!("t{i}")],
                    "responses": {},
                }}))),
            }),
        ),
        (
            "tags".to_owned(),
            with_operation(
                &json!({"tags": many(count, |i| format!("t{i}").into()), "responses": {}}),
            ),
        ),
        (
            "responses".to_owned(),
            with_operation(&json!({"responses": map(count, |i| (
                format!("{}", 100 + i % 500),
                json!({"description": "", "content": {format!("application/a{i}"): {}}}),
            ))})),
        ),
        (
            "references in a chain".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": {},
                "components": {"schemas": map(count, |i| (
                    format!("A{i}"),
                    json!({"$ref": format!("#/components/schemas/A{}", (i + 1).min(count - 1))}),
                ))},
            }),
        ),
        (
            "operations of one id".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": map(count, |i| (format!("/a{i}"), json!({"get": {"operationId": "a", "responses": {}}}))),
            }),
        ),
    ]
}

/// What paths and server URLs hold; quickly read.
pub fn urls(count: usize) -> Vec<(String, Value)> {
    // A longer path is ignored.
    let count_in_path = count.min(900);
    let path = template(count_in_path, |i| format!("p{i}"));
    let colliding_path = template(count_in_path / 5, colliding);
    let url = template(count, |i| format!("v{i}"));
    vec![
        (
            "undeclared path parameters".to_owned(),
            with_path(&path, &json!({"responses": {}})),
        ),
        (
            "path parameters".to_owned(),
            with_path(
                &path,
                &json!({
                    "parameters": many(count_in_path, |i| json!({"name": format!("p{i}"), "in": "path", "schema": {}})),
                    "responses": {},
                }),
            ),
        ),
        (
            "path parameters that collide".to_owned(),
            with_path(&colliding_path, &json!({"responses": {}})),
        ),
        (
            "braces of a path".to_owned(),
            with_path(&"/}".repeat(3_000), &json!({"responses": {}})),
        ),
        (
            "open braces of a path".to_owned(),
            with_path(&"/{".repeat(3_000), &json!({"responses": {}})),
        ),
        (
            "server variables".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "servers": [{"url": url, "variables": map(count, |i| (format!("v{i}"), json!({"default": "a"})))}],
                "paths": {},
            }),
        ),
        (
            "undefined server variables".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "servers": [{"url": url}],
                "paths": {},
            }),
        ),
        (
            "braces of a server".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "servers": [{"url": "{".repeat(count)}, {"url": "}".repeat(count)}],
                "paths": {},
            }),
        ),
        (
            "servers".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "servers": many(count, |i| json!({"url": format!("https://a{i}"), "description": "a"})),
                "paths": {},
            }),
        ),
    ]
}

/// Lists of what is quickly read.
pub fn lists(count: usize) -> Vec<(String, Value)> {
    vec![
        (
            "security schemes".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": {"/a": {"get": {"responses": {}, "security": [
                    map(count, |i| (format!("s{i}"), json!([format!("scope{i}")]))),
                ]}}},
                "components": {"securitySchemes": map(count, |i| (format!("s{i}"), json!({"type": "http", "scheme": "bearer"})))},
            }),
        ),
        (
            "alternatives of security".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "security": many(count, |i| json!({format!("s{i}"): []})),
                "paths": {"/a": {"get": {"responses": {}}}},
                "components": {"securitySchemes": map(count, |i| (format!("s{i}"), json!({"type": "http", "scheme": "bearer"})))},
            }),
        ),
        (
            "response headers".to_owned(),
            with_operation(&json!({"responses": {"200": {
                "description": "",
                "headers": map(count, |i| (format!("X-{i}"), json!({"schema": {"type": "string"}}))),
            }}})),
        ),
        (
            "parameters".to_owned(),
            with_operation(&json!({
                "parameters": many(count / 4, |i| json!({"name": colliding(i), "in": "query", "schema": {}})),
                "responses": {},
            })),
        ),
        (
            "media types".to_owned(),
            with_operation(&json!({"responses": {"200": {
                "description": "",
                "content": map(count, |i| (format!("application/a{i}+json"), json!({}))),
            }}})),
        ),
    ]
}
