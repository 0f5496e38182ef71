//! Types that contain themselves need a `Box` somewhere on the way round, and only there.

use crate::ir::{Api, Type, TypeId, TypeKind};

/// How far the search has come with a type.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    New,
    Open,
    Done,
}

/// Boxes the field or variant that closes each cycle of types held by value. `Vec` and maps hold
/// their items behind a pointer already. An alias that reaches itself becomes a newtype.
pub(crate) fn box_cycles(api: &mut Api) {
    mark_recursive_aliases(api);
    let mut progress = vec![Progress::New; api.types.len()];
    for id in 0..api.types.len() {
        visit(api, TypeId(id), &mut progress);
    }
}

/// Depth first with a stack of our own: a type, and which of its contents comes next.
fn visit(api: &mut Api, start: TypeId, progress: &mut [Progress]) {
    if progress[start.0] != Progress::New {
        return;
    }
    progress[start.0] = Progress::Open;
    let mut stack = vec![(start, 0)];
    while let Some((id, index)) = stack.pop() {
        let Some(content) = content_at(&api.types[id.0].kind, index) else {
            progress[id.0] = Progress::Done;
            continue;
        };
        let held = held_by_value(api, content);
        stack.push((id, index + 1));
        let Some(target) = held else { continue };
        match progress[target.0] {
            Progress::New => {
                progress[target.0] = Progress::Open;
                stack.push((target, 0));
            }
            Progress::Open => put_box(&mut api.types[id.0].kind, index),
            Progress::Done => {}
        }
    }
}

/// Field or variant number `index`.
fn content_at(kind: &TypeKind, index: usize) -> Option<&Type> {
    match kind {
        TypeKind::Struct(body) => body.fields.get(index).map(|field| &field.ty),
        TypeKind::Union(union) => union.variants.get(index).map(|variant| &variant.ty),
        TypeKind::Multipart { .. } | TypeKind::Alias { .. } | TypeKind::Enum(_) => None,
    }
}

/// The struct or union that lies directly in a value of type `ty`, seen through aliases.
fn held_by_value(api: &Api, ty: &Type) -> Option<TypeId> {
    match api.resolve_alias(ty) {
        Type::Nullable(inner) => held_by_value(api, inner),
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Struct(_) | TypeKind::Union(_) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

fn put_box(kind: &mut TypeKind, index: usize) {
    match kind {
        TypeKind::Struct(body) => body.fields[index].boxed = true,
        TypeKind::Union(union) => union.variants[index].boxed = true,
        TypeKind::Multipart { .. } | TypeKind::Alias { .. } | TypeKind::Enum(_) => {}
    }
}

/// An alias that reaches itself through aliases alone: one that stays when those that lead nowhere,
/// and then those that nothing leads to, are taken away until there are none.
fn mark_recursive_aliases(api: &mut Api) {
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
