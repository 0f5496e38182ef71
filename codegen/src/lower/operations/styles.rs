//! `style`, `explode` and `allowReserved` of parameters and of the properties of forms (OpenAPI
//! 3.0.4, Style Values), with their defaults filled in.

use openapiv3::{
    CookieStyle, Encoding as EncodingObject, HeaderStyle, MediaType, Parameter as ParameterObject,
    PathStyle, QueryStyle,
};

use crate::document::extensions;
use crate::ir::{Encoding, MediaKind, ParameterContent, Style};
use crate::lower::operations::media_types::media_kind;

/// How a parameter with a `schema` is written.
pub(crate) fn parameter_style(parameter: &ParameterObject) -> ParameterContent {
    let data = parameter.parameter_data_ref();
    let (style, allow_reserved) = match parameter {
        ParameterObject::Query {
            style,
            allow_reserved,
            ..
        } => (query_style(style), *allow_reserved),
        ParameterObject::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Style::Simple, false),
        ParameterObject::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (style, false)
        }
        ParameterObject::Cookie {
            style: CookieStyle::Form,
            ..
        } if extensions::has_cookie_style(data) => (Style::Cookie, false),
        ParameterObject::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Style::Form, false),
    };
    ParameterContent::Style {
        explode: data.explode.unwrap_or_else(|| explodes(style)),
        style,
        // OpenAPI 3.0 knows it in the query only; the reader hands on what later versions allow.
        allow_reserved: allow_reserved || extensions::allows_reserved(data),
    }
}

/// How the properties of a form are written where the document says so (OpenAPI 3.0.4, Encoding
/// Object).
pub(crate) fn form_encoding(media: &MediaType) -> Vec<Encoding> {
    let properties = media.encoding.iter();
    properties
        .filter_map(|(property, encoding)| {
            Some(Encoding {
                property: property.clone(),
                content: property_content(encoding)?,
            })
        })
        .collect()
}

fn property_content(encoding: &EncodingObject) -> Option<ParameterContent> {
    // `style` is `form` if another field of the style is there (OpenAPI 3.0.4).
    let explode = extensions::encoding_explode(encoding);
    let styled = encoding.allow_reserved || explode.is_some();
    let style = encoding.style.as_ref();
    if let Some(style) = style.or(styled.then_some(&QueryStyle::Form)) {
        let style = query_style(style);
        return Some(ParameterContent::Style {
            explode: explode.unwrap_or_else(|| encoding.explode || explodes(style)),
            style,
            allow_reserved: encoding.allow_reserved,
        });
    }
    let kind = encoding.content_type.as_deref().map(media_kind);
    (kind == Some(MediaKind::Json)).then_some(ParameterContent::Media(MediaKind::Json))
}

/// The default of `explode`: "When `style` is `form`, the default value is `true`. For all other
/// styles, the default value is `false`" (OpenAPI 3.0.4, Parameter Object). `deepObject` and
/// `cookie` have no form that is not exploded.
fn explodes(style: Style) -> bool {
    matches!(style, Style::Form | Style::DeepObject | Style::Cookie)
}

fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
