//! Unions that are their own members.

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Type, TypeId, TypeKind};
use crate::lower::rules;

/// Drops each variant that leads back to its union through unions alone: it allows nothing that the
/// others do not allow, and decoding it would not end.
pub(crate) fn open(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut is_open = vec![false; api.types.len()];
    let mut is_done = vec![false; api.types.len()];
    for start in 0..api.types.len() {
        // Depth first: a union, and which of its variants comes next.
        let mut stack = vec![(TypeId(start), 0)];
        while let Some((id, index)) = stack.pop() {
            let TypeKind::Union(union) = &api.types[id.0].kind else {
                continue;
            };
            let Some(variant) = union.variants.get(index) else {
                (is_open[id.0], is_done[id.0]) = (false, true);
                continue;
            };
            if is_done[id.0] {
                continue;
            }
            is_open[id.0] = true;
            let member = union_behind(api, &variant.ty);
            if let Some(member) = member.filter(|member| is_open[member.0]) {
                drop_variant(api, id, index, member, diagnostics);
                stack.push((id, index));
            } else {
                stack.push((id, index + 1));
                stack.extend(member.map(|member| (member, 0)));
            }
        }
    }
}

/// The union that a variant holds.
fn union_behind(api: &Api, ty: &Type) -> Option<TypeId> {
    match api.resolve_alias(ty) {
        Type::Nullable(inner) => union_behind(api, inner),
        Type::Named(id) => matches!(api.type_def(*id).kind, TypeKind::Union(_)).then_some(*id),
        _ => None,
    }
}

fn drop_variant(
    api: &mut Api,
    id: TypeId,
    index: usize,
    member: TypeId,
    diagnostics: &mut Diagnostics,
) {
    let member = api.type_def(member).name.clone();
    let def = &mut api.types[id.0];
    diagnostics.warning(
        rules::CIRCULAR_UNION,
        &def.pointer,
        format!(
            "`{name}` lists `{member}`, which leads back to `{name}` through its own alternatives; this alternative is left out",
            name = def.name
        ),
        Some("remove it from the `oneOf` or `anyOf`".to_owned()),
    );
    if let TypeKind::Union(union) = &mut def.kind {
        union.variants.remove(index);
    }
}
