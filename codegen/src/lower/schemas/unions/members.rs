//! How the alternatives of a union are told apart.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use crate::ir::{Additional, Enum, Primitive, Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::Alternatives;
use crate::lower::schemas::unions::documented::{Documented, Properties};
use crate::lower::site::Site;

/// A member of a union, before it becomes a variant.
pub(crate) struct Member<'a> {
    pub ty: Type,
    pub notes: Annotations,
    /// The components that the members of this type refer to.
    pub components: Vec<&'a str>,
    /// What the member says of its properties.
    pub properties: Rc<Properties<'a>>,
    /// Required by what stands beside the alternatives.
    pub required_beside: Rc<[&'a str]>,
    pub tag_values: Vec<Value>,
    pub sent_tag: Option<Value>,
}

impl<'a> Member<'a> {
    pub(crate) fn new(ty: Type, notes: Annotations) -> Self {
        Self {
            ty,
            notes,
            components: Vec::new(),
            properties: Rc::default(),
            required_beside: Rc::from([]),
            tag_values: Vec::new(),
            sent_tag: None,
        }
    }

    /// What it says of a property, if anything.
    pub(crate) fn documented(&self, property: &str) -> Option<&Documented<'a>> {
        self.properties.get(property)
    }

    /// True if a value of it must have the property.
    pub(crate) fn requires(&self, property: &str) -> bool {
        self.required_beside.contains(&property)
            || self.documented(property).is_some_and(|one| one.required)
    }
}

impl<'a> Lowerer<'a> {
    /// Text and open string enums take every string, so of several only one can be told from the
    /// wire: enums become one enum; beside them, plain text adds nothing.
    pub(crate) fn merge_texts(
        &mut self,
        members: &mut Vec<Member<'a>>,
        alternatives: &Alternatives<'a>,
        site: &Site,
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
                let (values, docs) = self.merged_values(several, members);
                let values: Vec<&Value> = values.iter().collect();
                let known = self.open_enum(
                    Some(Primitive::String),
                    &values,
                    &[],
                    &docs,
                    &alternatives.pointer,
                );
                let mut site = site.child("Text", "");
                site.pointer.clone_from(&alternatives.pointer);
                let notes = Annotations {
                    docs: joined_docs(&texts, members),
                    ..Annotations::default()
                };
                self.define(TypeKind::Enum(known), &site, &notes)
            }
        };
        let all: Vec<usize> = enums.iter().chain(&texts).copied().collect();
        let docs = joined_docs(&all, members);
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
        members[first].notes.docs = docs;
    }

    /// The values of several enums, and the docs of each: its own, or what is said of the list that
    /// it stands in.
    fn merged_values(&self, enums: &[usize], members: &[Member<'a>]) -> (Vec<Value>, Vec<String>) {
        let of_member = |&index: &usize| {
            let member: &Member<'a> = &members[index];
            let known = self.string_enum(&member.ty)?;
            Some((known, member.notes.docs.as_ref()))
        };
        let lists = enums.iter().filter_map(of_member);
        let values = lists.flat_map(|(known, docs)| {
            known.values.iter().map(move |value| {
                let docs = value.docs.as_ref().or(docs);
                (value.value.clone(), docs.cloned().unwrap_or_default())
            })
        });
        values.unzip()
    }

    fn is_text(&self, ty: &Type) -> bool {
        matches!(resolve_alias(&self.types, ty), Type::Primitive(primitive) if primitive.is_text())
    }

    pub(crate) fn kind_behind_aliases(&self, ty: &Type) -> Option<&TypeKind> {
        match resolve_alias(&self.types, ty) {
            Type::Named(id) => Some(&self.types[id.0].kind),
            _ => None,
        }
    }

    pub(crate) fn string_enum(&self, ty: &Type) -> Option<&Enum> {
        match self.kind_behind_aliases(ty)? {
            TypeKind::Enum(known) if known.base == Some(Primitive::String) => Some(known),
            _ => None,
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
}

/// What is said of these members, each text once.
fn joined_docs(indices: &[usize], members: &[Member<'_>]) -> Option<String> {
    let mut docs: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    let texts = indices
        .iter()
        .filter_map(|&index| members[index].notes.docs.as_deref());
    docs.extend(texts.filter(|text| seen.insert(*text)));
    (!docs.is_empty()).then(|| docs.join("\n\n"))
}

fn positions(members: &[Member<'_>], accepts: impl Fn(&Member<'_>) -> bool) -> Vec<usize> {
    (0..members.len())
        .filter(|&index| accepts(&members[index]))
        .collect()
}
