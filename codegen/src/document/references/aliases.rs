//! Components of the first file that are nothing but a reference, and those whose name no
//! reference can carry.

use serde_json::Value;

use super::resolve::{final_target, first_target};
use super::sections;
use crate::document::components::{Components, Target, component_of};
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::reference_of;
use crate::document::{pointer, rules};

/// A component that has a `$ref`.
struct Alias {
    section: Section,
    key: String,
    reference: String,
    /// Nothing stands beside the reference.
    pure: bool,
}

/// Finds the components of the first file that are nothing but a reference. Schemas that refer to
/// another component stay: they are a name of their own. All others take the place of what they
/// refer to.
pub(crate) fn claim(reader: &mut Reader<'_, '_>) {
    sections::spread(reader);
    reader.components = Components::of(reader.files.value(0));
    let mut aliases = Vec::new();
    for section in Section::ALL {
        let at = format!("/components/{}", section.key());
        if let Some(Value::Object(map)) = reader.files.value(0).pointer(&at) {
            for (key, value) in map {
                if let Some(reference) = reference_of(value) {
                    aliases.push(Alias {
                        section,
                        key: key.clone(),
                        reference: reference.to_owned(),
                        pure: value.as_object().is_some_and(|map| map.len() == 1),
                    });
                }
            }
        }
        show_renamed(reader, section, &at);
    }
    for alias in aliases {
        claim_alias(reader, &alias);
    }
    reader.pointer.clear();
}

/// Says which names were changed.
fn show_renamed(reader: &mut Reader<'_, '_>, section: Section, at: &str) {
    let renamed: Vec<_> = reader
        .components
        .renamed(section)
        .map(|(key, name)| (key.clone(), name.clone()))
        .collect();
    for (key, name) in renamed {
        let now = pointer::join(at, &name);
        reader.origins.insert(&now, 0, &pointer::join(at, &key));
        reader.pointer = now;
        let message =
            format!("the component name {key:?} is not allowed; it is renamed to `{name}`");
        let help = "use letters, digits, `.`, `-` and `_` only";
        reader.warn(rules::COMPONENT_NAME, "", message, Some(help));
    }
}

fn claim_alias(reader: &mut Reader<'_, '_>, alias: &Alias) {
    let section = alias.section;
    let Some(name) = reader.components.name_of(section, &alias.key) else {
        return;
    };
    let name = name.to_owned();
    reader.pointer = section.pointer(&name);
    let end = final_target(reader, 0, &alias.reference);
    let target = match section {
        Section::Schemas if end.is_ok() => first_target(reader, 0, &alias.reference, Some(section)),
        _ => end,
    };
    match target {
        Ok(target) => {
            if alias.pure && !stays(section, &target) {
                reader.components.claim_as(section, &name, target);
            }
        }
        // All other problems show again when the component itself is walked.
        Err(problem) if problem.rule == rules::REF_LOOP => {
            let looping = &mut reader.components.looping;
            looping.insert((section, name), problem);
        }
        Err(_) => {}
    }
}

/// Whether a component with a reference to this target keeps it: a schema that names another one,
/// or a reference to a component of another section, which is looked at in its place.
fn stays(section: Section, (file, origin): &Target) -> bool {
    *file == 0
        && component_of(origin)
            .is_some_and(|(other, _)| section == Section::Schemas || other != section.key())
}
