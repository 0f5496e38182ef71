//! Bodies of `multipart/*`: one part for each property (OpenAPI 3.0.4 and 3.1.2, "Encoding
//! `multipart` Media Types" and Encoding Object).

mod content_type;
mod files;
mod headers;

use std::collections::HashSet;

use openapiv3::{AdditionalProperties, MediaType};

use crate::ir::{Field, Name, PartField, PartKind, Primitive, Type, TypeKind, resolve_alias};
use crate::lower::context::Lowerer;
use crate::lower::operations::multipart::content_type::ContentType;
use crate::lower::rules;
use crate::lower::schemas::flatten::{FlatSchema, Subschema};
use crate::lower::schemas::keywords::SchemaRef;
use crate::lower::site::Site;
use crate::names::{self, module_name};

impl<'a> Lowerer<'a> {
    /// The form of a multipart body. It has a type of its own, also where the schema is a component,
    /// since files are not JSON.
    pub(crate) fn lower_multipart(
        &mut self,
        media_type: &str,
        media: &'a MediaType,
        at: &Site,
    ) -> Type {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_form_data = essence.eq_ignore_ascii_case("multipart/form-data");
        let subtype = (!is_form_data).then(|| essence.split('/').next_back().unwrap_or_default());
        let site = Site {
            name: form_name(&at.name, subtype),
            pointer: format!("{}/schema", at.pointer),
            ..at.clone()
        };
        if let Some((known, _)) = self.known_at(&site) {
            return known.clone();
        }
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
        if flat.properties.is_empty() && !is_form_data {
            self.diagnostics.warning(
                rules::MULTIPART_TYPE,
                &at.pointer,
                format!(
                    "the schema of this `{media_type}` body names no parts; the caller adds each one under a name, as in `multipart/form-data`"
                ),
                Some("describe the parts as `properties` of an object".to_owned()),
            );
        }
        let open = match flat.additional.take() {
            Some((AdditionalProperties::Any(allowed), _)) => *allowed,
            Some((AdditionalProperties::Schema(_), _)) => true,
            // Without any part the form would be of no use.
            None => flat.properties.is_empty(),
        };
        let texts = self.find_files(&mut flat, media);
        let mut body = self.lower_struct(&flat, &site);
        let mut parts: Vec<PartField> = Vec::with_capacity(body.fields.len());
        for field in &mut body.fields {
            let content_type = ContentType::of(media, &field.wire_name);
            let or_text = texts.contains(field.wire_name.as_str());
            let part = self.part_field(field, &content_type, or_text);
            if !part.choices.is_empty() {
                field.docs = Some(with_choices(field.docs.as_deref(), &part.choices));
            }
            parts.push(part);
        }
        self.add_part_headers(media, &mut body, &mut parts, at);
        let kind = TypeKind::Multipart { body, parts, open };
        let form = self.define(kind, &site, &flat.notes);
        let lowered = (form, flat.notes);
        self.keep_at(&site, &lowered);
        lowered.0
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

    /// How a field travels. The table of the Encoding Object (OpenAPI 3.1.2) gives the default of
    /// `contentType`: `text/plain` for strings, numbers and booleans, `application/json` for objects,
    /// `application/octet-stream` for binary data and for encoded strings.
    fn part_field(&self, field: &Field, content_type: &ContentType, or_text: bool) -> PartField {
        let (ty, repeated) = match self.behind_aliases(&field.ty) {
            Type::Array(item) => (self.behind_aliases(item), true),
            ty => (ty, false),
        };
        let kind = match ty {
            Type::Primitive(Primitive::Binary) if or_text => PartKind::FileOrText,
            Type::Primitive(Primitive::Binary) => PartKind::File,
            _ if content_type.is_json_only() => PartKind::Json,
            Type::Primitive(Primitive::Base64) => PartKind::Base64,
            Type::Primitive(_) => PartKind::Text,
            Type::Named(id) => match self.types[id.0].kind {
                TypeKind::Enum(_) => PartKind::Text,
                TypeKind::Union(_) => PartKind::Value,
                _ => PartKind::Json,
            },
            _ => PartKind::Json,
        };
        let (content_type, choices) = match kind {
            PartKind::File | PartKind::FileOrText => content_type.of_file(),
            PartKind::Json => (content_type.of_json(), Vec::new()),
            PartKind::Base64 => {
                let octets = || "application/octet-stream".to_owned();
                (content_type.single().or_else(|| Some(octets())), Vec::new())
            }
            PartKind::Value => (content_type.single(), Vec::new()),
            PartKind::Text | PartKind::Header { .. } => (content_type.of_text(), Vec::new()),
        };
        PartField {
            wire_name: field.wire_name.clone(),
            kind,
            content_type,
            choices,
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

/// The docs of a file that must have one of several media types.
fn with_choices(docs: Option<&str>, choices: &[String]) -> String {
    let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
    let choices = format!("Needs its media type: {}.", choices.join(", "));
    match docs {
        Some(docs) => format!("{docs}\n\n{choices}"),
        None => choices,
    }
}

/// `UploadForm`, where the body would be an `UploadBody`; `UploadMixedForm` for `multipart/mixed`.
fn form_name(body: &Name, subtype: Option<&str>) -> Name {
    let text = body.as_str();
    let subtype = subtype.map(names::type_name);
    names::fixed(text.strip_suffix("Body").unwrap_or(text))
        .extended(subtype.as_ref().map_or("", Name::as_str))
        .extended("Form")
}
