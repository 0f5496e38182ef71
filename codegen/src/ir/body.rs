//! Request bodies (OpenAPI 3.0.4, Request Body Object, Media Type Object, Encoding Object).

use serde_json::Value;

use crate::ir::media_type::MediaKind;
use crate::ir::name::Name;
use crate::ir::parameter::ParameterContent;
use crate::ir::types::Type;

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// `required`.
    pub required: bool,
    /// Markdown.
    pub docs: Option<String>,
    /// At least one; the default first (JSON where there is one).
    pub contents: Vec<BodyContent>,
    /// Name of the enum over [`Body::contents`], where there are several.
    pub type_name: Name,
}

impl Body {
    /// What the caller has to give.
    #[must_use]
    pub fn shape(&self) -> BodyShape {
        match self.contents.as_slice() {
            [only] if only.is_range() => BodyShape::SingleRange,
            [_] => BodyShape::Single,
            _ => BodyShape::Several,
        }
    }

    /// True if the caller's value can be sent twice: streams and files cannot.
    #[must_use]
    pub fn is_clone(&self) -> bool {
        let is_once = |kind| matches!(kind, MediaKind::Binary | MediaKind::Multipart);
        !self.contents.iter().any(|content| is_once(content.kind))
    }
}

/// What a caller has to give for a body, by the number of its media types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyShape {
    /// One media type: its content.
    Single,
    /// One media type range: the content, and the media type that it has.
    SingleRange,
    /// Several: an enum over them.
    Several,
}

impl BodyShape {
    /// True if the caller gives the media type beside the content.
    #[must_use]
    pub fn needs_content_type(self) -> bool {
        self == Self::SingleRange
    }
}

/// One media type of a body.
#[derive(Debug, Clone)]
pub struct BodyContent {
    /// The media type as sent: `application/json`. A range (`*/*`, `image/*`) needs one from the caller.
    pub media_type: String,
    /// Variant of the enum over the media types: `Json`, `Form`.
    pub variant: Name,
    /// Its codec.
    pub kind: MediaKind,
    /// The content. For `Text` always `String`, for `Binary` always `Primitive::Binary`, for
    /// `Multipart` always the name of a [`TypeKind::Multipart`](super::TypeKind::Multipart).
    pub ty: Type,
    /// The variant's content lies in a `Box`, since it is much larger than others.
    pub boxed: bool,
    /// For `Form`: how properties are written, where it differs from the default.
    pub encoding: Vec<Encoding>,
    /// The document's examples, for the docs of the method.
    pub examples: Vec<Value>,
}

impl BodyContent {
    /// True for a media type range (RFC 9110, section 12.5.1): `*/*`, `image/*`.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.media_type.contains('*')
    }

    /// True for a merge patch (RFC 7396, section 4).
    #[must_use]
    pub fn is_merge_patch(&self) -> bool {
        let essence = self.media_type.split(';').next().unwrap_or_default();
        let essence = essence.trim();
        essence.eq_ignore_ascii_case("application/merge-patch+json")
    }

    /// The type of the content, unless it is text or bytes.
    #[must_use]
    pub fn model(&self) -> Option<&Type> {
        self.kind.has_model().then_some(&self.ty)
    }
}

/// How a property of a form body is written (OpenAPI 3.0.4, Encoding Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The property's wire name.
    pub property: String,
    /// `style` and `explode`, or JSON text.
    pub content: ParameterContent,
}

/// How a property of a multipart body travels.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartField {
    /// The property's wire name; for a header its own name.
    pub wire_name: String,
    /// What it is.
    pub kind: PartKind,
    /// Content type of the part, if it has one unless the caller gives another.
    pub content_type: Option<String>,
    /// The media types and ranges of which the caller must give one with a file.
    pub choices: Vec<String>,
    /// An array: one part for each item.
    pub repeated: bool,
}

/// What a field of a multipart body is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A file.
    File,
    /// A file, or text in its place.
    FileOrText,
    /// Its plain text.
    Text,
    /// Base64 text, which a header says.
    Base64,
    /// JSON.
    Json,
    /// Text, JSON or several parts, as the value is a scalar, an object or an array.
    Value,
    /// Not a part, but a header of one.
    Header {
        /// The wire name of the part.
        part: String,
        /// `explode` of an object value.
        explode: bool,
    },
}
