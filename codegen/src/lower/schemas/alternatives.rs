//! How the alternatives of a union are told apart.

use std::collections::HashSet;

use openapiv3::Discriminator;
use serde_json::Value;

use crate::ir::{Additional, Enum, Primitive, Struct, Tag, Type, TypeKind};
use crate::lower::context::{Annotations, Lowerer, Place};
use crate::lower::schemas::enums::open_enum;
use crate::lower::schemas::flatten::UnionGroup;

/// A member of a union, before it becomes a variant.
pub(crate) struct Member {
    pub ty: Type,
    pub notes: Annotations,
    pub tag_values: Vec<String>,
}

impl<'a> Lowerer<'a> {
    /// Text and open string enums take every string, so of several only one can be told from the
    /// wire: enums become one enum; beside them, plain text adds nothing.
    pub(crate) fn merge_texts(
        &mut self,
        members: &mut Vec<Member>,
        group: &UnionGroup<'a>,
        place: &Place,
    ) {
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

    /// The tag that the document's discriminator makes, if it tells the alternatives apart.
    pub(crate) fn explicit_tag(
        &mut self,
        discriminator: &Discriminator,
        members: &mut [Member],
        group: &UnionGroup<'a>,
    ) -> Option<Tag> {
        let property = &discriminator.property_name;
        let why = if !members.iter().all(|member| self.is_object(&member.ty)) {
            (
                "discriminator-without-objects",
                "not every alternative is an object",
            )
        } else if !self.complete_tags(property, members) {
            (
                "discriminator-without-values",
                "not every alternative is a component or has its own values of the property",
            )
        } else {
            return Some(Tag {
                property: property.clone(),
                optional: false,
            });
        };
        self.diagnostics.warning(
            why.0,
            &group.pointer,
            format!("the discriminator is ignored: {}", why.1),
            None,
        );
        for member in members {
            member.tag_values.clear();
        }
        None
    }

    /// Gives alternatives that the mapping does not name the values of the property that only they
    /// document, and the name of their component, as the Discriminator Object says. False if one
    /// has neither.
    fn complete_tags(&self, property: &str, members: &mut [Member]) -> bool {
        let documented: Vec<Vec<String>> = members
            .iter()
            .map(|member| match self.kind_behind_aliases(&member.ty) {
                Some(TypeKind::Struct(body)) => self.known_values(body, property, false),
                _ => Vec::new(),
            })
            .collect();
        let mut taken: HashSet<String> = HashSet::new();
        taken.extend(members.iter().flat_map(|member| member.tag_values.clone()));
        for (index, member) in members.iter_mut().enumerate() {
            if !member.tag_values.is_empty() {
                continue;
            }
            let others = documented[..index].iter().chain(&documented[index + 1..]);
            let others: HashSet<&String> = others.flatten().collect();
            let own = documented[index].iter();
            let own = own.filter(|value| !others.contains(value)).cloned();
            let name = match &member.ty {
                Type::Named(id) => self.types[id.0].schema_name.clone(),
                _ => None,
            };
            for value in own.chain(name) {
                if taken.insert(value.clone()) {
                    member.tag_values.push(value);
                }
            }
        }
        members.iter().all(|member| !member.tag_values.is_empty())
    }

    /// The values that an object documents for a property; none if there is no list of them.
    fn known_values(&self, body: &Struct, property: &str, required: bool) -> Vec<String> {
        let field = body.fields.iter().find(|field| field.wire_name == property);
        let known = field
            .filter(|field| field.required || !required)
            .and_then(|field| self.string_enum(&field.ty));
        let texts = known.iter().flat_map(|known| &known.values);
        texts
            .filter_map(|value| value.value.as_str())
            .map(str::to_owned)
            .collect()
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
    pub(crate) fn specificity(&self, ty: &Type) -> (usize, usize) {
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

    /// False for an object that does not keep this property.
    pub(crate) fn keeps(&self, ty: &Type, property: &str) -> bool {
        match self.kind_behind_aliases(ty) {
            Some(TypeKind::Struct(body)) => {
                body.additional != Additional::Ignored
                    || body.fields.iter().any(|field| field.wire_name == property)
            }
            _ => true,
        }
    }

    /// Without a discriminator, a required property whose known values differ from alternative to
    /// alternative tells them apart just as well.
    pub(crate) fn implied_tag(&self, members: &mut [Member]) -> Option<Tag> {
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
            let values: Vec<Vec<String>> = structs
                .iter()
                .map(|body| self.known_values(body, property, true))
                .collect();
            if values.iter().any(Vec::is_empty) {
                continue;
            }
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
}

fn positions(members: &[Member], accepts: impl Fn(&Member) -> bool) -> Vec<usize> {
    (0..members.len())
        .filter(|&index| accepts(&members[index]))
        .collect()
}
