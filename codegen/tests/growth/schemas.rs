//! Schemas that repeat what a schema can hold many of.

use serde_json::{Value, json};

use crate::texts::repeated;
use crate::{alike, colliding, many, map};

fn with_schema(schema: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {},
        "components": {"schemas": {"A": schema}},
    })
}

/// Names and types: each takes a while.
pub fn named(count: usize) -> Vec<(String, Value)> {
    vec![
        (
            "enum values that collide".to_owned(),
            with_schema(&json!({"type": "string", "enum": many(count, |i| colliding(i).into())})),
        ),
        (
            "enum values that look alike".to_owned(),
            with_schema(&json!({"type": "string", "enum": many(count, |i| alike(i).into())})),
        ),
        (
            "properties that collide".to_owned(),
            with_schema(
                &json!({"type": "object", "properties": map(count, |i| (colliding(i), json!({})))}),
            ),
        ),
        (
            "a long name of symbols".to_owned(),
            with_schema(&json!({"type": "string", "enum": [repeated("!") + "a", repeated("-")]})),
        ),
        (
            "a property of a long name".to_owned(),
            with_schema(&json!({"type": "object", "properties": {repeated("ab c"): {}}})),
        ),
        (
            "members of a union".to_owned(),
            with_schema(
                &json!({"oneOf": many(count, |i| json!({"type": "object", "properties": {format!("p{i}"): {}}}))}),
            ),
        ),
        (
            "subtypes".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": {},
                "components": {"schemas": (0..count).map(|i| (
                    format!("A{i}"),
                    json!({"allOf": [{"$ref": "#/components/schemas/A"}], "properties": {"x": {}}}),
                )).chain([("A".to_owned(), json!({
                    "type": "object",
                    "discriminator": {"propertyName": "kind"},
                    "properties": {"kind": {"type": "string"}},
                }))]).collect::<serde_json::Map<_, _>>()},
            }),
        ),
    ]
}

/// Lists of what is quickly read.
pub fn lists(count: usize) -> Vec<(String, Value)> {
    vec![
        (
            "required properties".to_owned(),
            with_schema(&json!({
                "type": "object",
                "properties": map(count, |i| (format!("p{i}"), json!({}))),
                "required": many(count, |i| format!("p{i}").into()),
            })),
        ),
        (
            "required properties that are not there".to_owned(),
            with_schema(
                &json!({"type": "object", "required": many(count, |i| format!("p{i}").into())}),
            ),
        ),
        (
            "required properties of an allOf".to_owned(),
            with_schema(&json!({"allOf": many(count, |i| json!({
                "properties": {format!("p{i}"): {}},
                "required": [format!("p{}", count - 1 - i)],
            }))})),
        ),
        (
            "values of a mapping".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": {},
                "components": {"schemas": {
                    "A": {
                        "oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
                        "discriminator": {
                            "propertyName": "kind",
                            "mapping": map(count, |i| (format!("b{i}"), "#/components/schemas/B".into())),
                        },
                    },
                    "B": {"type": "object", "properties": {"kind": {"type": "string"}}},
                    "C": {"type": "object", "properties": {"kind": {"type": "string"}}},
                }},
            }),
        ),
        (
            "members of an allOf".to_owned(),
            with_schema(
                &json!({"allOf": many(count, |i| json!({"properties": {format!("p{i}"): {}}}))}),
            ),
        ),
        (
            "constants of a union".to_owned(),
            with_schema(&json!({"oneOf": many(count, |i| json!({"enum": [format!("v{i}")]}))})),
        ),
        (
            "numbers of a union".to_owned(),
            with_schema(&json!({"oneOf": many(count, |i| json!({
                "type": "integer", "enum": [i], "title": format!("Title {i}"),
            }))})),
        ),
        (
            "capital letters of a value".to_owned(),
            with_schema(&json!({"type": "string", "enum": ["A".repeat(200_000)]})),
        ),
        (
            "values of several lists".to_owned(),
            with_schema(&json!({"allOf": many(2, |_| json!({
                "type": "string", "enum": many(count, |i| format!("v{i}").into()),
            }))})),
        ),
        (
            "items by position".to_owned(),
            with_schema(&json!({
                "prefixItems": many(count, |i| json!({"maximum": i})),
                "items": false,
            })),
        ),
        (
            "a section that is one reference".to_owned(),
            json!({
                "openapi": "3.1.0",
                "info": {"title": "A", "version": "1"},
                "components": {"schemas": {"$ref": "#/x-a"}},
                "x-a": map(count, |i| {
                    (format!("A{i}"), json!({"$ref": format!("#/x-a/A{}", i / 2)}))
                }),
            }),
        ),
    ]
}
