//! `--only-tag` and `--only-operation`: which component schemas the selected operations reach.
//!
//! This is decided before anything is named, so that what is left out takes no names, and a
//! selection of a document gives the same types as a document that holds the selection alone.

use std::collections::HashSet;

use openapiv3::Components;
use serde::Serialize;
use serde_json::Value;

use crate::lower::context::{Lowerer, reference_name};
use crate::lower::operations::Found;

impl<'a> Lowerer<'a> {
    /// The names of the component schemas that `operations` reach, through whatever component.
    pub(crate) fn reached_schemas(&self, operations: &[Found<'a>]) -> HashSet<String> {
        let mut open: Vec<String> = Vec::new();
        for found in operations {
            references(found.operation, &mut open);
            references(&found.item.parameters, &mut open);
        }
        let mut seen: HashSet<String> = HashSet::new();
        let mut schemas = HashSet::new();
        let Some(components) = self.components_of_document() else {
            return schemas;
        };
        while let Some(reference) = open.pop() {
            if !seen.insert(reference.clone()) {
                continue;
            }
            let name = reference_name(&reference);
            if reference.starts_with("#/components/schemas/") {
                schemas.insert(name.to_owned());
                open.extend(self.extending(name));
            }
            follow(components, &reference, name, &mut open);
        }
        schemas
    }

    /// Whoever reaches the base of a hierarchy may be given any schema that extends it.
    fn extending(&self, name: &str) -> Vec<String> {
        if !self.is_hierarchy(name) {
            return Vec::new();
        }
        let subtypes = self.subtypes.get(name).into_iter().flatten();
        subtypes
            .map(|subtype| format!("#/components/schemas/{subtype}"))
            .collect()
    }
}

/// The references in a component.
fn follow(components: &Components, reference: &str, name: &str, open: &mut Vec<String>) {
    let mut sections = reference.split('/').skip(2);
    match sections.next() {
        Some("schemas") => references(&components.schemas.get(name), open),
        Some("parameters") => references(&components.parameters.get(name), open),
        Some("responses") => references(&components.responses.get(name), open),
        Some("requestBodies") => references(&components.request_bodies.get(name), open),
        Some("headers") => references(&components.headers.get(name), open),
        _ => {}
    }
}

/// Every `$ref` in a part of the document, and every schema that a discriminator maps to.
fn references(part: &impl Serialize, found: &mut Vec<String>) {
    // What was read from JSON can be written as JSON.
    let mut open = vec![serde_json::to_value(part).unwrap_or_default()];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match value {
                        Value::String(target) if key == "$ref" => found.push(target),
                        Value::Object(mapping) if key == "mapping" => {
                            found.extend(mapping.values().filter_map(component));
                        }
                        other => open.push(other),
                    }
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

/// A value of a discriminator's mapping: a reference, or the name of a schema.
fn component(target: &Value) -> Option<String> {
    let target = target.as_str()?;
    Some(format!("#/components/schemas/{}", reference_name(target)))
}
