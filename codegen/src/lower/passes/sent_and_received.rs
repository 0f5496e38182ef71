//! Which types are sent in requests and which are received in responses, and what follows for their
//! fields.
//!
//! OpenAPI 3.0.4, Schema Object: a `readOnly` property SHOULD NOT be sent in a request, and if it
//! is required, that holds for responses only; `writeOnly` the other way round.

use crate::ir::{
    Additional, Api, BodyContent, Field, MediaKind, PartKind, Response, Struct, Type, TypeDef,
    TypeKind, Usage,
};

/// Marks every type with its usage, then corrects `required` and finds the three-state fields.
pub(crate) fn mark_types(api: &mut Api) {
    spread(api);
    for def in &mut api.types {
        apply(def);
    }
    for content in contents(api).filter(|content| content.is_merge_patch()) {
        make_removable(&mut content.ty);
    }
}

fn contents(api: &mut Api) -> impl Iterator<Item = &mut BodyContent> {
    let bodies = api.operations_mut().filter_map(|one| one.body.as_mut());
    bodies.flat_map(|body| &mut body.contents)
}

/// Gives each type the usage of what it is in.
fn spread(api: &mut Api) {
    let request = Usage {
        request: true,
        ..Usage::default()
    };
    let response = Usage {
        response: true,
        ..Usage::default()
    };
    let mut marks: Vec<(Type, Usage)> = Vec::new();
    for operation in api.operations() {
        for parameter in &operation.parameters {
            marks.push((parameter.ty.clone(), request));
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            let usage = Usage {
                json_request: content.kind == MediaKind::Json,
                merge_patch: content.is_merge_patch(),
                ..request
            };
            marks.push((content.ty.clone(), inside(&content.ty, usage)));
        }
        for ty in operation.responses().flat_map(Response::types_and_items) {
            marks.push((ty.clone(), response));
        }
    }
    while let Some((ty, usage)) = marks.pop() {
        let Some(id) = ty.named() else { continue };
        let def = &mut api.types[id.0];
        let merged = def.usage.and(usage);
        if merged != def.usage {
            def.usage = merged;
            marks.extend(used(def));
        }
    }
}

/// The types that a definition is made of, with the usage that they have in it.
fn used(def: &TypeDef) -> Vec<(Type, Usage)> {
    let usage = def.usage;
    match &def.kind {
        TypeKind::Struct(Struct {
            fields, additional, ..
        }) => {
            let others = match additional {
                Additional::Kept(ty) => Some((ty.clone(), inside(ty, usage))),
                Additional::Ignored => None,
            };
            let fields = fields.iter().map(|field| {
                let unsent = Usage {
                    json_request: false,
                    merge_patch: false,
                    ..usage
                };
                let usage = if field.read_only { unsent } else { usage };
                (field.ty.clone(), inside(&field.ty, usage))
            });
            fields.chain(others).collect()
        }
        TypeKind::Multipart { body, parts, .. } => {
            let parts = body.fields.iter().zip(parts);
            let part = parts.map(|(field, part)| {
                let json_request = part.kind == PartKind::Json;
                let usage = Usage {
                    json_request,
                    ..usage
                };
                (field.ty.clone(), usage)
            });
            part.collect()
        }
        kind => kind
            .contents()
            .map(|ty| (ty.clone(), inside(ty, usage)))
            .collect(),
    }
}

/// The usage of a type's named type. A merge patch replaces an array as a whole (RFC 7396, section
/// 1): in its items, `null` removes nothing.
fn inside(ty: &Type, usage: Usage) -> Usage {
    Usage {
        merge_patch: usage.merge_patch && !has_array(ty),
        ..usage
    }
}

fn has_array(ty: &Type) -> bool {
    match ty {
        Type::Array(_) => true,
        Type::Map(inner) | Type::Nullable(inner) => has_array(inner),
        Type::Named(_) | Type::Primitive(_) | Type::Any => false,
    }
}

/// What its usage means for the fields of a type.
fn apply(def: &mut TypeDef) {
    let usage = def.usage;
    match &mut def.kind {
        TypeKind::Struct(body) => {
            for field in &mut body.fields {
                correct_required(field, usage);
                field.three_states = has_three_states(field, usage);
                if usage.merge_patch && !field.read_only {
                    make_removable(&mut field.ty);
                }
            }
            if let (Additional::Kept(ty), true) = (&mut body.additional, usage.merge_patch) {
                make_nullable(ty);
            }
        }
        // A part of a form is there or not; it has no `null`.
        TypeKind::Multipart { body, .. } => {
            for field in &mut body.fields {
                correct_required(field, usage);
            }
        }
        TypeKind::Alias { ty, .. } if usage.merge_patch => make_removable(ty),
        TypeKind::Alias { .. } | TypeKind::Union(_) | TypeKind::Enum(_) => {}
    }
}

fn correct_required(field: &mut Field, usage: Usage) {
    let absent_in_requests = field.read_only && usage.request;
    let absent_in_responses = field.write_only && usage.response;
    field.required &= !(absent_in_requests || absent_in_responses);
}

/// True if `null` and absent differ where the field is sent. A merge patch removes by `null` what
/// may be absent, whether or not the schema allows `null` (RFC 7396, section 1).
fn has_three_states(field: &Field, usage: Usage) -> bool {
    let takes_null = field.nullable || field.ty == Type::Any;
    let is_told_apart = usage.merge_patch || (usage.json_request && takes_null);
    !field.required && !field.read_only && is_told_apart
}

/// Lets the values of a map be `null`, by which a merge patch removes entries.
fn make_removable(ty: &mut Type) {
    match ty {
        Type::Map(item) => make_nullable(item),
        Type::Nullable(inner) => make_removable(inner),
        Type::Array(_) | Type::Named(_) | Type::Primitive(_) | Type::Any => {}
    }
}

fn make_nullable(ty: &mut Type) {
    make_removable(ty);
    if !matches!(ty, Type::Nullable(_) | Type::Any) {
        let item = std::mem::replace(ty, Type::Any);
        *ty = Type::Nullable(Box::new(item));
    }
}
