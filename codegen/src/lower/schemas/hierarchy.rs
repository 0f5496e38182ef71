//! Hierarchies: components with a discriminator that others extend by `allOf`.

use std::collections::HashSet;

use openapiv3::{Discriminator, ReferenceOr};

use crate::ir::{Tag, Type, TypeKind};
use crate::lower::context::{Annotations, Lowerer, Place, reference_name};
use crate::lower::schemas::alternatives::Member;
use crate::lower::schemas::flatten::Part;
use crate::lower::schemas::view::{SchemaRef, View};

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
        for member in View::of(schema).all_of {
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
        let view = View::of(schema);
        view.data.discriminator.is_some()
            && view.one_of.is_empty()
            && view.any_of.is_empty()
            && self.subtypes.contains_key(name)
    }

    /// A union over all components that extend `name`.
    pub(crate) fn lower_hierarchy(&mut self, name: &'a str, place: &Place) {
        let Some((_, schema)) = self.schema_of(name) else {
            return;
        };
        let Some(discriminator) = View::of(schema).data.discriminator.as_ref() else {
            return;
        };
        let subtypes = self.subtypes.get(name).cloned().unwrap_or_default();
        let mut members: Vec<Member> = Vec::new();
        for subtype in subtypes
            .into_iter()
            .filter(|subtype| !self.is_hierarchy(subtype))
        {
            if let Some(&id) = self.components.get(subtype) {
                members.push(Member {
                    ty: Type::Named(id),
                    notes: Annotations::default(),
                    tag_values: mapped_values(discriminator, subtype),
                });
            }
        }
        let own_values = explicit_values(discriminator, name);
        if !own_values.is_empty() {
            let own = Place {
                name: place.name.extended("Base"),
                define: None,
                ..place.clone()
            };
            let (ty, notes) = self.lower_schema(SchemaRef::Item(schema), &own);
            members.push(Member {
                ty,
                notes,
                tag_values: own_values,
            });
        }
        let part = Part {
            schema: SchemaRef::Item(schema),
            pointer: place.pointer.clone(),
        };
        let notes = self.flatten(&[part], &HashSet::new(), None).notes;
        let tag = Tag {
            property: discriminator.property_name.clone(),
            optional: false,
        };
        let union = self.union(members, Some(tag), place);
        self.define(TypeKind::Union(union), place, &notes);
    }
}

/// The mapping's values for a component, or its name where the mapping does not mention it.
pub(crate) fn mapped_values(discriminator: &Discriminator, component: &str) -> Vec<String> {
    let values = explicit_values(discriminator, component);
    if values.is_empty() {
        vec![component.to_owned()]
    } else {
        values
    }
}

pub(crate) fn explicit_values(discriminator: &Discriminator, component: &str) -> Vec<String> {
    discriminator
        .mapping
        .iter()
        .filter(|(_, target)| reference_name(target) == component)
        .map(|(value, _)| value.clone())
        .collect()
}
