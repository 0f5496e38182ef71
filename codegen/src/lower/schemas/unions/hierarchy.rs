//! Hierarchies: components with a discriminator that others extend by `allOf`.

use std::collections::HashSet;

use openapiv3::Discriminator;
use serde_json::Value;

use crate::ir::{Name, Tag, Type, TypeKind};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::Subschema;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::unions::mapping::explicit_values;
use crate::lower::schemas::unions::members::Member;
use crate::lower::site::Site;
use crate::names;

/// What the schema itself is called among those that extend it.
const BASE: &str = "Base";

impl<'a> Lowerer<'a> {
    /// A union over all components that extend `name`, and `name` itself unless it is abstract.
    ///
    /// Of components that extend it and are extended in turn, those with the same tag stand in this
    /// union with all that extend them; those with another tag are one variant, a union of their
    /// own.
    pub(crate) fn lower_hierarchy(&mut self, name: &'a str, site: &Site) {
        let Some((_, schema)) = self.schema_of(name) else {
            return;
        };
        let Some(discriminator) = Keywords::of(schema).data.discriminator.as_ref() else {
            return;
        };
        let property = discriminator.property_name.as_str();
        let subtypes = self.subtypes.get(name).cloned().unwrap_or_default();
        let below: HashSet<&str> = subtypes
            .iter()
            .filter(|subtype| self.tag_of(subtype).is_some_and(|tag| tag != property))
            .filter_map(|subtype| self.subtypes.get(subtype))
            .flatten()
            .copied()
            .collect();
        let mut members: Vec<Member<'a>> = Vec::new();
        for &subtype in subtypes.iter().filter(|subtype| !below.contains(*subtype)) {
            let Some(&id) = self.components.get(subtype) else {
                continue;
            };
            let mut ty = Type::Named(id);
            let called = self.name_of(&ty);
            if self.tag_of(subtype) == Some(property) {
                self.ensure_lowered(&ty);
                match self.base_types.get(subtype) {
                    Some(base) => ty = base.clone(),
                    None => continue,
                }
            }
            let values = self.tag_values(name, discriminator, subtype);
            members.push(tagged(ty, called, Annotations::default(), values));
        }
        let own_values = self.own_values(name, discriminator, &members);
        if !own_values.is_empty() || self.extends_a_hierarchy(name) {
            let own = Site {
                name: site.name.extended(BASE),
                define: None,
                ..site.clone()
            };
            let (ty, notes) = self.lower_schema(SchemaRef::Item(schema), &own);
            self.base_types.insert(name, ty.clone());
            if !own_values.is_empty() {
                members.push(tagged(ty, names::fixed(BASE), notes, own_values));
            }
        }
        let subschema = Subschema {
            schema: SchemaRef::Item(schema),
            pointer: site.pointer.clone(),
        };
        let notes = self.flatten(&[subschema], &HashSet::new(), None).notes;
        let tag = Tag {
            property: property.to_owned(),
            decides: true,
        };
        let union = self.union(members, Some(tag), false, site);
        self.define(TypeKind::Union(union), site, &notes);
    }

    /// The property by which a component tells apart those that extend it.
    fn tag_of(&self, component: &str) -> Option<&'a str> {
        let is_hierarchy = self.is_hierarchy(component);
        let (_, schema) = self.schema_of(component).filter(|_| is_hierarchy)?;
        let discriminator = schema.schema_data.discriminator.as_ref()?;
        Some(&discriminator.property_name)
    }

    /// The components with this tag that a component extends.
    fn bases_with_tag(&self, name: &str, property: &str) -> Vec<&'a str> {
        let has_tag = |base: &&str| self.tag_of(base) == Some(property);
        let extended = self.subtypes.iter();
        let mut bases: Vec<&str> = extended
            .filter(|(_, subtypes)| subtypes.contains(&name))
            .map(|(base, _)| *base)
            .filter(has_tag)
            .collect();
        bases.sort_unstable();
        bases
    }

    fn extends_a_hierarchy(&self, name: &str) -> bool {
        self.tag_of(name)
            .is_some_and(|property| !self.bases_with_tag(name, property).is_empty())
    }

    /// The values of the tag that select `component` among those that extend `base`: those of the
    /// mapping; its own constant; its name.
    fn tag_values(
        &self,
        base: &'a str,
        discriminator: &Discriminator,
        component: &'a str,
    ) -> Vec<Value> {
        let mapped = explicit_values(discriminator, component);
        if !mapped.is_empty() {
            return mapped;
        }
        let property = discriminator.property_name.as_str();
        let own = self.values_beside_subtypes(component, property);
        if own.is_empty() || own == self.values_beside_subtypes(base, property) {
            vec![component.into()]
        } else {
            own
        }
    }

    /// The values that a component lists for a property, whatever extends it.
    fn values_beside_subtypes(&self, component: &str, property: &str) -> Vec<Value> {
        let schema = self.schema_of(component).map(|(_, schema)| schema);
        let properties = schema.map(|schema| self.documented(SchemaRef::Item(schema)));
        let documented = properties.as_ref().and_then(|all| all.get(property));
        documented.map_or_else(Vec::new, |documented| documented.values.clone())
    }

    /// The values of the tag by which `name` is itself and none of those that extend it. There are
    /// none if the document lists all values, and each is another component's.
    fn own_values(
        &self,
        name: &'a str,
        discriminator: &Discriminator,
        members: &[Member<'a>],
    ) -> Vec<Value> {
        let mapped = explicit_values(discriminator, name);
        if !mapped.is_empty() {
            return mapped;
        }
        let property = discriminator.property_name.as_str();
        let bases = self.bases_with_tag(name, property);
        for base in bases {
            let above = self.schema_of(base).map(|(_, schema)| schema);
            if let Some(above) = above.and_then(|above| above.schema_data.discriminator.as_ref()) {
                return self.tag_values(base, above, name);
            }
        }
        let listed = self.values_beside_subtypes(name, property);
        if !listed.is_empty() {
            let is_taken = |value: &Value| members.iter().any(|one| one.tag_values.contains(value));
            return listed.into_iter().filter(|one| !is_taken(one)).collect();
        }
        if discriminator.mapping.is_empty() {
            vec![name.into()]
        } else {
            Vec::new()
        }
    }
}

/// A member that the tag selects by these values.
fn tagged<'a>(ty: Type, name: Name, notes: Annotations, tag_values: Vec<Value>) -> Member<'a> {
    Member {
        sent_tag: tag_values.first().cloned(),
        tag_values,
        ..Member::new(ty, vec![name], notes)
    }
}
