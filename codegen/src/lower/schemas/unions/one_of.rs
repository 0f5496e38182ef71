//! `oneOf` and `anyOf`.
//!
//! OpenAPI 3.0.4, Schema Object ("Composition and Inheritance") and Discriminator Object.

use std::collections::HashSet;
use std::rc::Rc;

use openapiv3::ReferenceOr;

use crate::ir::{Type, TypeKind};
use crate::lower::context::Lowerer;
use crate::lower::references::reference_name;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::{Alternatives, FlatSchema, Subschema};
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::unions::members::Member;
use crate::lower::schemas::unions::names::inner_name;
use crate::lower::schemas::unions::properties::is_null;
use crate::lower::site::Site;
use crate::names::Scope;

/// Several unions that hold at once become a type for each combination, up to this many.
const MAX_COMBINATIONS: usize = 64;

impl<'a> Lowerer<'a> {
    /// A schema with one or more `oneOf`/`anyOf`, and perhaps properties beside them: each variant
    /// is then the member together with all that stands beside the alternatives.
    pub(crate) fn lower_alternatives(
        &mut self,
        mut flat: FlatSchema<'a>,
        subschemas: &[Subschema<'a>],
        skipped: &HashSet<String>,
        site: &Site,
    ) -> Type {
        flat.alternatives
            .retain(|alternatives| !Self::only_constrains(alternatives));
        let Some(alternatives) = flat.alternatives.first().cloned() else {
            let mut without = skipped.clone();
            self.skip_all_alternatives(subschemas, &mut without);
            let (ty, _) = self.lower_all_of(subschemas, &without, site);
            return ty;
        };
        let combinations = flat.alternatives.iter().fold(1_usize, |all, alternatives| {
            all.saturating_mul(alternatives.members.len())
        });
        if flat.alternatives.len() > 1 && combinations > MAX_COMBINATIONS {
            let why = format!(
                "its `oneOf` and `anyOf` combine to more than {MAX_COMBINATIONS} alternatives"
            );
            let ty = self.fallback(&site.pointer, &why);
            return self.alias(ty, site, &flat.notes);
        }
        let alone = flat.alternatives.len() == 1
            && flat.properties.is_empty()
            && flat.items.is_empty()
            && flat.required.is_empty()
            && flat.additional.is_none();
        let mut beside = skipped.clone();
        beside.insert(alternatives.pointer.clone());
        let required_beside: Rc<[&str]> = flat.required.iter().copied().collect();
        let tag = alternatives
            .discriminator
            .map(|one| one.property_name.as_str());
        // The types of inline members have the names that their variants will have, unless members
        // turn out to be the same.
        let mut scope = Scope::default();
        let mut members = Vec::new();
        for (index, member) in alternatives.members.iter().enumerate() {
            if is_null(member) {
                flat.notes.nullable = true;
                continue;
            }
            let subschema = Subschema {
                schema: member.into(),
                pointer: format!("{}/{index}", alternatives.pointer),
            };
            let component = Self::single_reference(std::slice::from_ref(&subschema));
            let properties = self.documented(component.map_or(subschema.schema, SchemaRef::Ref));
            let names = self.member_names(member, tag, &subschema.pointer);
            let name = self.variant_name(&mut scope, &names, &subschema.pointer);
            let child = site.member(inner_name(&name, member), &subschema.pointer);
            let (ty, notes) = if alone {
                self.lower_all_of(&[subschema], &HashSet::new(), &child)
            } else {
                let mut all = subschemas.to_vec();
                all.push(subschema);
                self.lower_all_of(&all, &beside, &child)
            };
            self.ensure_lowered(&ty);
            members.push(Member {
                components: component.map(reference_name).into_iter().collect(),
                properties,
                required_beside: Rc::clone(&required_beside),
                ..Member::new(ty, names, notes)
            });
        }
        self.union_of(members, &alternatives, &flat.notes, site)
    }

    /// True if the members only say which properties must be there together: a rule for values,
    /// not for types.
    fn only_constrains(alternatives: &Alternatives<'a>) -> bool {
        alternatives.members.iter().all(|member| match member {
            ReferenceOr::Reference { .. } => false,
            ReferenceOr::Item(schema) => {
                let mut keywords = Keywords::of(schema);
                keywords.required = &[];
                !keywords.is_structural()
            }
        }) && !alternatives.members.iter().any(is_null)
    }

    fn skip_all_alternatives(
        &mut self,
        subschemas: &[Subschema<'a>],
        skipped: &mut HashSet<String>,
    ) {
        let flat = self.flatten(subschemas, skipped, None);
        skipped.extend(
            flat.alternatives
                .into_iter()
                .map(|alternatives| alternatives.pointer),
        );
    }

    fn union_of(
        &mut self,
        members: Vec<Member<'a>>,
        alternatives: &Alternatives<'a>,
        notes: &Annotations,
        site: &Site,
    ) -> Type {
        let mut distinct: Vec<Member<'a>> = Vec::new();
        for member in members {
            match distinct.iter_mut().find(|other| other.ty == member.ty) {
                Some(other) => other.join(member),
                None => distinct.push(member),
            }
        }
        self.merge_open(&mut distinct, alternatives, site);
        if distinct.iter().any(|member| member.ty == Type::Any) {
            let pointer = alternatives.pointer.clone();
            let ty = self.fallback(&pointer, "one of its alternatives accepts any value");
            return self.alias(ty, site, notes);
        }
        if let [only] = distinct.as_slice() {
            let ty = only.ty.clone();
            return self.in_place_of(&ty, alternatives, notes, site);
        }
        let tag = alternatives
            .discriminator
            .and_then(|one| self.explicit_tag(one, &mut distinct, alternatives));
        let tag = tag.or_else(|| self.implied_tag(&mut distinct));
        let mut site = site.clone();
        if site.define.is_none() {
            site.define = Some(self.reserve(&site));
        }
        let can_hold_together = alternatives.is_any_of
            && tag.as_ref().is_none_or(|tag| !tag.decides)
            && self.can_hold_together(&distinct);
        let union = self.union(distinct, tag, can_hold_together, &site);
        self.define(TypeKind::Union(union), &site, notes)
    }

    /// The type of a union of which one alternative is left. A list of values that stands inside
    /// the union is then the union itself, under the union's name.
    fn in_place_of(
        &mut self,
        ty: &Type,
        alternatives: &Alternatives<'a>,
        notes: &Annotations,
        site: &Site,
    ) -> Type {
        if let Type::Named(id) = ty {
            let def = &self.types[id.0];
            let is_inside =
                def.schema_name.is_none() && def.pointer.starts_with(&alternatives.pointer);
            if is_inside && let TypeKind::Enum(known) = &def.kind {
                let kind = TypeKind::Enum(known.clone());
                let mut notes = notes.clone();
                notes.docs = notes.docs.or_else(|| def.docs.clone());
                return self.define(kind, site, &notes);
            }
        }
        self.alias(ty.clone(), site, notes)
    }
}
