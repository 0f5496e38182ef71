//! Request bodies and media types (OpenAPI 3.0.4, Request Body Object, Media Type Object).

use openapiv3::{MediaType, QueryStyle, ReferenceOr};
use serde_json::Value;

use crate::ir::{
    Body, BodyContent, Encoding, MediaKind, Name, ParameterContent, Primitive, Style, Type,
};
use crate::lower::context::{Annotations, Lowerer, Place, escape};
use crate::lower::operations::Found;
use crate::lower::schemas::nullable;
use crate::lower::schemas::view::{SchemaRef, View};
use crate::names;
use crate::names::Scope;

impl<'a> Lowerer<'a> {
    /// The operation's request body.
    pub(crate) fn lower_body(&mut self, found: &Found<'a>, place: &Place) -> Option<Body> {
        let document = match found.operation.request_body.as_ref()? {
            ReferenceOr::Item(body) => body,
            ReferenceOr::Reference { reference } => {
                let components = self.components_of_document()?;
                Self::resolve(&components.request_bodies, reference)?.1
            }
        };
        let mut scope = Scope::default();
        let mut contents = Vec::new();
        for (media_type, media) in &document.content {
            self.count("request media types", true);
            let at = Place {
                pointer: format!(
                    "{}/requestBody/content/{}",
                    found.pointer,
                    escape(media_type)
                ),
                name: place.name.extended("Body"),
                ..place.clone()
            };
            let content = self.lower_content(media_type, media, &at, &mut scope);
            contents.push(content);
        }
        // JSON is the default wherever it is offered; the sort is stable.
        contents.sort_by_key(|content| content.kind != MediaKind::Json);
        (!contents.is_empty()).then(|| Body {
            required: document.required,
            docs: document.description.clone(),
            contents,
            type_name: place.name.extended("Body"),
        })
    }

    fn lower_content(
        &mut self,
        media_type: &str,
        media: &'a MediaType,
        at: &Place,
        scope: &mut Scope,
    ) -> BodyContent {
        let mut kind = self.codec(media_type, media);
        if kind == MediaKind::Multipart && !is_form_data(media_type) {
            self.diagnostics.warning(
                "multipart-type",
                &at.pointer,
                format!(
                    "`{media_type}` is taken as bytes: only `multipart/form-data` is put together"
                ),
                None,
            );
            kind = MediaKind::Binary;
        }
        let (ty, encoding) = match kind {
            MediaKind::Form => (self.media_schema(media, at).0, form_encoding(media)),
            MediaKind::Multipart => (self.lower_multipart(media, at), Vec::new()),
            _ => (self.media_type(kind, media, at), Vec::new()),
        };
        let is_range = media_type.contains('*');
        BodyContent {
            media_type: if is_range && kind == MediaKind::Json {
                "application/json".to_owned()
            } else {
                media_type.to_owned()
            },
            variant: scope.unique(&variant_of(media_type, kind), ""),
            kind,
            ty,
            encoding,
            examples: examples(media),
        }
    }

    /// The type of a body in a media type that is no form.
    pub(crate) fn media_type(&mut self, kind: MediaKind, media: &'a MediaType, at: &Place) -> Type {
        match kind {
            MediaKind::Text => Type::Primitive(Primitive::String),
            MediaKind::Binary | MediaKind::Multipart => Type::Primitive(Primitive::Binary),
            MediaKind::Json | MediaKind::Form => {
                let (ty, notes) = self.media_schema(media, at);
                match ty {
                    // Inside JSON, binary is text.
                    Type::Primitive(Primitive::Binary) => Type::Primitive(Primitive::String),
                    ty => nullable(ty, notes.nullable),
                }
            }
        }
    }

    fn media_schema(&mut self, media: &'a MediaType, at: &Place) -> (Type, Annotations) {
        let Some(schema) = &media.schema else {
            return (Type::Any, Annotations::default());
        };
        let at = Place {
            pointer: format!("{}/schema", at.pointer),
            ..at.clone()
        };
        self.lower_schema(schema, &at)
    }

    /// The codec of a media type. A range such as `*/*` says nothing of the content, so the schema
    /// decides: what has structure is JSON.
    pub(crate) fn codec(&self, media_type: &str, media: &MediaType) -> MediaKind {
        if media_type.trim() != "*/*" && media_type.trim() != "application/*" {
            return media_kind(media_type);
        }
        let Some(schema) = &media.schema else {
            return MediaKind::Binary;
        };
        let schema = match SchemaRef::from(schema) {
            SchemaRef::Item(schema) => Some(schema),
            SchemaRef::Ref(reference) => self.schema_of(reference).map(|(_, schema)| schema),
        };
        let view = schema.map(View::of);
        match view {
            Some(view) if view.ty == Some("string") && view.format.as_deref() != Some("binary") => {
                MediaKind::Text
            }
            Some(view)
                if view.ty != Some("string") && (view.ty.is_some() || view.is_structural()) =>
            {
                MediaKind::Json
            }
            _ => MediaKind::Binary,
        }
    }
}

/// The codec that a media type asks for (RFC 6838; RFC 6839 for suffixes).
pub(crate) fn media_kind(media_type: &str) -> MediaKind {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => MediaKind::Form,
        "text/json" => MediaKind::Json,
        // A stream of events or lines is read as it comes, so it is not text to be waited for.
        "text/event-stream"
        | "application/x-ndjson"
        | "application/jsonl"
        | "application/json-seq" => MediaKind::Binary,
        "application/xml"
        | "application/yaml"
        | "application/x-yaml"
        | "application/javascript"
        | "application/graphql"
        | "application/jwt"
        | "application/sql" => MediaKind::Text,
        _ if essence == "application/json"
            || essence.ends_with("+json")
            || essence.ends_with("/json") =>
        {
            MediaKind::Json
        }
        _ if essence.starts_with("multipart/") => MediaKind::Multipart,
        _ if essence.starts_with("text/")
            || essence.ends_with("+xml")
            || essence.ends_with("+yaml") =>
        {
            MediaKind::Text
        }
        _ => MediaKind::Binary,
    }
}

fn is_form_data(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    ["multipart/form-data", "multipart/*"]
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
}

/// `Json`, `Form`, …; for media types that share a codec the second is named after itself.
pub(crate) fn variant_of(media_type: &str, kind: MediaKind) -> Name {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match (kind, essence) {
        (MediaKind::Json, "application/json" | "*/*") => names::fixed("Json"),
        (MediaKind::Form, _) => names::fixed("Form"),
        (MediaKind::Multipart, "multipart/form-data") => names::fixed("Multipart"),
        (MediaKind::Text, "text/plain" | "*/*") => names::fixed("Text"),
        (MediaKind::Binary, "application/octet-stream" | "*/*") => names::fixed("Binary"),
        _ => names::variant_name(essence.strip_prefix("application/").unwrap_or(essence)),
    }
}

/// The examples of a media type, `example` before `examples`.
pub(crate) fn examples(media: &MediaType) -> Vec<Value> {
    let several = media.examples.values().filter_map(|example| match example {
        ReferenceOr::Item(example) => example.value.clone(),
        ReferenceOr::Reference { .. } => None,
    });
    media.example.clone().into_iter().chain(several).collect()
}

/// `explode` as written, or its default: true for `form` (OpenAPI 3.0.4, Encoding Object).
fn explode(encoding: &openapiv3::Encoding, style: Style) -> bool {
    match encoding.extensions.get("x-explode") {
        Some(written) => *written == Value::Bool(true),
        None => encoding.explode || matches!(style, Style::Form | Style::DeepObject),
    }
}

/// How the properties of a form are written where the document says so (OpenAPI 3.0.4, Encoding
/// Object).
fn form_encoding(media: &MediaType) -> Vec<Encoding> {
    media
        .encoding
        .iter()
        .filter_map(|(property, encoding)| {
            let is_json = encoding
                .content_type
                .as_deref()
                .is_some_and(|media_type| media_kind(media_type) == MediaKind::Json);
            // `style` is `form` if another field of the style is there (OpenAPI 3.0.4).
            let styled = encoding.allow_reserved || encoding.extensions.contains_key("x-explode");
            let style = encoding.style.as_ref();
            let content = match style.or(styled.then_some(&QueryStyle::Form)) {
                Some(style) => {
                    let style = match style {
                        QueryStyle::Form => Style::Form,
                        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                        QueryStyle::PipeDelimited => Style::PipeDelimited,
                        QueryStyle::DeepObject => Style::DeepObject,
                    };
                    ParameterContent::Style {
                        explode: explode(encoding, style),
                        style,
                        allow_reserved: encoding.allow_reserved,
                    }
                }
                None if is_json => ParameterContent::Media(MediaKind::Json),
                None => return None,
            };
            Some(Encoding {
                property: property.clone(),
                content,
            })
        })
        .collect()
}
