//! Inline types that became part of another type, so that nothing refers to them, go.

use std::collections::HashMap;

use crate::ir::{Api, Type, TypeId};

/// Keeps the component schemas and what they and the operations reach.
pub(crate) fn remove(api: &mut Api) {
    let mut open: Vec<TypeId> = (0..api.types.len())
        .filter(|&index| api.types[index].schema_name.is_some())
        .map(TypeId)
        .collect();
    for_each_type(api, &mut |ty| open.extend(ty.named()));
    let mut kept = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut kept[id.0], true) {
            let kind = &api.type_def(id).kind;
            open.extend(kind.contents().filter_map(Type::named));
        }
    }
    if kept.iter().all(|&kept| kept) {
        return;
    }
    let ids: HashMap<TypeId, TypeId> = (0..kept.len())
        .filter(|&index| kept[index])
        .enumerate()
        .map(|(new, old)| (TypeId(old), TypeId(new)))
        .collect();
    let mut index = 0;
    api.types.retain(|_| {
        index += 1;
        kept[index - 1]
    });
    let mut renumber = |ty: &mut Type| {
        if let Some(id) = ty.named_mut() {
            *id = ids[id];
        }
    };
    for def in &mut api.types {
        def.kind.contents_mut().for_each(&mut renumber);
    }
    for_each_type(api, &mut renumber);
}

/// Every type that an operation names.
fn for_each_type(api: &mut Api, visit: &mut impl FnMut(&mut Type)) {
    for operation in api.operations_mut() {
        operation
            .parameters
            .iter_mut()
            .for_each(|parameter| visit(&mut parameter.ty));
        let contents = operation
            .body
            .iter_mut()
            .flat_map(|body| &mut body.contents);
        contents.for_each(|content| visit(&mut content.ty));
        for response in operation.responses_mut() {
            response.ty.iter_mut().for_each(&mut *visit);
            let streams = response.stream.iter_mut();
            streams.for_each(|stream| visit(&mut stream.item));
            let headers = response.headers.iter_mut();
            headers.for_each(|header| visit(&mut header.ty));
        }
    }
}
