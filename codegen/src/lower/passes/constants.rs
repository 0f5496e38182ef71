//! Properties that have one possible value.
//!
//! The schema may say so itself, by `const` or a list of one value. Or the object is a member of
//! unions, and the property tells it apart: if one value selects it, wherever it is a member, that
//! is what the property says (OpenAPI 3.0.4, Discriminator Object).

use std::collections::HashMap;

use serde_json::Value;

use crate::ir::{Api, Field, Primitive, Type, TypeDef, TypeId, TypeKind, resolve_alias};

/// The value of a tag that selects a type, by the property that is the tag; nothing where several
/// values do.
type Selections = HashMap<(TypeId, String), Option<Value>>;

/// Gives tags their value, and takes away those values that a field's type cannot express.
pub(crate) fn settle(api: &mut Api) {
    let selections = selections(api);
    for index in 0..api.types.len() {
        let tag_of = |field: &Field| {
            let only = selections.get(&(TypeId(index), field.wire_name.clone()))?;
            only.clone().filter(|_| !field.nullable)
        };
        let constants: Vec<Option<Value>> = match &api.types[index].kind {
            TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                let fields = body.fields.iter();
                let value =
                    |field: &Field| field.constant.as_deref().cloned().or_else(|| tag_of(field));
                let expressible = |field: &Field, value: &Value| {
                    !field.nullable && is_expressible(&api.types, &field.ty, value)
                };
                fields
                    .map(|field| value(field).filter(|value| expressible(field, value)))
                    .collect()
            }
            _ => continue,
        };
        if let TypeKind::Struct(body) | TypeKind::Multipart { body, .. } =
            &mut api.types[index].kind
        {
            for (field, constant) in body.fields.iter_mut().zip(constants) {
                field.constant = constant.map(Box::new);
            }
        }
    }
}

fn selections(api: &Api) -> Selections {
    let mut selections = Selections::new();
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else {
            continue;
        };
        let Some(tag) = &union.tag else { continue };
        for variant in &union.variants {
            if let Type::Named(id) = resolve_alias(&api.types, &variant.ty) {
                for value in &variant.tag_values {
                    let only = selections
                        .entry((*id, tag.property.clone()))
                        .or_insert_with(|| Some(value.clone()));
                    if only.as_ref() != Some(value) {
                        *only = None;
                    }
                }
            }
        }
    }
    selections
}

/// True if a value of the type can be this one.
fn is_expressible(types: &[TypeDef], ty: &Type, value: &Value) -> bool {
    match resolve_alias(types, ty) {
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Enum(known) => {
                known.values.iter().any(|one| one.value == *value)
                    || (known.base == Some(Primitive::String) && value.is_string())
            }
            _ => false,
        },
        Type::Primitive(primitive) => match primitive {
            Primitive::Bool => value.is_boolean(),
            Primitive::I32 => value.as_i64().is_some_and(|one| i32::try_from(one).is_ok()),
            Primitive::I64 => value.is_i64(),
            Primitive::U32 => value.as_u64().is_some_and(|one| u32::try_from(one).is_ok()),
            Primitive::U64 => value.is_u64(),
            Primitive::F32 | Primitive::F64 => value.is_number(),
            Primitive::Binary => false,
            _ => value.is_string(),
        },
        Type::Any => value.is_string(),
        Type::Array(_) | Type::Map(_) | Type::Nullable(_) => false,
    }
}
