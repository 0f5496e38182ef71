//! Members that the wire cannot tell apart: an open list of texts takes every text, one of integers
//! every integer.

use serde_json::Value;

use crate::ir::{Enum, Name, Primitive, Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::Alternatives;
use crate::lower::schemas::unions::members::Member;
use crate::lower::schemas::unions::names::KEYWORD;
use crate::lower::site::Site;
use crate::names;

/// What the members that become one have in common.
struct Family {
    /// The base of their lists.
    base: Primitive,
    /// The type of the others, which have no list.
    takes: fn(Primitive) -> bool,
    /// What a list of several members is called.
    list: &'static str,
    /// What it is called if all values are allowed.
    any: &'static str,
}

impl Family {
    /// True if a value may be called by the name of its member. A text is its own name.
    fn is_telling(&self, name: &Name) -> bool {
        self.base != Primitive::String && name.as_str() != self.list
    }
}

const FAMILIES: [Family; 2] = [
    Family {
        base: Primitive::String,
        takes: Primitive::is_text,
        list: KEYWORD,
        any: "String",
    },
    Family {
        base: Primitive::I64,
        takes: |primitive| primitive.is_integer() && primitive != Primitive::U64,
        list: "Integer",
        any: "Integer",
    },
];

impl<'a> Lowerer<'a> {
    /// Of several members that take every text, or every integer, only one can be told from the
    /// wire: their lists become one list; beside a list, other values add nothing.
    pub(super) fn merge_open(
        &mut self,
        members: &mut Vec<Member<'a>>,
        alternatives: &Alternatives<'a>,
        site: &Site,
    ) {
        for family in FAMILIES {
            self.merge_family(&family, members, alternatives, site);
        }
    }

    fn merge_family(
        &mut self,
        family: &Family,
        members: &mut Vec<Member<'a>>,
        alternatives: &Alternatives<'a>,
        site: &Site,
    ) {
        let belongs = |member: &Member<'a>| {
            self.list_of(family, &member.ty).is_some() || self.is_plain(family, &member.ty)
        };
        let Some(first) = members.iter().position(belongs) else {
            return;
        };
        let (merged, mut rest): (Vec<_>, Vec<_>) =
            std::mem::take(members).into_iter().partition(belongs);
        let merged = match <[Member<'a>; 1]>::try_from(merged) {
            Ok([only]) => only,
            Err(several) => self.merged(family, several, alternatives, site),
        };
        rest.insert(first, merged);
        *members = rest;
    }

    /// The one member that several become.
    fn merged(
        &mut self,
        family: &Family,
        several: Vec<Member<'a>>,
        alternatives: &Alternatives<'a>,
        site: &Site,
    ) -> Member<'a> {
        let is_nullable = several.iter().any(|member| member.notes.nullable);
        let (mut lists, plain): (Vec<_>, Vec<_>) = several
            .into_iter()
            .partition(|member| self.list_of(family, &member.ty).is_some());
        let mut merged = match (lists.pop(), lists.is_empty()) {
            (Some(only), true) if !only.components.is_empty() => only,
            (Some(last), _) => {
                lists.push(last);
                let (ty, notes) = self.merged_list(family, &lists, alternatives, site);
                let mut merged = Member::new(ty, vec![names::fixed(family.list)], notes);
                merged.components = lists.into_iter().flat_map(|list| list.components).collect();
                merged
            }
            (None, _) => {
                let said = plain.iter().filter_map(|one| one.notes.docs.as_deref());
                let said: Vec<&str> = said.collect();
                let notes = Annotations {
                    docs: (!said.is_empty()).then(|| said.join("\n\n")),
                    ..Annotations::default()
                };
                let ty = Type::Primitive(family.base);
                Member::new(ty, vec![names::fixed(family.any)], notes)
            }
        };
        let others = plain.into_iter().flat_map(|member| member.components);
        merged.components.extend(others);
        merged.notes.nullable = is_nullable;
        merged
    }

    /// One list of the values of several.
    fn merged_list(
        &mut self,
        family: &Family,
        lists: &[Member<'a>],
        alternatives: &Alternatives<'a>,
        site: &Site,
    ) -> (Type, Annotations) {
        let mut values = Vec::new();
        let (mut chosen, mut docs) = (Vec::new(), Vec::new());
        for member in lists {
            let known = self.list_of(family, &member.ty);
            let known = known.map_or(&[][..], |known| &known.values);
            let about = self.about(member, known.len());
            for value in known {
                let name = match &member.names[..] {
                    // What a number means only the name of the member says.
                    [name, ..] if known.len() == 1 && family.is_telling(name) => name,
                    _ => &value.name,
                };
                values.push(value.value.clone());
                chosen.push(Some(name.clone()));
                docs.push(
                    value
                        .docs
                        .as_deref()
                        .or(about)
                        .unwrap_or_default()
                        .to_owned(),
                );
            }
        }
        let values: Vec<&Value> = values.iter().collect();
        let pointer = &alternatives.pointer;
        let known = self.open_enum(Some(family.base), &values, &chosen, &docs, pointer);
        let notes = match lists {
            [only] => only.notes.clone(),
            _ => Annotations::default(),
        };
        let site = site.member(family.list, pointer);
        (self.define(TypeKind::Enum(known), &site, &notes), notes)
    }

    /// What the document says of the values of a member: of the member, or of the component that is
    /// this one value. A title that became the name of the value is not repeated.
    fn about<'m>(&'m self, member: &'m Member<'a>, values: usize) -> Option<&'m str> {
        let of_component = match &member.ty {
            Type::Named(id) if values == 1 => self.types[id.0].docs.as_deref(),
            _ => None,
        };
        let about = member.notes.docs.as_deref().or(of_component)?;
        let is_name = |text: &str| member.names.contains(&names::variant_name(text));
        match about.split_once("\n\n") {
            Some((title, rest)) if is_name(title) => Some(rest),
            None if is_name(about) => None,
            _ => Some(about),
        }
    }

    fn list_of(&self, family: &Family, ty: &Type) -> Option<&Enum> {
        match self.kind_behind_aliases(ty)? {
            TypeKind::Enum(known) if known.base == Some(family.base) => Some(known),
            _ => None,
        }
    }

    fn is_plain(&self, family: &Family, ty: &Type) -> bool {
        matches!(resolve_alias(&self.types, ty), Type::Primitive(primitive) if (family.takes)(*primitive))
    }
}
