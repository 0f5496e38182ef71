//! Schema Object (OpenAPI 3.1.2, section of this name): its grammar. `repair` says what is made of
//! what real documents do beyond it, `json_schema` how JSON Schema 2020-12 is written in the words
//! of OpenAPI 3.0, `build` makes the model.

mod build;
mod discriminator;
mod json_schema;
mod repair;

use serde_json::{Map, Value};

use super::common::EXTERNAL_DOCS;
use crate::document::section::Section;
use crate::document::value::single;
use crate::document::walk::grammar::{Grammar, Shape, TEXTS, grammar};
pub(super) use build::schema_or_ref;
use discriminator::DISCRIMINATOR;

pub(super) static SCHEMA: Grammar = Grammar {
    section: Some(Section::Schemas),
    repair: repair::repair,
    beside_reference: repair::beside_reference,
    from_other: |value| {
        value.as_bool().map(|anything| {
            if anything {
                Value::Object(Map::new())
            } else {
                single("not", Value::Object(Map::new()))
            }
        })
    },
    ..grammar(
        "a Schema Object",
        &[
            ("type", Shape::Text),
            ("format", Shape::Text),
            ("title", Shape::Text),
            ("description", Shape::Text),
            ("properties", Shape::Map(&Shape::Object(&SCHEMA))),
            ("required", TEXTS),
            ("items", Shape::Object(&SCHEMA)),
            ("enum", Shape::List(&Shape::Any)),
            ("default", Shape::Any),
            ("example", Shape::Any),
            ("nullable", Shape::Flag),
            ("readOnly", Shape::Flag),
            ("writeOnly", Shape::Flag),
            ("deprecated", Shape::Flag),
            ("allOf", Shape::List(&Shape::Object(&SCHEMA))),
            ("oneOf", Shape::List(&Shape::Object(&SCHEMA))),
            ("anyOf", Shape::List(&Shape::Object(&SCHEMA))),
            ("not", Shape::Object(&SCHEMA)),
            (
                "additionalProperties",
                Shape::OrFlag(&Shape::Object(&SCHEMA)),
            ),
            ("discriminator", Shape::Object(&DISCRIMINATOR)),
            ("pattern", Shape::Text),
            ("minLength", Shape::Count),
            ("maxLength", Shape::Count),
            ("minimum", Shape::Number),
            ("maximum", Shape::Number),
            ("exclusiveMinimum", Shape::Flag),
            ("exclusiveMaximum", Shape::Flag),
            ("multipleOf", Shape::Number),
            ("minItems", Shape::Count),
            ("maxItems", Shape::Count),
            ("uniqueItems", Shape::Flag),
            ("minProperties", Shape::Count),
            ("maxProperties", Shape::Count),
            ("externalDocs", EXTERNAL_DOCS),
            ("xml", Shape::Dropped),
            // JSON Schema 2020-12: identification and pure validation.
            ("$schema", Shape::Dropped),
            ("$id", Shape::Dropped),
            ("id", Shape::Dropped),
            ("$anchor", Shape::Dropped),
            ("$dynamicAnchor", Shape::Dropped),
            ("$recursiveAnchor", Shape::Dropped),
            ("$vocabulary", Shape::Dropped),
            ("$comment", Shape::Dropped),
            ("$defs", Shape::Dropped),
            ("definitions", Shape::Dropped),
            ("if", Shape::Dropped),
            ("then", Shape::Dropped),
            ("else", Shape::Dropped),
            ("dependencies", Shape::Dropped),
            ("dependentSchemas", Shape::Dropped),
            ("dependentRequired", Shape::Dropped),
            ("propertyNames", Shape::Dropped),
            ("contains", Shape::Dropped),
            ("minContains", Shape::Dropped),
            ("maxContains", Shape::Dropped),
            ("additionalItems", Shape::Dropped),
            ("unevaluatedItems", Shape::Dropped),
            ("unevaluatedProperties", Shape::Dropped),
            ("contentSchema", Shape::Dropped),
        ],
    )
};
