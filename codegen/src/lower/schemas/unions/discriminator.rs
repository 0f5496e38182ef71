//! The property that tells the alternatives of a union apart, where the document names it (OpenAPI
//! 3.0.4, Discriminator Object).

use std::collections::{HashMap, HashSet};

use openapiv3::Discriminator;
use serde_json::Value;

use crate::ir::{Tag, Type, TypeKind, resolve_alias, tag_text};
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::schemas::flatten::Alternatives;
use crate::lower::schemas::unions::documented::Documented;
use crate::lower::schemas::unions::mapping::explicit_values;
use crate::lower::schemas::unions::members::Member;

impl<'a> Lowerer<'a> {
    /// The tag that the document's discriminator makes. Alternatives that it has no value for are
    /// told apart by their structure.
    pub(crate) fn explicit_tag(
        &mut self,
        discriminator: &Discriminator,
        members: &mut [Member<'a>],
        alternatives: &Alternatives<'a>,
    ) -> Option<Tag> {
        let property = &discriminator.property_name;
        self.give_values(discriminator, members);
        let is_whole = self.check(property, members, alternatives);
        if members.iter().all(|member| member.tag_values.is_empty()) {
            return None;
        }
        Some(Tag {
            property: property.clone(),
            decides: is_whole && are_distinct(members),
        })
    }

    /// Warns of alternatives that the discriminator has no value for; true if there are none.
    fn check(
        &mut self,
        property: &str,
        members: &[Member<'a>],
        alternatives: &Alternatives<'a>,
    ) -> bool {
        let without: Vec<bool> = members
            .iter()
            .filter(|member| member.tag_values.is_empty())
            .map(|member| self.is_object(&member.ty))
            .collect();
        let (rule, why, help) = if without.contains(&false) {
            (
                rules::DISCRIMINATOR_WITHOUT_OBJECTS,
                "not every alternative is an object".to_owned(),
                "make each alternative an object, or remove `discriminator`".to_owned(),
            )
        } else if without.contains(&true) {
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
            return true;
        };
        self.diagnostics.warning(
            rule,
            &alternatives.pointer,
            format!("the discriminator does not decide alone: {why}"),
            Some(help),
        );
        false
    }

    /// Gives each alternative its values of the tag: those of the mapping, or those that it
    /// documents, or the name of its component.
    fn give_values(&self, discriminator: &Discriminator, members: &mut [Member<'a>]) {
        let property = discriminator.property_name.as_str();
        let mapped: HashSet<&str> = discriminator.mapping.keys().map(String::as_str).collect();
        let mut lists: HashMap<Vec<String>, usize> = HashMap::new();
        for member in &*members {
            let list = texts(member.documented(property));
            *lists.entry(list).or_default() += 1;
        }
        for member in &mut *members {
            let documented = member.documented(property).cloned().unwrap_or_default();
            let list = texts(Some(&documented));
            // A list of several values that another alternative has too is not its own.
            let is_shared = list.len() > 1 && lists.get(&list).is_some_and(|&count| count > 1);
            let names = || member.components.iter().copied();
            let explicit = names().flat_map(|name| explicit_values(discriminator, name));
            let mut values: Vec<Value> = explicit.map(|value| typed(value, &documented)).collect();
            let is_union = self.is_union(&member.ty);
            let is_named = is_shared && names().any(|name| list.iter().any(|one| one == name));
            let mut sends = !is_union;
            if (values.is_empty() && !is_named) || is_union {
                sends &= !(values.is_empty() && is_shared);
                let own = documented.values.iter();
                let own = own.filter(|value| !mapped.contains(tag_text(value).as_str()));
                values.extend(own.cloned());
            }
            if values.is_empty() {
                let names = names().filter(|name| !mapped.contains(name));
                let names = names.map(|name| typed(Value::from(name), &documented));
                // The name of a component is no integer.
                values.extend(names.filter(|name| documented.ty.is_none_or(|ty| is_of(ty, name))));
            }
            member.tag_values = without_repetition(values);
            // A union among the members writes its own tag, and of a shared list only the content
            // knows the value.
            member.sent_tag = member.tag_values.first().filter(|_| sends).cloned();
        }
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

    /// A union, or a component that is being lowered right now, which may become one.
    pub(crate) fn is_union(&self, ty: &Type) -> bool {
        match resolve_alias(&self.types, ty) {
            Type::Named(id) => matches!(self.types[id.0].kind, TypeKind::Union(_)),
            Type::Any => *ty != Type::Any,
            _ => false,
        }
    }
}

fn texts(documented: Option<&Documented<'_>>) -> Vec<String> {
    let values = documented.iter().flat_map(|documented| &documented.values);
    let mut texts: Vec<String> = values.map(tag_text).collect();
    texts.sort_unstable();
    texts
}

/// A value of the mapping, where all are strings, as the property has it on the wire.
fn typed(value: Value, documented: &Documented<'_>) -> Value {
    let Value::String(text) = &value else {
        return value;
    };
    if let Some(listed) = documented
        .values
        .iter()
        .find(|listed| tag_text(listed) == *text)
    {
        return listed.clone();
    }
    let parsed = match documented.ty {
        Some("integer" | "number") => text.parse::<i64>().ok().map(Value::from),
        Some("boolean") => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    parsed.unwrap_or(value)
}

fn is_of(ty: &str, value: &Value) -> bool {
    match ty {
        "integer" | "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => true,
    }
}

fn without_repetition(mut values: Vec<Value>) -> Vec<Value> {
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(tag_text(value)));
    values
}

/// True if each member has values, all of one JSON type, and none that another has.
pub(crate) fn are_distinct(members: &[Member<'_>]) -> bool {
    let mut seen = HashSet::new();
    let mut values = members.iter().flat_map(|member| &member.tag_values);
    let first = values.next();
    let is_one_type = values.all(|value| {
        first.is_some_and(|first| std::mem::discriminant(first) == std::mem::discriminant(value))
    });
    is_one_type
        && members.iter().all(|member| {
            let mut values = member.tag_values.iter();
            !member.tag_values.is_empty() && values.all(|value| seen.insert(tag_text(value)))
        })
}
