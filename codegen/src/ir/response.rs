//! Responses and their headers (OpenAPI 3.0.4, Responses Object, Response Object, Header Object).

use std::fmt;

use serde_json::Value;

use crate::ir::constraints::Constraints;
use crate::ir::media_type::MediaKind;
use crate::ir::name::Name;
use crate::ir::types::Type;

/// The documented responses of one outcome, and the type that carries their bodies.
#[derive(Debug, Clone, Default)]
pub struct Documented {
    /// Exact codes before ranges before `default`.
    pub responses: Vec<Response>,
    /// Name of the enum with a variant for each response, where the bodies differ. Otherwise all
    /// have the content of the first.
    pub enum_name: Option<Name>,
    /// The enum that other operations have too, of which this one is another name.
    pub shared_enum: Option<Shared>,
}

/// One status and media type. A status with several media types appears once for each.
#[derive(Debug, Clone)]
pub struct Response {
    /// When it applies.
    pub status: StatusPattern,
    /// Variant of the enum, where there is one: `Status404`, `Status200Text`, `Default`.
    pub variant: Name,
    /// Markdown.
    pub docs: Option<String>,
    /// Media type as written; `None` for no content.
    pub media_type: Option<String>,
    /// Its codec.
    pub kind: Option<MediaKind>,
    /// The content; `None` for no content.
    pub ty: Option<Type>,
    /// What it is a stream of, if its media type is sequential.
    pub stream: Option<Stream>,
    /// The variant's content lies in a `Box`, since it is much larger than others.
    pub boxed: bool,
    /// Documented headers. Only on the first entry of a status.
    pub headers: Vec<Header>,
    /// Name of the struct with the typed headers, if there are any.
    pub headers_type: Option<Name>,
    /// The struct that other responses have too, of which this one is another name.
    pub shared_headers: Option<Shared>,
    /// The document's examples.
    pub examples: Vec<Value>,
}

/// The use of a shared type under a name of the operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// [`SharedResponse::name`](super::SharedResponse::name).
    pub name: Name,
    /// True where it is used first, which is where its docs are shown.
    pub first: bool,
}

/// The items of a response in a sequential media type (OpenAPI 3.2.0, Sequential Media Types).
#[derive(Debug, Clone)]
pub struct Stream {
    /// How the items follow each other.
    pub format: StreamFormat,
    /// The type of an item; of an event, that of its data.
    pub item: Type,
    /// False for events whose data is text.
    pub json: bool,
}

impl Stream {
    /// True if the items of both are decoded alike.
    pub(super) fn has_items_of(&self, other: &Self) -> bool {
        self.item == other.item && self.json == other.json
    }
}

/// How the items of a stream follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamFormat {
    /// Server-sent events: `text/event-stream`.
    Events,
    /// A JSON text on each line: `application/jsonl`, `application/x-ndjson`.
    Lines,
    /// JSON texts after a record separator: `application/json-seq`.
    Sequence,
}

impl Response {
    /// The type of the content, unless it is text or bytes.
    #[must_use]
    pub fn model(&self) -> Option<&Type> {
        let kind = self.kind.filter(|kind| kind.has_model());
        kind.and(self.ty.as_ref())
    }

    /// The same, and the type of the items of a stream.
    pub fn types_and_items(&self) -> impl Iterator<Item = &Type> {
        let item = self.stream.iter().map(|stream| &stream.item);
        self.types().chain(item)
    }

    /// The types of the content and of the headers.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let headers = self.headers.iter().map(|header| &header.ty);
        self.ty.iter().chain(headers)
    }
}

/// When a response applies. Ordered: an exact code wins over a range, a range over `default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// `404`.
    Code(u16),
    /// `4XX` as 4.
    Range(u16),
    /// `default`.
    Default,
}

/// As docs name it: `404`, `4XX`; `default` is what the document says of `any other` status.
impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("any other"),
        }
    }
}

/// A response header.
#[derive(Debug, Clone)]
pub struct Header {
    /// On the wire.
    pub wire_name: String,
    /// Rust name.
    pub name: Name,
    /// Its type; always optional in Rust, since proxies drop headers.
    pub ty: Type,
    /// `explode` of an object value.
    pub explode: bool,
    /// `content` instead of `schema`: decoded as JSON.
    pub json: bool,
    /// Markdown.
    pub docs: Option<String>,
    /// The limits of its values, for the docs.
    pub constraints: Constraints,
}
