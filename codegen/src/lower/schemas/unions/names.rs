//! What the variants of a union are called.
//!
//! A name is made from the member alone: neither from the union, nor from the other members, nor
//! from the place among them. So nothing that is added renames it, and unions of the same members
//! have the same variants, wherever they stand.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema};
use serde_json::Value;

use crate::ir::{Name, Primitive, Type, TypeKind, tag_text};
use crate::lower::context::Lowerer;
use crate::lower::references::reference_name;
use crate::lower::schemas::flatten::Subschema;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::scalars::scalar;
use crate::lower::schemas::unions::documented::Documented;
use crate::lower::schemas::unions::properties::is_null;
use crate::names;

/// A longer text is a sentence, and no name.
const MOST_IN_NAME: usize = 40;

/// Objects that have no name of their own are told apart by one of so many properties.
const MOST_PROPERTIES: usize = 8;

/// A list of texts is a list of keywords.
pub(super) const KEYWORD: &str = "Keyword";

impl<'a> Lowerer<'a> {
    /// The names of a member, the best one first. There is at least one; the others are for members
    /// whose best names are equal. `tag` is the property of the discriminator.
    pub(super) fn member_names(
        &mut self,
        member: &'a ReferenceOr<Schema>,
        tag: Option<&str>,
        pointer: &str,
    ) -> Vec<Name> {
        let chosen = member
            .as_item()
            .and_then(|schema| self.rust_name(&schema.schema_data.extensions, pointer));
        let mut telling = Vec::from_iter(chosen);
        self.add_telling(member.into(), tag, &mut telling);
        let vague = vague_names(member.into());
        let skipped = usize::from(!telling.is_empty());
        telling.extend(vague.into_iter().skip(skipped));
        telling
    }

    /// The names that say what a value is.
    fn add_telling(&self, member: SchemaRef<'a>, tag: Option<&str>, telling: &mut Vec<Name>) {
        let schema = match member {
            SchemaRef::Ref(reference) => {
                let component = self.component_type(reference);
                telling.extend(component.map(|id| self.name_of(&Type::Named(id))));
                return;
            }
            SchemaRef::Item(schema) => schema,
        };
        let keywords = Keywords::of(schema);
        add(telling, keywords.data.title.as_deref().unwrap_or_default());
        let whole = Subschema {
            schema: member,
            pointer: String::new(),
        };
        if let Some(reference) = Self::single_reference(&[whole]) {
            self.add_telling(SchemaRef::Ref(reference), tag, telling);
        } else if keywords.values.iter().any(|value| !value.is_null()) {
            add_values(telling, &keywords.values);
        } else if keywords.ty == Some("array")
            || (keywords.ty.is_none() && keywords.items.is_some())
        {
            let mut items = Vec::new();
            if let Some(item) = keywords.items {
                self.add_telling(item.into(), None, &mut items);
            }
            telling.extend(items.iter().map(|item| item.extended("List")));
        } else if keywords.ty.is_some_and(|ty| ty != "object") {
            let ty = keywords.ty.unwrap_or_default();
            let ty = scalar(ty, keywords.format.as_deref());
            telling.push(self.name_of(&ty));
            telling.extend(width(&ty).map(names::fixed));
        } else if let Some(only) = only_member(&keywords) {
            self.add_telling(only, tag, telling);
        } else {
            self.add_object(member, &keywords, tag, telling);
        }
    }

    /// The names of an object: its constants, what it extends, the property that it demands.
    fn add_object(
        &self,
        member: SchemaRef<'a>,
        keywords: &Keywords<'a>,
        tag: Option<&str>,
        telling: &mut Vec<Name>,
    ) {
        let properties = self.documented(member);
        if let Some(AdditionalProperties::Schema(value)) = keywords.additional
            && properties.is_empty()
        {
            telling.push(names::fixed("Map"));
            let mut values = Vec::new();
            self.add_telling(value.as_ref().into(), None, &mut values);
            values.extend(vague_names(value.as_ref().into()));
            telling.extend(values.iter().map(|value| value.extended("Map")));
            return;
        }
        let is_open = !matches!(keywords.additional, Some(AdditionalProperties::Any(false)));
        if properties.is_empty() && is_open && keywords.ty == Some("object") {
            telling.push(names::fixed("Map"));
            return;
        }
        let mut constants: Vec<(&str, &Documented<'_>)> = properties
            .iter()
            .filter(|(_, said)| said.values.len() == 1)
            .map(|(&name, said)| (name, said))
            .collect();
        constants.sort_by_key(|(name, said)| (tag != Some(*name), !said.required));
        for (name, said) in constants {
            match &said.values[0] {
                Value::String(text) => add(telling, text),
                value => add(telling, &format!("{name} {}", tag_text(value))),
            }
        }
        if !keywords.one_of.is_empty() || !keywords.any_of.is_empty() {
            return;
        }
        let extended = keywords.all_of.iter().filter_map(|member| match member {
            ReferenceOr::Reference { reference } => Some(reference.as_str()),
            ReferenceOr::Item(_) => None,
        });
        if let [base] = extended.collect::<Vec<_>>()[..] {
            add(telling, &format!("extended {}", reference_name(base)));
        }
        let demanded = properties.iter().filter(|(_, said)| said.required);
        let demanded: Vec<&str> = demanded.map(|(&name, _)| name).take(3).collect();
        match demanded[..] {
            [only] => add(telling, only),
            [one, other] => add(telling, &format!("{one} and {other}")),
            _ => {}
        }
        if let [only] = properties.keys().take(2).collect::<Vec<_>>()[..] {
            add(telling, only);
        }
    }

    /// What a type is called as the content of a variant.
    pub(in crate::lower::schemas) fn name_of(&self, ty: &Type) -> Name {
        match ty {
            Type::Named(id) => {
                let def = &self.types[id.0];
                if def.schema_name.is_some() {
                    return def.name.clone();
                }
                names::fixed(match &def.kind {
                    TypeKind::Enum(known) if known.base == Some(Primitive::I64) => "Integer",
                    TypeKind::Enum(_) => KEYWORD,
                    TypeKind::Union(_) => "OneOf",
                    _ => "Object",
                })
            }
            Type::Primitive(primitive) => names::fixed(match primitive {
                Primitive::Bool => "Boolean",
                Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => "Integer",
                Primitive::F32 | Primitive::F64 => "Number",
                Primitive::DateTime => "DateTime",
                Primitive::Date => "Date",
                Primitive::Time => "Time",
                Primitive::Duration => "Duration",
                Primitive::Uuid => "Uuid",
                Primitive::Base64 => "Base64",
                Primitive::String | Primitive::Binary => "String",
            }),
            Type::Array(item) => self.name_of(item).extended("List"),
            Type::Map(_) => names::fixed("Map"),
            Type::Nullable(inner) => self.name_of(inner),
            Type::Any => names::fixed("Any"),
        }
    }
}

/// What the type of an inline member adds to the name of the union, where the variant is called
/// `name`. The items of a list and the values of a map say themselves what they are.
pub(super) fn inner_name<'n>(name: &'n Name, member: &ReferenceOr<Schema>) -> &'n str {
    let name = name.as_str();
    let ReferenceOr::Item(schema) = member else {
        return name;
    };
    let keywords = Keywords::of(schema);
    let title = keywords.data.title.as_deref().unwrap_or_default();
    let suffix = match keywords.ty {
        _ if names::variant_name(title).as_str() == name => None,
        Some("array") => Some("List"),
        Some("object") if keywords.properties.is_empty() => Some("Map"),
        _ => None,
    };
    let inner = suffix.and_then(|suffix| name.strip_suffix(suffix));
    inner.unwrap_or(name)
}

/// What is left to say of a value if nothing tells more. All but the first of these names are for
/// members that are called so already.
fn vague_names(member: SchemaRef<'_>) -> Vec<Name> {
    let SchemaRef::Item(schema) = member else {
        return vec![names::fixed("Any")];
    };
    let keywords = Keywords::of(schema);
    let is_object = keywords.ty == Some("object") || !keywords.properties.is_empty();
    if let Some(item) = keywords.items {
        let items = vague_names(item.into()).into_iter();
        let items = items.map(|item| item.extended("List"));
        return [names::fixed("List")].into_iter().chain(items).collect();
    }
    let vague = names::fixed(if is_object || !keywords.all_of.is_empty() {
        "Object"
    } else if !keywords.one_of.is_empty() {
        "OneOf"
    } else if !keywords.any_of.is_empty() {
        "AnyOf"
    } else if keywords.ty == Some("array") {
        "List"
    } else {
        "Any"
    });
    let properties = keywords.properties.keys().take(MOST_PROPERTIES);
    let others = properties.map(|name| {
        let property = names::variant_name(name);
        names::fixed(&format!("ObjectWith{}", property.as_str()))
    });
    [vague].into_iter().chain(others).collect()
}

/// What tells a number from others: how wide it is.
fn width(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Primitive(Primitive::I32) => Some("I32"),
        Type::Primitive(Primitive::I64) => Some("I64"),
        Type::Primitive(Primitive::U32) => Some("U32"),
        Type::Primitive(Primitive::U64) => Some("U64"),
        Type::Primitive(Primitive::F32) => Some("F32"),
        Type::Primitive(Primitive::F64) => Some("F64"),
        _ => None,
    }
}

fn add(telling: &mut Vec<Name>, text: &str) {
    if !text.trim().is_empty() && text.len() <= MOST_IN_NAME {
        telling.push(names::variant_name(text));
    }
}

/// The names of a list of values: the only text of it; what they all are.
fn add_values(telling: &mut Vec<Name>, values: &[Value]) {
    let present: Vec<&Value> = values.iter().filter(|value| !value.is_null()).collect();
    if let [Value::String(only)] = present[..]
        && only.len() <= MOST_IN_NAME
    {
        telling.push(names::variant_name(only));
    }
    let all = |is: fn(&Value) -> bool| present.iter().all(|value| is(value));
    telling.push(names::fixed(if all(Value::is_boolean) {
        "Boolean"
    } else if all(|value| value.is_i64() || value.is_u64()) {
        "Integer"
    } else if all(Value::is_number) {
        "Number"
    } else {
        KEYWORD
    }));
}

/// The member of a union that has no other, but `null`.
fn only_member<'a>(keywords: &Keywords<'a>) -> Option<SchemaRef<'a>> {
    if !keywords.properties.is_empty() {
        return None;
    }
    let members = keywords.one_of.iter().chain(keywords.any_of);
    let members = members.filter(|member| !is_null(member)).take(2);
    match members.collect::<Vec<_>>()[..] {
        [only] => Some(only.into()),
        _ => None,
    }
}
