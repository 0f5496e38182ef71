//! Operations (OpenAPI 3.0.4, Operation Object).

use crate::ir::body::Body;
use crate::ir::media_type::MediaKind;
use crate::ir::method::Method;
use crate::ir::name::Name;
use crate::ir::pagination::Pagination;
use crate::ir::parameter::Parameter;
use crate::ir::response::{Documented, Response, Stream, StreamFormat};
use crate::ir::server::Server;
use crate::ir::types::Type;

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId` as written, or the one made from method and path.
    pub id: String,
    /// Method on the group's handle.
    pub name: Name,
    /// Module of the operation, and so its file.
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
    /// What an undocumented error is decoded as where it can be: the type that all documented errors
    /// of this operation share, or of the API where this one documents none.
    pub other_errors: Option<Type>,
    /// Alternatives, each a list of indices into [`Api::schemes`](super::Api::schemes). Empty: no
    /// security. An empty alternative: anonymous calls are allowed.
    pub security: Vec<Vec<usize>>,
    /// Scopes the operation asks for, for the docs.
    pub scopes: Vec<String>,
    /// `x-idempotent`: whether the request, sent twice, has the effect of one. If it is not said, the
    /// method decides.
    pub idempotent: Option<bool>,
    /// `x-pagination` is there, be it to say that the result does not come in pages.
    pub says_pages: bool,
    /// `x-pagination`: how the pages of the result follow each other, if it comes in pages.
    pub pagination: Option<Pagination>,
    /// Servers of the operation or of its path, where they differ from the document's.
    pub servers: Vec<Server>,
}

impl Operation {
    /// All documented responses, those of success first.
    pub fn responses(&self) -> impl Iterator<Item = &Response> {
        self.success.responses.iter().chain(&self.errors.responses)
    }

    /// Success and errors, to be changed.
    pub fn responses_mut(&mut self) -> impl Iterator<Item = &mut Response> {
        let success = self.success.responses.iter_mut();
        success.chain(&mut self.errors.responses)
    }

    /// The media types that the responses come in (OpenAPI 3.0.4, Response Object: the keys of
    /// `content`), those of success first, each once.
    #[must_use]
    pub fn accepted_media_types(&self) -> Vec<&str> {
        let mut media_types: Vec<&str> = Vec::new();
        for media_type in self.responses().filter_map(|one| one.media_type.as_deref()) {
            if !media_types.contains(&media_type) {
                media_types.push(media_type);
            }
        }
        media_types
    }

    /// True if the caller may choose among the media types: success comes in several, also where all
    /// of them are of one type in Rust, and the `Accept` header decides which.
    #[must_use]
    pub fn offers_accept(&self) -> bool {
        let responses = self.success.responses.iter();
        let mut media_types = responses.filter_map(|one| one.media_type.as_deref());
        let first = media_types.next();
        media_types.any(|media_type| Some(media_type) != first)
    }

    /// True if a success response is binary, so that it can be given chunk by chunk.
    #[must_use]
    pub fn is_streamable(&self) -> bool {
        let is_binary = |response: &Response| response.kind == Some(MediaKind::Binary);
        self.success.responses.iter().any(is_binary)
    }

    /// The success responses that are streams of events, or those that are of JSON texts: of one
    /// type, that of the first.
    #[must_use]
    pub fn streams(&self, of_events: bool) -> Vec<(&Response, &Stream)> {
        let mut streams: Vec<(&Response, &Stream)> = Vec::new();
        for response in &self.success.responses {
            let stream = response.stream.as_ref();
            if let Some(stream) = stream
                .filter(|stream| (stream.format == StreamFormat::Events) == of_events)
                .filter(|stream| streams.iter().all(|(_, first)| first.has_items_of(stream)))
            {
                streams.push((response, stream));
            }
        }
        streams
    }

    /// The content of a page, if all successes are JSON of one type.
    #[must_use]
    pub fn page_type(&self) -> Option<&Type> {
        let is_json = |response: &Response| response.kind == Some(MediaKind::Json);
        if self.success.enum_name.is_some() || !self.success.responses.iter().all(is_json) {
            return None;
        }
        self.success.responses.first()?.ty.as_ref()
    }

    /// Method and path template, as docs show them: `GET /pets/{petId}`.
    #[must_use]
    pub fn request_line(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }

    /// What the operation does: `summary`, or `description` where there is none.
    #[must_use]
    pub fn summary_or_docs(&self) -> Option<&str> {
        self.summary.as_deref().or(self.docs.as_deref())
    }
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Sent as it stands.
    Literal(String),
    /// Index into [`Operation::parameters`].
    Parameter(usize),
}
