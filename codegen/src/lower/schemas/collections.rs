//! The items of arrays and the values of maps.

use std::collections::HashSet;

use openapiv3::AdditionalProperties;

use crate::ir::{Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::flatten::FlatSchema;
use crate::lower::schemas::unions::members::Member;
use crate::lower::site::Site;

impl<'a> Lowerer<'a> {
    pub(crate) fn lower_array(&mut self, flat: &FlatSchema<'a>, site: &Site) -> Type {
        if flat.items.is_empty() {
            return Type::Array(Box::new(Type::Any));
        }
        let mut item = site.child("Item", "items");
        item.pointer.clone_from(&flat.items[0].pointer);
        let (ty, notes) = self.lower_all_of(&flat.items, &HashSet::new(), &item);
        Type::Array(Box::new(nullable(ty, notes.nullable)))
    }

    /// The values of a map.
    pub(crate) fn lower_additional(
        &mut self,
        additional: &'a AdditionalProperties,
        pointer: &str,
        site: &Site,
    ) -> Option<Type> {
        match additional {
            AdditionalProperties::Any(false) => None,
            AdditionalProperties::Any(true) => Some(Type::Any),
            AdditionalProperties::Schema(schema) => {
                let mut value = site.child("Value", "additionalProperties");
                pointer.clone_into(&mut value.pointer);
                let (ty, notes) = self.lower_schema(schema.as_ref(), &value);
                Some(nullable(ty, notes.nullable))
            }
        }
    }

    /// The values of an object that has others beside those of this type: a union of one, which keeps
    /// them.
    pub(crate) fn opened(&mut self, ty: Type, flat: &FlatSchema<'a>, site: &Site) -> Type {
        if !flat.open_values || ty == Type::Any {
            return ty;
        }
        if let Type::Nullable(inner) = ty {
            return nullable(self.opened(*inner, flat, site), true);
        }
        self.ensure_lowered(&ty);
        if let Type::Named(id) = resolve_alias(&self.types, &ty)
            && matches!(self.types[id.0].kind, TypeKind::Union(_))
        {
            return ty;
        }
        let site = Site {
            define: None,
            ..site.child("Entry", "additionalProperties")
        };
        let id = self.reserve(&site);
        let site = Site {
            define: Some(id),
            ..site
        };
        let name = self.name_of(&ty);
        let member = Member::new(ty, vec![name], Annotations::default());
        let union = self.union(vec![member], None, false, &site);
        self.define(TypeKind::Union(union), &site, &Annotations::default())
    }
}

/// Wraps a type that may be `null` where it stands in an array, a map or a whole body.
pub(crate) fn nullable(ty: Type, is_nullable: bool) -> Type {
    match ty {
        Type::Any | Type::Nullable(_) => ty,
        _ if is_nullable => Type::Nullable(Box::new(ty)),
        _ => ty,
    }
}
