//! Alternatives that can hold at once (`anyOf`).

use std::collections::HashSet;

use crate::ir::{Additional, Struct, TypeKind, tag_text};
use crate::lower::context::Lowerer;
use crate::lower::schemas::unions::members::Member;

/// Of more alternatives than this, not every pair is compared: some may hold together.
const COMPARED: usize = 40;

impl<'a> Lowerer<'a> {
    /// True if a value can be two alternatives at once, each of which knows a property that the
    /// other one does not.
    pub(crate) fn can_hold_together(&self, members: &[Member<'a>]) -> bool {
        let objects: Vec<(&Member<'a>, Option<&Struct>)> = members
            .iter()
            .filter_map(|member| match self.kind_behind_aliases(&member.ty)? {
                TypeKind::Struct(body) => Some((member, Some(body))),
                TypeKind::Union(_) if !member.properties.is_empty() => Some((member, None)),
                _ => None,
            })
            .collect();
        if objects.len() > COMPARED {
            return true;
        }
        objects.iter().enumerate().any(|(index, (one, body))| {
            objects[..index].iter().any(|(other, other_body)| {
                have_a_tag_in_common(one, other)
                    && !covers(*body, *other_body)
                    && !covers(*other_body, *body)
            })
        })
    }
}

fn have_a_tag_in_common(one: &Member<'_>, other: &Member<'_>) -> bool {
    if one.tag_values.is_empty() || other.tag_values.is_empty() {
        return true;
    }
    let values: HashSet<String> = one.tag_values.iter().map(tag_text).collect();
    let mut others = other.tag_values.iter();
    others.any(|value| values.contains(&tag_text(value)))
}

/// True if an object has all properties of another. Of a union that is not known.
fn covers(body: Option<&Struct>, other: Option<&Struct>) -> bool {
    let (Some(body), Some(other)) = (body, other) else {
        return false;
    };
    if body.additional != Additional::Ignored {
        return true;
    }
    let names: HashSet<&str> = body.fields.iter().map(|one| &*one.wire_name).collect();
    other.additional == Additional::Ignored
        && other
            .fields
            .iter()
            .all(|one| names.contains(&*one.wire_name))
}
