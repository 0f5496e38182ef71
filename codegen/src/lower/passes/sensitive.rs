//! A field whose type is a secret is a secret.

use crate::ir::{Api, TypeKind};

/// Marks the fields whose type is marked, through aliases.
pub(crate) fn spread(api: &mut Api) {
    loop {
        let marked: Vec<bool> = api.types.iter().map(|def| def.sensitive).collect();
        let mut changed = false;
        for def in &mut api.types {
            match &mut def.kind {
                TypeKind::Alias { ty, .. } if !def.sensitive => {
                    def.sensitive = ty.named().is_some_and(|id| marked[id.0]);
                    changed |= def.sensitive;
                }
                TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                    for field in &mut body.fields {
                        field.sensitive |= field.ty.named().is_some_and(|id| marked[id.0]);
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
    for operation in api.operations_mut() {
        for parameter in &mut operation.parameters {
            parameter.sensitive |= parameter.ty.named().is_some_and(|id| marked[id.0]);
        }
    }
}
