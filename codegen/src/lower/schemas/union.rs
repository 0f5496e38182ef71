//! `oneOf` and `anyOf`.
//!
//! OpenAPI 3.0.4, Schema Object ("Composition and Inheritance") and Discriminator Object.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use crate::ir::{Name, Primitive, Tag, Type, TypeKind, Union, Variant};
use crate::lower::context::{Annotations, Lowerer, Place, reference_name};
use crate::lower::schemas::alternatives::Member;
use crate::lower::schemas::enums::fallback_name;
use crate::lower::schemas::flatten::{Flat, Part, UnionGroup};
use crate::lower::schemas::hierarchy::explicit_values;
use crate::lower::schemas::nullable;
use crate::lower::schemas::view::View;
use crate::names;
use crate::names::Scope;

/// Several unions that hold at once become a type for each combination, up to this many.
const MAX_COMBINATIONS: usize = 64;

impl<'a> Lowerer<'a> {
    /// A schema with one or more `oneOf`/`anyOf`, and perhaps properties beside them: each variant
    /// is then the member together with all that stands beside the group.
    pub(crate) fn lower_groups(
        &mut self,
        mut flat: Flat<'a>,
        parts: &[Part<'a>],
        skipped: &HashSet<String>,
        place: &Place,
    ) -> Type {
        flat.groups.retain(|group| !Self::only_constrains(group));
        let Some(group) = flat.groups.first().cloned() else {
            let mut without = skipped.clone();
            self.skip_all_groups(parts, &mut without);
            let (ty, _) = self.lower_parts(parts, &without, place);
            return ty;
        };
        let combinations = flat.groups.iter().fold(1_usize, |all, group| {
            all.saturating_mul(group.members.len())
        });
        if flat.groups.len() > 1 && combinations > MAX_COMBINATIONS {
            let why = format!("its alternatives combine to more than {MAX_COMBINATIONS} types");
            let ty = self.fallback(&place.pointer, &why);
            return self.alias(ty, place, &flat.notes);
        }
        let alone = flat.groups.len() == 1
            && flat.properties.is_empty()
            && flat.items.is_empty()
            && flat.required.is_empty()
            && flat.additional.is_none();
        let mut beside = skipped.clone();
        beside.insert(group.pointer.clone());
        let mut members = Vec::new();
        for (index, member) in group.members.iter().enumerate() {
            if is_null(member) {
                flat.notes.nullable = true;
                continue;
            }
            let part = Part {
                schema: member.into(),
                pointer: format!("{}/{index}", group.pointer),
            };
            let mut child = place.child(&member_hint(member, index), "");
            child.pointer.clone_from(&part.pointer);
            let (ty, notes) = if alone {
                self.lower_parts(&[part], &HashSet::new(), &child)
            } else {
                let mut all = parts.to_vec();
                all.push(part);
                self.lower_parts(&all, &beside, &child)
            };
            self.ensure_lowered(&ty);
            let tag_values = match (group.discriminator, member) {
                (Some(discriminator), ReferenceOr::Reference { reference }) => {
                    explicit_values(discriminator, reference_name(reference))
                }
                _ => Vec::new(),
            };
            members.push(Member {
                ty,
                notes,
                tag_values,
            });
        }
        self.union_of(members, &group, &flat.notes, place)
    }

    /// True if the members only say which properties must be there together: a rule for values,
    /// not for types.
    fn only_constrains(group: &UnionGroup<'a>) -> bool {
        group.members.iter().all(|member| match member {
            ReferenceOr::Reference { .. } => false,
            ReferenceOr::Item(schema) => {
                let mut view = View::of(schema);
                view.required = &[];
                !view.is_structural()
            }
        }) && !group.members.iter().any(is_null)
    }

    fn skip_all_groups(&mut self, parts: &[Part<'a>], skipped: &mut HashSet<String>) {
        let flat = self.flatten(parts, skipped, None);
        skipped.extend(flat.groups.into_iter().map(|group| group.pointer));
    }

    fn union_of(
        &mut self,
        members: Vec<Member>,
        group: &UnionGroup<'a>,
        notes: &Annotations,
        place: &Place,
    ) -> Type {
        let mut distinct: Vec<Member> = Vec::new();
        for member in members {
            match distinct.iter_mut().find(|other| other.ty == member.ty) {
                Some(other) => other.tag_values.extend(member.tag_values),
                None => distinct.push(member),
            }
        }
        self.merge_texts(&mut distinct, group, place);
        if distinct.iter().any(|member| member.ty == Type::Any) {
            let pointer = group.pointer.clone();
            let ty = self.fallback(&pointer, "one of the alternatives takes any value");
            return self.alias(ty, place, notes);
        }
        if let [only] = distinct.as_slice() {
            let ty = only.ty.clone();
            return self.in_place_of(&ty, group, notes, place);
        }
        let tag = match group.discriminator {
            Some(discriminator) => self.explicit_tag(discriminator, &mut distinct, group),
            None => self.implied_tag(&mut distinct),
        };
        if tag.is_none() {
            // The most specific first; the sort is stable, so equals stay in the document's order.
            distinct.sort_by_key(|member| std::cmp::Reverse(self.specificity(&member.ty)));
        }
        let mut place = place.clone();
        if place.define.is_none() {
            place.define = Some(self.reserve(&place));
        }
        let union = self.union(distinct, tag, &place);
        self.define(TypeKind::Union(union), &place, notes)
    }

    /// The type of a union of which one alternative is left. A list of values that stands inside
    /// the union is then the union itself, under the union's name.
    fn in_place_of(
        &mut self,
        ty: &Type,
        group: &UnionGroup<'a>,
        notes: &Annotations,
        place: &Place,
    ) -> Type {
        if let Type::Named(id) = ty {
            let def = &self.types[id.0];
            let is_inside = def.schema_name.is_none() && def.pointer.starts_with(&group.pointer);
            if is_inside && let TypeKind::Enum(known) = &def.kind {
                let kind = TypeKind::Enum(known.clone());
                let mut notes = notes.clone();
                notes.docs = notes.docs.or_else(|| def.docs.clone());
                return self.define(kind, place, &notes);
            }
        }
        self.alias(ty.clone(), place, notes)
    }

    pub(crate) fn union(&self, members: Vec<Member>, tag: Option<Tag>, place: &Place) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::with_capacity(members.len());
        let mut selected = HashSet::new();
        for mut member in members {
            // A value selects the first variant that claims it.
            member
                .tag_values
                .retain(|value| selected.insert(value.clone()));
            let hint = self.variant_hint(&member.ty, &place.name);
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
                    name: scope.unique(&name, ""),
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

/// `type: null` in whatever form is left of it: an alternative that only allows `null`.
fn is_null(schema: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(schema) = schema else {
        return false;
    };
    let view = View::of(schema);
    !view.values.is_empty() && view.values.iter().all(Value::is_null)
}

/// What an inline alternative is called: its title, or its number.
fn member_hint(member: &ReferenceOr<Schema>, index: usize) -> String {
    let title = match member {
        ReferenceOr::Item(schema) => schema.schema_data.title.as_deref(),
        ReferenceOr::Reference { reference } => Some(reference_name(reference)),
    };
    match title.map(str::trim) {
        Some(title) if !title.is_empty() && title.len() <= 40 => title.to_owned(),
        _ => format!("Variant{}", index + 1),
    }
}
