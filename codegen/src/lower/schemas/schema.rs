//! Any schema: the one way in for whoever has a schema, and the one way back for the modules of the
//! single kinds, whose members are schemas again.

use std::collections::HashSet;

use crate::ir::{Type, TypeKind};
use crate::lower::context::{Lowerer, Place};
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::{Flat, Part};
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::scalars::scalar;

/// Inline schemas nested deeper than this become any JSON: Rust's own tools do not like deeper
/// types, and no document that people read goes there.
const MAX_DEPTH: usize = 40;

impl<'a> Lowerer<'a> {
    /// The type of one schema, and what it says beside its shape.
    pub(crate) fn lower_schema(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        place: &Place,
    ) -> (Type, Annotations) {
        let part = Part {
            schema: schema.into(),
            pointer: place.pointer.clone(),
        };
        self.lower_parts(&[part], &HashSet::new(), place)
    }

    /// The type of values that satisfy all `parts`.
    pub(crate) fn lower_parts(
        &mut self,
        parts: &[Part<'a>],
        skipped: &HashSet<String>,
        place: &Place,
    ) -> (Type, Annotations) {
        if self.depth >= MAX_DEPTH {
            let why = format!("inline schemas are nested more than {MAX_DEPTH} deep");
            return (self.fallback(&place.pointer, &why), Annotations::default());
        }
        self.depth += 1;
        let lowered = match Self::single_reference(parts) {
            Some(reference) => self.lower_reference(parts, reference, place),
            None => {
                let flat = self.flatten(parts, skipped, self.defining(place));
                let notes = flat.notes.clone();
                (self.lower_flat(flat, parts, skipped, place), notes)
            }
        };
        self.depth -= 1;
        lowered
    }

    /// Lowers the component that `ty` names now, if it is still waiting: who tells alternatives
    /// apart must know what they are.
    pub(crate) fn ensure_lowered(&mut self, ty: &Type) {
        let Type::Named(id) = ty else { return };
        let Some((name, schema, place)) = self.pending.remove(id) else {
            return;
        };
        let depth = std::mem::take(&mut self.depth);
        let flattening = std::mem::take(&mut self.flattening);
        if self.is_hierarchy(name) {
            self.lower_hierarchy(name, &place);
        } else {
            self.lower_schema(schema, &place);
        }
        self.depth = depth;
        self.flattening = flattening;
    }

    /// The component schema that `place` defines.
    fn defining(&self, place: &Place) -> Option<&'a str> {
        self.component_names.get(&place.define?).copied()
    }

    /// If all that the parts say of the shape is one reference, that reference.
    fn single_reference(parts: &[Part<'a>]) -> Option<&'a str> {
        let mut found = None;
        for part in parts {
            match part.schema {
                SchemaRef::Ref(reference) => match found {
                    None => found = Some(reference),
                    Some(other) if other == reference => {}
                    Some(_) => return None,
                },
                SchemaRef::Item(schema) => {
                    let keywords = Keywords::of(schema);
                    if !keywords.is_structural() {
                        continue;
                    }
                    let mut shell = keywords.clone();
                    shell.all_of = &[];
                    if shell.is_structural() {
                        return None;
                    }
                    let members: Vec<_> = keywords
                        .all_of
                        .iter()
                        .map(|member| Part {
                            schema: member.into(),
                            pointer: String::new(),
                        })
                        .collect();
                    match (Self::single_reference(&members), found) {
                        (Some(reference), None) => found = Some(reference),
                        (Some(reference), Some(other)) if reference == other => {}
                        (None, _) if !members.iter().any(Self::says_shape) => {}
                        _ => return None,
                    }
                }
            }
        }
        found
    }

    fn says_shape(part: &Part<'a>) -> bool {
        match part.schema {
            SchemaRef::Ref(_) => true,
            SchemaRef::Item(schema) => Keywords::of(schema).is_structural(),
        }
    }

    fn lower_reference(
        &mut self,
        parts: &[Part<'a>],
        reference: &'a str,
        place: &Place,
    ) -> (Type, Annotations) {
        let mut notes = self.flatten(parts, &HashSet::new(), None).notes;
        notes.rust_name = notes
            .rust_name
            .filter(|_| !matches!(parts[0].schema, SchemaRef::Ref(_)));
        let Some(id) = self.component_type(reference) else {
            return (self.fallback(&place.pointer, "it refers to nothing"), notes);
        };
        let ty = Type::Named(id);
        if place.define.is_some() {
            let kind = TypeKind::Alias {
                ty,
                recursive: false,
            };
            return (self.define(kind, place, &notes), notes);
        }
        (ty, notes)
    }

    fn lower_flat(
        &mut self,
        flat: Flat<'a>,
        parts: &[Part<'a>],
        skipped: &HashSet<String>,
        place: &Place,
    ) -> Type {
        if flat.values.iter().any(|value| !value.is_null()) {
            return self.lower_enum(&flat, place);
        }
        if !flat.groups.is_empty() {
            return self.lower_groups(flat, parts, skipped, place);
        }
        let is_object = flat.ty == Some("object")
            || (flat.ty.is_none() && (!flat.properties.is_empty() || flat.additional.is_some()));
        let ty = if is_object {
            return self.lower_object(&flat, place);
        } else if flat.ty == Some("array") || (flat.ty.is_none() && !flat.items.is_empty()) {
            self.lower_array(&flat, place)
        } else if flat.ty.is_none() && flat.excludes {
            self.fallback(&place.pointer, "`not` says only what it is not")
        } else {
            flat.ty
                .map_or(Type::Any, |ty| scalar(ty, flat.format.as_deref()))
        };
        self.alias(ty, place, &flat.notes)
    }
}
