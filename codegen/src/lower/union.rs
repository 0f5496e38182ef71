//! `oneOf`, `anyOf` and hierarchies with a discriminator.
//!
//! OpenAPI 3.0.4, Schema Object ("Composition and Inheritance") and Discriminator Object.

use std::collections::HashSet;

use openapiv3::{Discriminator, ReferenceOr, Schema};
use serde_json::Value;

use super::context::{Annotations, Lowerer, Place, reference_name};
use super::enums::{fallback_name, open_enum};
use super::flatten::{Flat, Part, UnionGroup};
use super::names::{self, Scope};
use super::schema::nullable;
use super::view::{SchemaRef, View};
use crate::ir::{Enum, Primitive, Tag, Type, TypeKind, Union, Variant};

/// A member of a union, before it becomes a variant.
struct Member {
    ty: Type,
    notes: Annotations,
    tag_values: Vec<String>,
}

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
        flat.groups.retain(|group| !self.only_constrains(group));
        let Some(group) = flat.groups.first().cloned() else {
            let mut without = skipped.clone();
            self.skip_all_groups(parts, &mut without);
            let (ty, _) = self.lower_parts(parts, &without, place);
            return ty;
        };
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
            let tag_values = tag_values(group.discriminator, member);
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
    fn only_constrains(&self, group: &UnionGroup<'a>) -> bool {
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
            Some(discriminator) if distinct.iter().all(|member| self.is_object(&member.ty)) => {
                Some(Tag {
                    property: discriminator.property_name.clone(),
                    optional: false,
                })
            }
            Some(_) => {
                self.diagnostics.warning(
                    "discriminator-without-objects",
                    &group.pointer,
                    "the discriminator is ignored: not every alternative is an object".to_owned(),
                    None,
                );
                None
            }
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

    fn union(&self, members: Vec<Member>, tag: Option<Tag>, place: &Place) -> Union {
        let mut scope = Scope::default();
        let variants: Vec<Variant> = members
            .into_iter()
            .map(|member| Variant {
                name: scope.unique(&self.variant_hint(&member.ty, &place.name), ""),
                ty: nullable(member.ty, member.notes.nullable),
                boxed: false,
                tag_values: member.tag_values,
                docs: member.notes.docs,
            })
            .collect();
        Union {
            fallback: fallback_name(&mut scope),
            variants,
            tag,
        }
    }

    /// The name of a variant: that of its type. A type that stands inside the union has the union's
    /// name before its own, which says nothing here.
    fn variant_hint(&self, ty: &Type, union: &str) -> String {
        match ty {
            Type::Named(id) => {
                let def = &self.types[id.0];
                let inside = match &def.kind {
                    _ if def.schema_name.is_some() => None,
                    TypeKind::Enum(known) if known.base == Some(Primitive::String) => Some("Text"),
                    TypeKind::Enum(known) if known.base == Some(Primitive::I64) => Some("Integer"),
                    _ => def.name.strip_prefix(union).filter(|rest| {
                        rest.starts_with(|first: char| {
                            first.is_alphabetic() && !first.is_lowercase()
                        })
                    }),
                };
                names::variant_name(inside.unwrap_or(&def.name))
            }
            Type::Primitive(primitive) => match primitive {
                Primitive::Bool => "Boolean",
                Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => "Integer",
                Primitive::F32 | Primitive::F64 => "Number",
                _ => "Text",
            }
            .to_owned(),
            Type::Array(item) => format!("{}List", self.variant_hint(item, union)),
            Type::Map(_) => "Map".to_owned(),
            Type::Nullable(inner) => self.variant_hint(inner, union),
            Type::Any => "Any".to_owned(),
        }
    }

    /// Text and open string enums take every string, so of several only one can be told from the
    /// wire: enums become one enum; beside them, plain text adds nothing.
    fn merge_texts(&mut self, members: &mut Vec<Member>, group: &UnionGroup<'a>, place: &Place) {
        let enums: Vec<usize> = positions(members, |member| self.string_enum(&member.ty).is_some());
        let texts: Vec<usize> = positions(members, |member| self.is_text(&member.ty));
        if enums.len() + texts.len() < 2 {
            return;
        }
        let merged = match (enums.as_slice(), texts.as_slice()) {
            ([only], _) => members[*only].ty.clone(),
            ([], _) => Type::Primitive(Primitive::String),
            (several, _) => {
                let values: Vec<Value> = several
                    .iter()
                    .filter_map(|&index| self.string_enum(&members[index].ty))
                    .flat_map(|known| known.values.iter().map(|value| value.value.clone()))
                    .collect();
                let values: Vec<&Value> = values.iter().collect();
                let kind = TypeKind::Enum(open_enum(Some(Primitive::String), &values, &[], &[]));
                let mut place = place.child("Text", "");
                place.pointer.clone_from(&group.pointer);
                self.define(kind, &place, &Annotations::default())
            }
        };
        let mut index = 0;
        let first = enums
            .iter()
            .chain(&texts)
            .min()
            .copied()
            .unwrap_or_default();
        members.retain(|_| {
            let keep = index == first || !(enums.contains(&index) || texts.contains(&index));
            index += 1;
            keep
        });
        members[first].ty = merged;
    }

    fn string_enum(&self, ty: &Type) -> Option<&Enum> {
        match self.kind_behind_aliases(ty)? {
            TypeKind::Enum(known) if known.base == Some(Primitive::String) => Some(known),
            _ => None,
        }
    }

    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Primitive(primitive) => !matches!(
                primitive,
                Primitive::Bool
                    | Primitive::I32
                    | Primitive::I64
                    | Primitive::U32
                    | Primitive::U64
                    | Primitive::F32
                    | Primitive::F64
            ),
            Type::Named(id) => match &self.types[id.0].kind {
                TypeKind::Alias { ty, .. } if *ty != Type::Named(*id) => self.is_text(ty),
                _ => false,
            },
            _ => false,
        }
    }

    fn kind_behind_aliases(&self, ty: &Type) -> Option<&TypeKind> {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            let Type::Named(id) = ty else { return None };
            match &self.types[id.0].kind {
                TypeKind::Alias { ty: next, .. } if matches!(next, Type::Named(_)) => ty = next,
                kind => return Some(kind),
            }
        }
        None
    }

    /// Structs, maps and unions. A component that is being lowered right now contains this union,
    /// so it is one of those too.
    fn is_object(&self, ty: &Type) -> bool {
        match self.kind_behind_aliases(ty) {
            Some(TypeKind::Struct(_) | TypeKind::Union(_)) => true,
            Some(TypeKind::Alias { ty, .. }) => matches!(ty, Type::Map(_) | Type::Any),
            _ => matches!(ty, Type::Map(_)),
        }
    }

    /// More required fields first, then more fields; integers before other numbers.
    fn specificity(&self, ty: &Type) -> (usize, usize) {
        match ty {
            Type::Primitive(Primitive::F32 | Primitive::F64) => (0, 0),
            Type::Primitive(_) => (0, 1),
            _ => match self.kind_behind_aliases(ty) {
                Some(TypeKind::Struct(body)) => (
                    body.fields.iter().filter(|field| field.required).count(),
                    body.fields.len(),
                ),
                _ => (0, 1),
            },
        }
    }

    /// Without a discriminator, a required property whose known values differ from alternative to
    /// alternative tells them apart just as well.
    fn implied_tag(&self, members: &mut [Member]) -> Option<Tag> {
        let structs: Vec<_> = members
            .iter()
            .map(|member| match self.kind_behind_aliases(&member.ty) {
                Some(TypeKind::Struct(body)) => Some(body),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let candidates = structs
            .first()?
            .fields
            .iter()
            .filter(|field| field.required);
        for candidate in candidates {
            let property = &candidate.wire_name;
            let values: Option<Vec<Vec<String>>> = structs
                .iter()
                .map(|body| {
                    let field = body
                        .fields
                        .iter()
                        .find(|field| field.wire_name == *property)?;
                    let known = self.string_enum(&field.ty).filter(|_| field.required)?;
                    let texts = known.values.iter().filter_map(|value| value.value.as_str());
                    Some(texts.map(str::to_owned).collect())
                })
                .collect();
            let Some(values) = values else { continue };
            let mut seen = HashSet::new();
            if values
                .iter()
                .flatten()
                .all(|value| seen.insert(value.clone()))
            {
                for (member, values) in members.iter_mut().zip(values) {
                    member.tag_values = values;
                }
                return Some(Tag {
                    property: property.clone(),
                    optional: false,
                });
            }
        }
        None
    }

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
                if let Some((base, target)) = self.schema_of(reference) {
                    if bases.insert(base) {
                        self.collect_bases(SchemaRef::Item(target), bases);
                    }
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
                name: format!("{}Base", place.name),
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

/// Values of the tag that select `member`. Inline alternatives have none (OpenAPI 3.0.4,
/// Discriminator Object: "inline schemas will not be considered").
fn tag_values(discriminator: Option<&Discriminator>, member: &ReferenceOr<Schema>) -> Vec<String> {
    match (discriminator, member) {
        (Some(discriminator), ReferenceOr::Reference { reference }) => {
            mapped_values(discriminator, reference_name(reference))
        }
        _ => Vec::new(),
    }
}

/// The mapping's values for a component, or its name where the mapping does not mention it.
fn mapped_values(discriminator: &Discriminator, component: &str) -> Vec<String> {
    let values = explicit_values(discriminator, component);
    if values.is_empty() {
        vec![component.to_owned()]
    } else {
        values
    }
}

fn explicit_values(discriminator: &Discriminator, component: &str) -> Vec<String> {
    discriminator
        .mapping
        .iter()
        .filter(|(_, target)| reference_name(target) == component)
        .map(|(value, _)| value.clone())
        .collect()
}

fn positions(members: &[Member], accepts: impl Fn(&Member) -> bool) -> Vec<usize> {
    (0..members.len())
        .filter(|&index| accepts(&members[index]))
        .collect()
}
