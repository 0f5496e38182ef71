//! A schema becomes a type.

mod alternatives;
mod enums;
pub(crate) mod flatten;
mod hierarchy;
mod object;
mod union;
pub(crate) mod view;

use std::collections::HashSet;

use openapiv3::AdditionalProperties;
use serde_json::Value;

use crate::Options;
use crate::ir::{Primitive, Type, TypeKind};
use crate::lower::context::{Annotations, Lowerer, Place, escape};
use crate::lower::operations::Found;
use crate::lower::schemas::flatten::{Flat, Part};
use crate::lower::schemas::view::{SchemaRef, View};

/// Inline schemas nested deeper than this become any JSON: Rust's own tools do not like deeper
/// types, and no document that people read goes there.
const MAX_DEPTH: usize = 40;

impl<'a> Lowerer<'a> {
    /// The type of one schema, and what it says beside its shape.
    pub(crate) fn lower_schema(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        place: &Place,
    ) -> (Type, Annotations) {
        let part = Part {
            schema: schema.into(),
            pointer: place.pointer.clone(),
        };
        self.lower_parts(&[part], &HashSet::new(), place)
    }

    /// The type of values that satisfy all `parts`.
    pub(crate) fn lower_parts(
        &mut self,
        parts: &[Part<'a>],
        skipped: &HashSet<String>,
        place: &Place,
    ) -> (Type, Annotations) {
        if self.depth >= MAX_DEPTH {
            let why = format!("inline schemas are nested more than {MAX_DEPTH} deep");
            return (self.fallback(&place.pointer, &why), Annotations::default());
        }
        self.depth += 1;
        let lowered = match Self::single_reference(parts) {
            Some(reference) => self.lower_reference(parts, reference, place),
            None => {
                let flat = self.flatten(parts, skipped, self.defining(place));
                let notes = flat.notes.clone();
                (self.lower_flat(flat, parts, skipped, place), notes)
            }
        };
        self.depth -= 1;
        lowered
    }

    /// The component schema that `place` defines.
    fn defining(&self, place: &Place) -> Option<&'a str> {
        self.component_names.get(&place.define?).copied()
    }

    /// If all that the parts say of the shape is one reference, that reference.
    fn single_reference(parts: &[Part<'a>]) -> Option<&'a str> {
        let mut found = None;
        for part in parts {
            match part.schema {
                SchemaRef::Ref(reference) => match found {
                    None => found = Some(reference),
                    Some(other) if other == reference => {}
                    Some(_) => return None,
                },
                SchemaRef::Item(schema) => {
                    let view = View::of(schema);
                    if !view.is_structural() {
                        continue;
                    }
                    let mut shell = view.clone();
                    shell.all_of = &[];
                    if shell.is_structural() {
                        return None;
                    }
                    let members: Vec<_> = view
                        .all_of
                        .iter()
                        .map(|member| Part {
                            schema: member.into(),
                            pointer: String::new(),
                        })
                        .collect();
                    match (Self::single_reference(&members), found) {
                        (Some(reference), None) => found = Some(reference),
                        (Some(reference), Some(other)) if reference == other => {}
                        (None, _) if !members.iter().any(Self::says_shape) => {}
                        _ => return None,
                    }
                }
            }
        }
        found
    }

    fn says_shape(part: &Part<'a>) -> bool {
        match part.schema {
            SchemaRef::Ref(_) => true,
            SchemaRef::Item(schema) => View::of(schema).is_structural(),
        }
    }

    fn lower_reference(
        &mut self,
        parts: &[Part<'a>],
        reference: &'a str,
        place: &Place,
    ) -> (Type, Annotations) {
        let mut notes = self.flatten(parts, &HashSet::new(), None).notes;
        notes.rust_name = notes
            .rust_name
            .filter(|_| !matches!(parts[0].schema, SchemaRef::Ref(_)));
        let Some(id) = self.component_type(reference) else {
            return (self.fallback(&place.pointer, "it refers to nothing"), notes);
        };
        let ty = Type::Named(id);
        if place.define.is_some() {
            let kind = TypeKind::Alias {
                ty,
                recursive: false,
            };
            return (self.define(kind, place, &notes), notes);
        }
        (ty, notes)
    }

    fn lower_flat(
        &mut self,
        flat: Flat<'a>,
        parts: &[Part<'a>],
        skipped: &HashSet<String>,
        place: &Place,
    ) -> Type {
        if flat.values.iter().any(|value| !value.is_null()) {
            return self.lower_enum(&flat, place);
        }
        if !flat.groups.is_empty() {
            return self.lower_groups(flat, parts, skipped, place);
        }
        let is_object = flat.ty == Some("object")
            || (flat.ty.is_none() && (!flat.properties.is_empty() || flat.additional.is_some()));
        let ty = if is_object {
            return self.lower_object(&flat, place);
        } else if flat.ty == Some("array") || (flat.ty.is_none() && !flat.items.is_empty()) {
            self.lower_array(&flat, place)
        } else if flat.ty.is_none() && flat.excludes {
            self.fallback(&place.pointer, "`not` says only what it is not")
        } else {
            flat.ty
                .map_or(Type::Any, |ty| scalar(ty, flat.format.as_deref()))
        };
        self.alias(ty, place, &flat.notes)
    }

    /// Gives `ty` the name of the component that is being defined, if any.
    pub(crate) fn alias(&mut self, ty: Type, place: &Place, notes: &Annotations) -> Type {
        if place.define.is_none() {
            return ty;
        }
        let kind = TypeKind::Alias {
            ty,
            recursive: false,
        };
        self.define(kind, place, notes)
    }

    fn lower_array(&mut self, flat: &Flat<'a>, place: &Place) -> Type {
        if flat.items.is_empty() {
            return Type::Array(Box::new(Type::Any));
        }
        let mut item = place.child("Item", "items");
        item.pointer.clone_from(&flat.items[0].pointer);
        let (ty, notes) = self.lower_parts(&flat.items, &HashSet::new(), &item);
        Type::Array(Box::new(nullable(ty, notes.nullable)))
    }

    /// The values of a map.
    pub(crate) fn lower_additional(
        &mut self,
        additional: &'a AdditionalProperties,
        pointer: &str,
        place: &Place,
    ) -> Option<Type> {
        match additional {
            AdditionalProperties::Any(false) => None,
            AdditionalProperties::Any(true) => Some(Type::Any),
            AdditionalProperties::Schema(schema) => {
                let mut value = place.child("Value", "additionalProperties");
                pointer.clone_into(&mut value.pointer);
                let (ty, notes) = self.lower_schema(schema.as_ref(), &value);
                Some(nullable(ty, notes.nullable))
            }
        }
    }

    /// Defines every component schema. Their ids are reserved first, so that they may refer to each
    /// other in any way.
    ///
    /// If only some operations are selected, only what they reach. Otherwise all: users of webhooks
    /// want also those that no operation uses.
    pub(crate) fn lower_components(&mut self, operations: &[Found<'a>], options: &Options) {
        let Some(components) = self.components_of_document() else {
            return;
        };
        self.find_subtypes();
        let reached = options.selects().then(|| self.reached_schemas(operations));
        let mut ids = Vec::new();
        let is_wanted = |name: &str| {
            reached
                .as_ref()
                .is_none_or(|reached| reached.contains(name))
        };
        for (name, schema) in components
            .schemas
            .iter()
            .filter(|(name, _)| is_wanted(name))
        {
            self.count("schemas", true);
            let pointer = format!("/components/schemas/{}", escape(name));
            let chosen = schema
                .as_item()
                .and_then(|schema| self.rust_name(&schema.schema_data.extensions, &pointer));
            let wanted = chosen.unwrap_or_else(|| crate::names::type_name(name));
            let mut scope = std::mem::take(&mut self.type_names);
            let unique = self.unique_name(&mut scope, &wanted, "", &pointer, "schema");
            let place = Place {
                module: crate::names::module_name(unique.as_str()),
                name: unique.clone(),
                pointer,
                define: None,
            };
            self.type_names = scope;
            let id = self.push_definition(unique, &place);
            let example = schema
                .as_item()
                .and_then(|schema| schema.schema_data.example.clone());
            self.types[id.0].examples.extend(example);
            self.types[id.0].schema_name = Some(name.clone());
            self.components.insert(name, id);
            self.component_names.insert(id, name);
            let place = Place {
                define: Some(id),
                ..place
            };
            ids.push(id);
            self.pending.insert(id, (name, schema.into(), place));
        }
        for id in ids {
            self.ensure_lowered(&Type::Named(id));
        }
    }

    /// Lowers the component that `ty` names now, if it is still waiting: who tells alternatives
    /// apart must know what they are.
    pub(crate) fn ensure_lowered(&mut self, ty: &Type) {
        let Type::Named(id) = ty else { return };
        let Some((name, schema, place)) = self.pending.remove(id) else {
            return;
        };
        let depth = std::mem::take(&mut self.depth);
        let flattening = std::mem::take(&mut self.flattening);
        if self.is_hierarchy(name) {
            self.lower_hierarchy(name, &place);
        } else {
            self.lower_schema(schema, &place);
        }
        self.depth = depth;
        self.flattening = flattening;
    }
}

/// Wraps a type that may be `null` where it stands in an array, a map or a whole body.
pub(crate) fn nullable(ty: Type, is_nullable: bool) -> Type {
    match ty {
        Type::Any | Type::Nullable(_) => ty,
        _ if is_nullable => Type::Nullable(Box::new(ty)),
        _ => ty,
    }
}

/// A scalar by `type` and `format` (OpenAPI 3.0.4, Data Types; the OpenAPI Format Registry).
/// Unknown formats change nothing.
fn scalar(ty: &str, format: Option<&str>) -> Type {
    let primitive = match (ty, format.unwrap_or_default()) {
        ("boolean", _) => Primitive::Bool,
        ("integer", "int8" | "int16" | "int32") => Primitive::I32,
        ("integer", "uint8" | "uint16" | "uint32") => Primitive::U32,
        ("integer", "uint64" | "uint") => Primitive::U64,
        ("integer", _) => Primitive::I64,
        ("number", "float") => Primitive::F32,
        ("number", _) => Primitive::F64,
        ("string", "date-time") => Primitive::DateTime,
        ("string", "date") => Primitive::Date,
        ("string", "time") => Primitive::Time,
        ("string", "duration") => Primitive::Duration,
        ("string", "uuid") => Primitive::Uuid,
        ("string", "byte" | "base64") => Primitive::Base64,
        ("string", "binary") => Primitive::Binary,
        ("string", _) => Primitive::String,
        _ => return Type::Any,
    };
    Type::Primitive(primitive)
}

/// The `default` of a schema, unless it is `null`, which says nothing.
pub(crate) fn said_default(notes: &Annotations) -> Option<Value> {
    notes.default.clone().filter(|value| !value.is_null())
}
