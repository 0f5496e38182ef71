//! Which component schemas extend which, through `allOf`.

use std::collections::HashSet;

use openapiv3::ReferenceOr;

use crate::lower::context::Lowerer;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};

impl<'a> Lowerer<'a> {
    /// Finds which component schemas extend which, through `allOf`.
    pub(crate) fn find_subtypes(&mut self) {
        let Some(components) = self.components_of_document() else {
            return;
        };
        for (name, schema) in &components.schemas {
            let mut bases = HashSet::new();
            self.collect_bases(schema.into(), &mut bases);
            for base in bases.into_iter().filter(|base| base != name) {
                self.subtypes.entry(base).or_default().push(name);
            }
        }
    }

    fn collect_bases(&self, schema: SchemaRef<'a>, bases: &mut HashSet<&'a str>) {
        let SchemaRef::Item(schema) = schema else {
            return;
        };
        for member in Keywords::of(schema).all_of {
            if let ReferenceOr::Reference { reference } = member {
                if let Some((base, target)) = self.schema_of(reference)
                    && bases.insert(base)
                {
                    self.collect_bases(SchemaRef::Item(target), bases);
                }
            } else {
                self.collect_bases(member.into(), bases);
            }
        }
    }

    /// True for a component with a discriminator and no alternatives of its own that others extend:
    /// where it is named, any of those may stand.
    pub(crate) fn is_hierarchy(&self, name: &str) -> bool {
        let Some((_, schema)) = self.schema_of(name) else {
            return false;
        };
        let keywords = Keywords::of(schema);
        keywords.data.discriminator.is_some()
            && keywords.one_of.is_empty()
            && keywords.any_of.is_empty()
            && self.subtypes.contains_key(name)
    }
}
