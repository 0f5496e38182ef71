//! `headers` of the Encoding Object: "additional information to be provided as headers" of a part.

use openapiv3::{MediaType, ParameterSchemaOrContent};

use crate::document::extensions::header_explode;
use crate::ir::{Field, PartField, PartKind, Struct, Type};
use crate::lower::context::Lowerer;
use crate::lower::references::Found;
use crate::lower::site::{Section, Site, escape};
use crate::names::{self, Scope, reserved};

impl<'a> Lowerer<'a> {
    /// Adds a field for each header of each part.
    pub(super) fn add_part_headers(
        &mut self,
        media: &'a MediaType,
        body: &mut Struct,
        parts: &mut Vec<PartField>,
        at: &Site,
    ) {
        let mut scope = Scope::with(reserved::MODEL);
        for field in &body.fields {
            scope.take(&field.name);
        }
        for (part, encoding) in &media.encoding {
            let Some(owner) = body.fields.iter().find(|field| field.wire_name == *part) else {
                continue;
            };
            let part_required = owner.required;
            for (header_name, header) in &encoding.headers {
                // "`Content-Type` is described separately and SHALL be ignored in this section."
                if header_name.eq_ignore_ascii_case("content-type") {
                    continue;
                }
                let Some(Found {
                    object: header,
                    component,
                }) = self.object(header, |components| &components.headers)
                else {
                    continue;
                };
                let pointer = format!(
                    "{}/encoding/{}/headers/{}",
                    at.pointer,
                    escape(part),
                    escape(header_name)
                );
                let wanted = names::value_name(&format!("{part} {header_name}"));
                let site = match component {
                    Some(component) => self.component_site(Section::Headers, component),
                    None => Site {
                        pointer: pointer.clone(),
                        ..at.child(&format!("{part} {header_name}"), "")
                    },
                };
                let site = site.within("schema");
                let ty = match &header.format {
                    ParameterSchemaOrContent::Schema(schema) => self.lower_schema(schema, &site).0,
                    ParameterSchemaOrContent::Content(_) => Type::Any,
                };
                let docs = header.description.as_deref().unwrap_or_default();
                let docs = format!("{docs}\n\nThe header `{header_name}` of the part `{part}`.");
                body.fields.push(Field {
                    wire_name: header_name.clone(),
                    name: self.unique_name(&mut scope, &wanted, "_", &pointer, "header"),
                    ty,
                    required: header.required && part_required,
                    nullable: false,
                    three_states: false,
                    boxed: false,
                    sensitive: false,
                    deprecated: header.deprecated == Some(true),
                    read_only: false,
                    write_only: false,
                    docs: Some(docs.trim_start().to_owned()),
                    default: None,
                    example: None,
                    constraints: None,
                    constant: None,
                });
                parts.push(PartField {
                    wire_name: header_name.clone(),
                    kind: PartKind::Header {
                        part: part.clone(),
                        explode: header_explode(header) == Some(true),
                    },
                    content_type: None,
                    choices: Vec::new(),
                    repeated: false,
                });
            }
        }
    }
}
