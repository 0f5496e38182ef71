//! Schema Object (OpenAPI 3.1.2, section of this name): its grammar, made from the one list of
//! `keywords`. `repair` says what is made of what real documents do beyond it (`properties` for those
//! of objects), `json_schema` how JSON Schema 2020-12 is written in the words of OpenAPI 3.0
//! (`null_members` for `null` in a union, `annotated_enum` for one of values with titles), `build`
//! makes the model.

mod annotated_enum;
mod build;
mod discriminator;
mod enumeration;
mod json_schema;
pub(super) mod keywords;
mod null_members;
mod properties;
mod repair;

use serde_json::{Map, Value};

use super::common::EXTERNAL_DOCS;
use crate::document::files::version::Version;
use crate::document::section::Section;
use crate::document::value::single;
use crate::document::walk::grammar::{Grammar, Missing, Shape, TEXTS, grammar};
pub(super) use build::schema_or_ref;
use discriminator::DISCRIMINATOR;
use keywords::{KEYWORDS, Role, Takes};

pub(super) static SCHEMA: Grammar = Grammar {
    section: Some(Section::Schemas),
    repair: repair::repair,
    beside_reference: repair::beside_reference,
    // Unknown keywords are annotations (JSON Schema 2020-12, 6.5).
    takes_unknown: |reader| reader.version != Version::V3_0,
    missing: Missing::Stands {
        reading: "the schema accepts any value",
        keep: repair::keep_beside,
        fill: |_| {},
    },
    lost_item: repair::lost_member,
    from_other: |value| {
        value.as_bool().map(|anything| {
            if anything {
                Value::Object(Map::new())
            } else {
                single("not", Value::Object(Map::new()))
            }
        })
    },
    ..grammar("a Schema Object", &FIELDS)
};

static FIELDS: [(&str, Shape); KEYWORDS.len()] = {
    let mut fields = [("", Shape::Dropped); KEYWORDS.len()];
    let mut index = 0;
    while index < fields.len() {
        let (keyword, role) = KEYWORDS[index];
        fields[index] = (keyword, shape(role));
        index += 1;
    }
    fields
};

static ITSELF: Shape = Shape::Object(&SCHEMA);

const fn shape(role: Role) -> Shape {
    let takes = match role {
        Role::Structure(_, takes) | Role::Selection(takes) | Role::Annotation(takes) => takes,
        // What is still there was not understood.
        Role::Rewritten => return Shape::Unsupported("this keyword in this position"),
        Role::Unused => return Shape::Dropped,
    };
    match takes {
        Takes::Text => Shape::Text,
        Takes::Texts => TEXTS,
        Takes::Flag => Shape::Flag,
        Takes::Count => Shape::Count,
        Takes::Number => Shape::Number,
        Takes::Any => Shape::Any,
        Takes::AnyList => Shape::List(&Shape::Any),
        Takes::Schema => Shape::Object(&SCHEMA),
        Takes::SchemaOrFlag => Shape::OrFlag(&ITSELF),
        Takes::Schemas => Shape::List(&ITSELF),
        Takes::SchemaMap => Shape::Map(&ITSELF),
        Takes::Discriminator => Shape::Object(&DISCRIMINATOR),
        Takes::ExternalDocs => EXTERNAL_DOCS,
    }
}
