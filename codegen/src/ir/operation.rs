//! Operations: parameters, bodies, responses.

use super::{Name, Server, Type};
use serde_json::Value;

/// HTTP methods of the Path Item Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named like the methods")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId` as written, or the one made from method and path.
    pub id: String,
    /// Method on the group's handle.
    pub name: Name,
    /// Module of the operation, below its group's.
    pub module: Name,
    /// Type of the request builder.
    pub type_name: Name,
    /// JSON pointer into the normalized document.
    pub pointer: String,
    /// One line.
    pub summary: Option<String>,
    /// Markdown.
    pub docs: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// HTTP method.
    pub method: Method,
    /// The path as the document writes it.
    pub path: String,
    /// The same, parsed.
    pub segments: Vec<PathSegment>,
    /// Path-level ones included; required ones are arguments in this order, others are setters.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Responses with 2xx statuses, those that a plain `send` returns.
    pub success: Documented,
    /// All others: documented errors.
    pub errors: Documented,
    /// Alternatives, each a list of indices into [`Api::schemes`](super::Api::schemes). Empty: no
    /// security. An empty alternative: anonymous calls are allowed.
    pub security: Vec<Vec<usize>>,
    /// Scopes the operation asks for, for the docs.
    pub scopes: Vec<String>,
    /// Servers of the operation or of its path, where they differ from the document's.
    pub servers: Vec<Server>,
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Sent as it stands.
    Literal(String),
    /// Index into [`Operation::parameters`].
    Parameter(usize),
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
    /// Its type.
    pub ty: Type,
    /// How it is written.
    pub content: ParameterContent,
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterContent {
    /// As its text: the value is a scalar, which the location's usual style writes as it is.
    Plain,
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

/// What kind of codec a media type needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// `application/json` and `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*`, XML and other text: a `String`.
    Text,
    /// All else: bytes.
    Binary,
}

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
    /// For `Form`: how properties are written, where it differs from the default.
    pub encoding: Vec<Encoding>,
    /// The document's examples, for the docs of the method.
    pub examples: Vec<Value>,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartField {
    /// The property's wire name.
    pub wire_name: String,
    /// Content type of the part, if the document fixes one.
    pub content_type: Option<String>,
    /// `Binary`: a file. `Text`: its plain text. `Json`: JSON.
    pub kind: MediaKind,
    /// An array: one part for each item.
    pub repeated: bool,
}

/// A set of documented responses and the type that carries their bodies.
#[derive(Debug, Clone, Default)]
pub struct Documented {
    /// Exact codes before ranges before `default`.
    pub responses: Vec<Response>,
    /// What the caller gets: the one type all share (`None`: no body), or the name of an enum with
    /// a variant for each response.
    pub shared: Option<Type>,
    /// Name of the enum, where the bodies differ.
    pub enum_name: Option<Name>,
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
    /// Documented headers. Only on the first entry of a status.
    pub headers: Vec<Header>,
    /// Name of the struct with the typed headers, if there are any.
    pub headers_type: Option<Name>,
    /// The document's examples.
    pub examples: Vec<Value>,
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
}
