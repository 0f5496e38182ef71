//! A field whose type is a secret is a secret.

use crate::ir::{Api, TypeKind};
use crate::lower::passes::usage::named;

/// Marks the fields whose type is marked, through aliases.
pub(crate) fn spread(api: &mut Api) {
    loop {
        let marked: Vec<bool> = api.types.iter().map(|def| def.sensitive).collect();
        let mut changed = false;
        for def in &mut api.types {
            match &mut def.kind {
                TypeKind::Alias { ty, .. } if !def.sensitive => {
                    def.sensitive = named(ty).iter().any(|id| marked[id.0]);
                    changed |= def.sensitive;
                }
                TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                    for field in &mut body.fields {
                        field.sensitive |= named(&field.ty).iter().any(|id| marked[id.0]);
                    }
                }
                _ => {}
            }
        }
        if !changed {
            break;
        }
    }
    let marked: Vec<bool> = api.types.iter().map(|def| def.sensitive).collect();
    for operation in api
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations)
    {
        for parameter in &mut operation.parameters {
            parameter.sensitive |= named(&parameter.ty).iter().any(|id| marked[id.0]);
        }
    }
}
