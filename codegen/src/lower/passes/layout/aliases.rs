//! Aliases that reach themselves, which Rust allows to a struct only: they become newtypes.

use crate::ir::{Api, TypeId, TypeKind};

/// Marks aliases that reach themselves through aliases alone: those that stay when the ones that
/// lead nowhere, and then the ones that nothing leads to, are taken away until there are none.
pub(super) fn mark_recursive(api: &mut Api) {
    let targets: Vec<Vec<TypeId>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Alias { ty, .. } => ty.named(),
            _ => None,
        })
        .map(|target| target.into_iter().collect())
        .collect();
    let mut sources: Vec<Vec<TypeId>> = vec![Vec::new(); targets.len()];
    for (source, targets) in targets.iter().enumerate() {
        for target in targets {
            sources[target.0].push(TypeId(source));
        }
    }
    let mut kept = vec![true; targets.len()];
    peel(&targets, &sources, &mut kept);
    peel(&sources, &targets, &mut kept);
    for (def, kept) in api.types.iter_mut().zip(kept) {
        if let TypeKind::Alias { recursive, .. } = &mut def.kind {
            *recursive = kept;
        }
    }
}

/// Takes away what has no `forward` edge to a node that is kept, again and again.
fn peel(forward: &[Vec<TypeId>], backward: &[Vec<TypeId>], kept: &mut [bool]) {
    let count = |edges: &[TypeId], kept: &[bool]| edges.iter().filter(|id| kept[id.0]).count();
    let mut edges: Vec<usize> = forward.iter().map(|edges| count(edges, kept)).collect();
    let mut open: Vec<usize> = (0..edges.len())
        .filter(|&id| kept[id] && edges[id] == 0)
        .collect();
    while let Some(id) = open.pop() {
        kept[id] = false;
        for source in backward[id].iter().filter(|source| kept[source.0]) {
            edges[source.0] -= 1;
            if edges[source.0] == 0 {
                open.push(source.0);
            }
        }
    }
}
