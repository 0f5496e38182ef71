//! The items of arrays and the values of maps.

use std::collections::HashSet;

use openapiv3::AdditionalProperties;

use crate::ir::Type;
use crate::lower::context::Lowerer;
use crate::lower::schemas::flatten::FlatSchema;
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
}

/// Wraps a type that may be `null` where it stands in an array, a map or a whole body.
pub(crate) fn nullable(ty: Type, is_nullable: bool) -> Type {
    match ty {
        Type::Any | Type::Nullable(_) => ty,
        _ if is_nullable => Type::Nullable(Box::new(ty)),
        _ => ty,
    }
}
