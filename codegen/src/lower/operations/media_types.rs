//! Media types (OpenAPI 3.0.4, Media Type Object): which codec each needs, and the type of its
//! content.

use openapiv3::{MediaType, ReferenceOr};
use serde_json::Value;

use crate::ir::{MediaKind, Name, Primitive, Type};
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::site::Site;
use crate::names;

impl<'a> Lowerer<'a> {
    /// The type of a body in a media type that is no form.
    pub(crate) fn media_type(&mut self, kind: MediaKind, media: &'a MediaType, at: &Site) -> Type {
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

    pub(crate) fn media_schema(&mut self, media: &'a MediaType, at: &Site) -> (Type, Annotations) {
        let Some(schema) = &media.schema else {
            return (Type::Any, Annotations::default());
        };
        self.lower_schema(schema, &at.within("schema"))
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
        let keywords = schema.map(Keywords::of);
        match keywords {
            Some(keywords)
                if keywords.ty == Some("string")
                    && keywords.format.as_deref() != Some("binary") =>
            {
                MediaKind::Text
            }
            Some(keywords)
                if keywords.ty != Some("string")
                    && (keywords.ty.is_some() || keywords.is_structural()) =>
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

/// Where a media type stands among those of one body or response: `application/json` first, then what
/// else is JSON. The first is the default, and what an `Accept` header asks for first.
pub(crate) fn rank(media_type: &str, kind: MediaKind) -> u8 {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match kind {
        MediaKind::Json if essence.eq_ignore_ascii_case("application/json") => 0,
        MediaKind::Json => 1,
        _ => 2,
    }
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
