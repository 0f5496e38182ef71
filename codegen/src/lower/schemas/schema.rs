//! Any schema: the one way in for whoever has a schema, and the one way back for the modules of the
//! single kinds, whose members are schemas again.

use std::collections::HashSet;

use crate::ir::{Type, TypeKind};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::{FlatSchema, Subschema};
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::scalars::scalar;
use crate::lower::site::Site;

/// Inline schemas nested deeper than this become any JSON: Rust's own tools do not like deeper
/// types, and no document that people read goes there.
const MAX_DEPTH: usize = 40;

impl<'a> Lowerer<'a> {
    /// The type of one schema, and what it says beside its shape.
    pub(crate) fn lower_schema(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        site: &Site,
    ) -> (Type, Annotations) {
        if let Some(known) = self.known_at(site) {
            return known.clone();
        }
        let subschema = Subschema {
            schema: schema.into(),
            pointer: site.pointer.clone(),
        };
        let lowered = self.lower_all_of(&[subschema], &HashSet::new(), site);
        self.keep_at(site, &lowered);
        lowered
    }

    /// The type of values that satisfy all `subschemas`.
    pub(crate) fn lower_all_of(
        &mut self,
        subschemas: &[Subschema<'a>],
        skipped: &HashSet<String>,
        site: &Site,
    ) -> (Type, Annotations) {
        if self.depth >= MAX_DEPTH {
            let why = format!("inline schemas are nested more than {MAX_DEPTH} levels deep");
            return (self.fallback(&site.pointer, &why), Annotations::default());
        }
        self.depth += 1;
        let lowered = match Self::single_reference(subschemas) {
            Some(reference) => self.lower_reference(subschemas, reference, site),
            None => {
                let flat = self.flatten(subschemas, skipped, self.defining(site));
                let notes = flat.notes.clone();
                (self.lower_flat(flat, subschemas, skipped, site), notes)
            }
        };
        self.depth -= 1;
        lowered
    }

    /// Lowers the component that `ty` names now, if it is still waiting: who tells alternatives
    /// apart must know what they are.
    pub(crate) fn ensure_lowered(&mut self, ty: &Type) {
        let Type::Named(id) = ty else { return };
        let Some((name, schema, site)) = self.pending.remove(id) else {
            return;
        };
        let depth = std::mem::take(&mut self.depth);
        let flattening = std::mem::take(&mut self.flattening);
        if self.is_hierarchy(name) {
            self.lower_hierarchy(name, &site);
        } else {
            self.lower_schema(schema, &site);
        }
        self.depth = depth;
        self.flattening = flattening;
    }

    /// The component schema that `site` defines.
    fn defining(&self, site: &Site) -> Option<&'a str> {
        self.component_names.get(&site.define?).copied()
    }

    /// If all that the subschemas say of the shape is one reference, that reference.
    pub(crate) fn single_reference(subschemas: &[Subschema<'a>]) -> Option<&'a str> {
        let mut found = None;
        for subschema in subschemas {
            match subschema.schema {
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
                        .map(|member| Subschema {
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

    fn says_shape(subschema: &Subschema<'a>) -> bool {
        match subschema.schema {
            SchemaRef::Ref(_) => true,
            SchemaRef::Item(schema) => Keywords::of(schema).is_structural(),
        }
    }

    fn lower_reference(
        &mut self,
        subschemas: &[Subschema<'a>],
        reference: &'a str,
        site: &Site,
    ) -> (Type, Annotations) {
        let mut notes = self.flatten(subschemas, &HashSet::new(), None).notes;
        notes.rust_name = notes
            .rust_name
            .filter(|_| !matches!(subschemas[0].schema, SchemaRef::Ref(_)));
        let Some(id) = self.component_type(reference) else {
            return (
                self.fallback(&site.pointer, "its `$ref` does not name a schema"),
                notes,
            );
        };
        let ty = Type::Named(id);
        if site.define.is_some() {
            let kind = TypeKind::Alias {
                ty,
                recursive: false,
            };
            return (self.define(kind, site, &notes), notes);
        }
        (ty, notes)
    }

    fn lower_flat(
        &mut self,
        flat: FlatSchema<'a>,
        subschemas: &[Subschema<'a>],
        skipped: &HashSet<String>,
        site: &Site,
    ) -> Type {
        if flat.values.iter().any(|value| !value.is_null()) {
            return self.lower_enum(&flat, site);
        }
        if !flat.alternatives.is_empty() {
            return self.lower_alternatives(flat, subschemas, skipped, site);
        }
        let is_object = flat.ty == Some("object")
            || (flat.ty.is_none() && (!flat.properties.is_empty() || flat.additional.is_some()));
        let ty = if is_object {
            return self.lower_object(&flat, site);
        } else if flat.ty == Some("array") || (flat.ty.is_none() && !flat.items.is_empty()) {
            self.lower_array(&flat, site)
        } else if flat.ty.is_none() && flat.excludes {
            self.fallback(&site.pointer, "`not` only excludes values")
        } else {
            flat.ty
                .map_or(Type::Any, |ty| scalar(ty, flat.format.as_deref()))
        };
        self.alias(ty, site, &flat.notes)
    }
}
