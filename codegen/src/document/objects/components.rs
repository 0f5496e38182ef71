//! Components Object (OpenAPI 3.1.2, section of this name), and the components that references
//! bring.

use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::Value;

use super::common::EXAMPLE;
use super::content::{HEADER, REQUEST_BODY, headers, request_body};
use super::fields::{Fields, or_ref};
use super::parameter::{PARAMETER, parameter};
use super::paths::{CALLBACK, callback};
use super::response::{LINK, RESPONSE, links, response};
use super::schema::{SCHEMA, schema_or_ref};
use super::security::{SECURITY_SCHEME, scheme};
use crate::document::components::Pending;
use crate::document::reader::{Fate, Reader};
use crate::document::references::copies::copy_of;
use crate::document::rules;
use crate::document::section::Section;
use crate::document::walk::grammar::{Grammar, Missing, Shape, grammar};
use crate::document::walk::missing::stand_in;
use crate::document::walk::walk;

pub(super) static COMPONENTS: Grammar = grammar(
    "a Components Object",
    &[
        section(Section::Schemas),
        section(Section::Responses),
        section(Section::Parameters),
        section(Section::Examples),
        section(Section::RequestBodies),
        section(Section::Headers),
        section(Section::SecuritySchemes),
        section(Section::Links),
        section(Section::Callbacks),
        // Copied to where they are referred to.
        ("pathItems", Shape::Dropped),
        ("mediaTypes", Shape::Dropped),
    ],
);

const fn section(section: Section) -> (&'static str, Shape) {
    let item = grammar_of(section);
    (section.key(), Shape::Components(section, item))
}

/// The grammar of the components of a section.
const fn grammar_of(section: Section) -> &'static Grammar {
    match section {
        Section::Schemas => &SCHEMA,
        Section::Responses => &RESPONSE,
        Section::Parameters => &PARAMETER,
        Section::Examples => &EXAMPLE,
        Section::RequestBodies => &REQUEST_BODY,
        Section::Headers => &HEADER,
        Section::SecuritySchemes => &SECURITY_SCHEME,
        Section::Links => &LINK,
        Section::Callbacks => &CALLBACK,
    }
}

/// Reads what references name as components of their own, and what that refers to in turn.
pub(crate) fn read_pending(reader: &mut Reader<'_, '_>, root: &mut Value) {
    while let Some(pending) = reader.components.pending.pop_front() {
        let Pending {
            section,
            name,
            target,
        } = pending;
        let at = section.pointer(&name);
        reader.origins.insert(&at, target.0, &target.1);
        let copy = copy_of(reader, &target);
        reader.go_to(target.0, at.clone(), 3);
        let mut value = match copy {
            Ok(value) => value,
            Err(problem) => {
                reader.fail(problem.rule, "", problem.message, problem.help);
                continue;
            }
        };
        let grammar = grammar_of(section);
        if walk(reader, &mut value, Shape::Object(grammar)) == Fate::Drop {
            let help = "refer to an object of the right type";
            let message = format!(
                "this object cannot be an entry of `components.{}`; it is ignored",
                section.key()
            );
            if matches!(grammar.missing, Missing::Unneeded) {
                reader.warn(rules::WRONG_REF, "", message, Some(help));
            } else {
                reader.degrade(rules::WRONG_REF, "", message, Some(help.to_owned()));
            }
            let why = format!("The API description has no {} here", section.singular());
            if stand_in(reader, &mut value, grammar, &why) == Fate::Drop {
                let reference = format!("#{at}");
                reader.components.dropped.insert(reference);
                continue;
            }
        }
        section.put(root, name, value);
    }
}

pub(super) fn build(mut fields: Fields) -> model::Components {
    model::Components {
        schemas: fields.entries_of("schemas", schema_or_ref),
        responses: fields.entries_of("responses", |value| or_ref(value, response)),
        parameters: fields.entries_of("parameters", |value| or_ref(value, parameter)),
        // References to them were checked. Nothing is made of what they say, which may be long.
        examples: IndexMap::new(),
        request_bodies: fields.entries_of("requestBodies", |value| or_ref(value, request_body)),
        headers: headers(&mut fields),
        security_schemes: fields.entries_of("securitySchemes", |value| or_ref(value, scheme)),
        links: links(&mut fields),
        callbacks: fields.entries_of("callbacks", |value| or_ref(value, callback)),
        extensions: fields.extensions(),
    }
}
