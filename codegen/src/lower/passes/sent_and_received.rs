//! Which types are sent in requests and which are received in responses, and what follows for their
//! fields.
//!
//! OpenAPI 3.0.4, Schema Object: a `readOnly` property SHOULD NOT be sent in a request, and if it
//! is required, that holds for responses only; `writeOnly` the other way round.

use crate::ir::{Api, Method, Response, Type, TypeKind, Usage};

/// Marks every type with its usage, then corrects `required` and finds the three-state fields.
pub(crate) fn mark_types(api: &mut Api) {
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
        for ty in operation.responses().flat_map(types_of) {
            let usage = Usage {
                response: true,
                ..Usage::default()
            };
            marks.push((ty.clone(), usage));
        }
    }
    while let Some((ty, usage)) = marks.pop() {
        if let Some(id) = ty.named() {
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

fn types_of(response: &Response) -> impl Iterator<Item = &Type> {
    let headers = response.headers.iter().map(|header| &header.ty);
    let items = response.stream.iter().map(|stream| &stream.item);
    response.ty.iter().chain(items).chain(headers)
}
