//! Request bodies and media types (OpenAPI 3.0.4, Request Body Object, Media Type Object).

use openapiv3::{MediaType, QueryStyle};
use serde_json::Value;

use crate::ir::{Body, BodyContent, Encoding, MediaKind, ParameterContent, Style};
use crate::lower::context::{Lowerer, Place, escape};
use crate::lower::operations::media_types::{examples, media_kind, variant_of};
use crate::lower::rules;
use crate::lower::selection::SelectedOperation;
use crate::names::Scope;

impl<'a> Lowerer<'a> {
    /// The operation's request body.
    pub(crate) fn lower_body(
        &mut self,
        found: &SelectedOperation<'a>,
        place: &Place,
    ) -> Option<Body> {
        let document = self.object(found.operation.request_body.as_ref()?, |components| {
            &components.request_bodies
        })?;
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
                name: format!("{}Body", place.name),
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
            type_name: format!("{}Body", place.name),
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
                rules::MULTIPART_TYPE,
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
}

fn is_form_data(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    ["multipart/form-data", "multipart/*"]
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
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
