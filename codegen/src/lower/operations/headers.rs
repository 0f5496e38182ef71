//! Headers of responses (OpenAPI 3.0.4, Header Object).

use openapiv3::{ParameterSchemaOrContent, Response as ResponseObject};

use crate::document::extensions::header_explode;
use crate::ir::{Header, MediaKind, Type};
use crate::lower::context::Lowerer;
use crate::lower::references::Found;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::site::{Section, Site, escape};
use crate::names::{self, Scope, reserved};

impl<'a> Lowerer<'a> {
    pub(crate) fn lower_headers(&mut self, object: &'a ResponseObject, base: &Site) -> Vec<Header> {
        let mut scope = Scope::with(reserved::HEADERS);
        let mut headers = Vec::new();
        for (wire_name, header) in &object.headers {
            // "If a response header is defined with the name Content-Type, it SHALL be ignored."
            if wire_name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Some(Found {
                object: header,
                component,
            }) = self.object(header, |components| &components.headers)
            else {
                continue;
            };
            let pointer = format!("{}/headers/{}", base.pointer, escape(wire_name));
            let at = match component {
                Some(component) => self.component_site(Section::Headers, component),
                None => base.child(wire_name, &format!("headers/{}", escape(wire_name))),
            };
            let (ty, notes, json) = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => {
                    let (ty, notes) = self.lower_schema(schema, &at.within("schema"));
                    (ty, notes, false)
                }
                ParameterSchemaOrContent::Content(content) => {
                    let at = at.within("content");
                    let ty = match content.first() {
                        Some((_, media)) => self.media_type(MediaKind::Json, media, &at),
                        None => Type::Any,
                    };
                    (ty, Annotations::default(), true)
                }
            };
            let wanted = self
                .rust_name(&header.extensions, &pointer)
                .unwrap_or_else(|| names::value_name(wire_name));
            headers.push(Header {
                wire_name: wire_name.clone(),
                name: self.unique_name(&mut scope, &wanted, "_", &pointer, "header"),
                ty,
                explode: header_explode(header) == Some(true),
                json,
                docs: header.description.clone().or(notes.description),
                constraints: notes.constraints,
            });
        }
        headers
    }
}
