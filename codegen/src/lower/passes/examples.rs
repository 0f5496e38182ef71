//! The document's examples, as far as they are examples: one that its schema does not describe is
//! left out with a warning, the others become tests of the generated crate.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use crate::ir::{
    Additional, Api, Enum, MediaKind, Primitive, Struct, Type, TypeId, TypeKind, Union,
};

/// Where an example leaves what the type keeps, or nothing if the type keeps it whole.
type Mismatch = Result<(), String>;

/// Drops examples that do not survive decoding and encoding.
pub(crate) fn keep_matching(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut kept: HashMap<usize, Vec<Value>> = HashMap::new();
    for (index, def) in api.types.iter().enumerate() {
        let ty = Type::Named(TypeId(index));
        let is_json = !matches!(def.kind, TypeKind::Multipart { .. });
        let examples = def.examples.iter().filter(|example| {
            is_json
                && keeps(
                    api,
                    &ty,
                    example,
                    &format!("{}/example", def.pointer),
                    diagnostics,
                )
        });
        kept.insert(index, examples.cloned().collect());
    }
    let mut media = Vec::new();
    for operation in api.operations() {
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            let pointer = format!("{}/requestBody", operation.pointer);
            media.push(matching(
                api,
                content.kind,
                &content.ty,
                &content.examples,
                &pointer,
                diagnostics,
            ));
        }
        for response in operation
            .success
            .responses
            .iter()
            .chain(&operation.errors.responses)
        {
            let pointer = format!("{}/responses", operation.pointer);
            let list = match (response.kind, &response.ty) {
                (Some(kind), Some(ty)) => {
                    matching(api, kind, ty, &response.examples, &pointer, diagnostics)
                }
                _ => Vec::new(),
            };
            media.push(list);
        }
    }
    for (index, def) in api.types.iter_mut().enumerate() {
        def.examples = kept.remove(&index).unwrap_or_default();
    }
    let mut media = media.into_iter();
    for operation in api
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations)
    {
        for content in operation
            .body
            .iter_mut()
            .flat_map(|body| &mut body.contents)
        {
            content.examples = media.next().unwrap_or_default();
        }
        let responses = operation.success.responses.iter_mut();
        for response in responses.chain(&mut operation.errors.responses) {
            response.examples = media.next().unwrap_or_default();
        }
    }
}

fn matching(
    api: &Api,
    kind: MediaKind,
    ty: &Type,
    examples: &[Value],
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Value> {
    if !matches!(kind, MediaKind::Json | MediaKind::Form) {
        return Vec::new();
    }
    let keeps = |example: &&Value| keeps(api, ty, example, pointer, diagnostics);
    examples.iter().filter(keeps).cloned().collect()
}

fn keeps(
    api: &Api,
    ty: &Type,
    example: &Value,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    match check(api, ty, example, 0) {
        Ok(()) => true,
        Err(path) => {
            diagnostics.warning(
                "example-does-not-match",
                pointer,
                format!("this example is left out: the schema does not describe `${path}`"),
                Some("correct the example or the schema".to_owned()),
            );
            false
        }
    }
}

fn check(api: &Api, ty: &Type, value: &Value, depth: usize) -> Mismatch {
    if depth > 64 {
        return Err(String::new());
    }
    match ty {
        Type::Any => Ok(()),
        Type::Nullable(_) if value.is_null() => Ok(()),
        Type::Nullable(inner) => check(api, inner, value, depth + 1),
        Type::Primitive(primitive) => test(is_primitive(*primitive, value)),
        Type::Array(item) => {
            let items = value.as_array().ok_or_else(String::new)?;
            items.iter().enumerate().try_for_each(|(index, value)| {
                check(api, item, value, depth + 1).map_err(|path| format!("[{index}]{path}"))
            })
        }
        Type::Map(item) => {
            let entries = value.as_object().ok_or_else(String::new)?;
            entries.iter().try_for_each(|(key, value)| {
                check(api, item, value, depth + 1).map_err(|path| format!(".{key}{path}"))
            })
        }
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Alias { ty, .. } => check(api, ty, value, depth + 1),
            TypeKind::Enum(known) => test(is_enum_value(known, value)),
            TypeKind::Union(union) => check_union(api, union, value, depth + 1),
            TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                check_struct(api, body, value, depth + 1)
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

fn check_union(api: &Api, union: &Union, value: &Value, depth: usize) -> Mismatch {
    if let Some(tag) = &union.tag {
        let text = value.get(&tag.property).and_then(Value::as_str);
        let selected = union.variants.iter().find(|variant| {
            text.is_some_and(|text| variant.tag_values.iter().any(|value| value == text))
        });
        return selected.map_or(Ok(()), |variant| check(api, &variant.ty, value, depth));
    }
    // An alternative that keeps the value whole is chosen at once; if there is none but one decodes
    // a part of it, something would be lost.
    test(
        union
            .variants
            .iter()
            .any(|variant| check(api, &variant.ty, value, depth).is_ok()),
    )
}

fn check_struct(api: &Api, body: &Struct, value: &Value, depth: usize) -> Mismatch {
    let object: &Map<String, Value> = value.as_object().ok_or_else(String::new)?;
    for field in &body.fields {
        let path = || format!(".{}", field.wire_name);
        match object.get(&field.wire_name) {
            None if field.required => return Err(path()),
            Some(Value::Null) if field.required && !field.nullable && field.ty != Type::Any => {
                return Err(path());
            }
            None | Some(Value::Null) => {}
            Some(value) => check(api, &field.ty, value, depth).map_err(|rest| path() + &rest)?,
        }
    }
    for (key, value) in object {
        if body.fields.iter().any(|field| field.wire_name == *key) {
            continue;
        }
        match &body.additional {
            Additional::Kept(ty) => {
                check(api, ty, value, depth).map_err(|rest| format!(".{key}{rest}"))?;
            }
            Additional::Ignored if value.is_null() => {}
            Additional::Ignored => return Err(format!(".{key}")),
        }
    }
    Ok(())
}
