//! Hierarchies: components with a discriminator that others extend by `allOf`.

use std::collections::HashSet;

use crate::ir::{Tag, Type, TypeKind};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::Subschema;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::unions::discriminator::{explicit_values, mapped_values};
use crate::lower::schemas::unions::members::Member;
use crate::lower::site::Site;

impl<'a> Lowerer<'a> {
    /// A union over all components that extend `name`.
    pub(crate) fn lower_hierarchy(&mut self, name: &'a str, site: &Site) {
        let Some((_, schema)) = self.schema_of(name) else {
            return;
        };
        let Some(discriminator) = Keywords::of(schema).data.discriminator.as_ref() else {
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
            let own = Site {
                name: site.name.extended("Base"),
                define: None,
                ..site.clone()
            };
            let (ty, notes) = self.lower_schema(SchemaRef::Item(schema), &own);
            members.push(Member {
                ty,
                notes,
                tag_values: own_values,
            });
        }
        let subschema = Subschema {
            schema: SchemaRef::Item(schema),
            pointer: site.pointer.clone(),
        };
        let notes = self.flatten(&[subschema], &HashSet::new(), None).notes;
        let tag = Tag {
            property: discriminator.property_name.clone(),
        };
        let union = self.union(members, Some(tag), site);
        self.define(TypeKind::Union(union), site, &notes);
    }
}
