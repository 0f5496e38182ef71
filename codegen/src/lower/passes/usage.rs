//! Where each type travels, and what follows from it for its fields.
//!
//! OpenAPI 3.0.4, Schema Object: a `readOnly` property SHOULD NOT be sent in a request, and if it
//! is required, that holds for responses only; `writeOnly` the other way round.

use crate::ir::{Api, Documented, Method, Type, TypeId, TypeKind, Usage};

/// Marks every type with its usage, then corrects `required` and finds the three-state fields.
pub(crate) fn apply(api: &mut Api) {
    let mut marks: Vec<(Type, Usage)> = Vec::new();
    for operation in api.operations() {
        let request = Usage {
            request: true,
            response: false,
            patch: false,
        };
        for parameter in &operation.parameters {
            marks.push((parameter.ty.clone(), request));
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            let usage = Usage {
                patch: operation.method == Method::Patch,
                ..request
            };
            marks.push((content.ty.clone(), usage));
        }
        for ty in response_types(&operation.success).chain(response_types(&operation.errors)) {
            let usage = Usage {
                response: true,
                ..Usage::default()
            };
            marks.push((ty.clone(), usage));
        }
    }
    while let Some((ty, usage)) = marks.pop() {
        for id in named(&ty) {
            let def = &mut api.types[id.0];
            let merged = Usage {
                request: def.usage.request || usage.request,
                response: def.usage.response || usage.response,
                patch: def.usage.patch || usage.patch,
            };
            if merged != def.usage {
                def.usage = merged;
                marks.extend(def.kind.contents().map(|ty| (ty.clone(), merged)));
            }
        }
    }
    for def in &mut api.types {
        let usage = def.usage;
        let (TypeKind::Struct(body) | TypeKind::Multipart { body, .. }) = &mut def.kind else {
            continue;
        };
        for field in &mut body.fields {
            let absent_in_requests = field.read_only && usage.request;
            let absent_in_responses = field.write_only && usage.response;
            field.required &= !(absent_in_requests || absent_in_responses);
            field.three_states = !field.required && field.nullable && usage.patch;
        }
    }
}

fn response_types(documented: &Documented) -> impl Iterator<Item = &Type> {
    documented.responses.iter().flat_map(|response| {
        response
            .ty
            .iter()
            .chain(response.headers.iter().map(|header| &header.ty))
    })
}

/// The named types in a type expression.
pub(crate) fn named(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => named(inner),
        Type::Primitive(_) | Type::Any => Vec::new(),
    }
}
