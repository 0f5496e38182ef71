//! How the alternatives of a union are told apart.

use std::rc::Rc;

use serde_json::Value;

use crate::ir::{Additional, Name, Primitive, Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::unions::documented::{Documented, Properties};

/// A member of a union, before it becomes a variant.
pub(crate) struct Member<'a> {
    pub ty: Type,
    /// What its variant may be called, the best name first; at least one.
    pub names: Vec<Name>,
    pub notes: Annotations,
    /// The components that the members of this type refer to.
    pub components: Vec<&'a str>,
    /// What the member says of its properties.
    pub properties: Rc<Properties<'a>>,
    /// Required by what stands beside the alternatives.
    pub required_beside: Rc<[&'a str]>,
    pub tag_values: Vec<Value>,
    pub sent_tag: Option<Value>,
}

impl<'a> Member<'a> {
    pub(crate) fn new(ty: Type, names: Vec<Name>, notes: Annotations) -> Self {
        Self {
            ty,
            names,
            notes,
            components: Vec::new(),
            properties: Rc::default(),
            required_beside: Rc::from([]),
            tag_values: Vec::new(),
            sent_tag: None,
        }
    }

    /// Adds a member of the same type. Both go by the names that they share, so the variant is not
    /// called after one of them alone.
    pub(crate) fn join(&mut self, other: Self) {
        self.components.extend(other.components);
        if self.names.iter().any(|name| other.names.contains(name)) {
            self.names.retain(|name| other.names.contains(name));
        }
    }

    /// What it says of a property, if anything.
    pub(crate) fn documented(&self, property: &str) -> Option<&Documented<'a>> {
        self.properties.get(property)
    }

    /// True if a value of it must have the property.
    pub(crate) fn requires(&self, property: &str) -> bool {
        self.required_beside.contains(&property)
            || self.documented(property).is_some_and(|one| one.required)
    }
}

impl Lowerer<'_> {
    pub(crate) fn kind_behind_aliases(&self, ty: &Type) -> Option<&TypeKind> {
        match resolve_alias(&self.types, ty) {
            Type::Named(id) => Some(&self.types[id.0].kind),
            _ => None,
        }
    }

    /// More required fields first, then more fields; integers before other numbers.
    pub(crate) fn specificity(&self, ty: &Type) -> (usize, usize) {
        match ty {
            Type::Primitive(Primitive::F32 | Primitive::F64) => (0, 0),
            Type::Primitive(_) => (0, 1),
            _ => match self.kind_behind_aliases(ty) {
                Some(TypeKind::Struct(body)) => (
                    body.fields.iter().filter(|field| field.required).count(),
                    body.fields.len(),
                ),
                _ => (0, 1),
            },
        }
    }

    /// False for an object that does not keep this property.
    pub(crate) fn keeps(&self, ty: &Type, property: &str) -> bool {
        match self.kind_behind_aliases(ty) {
            Some(TypeKind::Struct(body)) => {
                body.additional != Additional::Ignored
                    || body.fields.iter().any(|field| field.wire_name == property)
            }
            _ => true,
        }
    }
}
