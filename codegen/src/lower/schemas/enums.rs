//! `enum` and `const`: a list of values, kept open for those that a newer server adds.

use std::collections::HashSet;

use serde_json::Value;

use crate::ir::{Enum, EnumValue, Name, Primitive, Type, TypeKind};
use crate::lower::context::Lowerer;
use crate::lower::schemas::flatten::FlatSchema;
use crate::lower::site::Site;
use crate::names;
use crate::names::Scope;

impl<'a> Lowerer<'a> {
    /// The type of an `enum`.
    pub(crate) fn lower_enum(&mut self, flat: &FlatSchema<'a>, site: &Site) -> Type {
        let values: Vec<&Value> = flat
            .values
            .iter()
            .filter(|value| !value.is_null())
            .collect();
        let is_integer = |value: &&Value| value.is_i64() || value.is_u64();
        let base = if values.iter().all(|value| value.is_string()) {
            Some(Primitive::String)
        } else if flat.ty != Some("number") && values.iter().all(|value| value.as_i64().is_some()) {
            // What a newer server adds to a list of numbers may have a fraction, so that is no enum.
            Some(Primitive::I64)
        } else if flat.ty != Some("number") && values.iter().all(is_integer) {
            // Beyond `i64`: each is kept as the number that it is.
            None
        } else if values.iter().all(|value| value.is_boolean()) {
            return self.alias(Type::Primitive(Primitive::Bool), site, &flat.notes);
        } else if values.iter().all(|value| value.is_number()) {
            return self.alias(Type::Primitive(Primitive::F64), site, &flat.notes);
        } else if values
            .iter()
            .any(|value| value.is_object() || value.is_array())
        {
            let why = "its `enum` contains objects or arrays";
            let ty = self.fallback(&format!("{}/enum", site.pointer), why);
            return self.alias(ty, site, &flat.notes);
        } else {
            None
        };
        let known = self.open_enum(
            base,
            &values,
            &beside_null(flat, &flat.enum_names)
                .iter()
                .map(|name| (!name.is_empty()).then(|| names::variant_name(name)))
                .collect::<Vec<_>>(),
            &beside_null(flat, &flat.enum_docs),
            &site.pointer,
        );
        self.define(TypeKind::Enum(known), site, &flat.notes)
    }

    /// An enum over `values`, with names made from them unless `chosen` has one. `pointer` is that
    /// of the schema.
    pub(crate) fn open_enum(
        &mut self,
        base: Option<Primitive>,
        values: &[&Value],
        chosen: &[Option<Name>],
        docs: &[String],
        pointer: &str,
    ) -> Enum {
        let mut scope = Scope::default();
        let mut seen = HashSet::new();
        let mut known: Vec<EnumValue> = Vec::with_capacity(values.len());
        for (index, &value) in values.iter().enumerate() {
            if !seen.insert(value.to_string()) {
                continue;
            }
            let chosen = chosen.get(index).cloned().flatten();
            let wanted = chosen.unwrap_or_else(|| match value {
                Value::String(text) => names::variant_name(text),
                other => names::variant_name(&other.to_string()),
            });
            let pointer = format!("{pointer}/enum/{index}");
            known.push(EnumValue {
                value: value.clone(),
                name: self.distinct_name(&mut scope, &wanted, "", &pointer, "value"),
                docs: docs.get(index).filter(|text| !text.is_empty()).cloned(),
            });
        }
        Enum {
            base,
            values: known,
            fallback: fallback_name(&mut scope),
        }
    }
}

/// The texts of the values that are not `null`.
fn beside_null(flat: &FlatSchema<'_>, texts: &[String]) -> Vec<String> {
    let values = flat.values.iter().zip(texts);
    let named = values.filter(|(value, _)| !value.is_null());
    named.map(|(_, text)| text.clone()).collect()
}

/// `Unknown`, or another word if a value or variant is called so.
pub(crate) fn fallback_name(scope: &mut Scope) -> Name {
    ["Unknown", "Unrecognized", "UnknownValue"]
        .map(names::fixed)
        .into_iter()
        .find(|name| scope.take(name))
        .unwrap_or_else(|| scope.unique(&names::fixed("UnknownValue"), ""))
}
