//! JSON pointers into the values of a type, as ways through the fields of models.

use crate::ir::api::Api;
use crate::ir::definition::{Field, TypeKind};
use crate::ir::name::Name;
use crate::ir::pagination::Pointer;
use crate::ir::types::Type;

/// The way along a pointer through the fields of models.
#[derive(Debug)]
pub struct FieldPath<'a> {
    /// The fields, the outermost first.
    pub steps: Vec<Step<'a>>,
    /// What they lead to.
    pub target: &'a Type,
}

/// A field on the way.
#[derive(Debug)]
pub struct Step<'a> {
    /// Its Rust name.
    pub field: &'a Name,
    /// How many `Option`s its value lies in.
    pub options: usize,
}

impl Api {
    /// The way from a type along a pointer, if all of it leads through properties of objects.
    #[must_use]
    pub fn field_path<'a>(&'a self, from: &'a Type, pointer: &Pointer) -> Option<FieldPath<'a>> {
        let mut target = self.resolve_alias(from);
        let mut steps = Vec::new();
        for property in &pointer.0 {
            let TypeKind::Struct(object) = &self.definition_of(target)?.kind else {
                return None;
            };
            let mut fields = object.fields.iter();
            let field = fields.find(|field| field.wire_name == *property)?;
            // A property with one value is no field, and nothing that differs from page to page.
            if field.constant.is_some() {
                return None;
            }
            let (inner, nullable) = self.in_options(&field.ty);
            if field.boxed && nullable > 0 {
                return None;
            }
            steps.push(Step {
                field: &field.name,
                options: options_of(field) + nullable,
            });
            target = inner;
        }
        Some(FieldPath { steps, target })
    }

    /// A type without the `Option`s around it, and how many these are.
    fn in_options<'a>(&'a self, ty: &'a Type) -> (&'a Type, usize) {
        let mut ty = self.resolve_alias(ty);
        let mut options = 0;
        while let Type::Nullable(inner) = ty {
            options += 1;
            ty = self.resolve_alias(inner);
        }
        (ty, options)
    }
}

/// How many `Option`s the value of a field lies in, whatever its type.
fn options_of(field: &Field) -> usize {
    if field.three_states {
        2
    } else {
        usize::from(!field.required || field.nullable)
    }
}
