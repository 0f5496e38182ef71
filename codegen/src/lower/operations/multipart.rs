//! Bodies of `multipart/*`: one part for each property (OpenAPI 3.0.4, "Special Considerations for
//! `multipart` Content" and Encoding Object).

use std::collections::HashSet;

use openapiv3::{AdditionalProperties, MediaType};

use crate::ir::{Field, MediaKind, Name, PartField, Primitive, Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::operations::media_types::media_kind;
use crate::lower::schemas::flatten::{FlatSchema, Subschema};
use crate::lower::schemas::keywords::SchemaRef;
use crate::lower::site::Site;
use crate::names::{self, module_name};

impl<'a> Lowerer<'a> {
    /// The form of a multipart body. It has a type of its own, also where the schema is a component,
    /// since files are not JSON.
    pub(crate) fn lower_multipart(&mut self, media: &'a MediaType, at: &Site) -> Type {
        let site = Site {
            name: form_name(&at.name),
            pointer: format!("{}/schema", at.pointer),
            ..at.clone()
        };
        let id = self.reserve(&site);
        // A module of its own, since there is none of it in a crate without the client.
        self.types[id.0].module = module_name(self.types[id.0].name.as_str());
        let site = Site {
            define: Some(id),
            ..site
        };
        let schemas: Vec<Subschema<'a>> = media
            .schema
            .iter()
            .map(|schema| Subschema {
                schema: SchemaRef::from(schema),
                pointer: site.pointer.clone(),
            })
            .collect();
        let mut flat = self.flatten(&schemas, &HashSet::new(), None);
        self.add_alternatives(&mut flat);
        let open = match flat.additional.take() {
            Some((AdditionalProperties::Any(allowed), _)) => *allowed,
            Some((AdditionalProperties::Schema(_), _)) => true,
            // Without any part the form would be of no use.
            None => flat.properties.is_empty(),
        };
        let body = self.lower_struct(&flat, &site);
        let parts = body
            .fields
            .iter()
            .map(|field| self.part_field(field, media))
            .collect();
        self.define(
            TypeKind::Multipart { body, parts, open },
            &site,
            &flat.notes,
        )
    }

    /// A form has no alternatives: the properties of all of them are there to be set.
    fn add_alternatives(&mut self, flat: &mut FlatSchema<'a>) {
        for alternatives in std::mem::take(&mut flat.alternatives) {
            for (index, member) in alternatives.members.iter().enumerate() {
                let subschema = Subschema {
                    schema: member.into(),
                    pointer: format!("{}/{index}", alternatives.pointer),
                };
                let member = self.flatten(&[subschema], &HashSet::new(), None);
                for (name, parts) in member.properties {
                    flat.properties.entry(name).or_insert(parts);
                }
            }
        }
    }

    /// "If the property is a primitive, or an array of primitive values, the default Content-Type
    /// is `text/plain`; if complex, or an array of complex values, `application/json`; if a string
    /// with `format: binary`, `application/octet-stream`."
    fn part_field(&self, field: &Field, media: &MediaType) -> PartField {
        let content_type = media
            .encoding
            .get(&field.wire_name)
            .and_then(|encoding| encoding.content_type.clone());
        let (ty, repeated) = match self.behind_aliases(&field.ty) {
            Type::Array(item) => (self.behind_aliases(item), true),
            ty => (ty, false),
        };
        let by_type = match ty {
            Type::Primitive(Primitive::Binary) => MediaKind::Binary,
            Type::Primitive(_) => MediaKind::Text,
            Type::Named(id) if matches!(self.types[id.0].kind, TypeKind::Enum(_)) => {
                MediaKind::Text
            }
            _ => MediaKind::Json,
        };
        let is_json = content_type
            .as_deref()
            .is_some_and(|text| media_kind(text) == MediaKind::Json);
        let by_default = (by_type == MediaKind::Binary).then_some("application/octet-stream");
        PartField {
            wire_name: field.wire_name.clone(),
            kind: if is_json && by_type == MediaKind::Text {
                MediaKind::Json
            } else {
                by_type
            },
            // A list or a range is what the server takes, not what a part is.
            content_type: content_type
                .filter(|text| !text.contains([',', '*']))
                .or_else(|| by_default.map(str::to_owned)),
            repeated,
        }
    }

    /// The type that an alias stands for, whether it may be `null` or not.
    fn behind_aliases<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = resolve_alias(&self.types, ty);
        for _ in 0..=self.types.len() {
            let Type::Nullable(inner) = ty else { break };
            ty = resolve_alias(&self.types, inner);
        }
        ty
    }
}

/// `UploadForm`, where the body would be an `UploadBody`.
fn form_name(body: &Name) -> Name {
    let text = body.as_str();
    names::fixed(text.strip_suffix("Body").unwrap_or(text)).extended("Form")
}
