//! The property that tells the alternatives of a union apart (OpenAPI 3.0.4, Discriminator Object).

use std::collections::HashSet;

use openapiv3::Discriminator;

use crate::ir::{Struct, Tag, Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::references::reference_name;
use crate::lower::rules;
use crate::lower::schemas::flatten::Alternatives;
use crate::lower::schemas::unions::members::Member;

impl<'a> Lowerer<'a> {
    /// The tag that the document's discriminator makes, if it tells the alternatives apart.
    pub(crate) fn explicit_tag(
        &mut self,
        discriminator: &Discriminator,
        members: &mut [Member],
        alternatives: &Alternatives<'a>,
    ) -> Option<Tag> {
        let property = &discriminator.property_name;
        let (rule, why, help) = if !members.iter().all(|member| self.is_object(&member.ty)) {
            (
                rules::DISCRIMINATOR_WITHOUT_OBJECTS,
                "not every alternative is an object".to_owned(),
                "make each alternative an object, or remove `discriminator`".to_owned(),
            )
        } else if !self.complete_tags(property, members) {
            (
                rules::DISCRIMINATOR_WITHOUT_VALUES,
                format!(
                    "an alternative is not a component and has no value of its own for `{property}`"
                ),
                format!(
                    "move each alternative to `components.schemas`, or give it an `enum` of its values for `{property}`"
                ),
            )
        } else {
            return Some(Tag {
                property: property.clone(),
            });
        };
        self.diagnostics.warning(
            rule,
            &alternatives.pointer,
            format!("the discriminator is ignored: {why}"),
            Some(help),
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
        match resolve_alias(&self.types, ty) {
            Type::Named(id) => matches!(
                self.types[id.0].kind,
                TypeKind::Struct(_) | TypeKind::Union(_)
            ),
            Type::Map(_) => true,
            Type::Any => *ty != Type::Any,
            _ => false,
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
                });
            }
        }
        None
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
