//! The document's examples, as far as they are examples: one that its schema does not describe is
//! left out with a warning, the others become tests of the generated crate.

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use crate::ir::{
    Additional, Api, Enum, MediaKind, Primitive, Struct, Type, TypeDef, TypeId, TypeKind, Union,
    Variant, tag_text,
};
use crate::lower::rules;

/// Where an example leaves what the type keeps, or nothing if the type keeps it whole.
type Mismatch = Result<(), String>;

/// Drops examples that do not survive decoding and encoding.
pub(crate) fn keep_matching(api: &mut Api, diagnostics: &mut Diagnostics) {
    for index in 0..api.types.len() {
        let mut examples = std::mem::take(&mut api.types[index].examples);
        let def = &api.types[index];
        let kind = match def.kind {
            TypeKind::Multipart { .. } => MediaKind::Multipart,
            _ => MediaKind::Json,
        };
        let pointer = format!("{}/example", def.pointer);
        let ty = Type::Named(TypeId(index));
        retain(&mut examples, &api.types, kind, &ty, &pointer, diagnostics);
        api.types[index].examples = examples;
    }
    let types = &api.types;
    let groups = api.groups.iter_mut();
    for operation in groups.flat_map(|group| &mut group.operations) {
        let pointer = format!("{}/requestBody", operation.pointer);
        let bodies = operation.body.iter_mut();
        for content in bodies.flat_map(|body| &mut body.contents) {
            let (kind, examples) = (content.kind, &mut content.examples);
            retain(examples, types, kind, &content.ty, &pointer, diagnostics);
        }
        let pointer = format!("{}/responses", operation.pointer);
        for response in operation.responses_mut() {
            let examples = &mut response.examples;
            match (response.kind, &response.ty) {
                (Some(kind), Some(ty)) => {
                    retain(examples, types, kind, ty, &pointer, diagnostics);
                }
                _ => examples.clear(),
            }
        }
    }
}

/// Drops the examples of other media types than JSON and forms, and those that `ty` does not keep.
fn retain(
    examples: &mut Vec<Value>,
    types: &[TypeDef],
    kind: MediaKind,
    ty: &Type,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) {
    if !matches!(kind, MediaKind::Json | MediaKind::Form) {
        examples.clear();
    }
    examples.retain(|example| match check(types, ty, example, 0) {
        Ok(()) => true,
        Err(path) => {
            diagnostics.warning(
                rules::EXAMPLE,
                pointer,
                format!("this example is left out: `${path}` does not match the schema"),
                Some("correct the example or the schema".to_owned()),
            );
            false
        }
    });
}

fn check(types: &[TypeDef], ty: &Type, value: &Value, depth: usize) -> Mismatch {
    if depth > 64 {
        return Err(String::new());
    }
    match ty {
        Type::Any => Ok(()),
        Type::Nullable(_) if value.is_null() => Ok(()),
        Type::Nullable(inner) => check(types, inner, value, depth + 1),
        Type::Primitive(primitive) => test(is_primitive(*primitive, value)),
        Type::Array(item) => {
            let items = value.as_array().ok_or_else(String::new)?;
            items.iter().enumerate().try_for_each(|(index, value)| {
                check(types, item, value, depth + 1).map_err(|path| format!("[{index}]{path}"))
            })
        }
        Type::Map(item) => {
            let entries = value.as_object().ok_or_else(String::new)?;
            entries.iter().try_for_each(|(key, value)| {
                check(types, item, value, depth + 1).map_err(|path| format!(".{key}{path}"))
            })
        }
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Alias { ty, .. } => check(types, ty, value, depth + 1),
            TypeKind::Enum(known) => test(is_enum_value(known, value)),
            TypeKind::Union(union) => check_union(types, union, value, depth + 1),
            TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                check_struct(types, body, value, depth + 1)
            }
        },
    }
}

fn test(holds: bool) -> Mismatch {
    if holds { Ok(()) } else { Err(String::new()) }
}

fn is_primitive(primitive: Primitive, value: &Value) -> bool {
    match primitive {
        Primitive::Bool => value.is_boolean(),
        Primitive::I32 => value
            .as_i64()
            .is_some_and(|number| i32::try_from(number).is_ok()),
        Primitive::I64 => value.is_i64(),
        Primitive::U32 => value
            .as_u64()
            .is_some_and(|number| u32::try_from(number).is_ok()),
        Primitive::U64 => value.is_u64(),
        // Only numbers that `f32` holds exactly come back as they were.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::float_cmp,
            reason = "that is the test"
        )]
        Primitive::F32 => value
            .as_f64()
            .is_some_and(|number| f64::from(number as f32) == number),
        Primitive::F64 => value.is_number(),
        _ => value.is_string(),
    }
}

/// Unknown values are kept too, if they are of the enum's type.
fn is_enum_value(known: &Enum, value: &Value) -> bool {
    match known.base {
        Some(Primitive::String) => value.is_string(),
        Some(_) => value.is_i64(),
        None => true,
    }
}

fn check_union(types: &[TypeDef], union: &Union, value: &Value, depth: usize) -> Mismatch {
    let tag = union.tag.as_ref();
    let text = tag.and_then(|tag| value.get(&tag.property)).map(tag_text);
    let selects = |variant: &Variant| {
        let mut values = variant.tag_values.iter();
        let text = text.as_ref();
        text.is_some_and(|text| values.any(|value| tag_text(value) == *text))
    };
    if union.deciding_tag().is_some() {
        let selected = union.variants.iter().find(|variant| selects(variant));
        return selected.map_or(Ok(()), |variant| check(types, &variant.ty, value, depth));
    }
    let may_be = |variant: &&Variant| {
        let is_selected = variant.tag_values.is_empty() || selects(variant);
        // A tag that is absent would be added.
        text.as_ref()
            .map_or(variant.sent_tag.is_none(), |_| is_selected)
    };
    if !union.variants.iter().any(|variant| may_be(&variant)) {
        return test(text.is_some());
    }
    // An alternative that keeps the value whole is chosen at once; if there is none but one decodes
    // a part of it, something would be lost.
    test(
        union
            .variants
            .iter()
            .filter(may_be)
            .any(|variant| check(types, &variant.ty, value, depth).is_ok()),
    )
}

fn check_struct(types: &[TypeDef], body: &Struct, value: &Value, depth: usize) -> Mismatch {
    let object: &Map<String, Value> = value.as_object().ok_or_else(String::new)?;
    for field in &body.fields {
        let path = || format!(".{}", field.wire_name);
        match object.get(&field.wire_name) {
            None if field.required => return Err(path()),
            Some(Value::Null) if field.required && !field.nullable && field.ty != Type::Any => {
                return Err(path());
            }
            None | Some(Value::Null) => {}
            Some(value) => check(types, &field.ty, value, depth).map_err(|rest| path() + &rest)?,
        }
    }
    for (key, value) in object {
        if body.fields.iter().any(|field| field.wire_name == *key) {
            continue;
        }
        match &body.additional {
            Additional::Kept(ty) => {
                check(types, ty, value, depth).map_err(|rest| format!(".{key}{rest}"))?;
            }
            Additional::Ignored if value.is_null() => {}
            Additional::Ignored => return Err(format!(".{key}")),
        }
    }
    Ok(())
}
