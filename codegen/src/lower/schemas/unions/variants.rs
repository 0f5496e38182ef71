//! The variants of a union, and their names.

use std::collections::HashSet;

use crate::ir::{Name, Primitive, Tag, Type, TypeKind, Union, Variant};
use crate::lower::context::Lowerer;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::enums::fallback_name;
use crate::lower::schemas::unions::members::Member;
use crate::lower::site::Site;
use crate::names::{self, Scope};

impl Lowerer<'_> {
    /// A union of `members`, which are told apart by `tag`.
    pub(crate) fn union(&mut self, members: Vec<Member>, tag: Option<Tag>, site: &Site) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::with_capacity(members.len());
        let mut selected = HashSet::new();
        for mut member in members {
            // A value selects the first variant that claims it.
            member
                .tag_values
                .retain(|value| selected.insert(value.clone()));
            let hint = self.variant_hint(&member.ty, &site.name);
            let keeps_tag = tag
                .as_ref()
                .is_none_or(|tag| self.keeps(&member.ty, &tag.property));
            let names: Vec<(Name, Vec<String>)> = if keeps_tag || member.tag_values.len() < 2 {
                vec![(hint, member.tag_values)]
            } else {
                // Only the variant can say which of the values it was.
                let each = member.tag_values.into_iter();
                each.map(|value| (names::variant_name(&value), vec![value]))
                    .collect()
            };
            for (name, tag_values) in names {
                variants.push(Variant {
                    name: self.distinct_name(&mut scope, &name, "", &site.pointer, "alternative"),
                    ty: nullable(member.ty.clone(), member.notes.nullable),
                    boxed: false,
                    tag_values,
                    docs: member.notes.docs.clone(),
                });
            }
        }
        Union {
            fallback: fallback_name(&mut scope),
            variants,
            tag,
        }
    }

    /// The name of a variant: that of its type. A type that stands inside the union has the union's
    /// name before its own, which says nothing here.
    fn variant_hint(&self, ty: &Type, union: &Name) -> Name {
        match ty {
            Type::Named(id) => {
                let def = &self.types[id.0];
                let inside = match &def.kind {
                    _ if def.schema_name.is_some() => None,
                    TypeKind::Enum(known) if known.base == Some(Primitive::String) => Some("Text"),
                    TypeKind::Enum(known) if known.base == Some(Primitive::I64) => Some("Integer"),
                    _ => def
                        .name
                        .as_str()
                        .strip_prefix(union.as_str())
                        .filter(|rest| {
                            rest.starts_with(|first: char| {
                                first.is_alphabetic() && !first.is_lowercase()
                            })
                        }),
                };
                names::variant_name(inside.unwrap_or(def.name.as_str()))
            }
            Type::Primitive(primitive) => names::fixed(match primitive {
                Primitive::Bool => "Boolean",
                Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => "Integer",
                Primitive::F32 | Primitive::F64 => "Number",
                _ => "Text",
            }),
            Type::Array(item) => self.variant_hint(item, union).extended("List"),
            Type::Map(_) => names::fixed("Map"),
            Type::Nullable(inner) => self.variant_hint(inner, union),
            Type::Any => names::fixed("Any"),
        }
    }
}
