//! What the references of the normalized document lead to: each is `#/components/<section>/<name>`,
//! and exists.

use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr, Schema};

use crate::ir::TypeId;
use crate::lower::context::Lowerer;
use crate::lower::schemas::keywords::SchemaRef;

/// An object of the document.
pub(crate) struct Found<'a, T> {
    pub object: &'a T,
    /// The name of the component that it is, if it is one.
    pub component: Option<&'a str>,
}

impl<'a> Lowerer<'a> {
    /// The components of the document.
    pub(crate) fn components_of_document(&self) -> Option<&'a Components> {
        self.document.components.as_ref()
    }

    /// The object itself, or the component of `section` that stands for it. The reader has seen to
    /// it that each component exists and is no reference itself.
    pub(crate) fn object<T>(
        &self,
        object: &'a ReferenceOr<T>,
        section: fn(&'a Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<Found<'a, T>> {
        let component = match object {
            ReferenceOr::Item(object) => {
                return Some(Found {
                    object,
                    component: None,
                });
            }
            ReferenceOr::Reference { reference } => reference_name(reference),
        };
        let section = section(self.components_of_document()?);
        Some(Found {
            object: section.get(component)?.as_item()?,
            component: Some(component),
        })
    }

    /// The schema that a reference leads to, through aliases, with its component's name.
    pub(crate) fn schema_of(&self, reference: &str) -> Option<(&'a str, &'a Schema)> {
        let schemas = &self.components_of_document()?.schemas;
        let mut resolved = self.resolved.borrow_mut();
        let mut followed = Vec::new();
        let mut name = reference_name(reference);
        let end = loop {
            let (key, schema) = schemas.get_key_value(name)?;
            if let Some(known) = resolved.get(key.as_str()) {
                break *known;
            }
            followed.push(key.as_str());
            match SchemaRef::from(schema) {
                SchemaRef::Item(schema) => break (key.as_str(), schema),
                SchemaRef::Ref(next) => name = reference_name(next),
            }
            if followed.len() > schemas.len() {
                return None;
            }
        };
        resolved.extend(followed.into_iter().map(|name| (name, end)));
        Some(end)
    }

    /// The definition of the component that a reference names.
    pub(crate) fn component_type(&self, reference: &str) -> Option<TypeId> {
        self.components.get(reference_name(reference)).copied()
    }
}

/// The last part of `#/components/<section>/<name>`, unescaped.
pub(crate) fn reference_name(reference: &str) -> &str {
    // Component names are restricted to letters, digits, `.`, `-` and `_` (OpenAPI 3.0.4,
    // Components Object), and the reader renames those that are not, so nothing is escaped.
    reference.rsplit('/').next().unwrap_or(reference)
}
