//! Values for the examples in docs: the simplest expression that compiles.

use crate::ir::{Api, Enum, Name, Primitive, Struct, Type, TypeKind, Variant};

/// How deep constructors are nested in an example.
const MAX_DEPTH: usize = 3;

/// An expression that a method taking `ty` accepts, or nothing if none is simple enough.
pub(crate) fn value(api: &Api, ty: &Type, name: &str, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match api.resolve_alias(ty) {
        Type::Primitive(primitive) => primitive_value(*primitive, name),
        Type::Any => "\"any JSON\"".to_owned(),
        Type::Array(item) => format!("[{}]", item_value(api, item, name, depth + 1)?),
        Type::Map(item) => format!("[(\"name\", {})]", item_value(api, item, name, depth + 1)?),
        Type::Nullable(_) => "None".to_owned(),
        Type::Named(id) => {
            let def = api.type_def(*id);
            match &def.kind {
                TypeKind::Alias { .. } => return None,
                TypeKind::Enum(known) => enum_value(&def.name, known)?,
                TypeKind::Union(union) => {
                    let boxed = |variant: &&Variant| variant.boxed;
                    let variant = union.variants.iter().min_by_key(boxed)?;
                    let Type::Named(_) = variant.ty else {
                        return None;
                    };
                    let content = value(api, &variant.ty, name, depth + 1)?;
                    if !content.starts_with("models::") {
                        return None;
                    }
                    let content = if variant.boxed {
                        format!("Box::new({content})")
                    } else {
                        content
                    };
                    format!("models::{}::{}({content})", def.name, variant.name)
                }
                TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                    constructor(api, &def.name, body, depth)?
                }
            }
        }
    })
}

/// The type of a value that is left to the reader, as users of the crate write it.
pub(crate) fn type_text(api: &Api, ty: &Type, crate_name: &str) -> String {
    let inner = |ty: &Type| type_text(api, ty, crate_name);
    match ty {
        Type::Named(id) => format!("{crate_name}::models::{}", api.type_def(*id).name),
        Type::Array(item) => format!("Vec<{}>", inner(item)),
        Type::Map(item) => format!("std::collections::BTreeMap<String, {}>", inner(item)),
        Type::Nullable(item) => format!("Option<{}>", inner(item)),
        Type::Any => format!("{crate_name}::Value"),
        Type::Primitive(primitive) => match primitive {
            Primitive::Bool => "bool".to_owned(),
            Primitive::I32 => "i32".to_owned(),
            Primitive::I64 => "i64".to_owned(),
            Primitive::U32 => "u32".to_owned(),
            Primitive::U64 => "u64".to_owned(),
            Primitive::F32 => "f32".to_owned(),
            Primitive::F64 => "f64".to_owned(),
            _ => "String".to_owned(),
        },
    }
}

/// An item of an array or map: converted by `Into` unless it is a scalar or an object.
fn item_value(api: &Api, ty: &Type, name: &str, depth: usize) -> Option<String> {
    match api.resolve_alias(ty) {
        // What is no simple value would need a type annotation that the example does not have.
        Type::Array(_) | Type::Map(_) | Type::Nullable(_) => None,
        ty => value(api, ty, name, depth),
    }
}

fn constructor(api: &Api, type_name: &Name, body: &Struct, depth: usize) -> Option<String> {
    let values: Option<Vec<String>> = body
        .fields
        .iter()
        .filter(|field| field.is_asked_for())
        .map(|field| {
            if field.nullable && field.ty != Type::Any {
                return Some("None".to_owned());
            }
            value(api, &field.ty, &field.wire_name, depth + 1)
        })
        .collect();
    let values = values?;
    (values.len() <= 8).then(|| format!("models::{type_name}::new({})", values.join(", ")))
}

fn enum_value(type_name: &Name, known: &Enum) -> Option<String> {
    let first = known.values.first()?;
    Some(format!("models::{type_name}::{}", first.name))
}

fn primitive_value(primitive: Primitive, name: &str) -> String {
    match primitive {
        Primitive::Bool => "true".to_owned(),
        Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => "1".to_owned(),
        Primitive::F32 | Primitive::F64 => "1.0".to_owned(),
        Primitive::DateTime => "\"2030-01-31T12:00:00Z\"".to_owned(),
        Primitive::Date => "\"2030-01-31\"".to_owned(),
        Primitive::Time => "\"12:00:00Z\"".to_owned(),
        Primitive::Duration => "\"PT1H\"".to_owned(),
        Primitive::Uuid => "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"".to_owned(),
        Primitive::Base64 => "\"aGVsbG8=\"".to_owned(),
        Primitive::Binary => "\"content\"".to_owned(),
        Primitive::String => format!(
            "{:?}",
            name.replace(|character: char| !character.is_alphanumeric(), " ")
                .trim()
        ),
    }
}
