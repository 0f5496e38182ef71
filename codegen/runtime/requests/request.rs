//! A request as an operation puts it together: path, query, headers and cookies.

use super::{error::RequestError, escape, header_value::sensitive, options::CallOptions};
use bytes::Bytes;
use reqwest::{
    Body, Method,
    header::{HeaderMap, HeaderName},
};
use std::{
    fmt::{self, Display},
    mem,
};

// if: Uploads
use crate::runtime::bodies::upload::Upload;
// if: Multipart
#[cfg(feature = "stream")]
use crate::runtime::client::platform::BoxFuture;
// if: Multipart
use reqwest::RequestBuilder;
// if: PageLinks
use reqwest::Url;

/// A request under construction. The client adds credentials and sends it.
///
/// The first problem, such as a value that cannot be serialized, is kept: the client reports it
/// instead of sending the request.
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Method and path template.
    pub(crate) operation: &'static str,
    pub(crate) security: &'static [&'static [usize]],
    // if: OperationServers
    /// Of the operation itself, or why its URL is not known.
    pub(crate) server: Option<Result<&'static str, &'static str>>,
    /// Begins with the path of the base URL.
    pub(crate) path: String,
    // if: OperationServers
    /// Length of that.
    pub(crate) base_path: usize,
    pub(crate) query: String,
    pub(crate) cookies: String,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
    // if: PageLinks
    /// Where a link led, instead of to path and query.
    pub(crate) link: Option<Url>,
    /// What the document says of whether the request, sent twice, has the effect of one.
    pub(crate) idempotent: Option<bool>,
    pub(crate) options: CallOptions,
    checks: Checks,
}

/// What is sent as the body.
pub(crate) enum Payload {
    None,
    /// Something in memory, which can be sent again.
    Bytes(Bytes),
    Body(Body),
    // if: Multipart
    /// Something that only `reqwest` can write.
    Late(Box<dyn FnOnce(RequestBuilder) -> RequestBuilder + Send>),
    // if: Uploads
    /// Something that has to be opened.
    #[cfg(feature = "stream")]
    Closed(Upload),
    // if: Multipart
    /// The same, among other things.
    #[cfg(feature = "stream")]
    Opening(BoxFuture<'static, Result<Payload, RequestError>>),
}

// if: Uploads
impl From<Upload> for Payload {
    #[cfg(feature = "stream")]
    fn from(upload: Upload) -> Self {
        match upload.ready() {
            Ok(body) => Self::Body(body),
            Err(closed) => Self::Closed(closed),
        }
    }

    #[cfg(not(feature = "stream"))]
    fn from(upload: Upload) -> Self {
        Self::Body(upload.into_body())
    }
}

/// The checks that a request must pass before it is sent.
#[derive(Default)]
struct Checks {
    /// The last path parameter, and where in the path the first unchecked segment begins.
    pending: Option<(&'static str, usize)>,
    /// The first reason not to send the request.
    refused: Option<RequestError>,
}

impl Request {
    pub(crate) fn new(
        method: Method,
        operation: &'static str,
        security: &'static [&'static [usize]],
        base_path: &str,
    ) -> Self {
        let mut path = String::with_capacity(base_path.len() + 64);
        path.push_str(base_path);
        Self {
            method,
            operation,
            security,
            // if: OperationServers
            server: None,
            path,
            // if: OperationServers
            base_path: base_path.len(),
            query: String::new(),
            cookies: String::new(),
            headers: HeaderMap::new(),
            payload: Payload::None,
            // if: PageLinks
            link: None,
            idempotent: None,
            options: CallOptions::default(),
            checks: Checks::default(),
        }
    }

    // if: OperationServers
    /// The operation has a server of its own, which may be relative to the client's. Without its
    /// URL, the request is refused unless the caller chose the base URL.
    pub(crate) fn server(&mut self, url: Result<&'static str, &'static str>) {
        self.server = Some(url);
    }

    /// Adds a literal piece of the path.
    pub(crate) fn path(&mut self, literal: &'static str) {
        self.path.push_str(literal);
        if literal.contains('/') {
            self.check_segments();
        }
    }

    /// Adds a path parameter that is a scalar. An empty value is refused: the request would go to
    /// another endpoint.
    pub(crate) fn path_parameter<T: Display + ?Sized>(&mut self, name: &'static str, value: &T) {
        let before = self.path.len();
        escape::push_value(&mut self.path, format_args!("{value}"));
        self.path_piece(name, before);
    }

    /// Checks a parameter that was added to the path; `before` is the length of the path before it.
    pub(crate) fn path_piece(&mut self, name: &'static str, before: usize) {
        if self.path.len() == before {
            return self.refuse(RequestError::new(format!(
                "the path parameter `{name}` is empty, which would address another endpoint"
            )));
        }
        let start = match self.checks.pending {
            Some((_, start)) => start,
            None => self.path[..before].rfind('/').map_or(0, |slash| slash + 1),
        };
        self.checks.pending = Some((name, start));
    }

    /// Adds a path of the caller's, percent-encoded by them.
    #[inline]
    pub(crate) fn whole_path(&mut self, path: &str) {
        // URL rules read a backslash as a slash.
        if path.contains(|c: char| c.is_control() || c == '\\') || path.split('/').any(is_dots) {
            return self.refuse(RequestError::new(
                "the path has a control character, a backslash, or a segment `.` or `..`, which \
                 would address another endpoint",
            ));
        }
        self.path.push_str(path);
    }

    /// Refuses the segments `.` and `..`, which URL rules resolve to another endpoint.
    fn check_segments(&mut self) {
        if let Some((name, start)) = self.checks.pending.take()
            && self.path[start..].split('/').any(is_dots)
        {
            self.refuse(RequestError::new(format!(
                "the path parameter `{name}` becomes a path segment `.` or `..`, which would \
                 address another endpoint"
            )));
        }
    }

    /// Adds a query parameter that is a scalar.
    pub(crate) fn query<T: Display + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.query_pair(name, format_args!("{value}"));
        }
    }

    pub(crate) fn query_pair(&mut self, name: &str, value: fmt::Arguments<'_>) {
        self.reserve_query();
        escape::push_pair(&mut self.query, "&", name, value);
    }

    /// Allocates enough for a typical query at once.
    pub(crate) fn reserve_query(&mut self) {
        if self.query.capacity() == 0 {
            self.query.reserve(128);
        }
    }

    /// Adds a query string as it is (OpenAPI 3.2, `in: querystring`).
    pub(crate) fn query_string(&mut self, query: &str) {
        if !self.query.is_empty() && !query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(query);
    }

    /// Sets a header parameter that is a scalar; it is not percent-encoded. A value with control
    /// characters is refused.
    pub(crate) fn header<T: Display + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.set_header(name, &value.to_string());
        }
    }

    pub(crate) fn set_header(&mut self, name: &'static str, text: &str) {
        if let Err(reason) = self.replace_header(name, text) {
            self.refuse(reason);
        }
    }

    /// Sets a header, or says why it cannot be sent.
    pub(crate) fn replace_header(&mut self, name: &str, text: &str) -> Result<(), RequestError> {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            let name = name.escape_debug();
            return Err(RequestError::new(format!(
                "`{name}` is not a valid header name"
            )));
        };
        let Some(value) = sensitive(text) else {
            return Err(RequestError::new(format!(
                "the header `{name}` contains control characters"
            )));
        };
        self.headers.insert(header, value);
        Ok(())
    }

    /// Adds a cookie parameter that is a scalar, percent-encoded.
    pub(crate) fn cookie<T: Display + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.cookie_pair(name, format_args!("{value}"));
        }
    }

    pub(crate) fn cookie_pair(&mut self, name: &str, value: fmt::Arguments<'_>) {
        escape::push_pair(&mut self.cookies, "; ", name, value);
    }

    /// The serialized parameter. If that failed, the reason names the parameter.
    pub(crate) fn serialized<T>(
        &mut self,
        name: &str,
        result: Result<T, RequestError>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("the parameter `{name}` could not be serialized");
                self.refuse(RequestError::new(message).caused_by(error));
                None
            }
        }
    }

    /// Prevents the request from being sent. The first reason is reported.
    #[cold]
    pub(crate) fn refuse(&mut self, reason: RequestError) {
        if self.checks.refused.is_none() {
            self.checks.refused = Some(reason);
        }
    }

    /// Why the request must not be sent.
    pub(crate) fn check(&mut self) -> Result<(), RequestError> {
        self.check_segments();
        match self.checks.refused.take() {
            None => Ok(()),
            Some(reason) => Err(reason),
        }
    }

    /// Whether the method expects content and there is none, in which case the request should have
    /// the header `Content-Length: 0` (RFC 9110, 8.6).
    pub(crate) fn lacks_content(&self) -> bool {
        let empty = match &self.payload {
            Payload::None => true,
            Payload::Bytes(bytes) => bytes.is_empty(),
            Payload::Body(body) => body.as_bytes().is_some_and(<[u8]>::is_empty),
            // if: Multipart
            Payload::Late(_) => false,
            // if: Uploads
            #[cfg(feature = "stream")]
            Payload::Closed(_) => false,
            // if: Multipart
            #[cfg(feature = "stream")]
            Payload::Opening(_) => false,
        };
        empty && matches!(self.method, Method::POST | Method::PUT | Method::PATCH)
    }

    // if: PathQueries
    /// Moves a query that the document has in its path to the query.
    pub(crate) fn split_query(&mut self) {
        if let Some(mark) = self.path.find('?') {
            let rest = mem::replace(&mut self.query, self.path.split_off(mark + 1));
            self.path.truncate(mark);
            self.query_string(&rest);
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// Whether a segment is `.` or `..`, percent-encoded or not.
fn is_dots(segment: &str) -> bool {
    matches!(
        segment.to_ascii_lowercase().as_str(),
        "." | "%2e" | ".." | ".%2e" | "%2e." | "%2e%2e"
    )
}
