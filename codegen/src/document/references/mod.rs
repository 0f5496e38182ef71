//! References: where they lead, and the components that their targets become.
//!
//! In the end each is `#/components/<section>/<name>`. What is referred to but is no component of
//! the first file (a part of a schema, something in another file) becomes one. `resolve` follows a
//! reference, `enclosing` finds the definitions of the schemas around one, `sections` looks at sections
//! that are one reference, `aliases` at components that are nothing but one, `misplaced` at
//! references to a component of another section; `copies` puts targets where the model has no place
//! for a reference, `dropped` removes references to what was left out.

pub(super) mod aliases;
pub(super) mod copies;
pub(super) mod dropped;
mod enclosing;
mod misplaced;
mod resolve;
mod sections;

use serde_json::Value;

use super::components::Problem;
use super::reader::Reader;
use super::section::Section;
use super::value::{JsonObject, text};
use super::{pointer, rules};
use resolve::{component_for, final_target};

/// What a node with a `$ref` turns out to be.
pub(crate) enum Referred {
    /// A reference to this component.
    To(String),
    /// No reference any more: an object that was made of it.
    Object,
    /// This reference, which names nothing that can be used.
    Nothing(String, Problem),
}

/// Makes a component of what the `$ref` of a node names, if it is none.
pub(crate) fn to_component(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    section: Section,
) -> Referred {
    let Some(reference) = text(map, "$ref").map(str::to_owned) else {
        return Referred::Object;
    };
    let problem = match component_for(reader, &reference, section) {
        Ok(name) => return Referred::To(format!("#{}", section.pointer(&name))),
        Err(problem) => problem,
    };
    if problem.rule == rules::DANGLING_REF && misplaced::repair_enclosing(reader, map, &reference) {
        return to_component(reader, map, section);
    }
    if problem.rule == rules::WRONG_REF && misplaced::repair(reader, map, &reference, section) {
        return to_component(reader, map, section);
    }
    Referred::Nothing(reference, problem)
}

/// Whether a reference names a list.
pub(crate) fn names_list(reader: &mut Reader<'_, '_>, reference: &str) -> bool {
    let target = final_target(reader, reader.file, reference);
    let value = |(file, at): (usize, String)| reader.files.value(file).pointer(&at);
    target.is_ok_and(|target| value(target).is_some_and(Value::is_array))
}

/// The reference for a value of a discriminator's mapping: a name, or like a `$ref`.
pub(crate) fn mapped(reader: &mut Reader<'_, '_>, target: &str) -> Option<String> {
    let section = Section::Schemas;
    if let Some(name) = reader.components.name_of(section, target) {
        return Some(format!("#{}", section.pointer(name)));
    }
    let reference = if target.contains(['#', '/', '.']) {
        target.to_owned()
    } else {
        // A name in the file that is walked, which need not be the first.
        pointer::join("#/components/schemas", target)
    };
    let name = component_for(reader, &reference, section).ok()?;
    Some(format!("#{}", section.pointer(&name)))
}
