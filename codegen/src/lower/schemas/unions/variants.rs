//! The variants of a union, and their names.

use std::collections::HashSet;

use serde_json::Value;

use crate::ir::{Name, Primitive, Tag, Type, TypeKind, Union, Variant, tag_text};
use crate::lower::context::Lowerer;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::enums::fallback_name;
use crate::lower::schemas::unions::members::Member;
use crate::lower::site::Site;
use crate::names::{self, Scope};

impl Lowerer<'_> {
    /// A union of `members`, which are told apart by `tag`.
    pub(crate) fn union(
        &mut self,
        members: Vec<Member<'_>>,
        tag: Option<Tag>,
        can_hold_together: bool,
        site: &Site,
    ) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::with_capacity(members.len());
        let mut selected = HashSet::new();
        let decides = tag.as_ref().is_some_and(|tag| tag.decides);
        for mut member in members {
            if decides {
                // A value selects the first variant that claims it.
                member
                    .tag_values
                    .retain(|value| selected.insert(tag_text(value)));
            }
            let hint = self.variant_hint(&member.ty, &site.name);
            let keeps_tag = tag
                .as_ref()
                .is_none_or(|tag| self.keeps(&member.ty, &tag.property));
            let split = !keeps_tag && member.tag_values.len() > 1;
            let sent = member.sent_tag.filter(|_| !split);
            let names: Vec<(Name, Vec<Value>)> = if split {
                // Only the variant can say which of the values it was.
                let each = member.tag_values.into_iter();
                each.map(|value| (names::variant_name(&tag_text(&value)), vec![value]))
                    .collect()
            } else {
                vec![(hint, member.tag_values)]
            };
            for (name, tag_values) in names {
                variants.push(Variant {
                    name: self.distinct_name(&mut scope, &name, "", &site.pointer, "alternative"),
                    ty: nullable(member.ty.clone(), member.notes.nullable),
                    boxed: false,
                    sent_tag: sent
                        .clone()
                        .or_else(|| tag_values.first().filter(|_| split).cloned()),
                    tag_values,
                    docs: member.notes.docs.clone(),
                });
            }
        }
        let fallback = fallback_name(&mut scope);
        let several = can_hold_together.then(|| scope.unique(&names::fixed("Several"), ""));
        Union {
            variants,
            tag,
            several,
            fallback,
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
