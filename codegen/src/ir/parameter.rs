//! Parameters and how their values become text (OpenAPI 3.0.4, Parameter Object).

use serde_json::Value;

use crate::ir::constraints::Constraints;
use crate::ir::media_type::MediaKind;
use crate::ir::name::Name;
use crate::ir::types::Type;

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name on the wire.
    pub wire_name: String,
    /// Rust name.
    pub name: Name,
    /// `in`.
    pub location: Location,
    /// Demanded as an argument.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// Never shown by `Debug`.
    pub sensitive: bool,
    /// Markdown.
    pub docs: Option<String>,
    /// The schema's default, for the docs.
    pub default: Option<Value>,
    /// An example of its value, for the docs.
    pub example: Option<Value>,
    /// The limits of its values, for the docs.
    pub constraints: Constraints,
    /// Its type.
    pub ty: Type,
    /// How it is written.
    pub content: ParameterContent,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the values of `in`")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// `in: querystring` of OpenAPI 3.2: the value is the whole query string.
    QueryString,
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterContent {
    /// As its text: the value is a scalar, which the location's default style writes as it is.
    Text,
    /// By `style` and `explode` (OpenAPI 3.0.4, Style Values).
    Style {
        /// `style`, its default filled in.
        style: Style,
        /// `explode`, its default filled in.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// By a media type: the value is written as that media type, then percent-encoded.
    Media(MediaKind),
}

/// `style` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the values of `style`")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}
