//! Schemas.

use serde_json::{Map, Value};

use super::{DOCS, Kind, Object, Section, TEXTS, object, single, text_as};
use crate::document::mend;

pub(super) static DISCRIMINATOR: Object = Object {
    mend: mend::schema::discriminator,
    from_other: |value| text_as(value, "propertyName"),
    ..object(
        "a Discriminator Object",
        &[
            ("propertyName", Kind::Text),
            ("mapping", Kind::Map(&Kind::Text)),
            (
                "defaultMapping",
                Kind::Unsupported("`defaultMapping` of a discriminator"),
            ),
        ],
    )
};

pub(super) static SCHEMA: Object = Object {
    section: Some(Section::Schemas),
    mend: mend::schema::schema,
    from_other: |value| {
        value.as_bool().map(|anything| {
            if anything {
                Value::Object(Map::new())
            } else {
                single("not", Value::Object(Map::new()))
            }
        })
    },
    ..object(
        "a Schema Object",
        &[
            ("type", Kind::Text),
            ("format", Kind::Text),
            ("title", Kind::Text),
            ("description", Kind::Text),
            ("properties", Kind::Map(&Kind::Object(&SCHEMA))),
            ("required", TEXTS),
            ("items", Kind::Object(&SCHEMA)),
            ("enum", Kind::List(&Kind::Any)),
            ("default", Kind::Any),
            ("example", Kind::Any),
            ("nullable", Kind::Flag),
            ("readOnly", Kind::Flag),
            ("writeOnly", Kind::Flag),
            ("deprecated", Kind::Flag),
            ("allOf", Kind::List(&Kind::Object(&SCHEMA))),
            ("oneOf", Kind::List(&Kind::Object(&SCHEMA))),
            ("anyOf", Kind::List(&Kind::Object(&SCHEMA))),
            ("not", Kind::Object(&SCHEMA)),
            ("additionalProperties", Kind::SchemaOrFlag),
            ("discriminator", Kind::Object(&DISCRIMINATOR)),
            ("pattern", Kind::Text),
            ("minLength", Kind::Count),
            ("maxLength", Kind::Count),
            ("minimum", Kind::Number),
            ("maximum", Kind::Number),
            ("exclusiveMinimum", Kind::Flag),
            ("exclusiveMaximum", Kind::Flag),
            ("multipleOf", Kind::Number),
            ("minItems", Kind::Count),
            ("maxItems", Kind::Count),
            ("uniqueItems", Kind::Flag),
            ("minProperties", Kind::Count),
            ("maxProperties", Kind::Count),
            ("externalDocs", DOCS),
            ("xml", Kind::Dropped),
            // JSON Schema 2020-12: identification and pure validation.
            ("$schema", Kind::Dropped),
            ("$id", Kind::Dropped),
            ("id", Kind::Dropped),
            ("$anchor", Kind::Dropped),
            ("$dynamicAnchor", Kind::Dropped),
            ("$recursiveAnchor", Kind::Dropped),
            ("$vocabulary", Kind::Dropped),
            ("$comment", Kind::Dropped),
            ("$defs", Kind::Dropped),
            ("definitions", Kind::Dropped),
            ("if", Kind::Dropped),
            ("then", Kind::Dropped),
            ("else", Kind::Dropped),
            ("dependencies", Kind::Dropped),
            ("dependentSchemas", Kind::Dropped),
            ("dependentRequired", Kind::Dropped),
            ("propertyNames", Kind::Dropped),
            ("contains", Kind::Dropped),
            ("minContains", Kind::Dropped),
            ("maxContains", Kind::Dropped),
            ("additionalItems", Kind::Dropped),
            ("unevaluatedItems", Kind::Dropped),
            ("unevaluatedProperties", Kind::Dropped),
            ("contentSchema", Kind::Dropped),
        ],
    )
};
