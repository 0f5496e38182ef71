//! A request as an operation puts it together: path, query, headers and cookies.

use super::{error::RequestError, escape, header_value::sensitive};
use reqwest::{
    Body, Method,
    header::{HeaderMap, HeaderName},
};
use std::{
    fmt::{self, Display},
    mem,
};

// if: Multipart
use reqwest::RequestBuilder;

/// A request that is being put together. The client adds credentials and sends it.
///
/// What cannot be sent, such as a value that does not serialize, is kept until then: the client
/// reports the first such reason and sends nothing.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) security: &'static [&'static [usize]],
    // if: OperationServers
    pub(crate) server: Option<&'static str>,
    /// Begins with the path of the base URL.
    pub(crate) path: String,
    // if: OperationServers
    /// Length of that.
    pub(crate) base_path: usize,
    pub(crate) query: String,
    pub(crate) cookies: String,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
    checks: Checks,
}

/// What is sent as the body.
pub(crate) enum Payload {
    None,
    Body(Body),
    // if: Multipart
    /// Something that only `reqwest` can write.
    Late(Box<dyn FnOnce(RequestBuilder) -> RequestBuilder + Send>),
}

/// What speaks against sending the request.
#[derive(Default)]
struct Checks {
    /// The last path parameter, and where in the path the first unchecked segment begins.
    pending: Option<(&'static str, usize)>,
    /// The first reason against it.
    refused: Option<RequestError>,
}

impl Request {
    pub(crate) fn new(
        method: Method,
        security: &'static [&'static [usize]],
        base_path: &str,
    ) -> Self {
        let mut path = String::with_capacity(base_path.len() + 64);
        path.push_str(base_path);
        Self {
            method,
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
            checks: Checks::default(),
        }
    }

    // if: OperationServers
    /// The operation has a server of its own, which may be relative to the client's.
    pub(crate) fn server(&mut self, url: &'static str) {
        self.server = Some(url);
    }

    /// Adds a piece of the path that is no parameter.
    pub(crate) fn path(&mut self, literal: &'static str) {
        self.path.push_str(literal);
        if literal.contains('/') {
            self.check_segments();
        }
    }

    /// Adds a path parameter whose value is one piece of text. One that is empty is refused: the
    /// request would go to another endpoint.
    pub(crate) fn path_parameter<T: Display + ?Sized>(&mut self, name: &'static str, value: &T) {
        let before = self.path.len();
        escape::push_value(&mut self.path, format_args!("{value}"));
        self.path_piece(name, before);
    }

    /// A parameter was added to the path, which was this long before.
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

    /// Refuses segments that URL rules would take for a step to another endpoint.
    fn check_segments(&mut self) {
        if let Some((name, start)) = self.checks.pending.take()
            && self.path[start..].split('/').any(is_dots)
        {
            self.refuse(RequestError::new(format!(
                "the path parameter `{name}` makes a path segment `.` or `..`, which would address \
                 another endpoint"
            )));
        }
    }

    /// Adds a query parameter whose value is one piece of text.
    pub(crate) fn query<T: Display + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.query_pair(name, format_args!("{value}"));
        }
    }

    pub(crate) fn query_pair(&mut self, name: &str, value: fmt::Arguments<'_>) {
        self.reserve_query();
        escape::push_pair(&mut self.query, "&", name, value);
    }

    /// Room for a usual query at once.
    pub(crate) fn reserve_query(&mut self) {
        if self.query.capacity() == 0 {
            self.query.reserve(128);
        }
    }

    /// Adds a query string as it stands (OpenAPI 3.2, `in: querystring`).
    pub(crate) fn query_string(&mut self, query: &str) {
        if !self.query.is_empty() && !query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(query);
    }

    /// Sets a header parameter whose value is one piece of text, which is not percent-encoded. One
    /// that has control characters is refused.
    pub(crate) fn header<T: Display + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.set_header(name, &value.to_string());
        }
    }

    pub(crate) fn set_header(&mut self, name: &'static str, text: &str) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(RequestError::new(format!("`{name}` is not a header name")));
        };
        let Some(value) = sensitive(text) else {
            return self.refuse(RequestError::new(format!(
                "the header `{name}` has control characters"
            )));
        };
        self.headers.insert(header, value);
    }

    /// Adds a cookie parameter whose value is one piece of text, percent-encoded.
    pub(crate) fn cookie<T: Display + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.cookie_pair(name, format_args!("{value}"));
        }
    }

    pub(crate) fn cookie_pair(&mut self, name: &str, value: fmt::Arguments<'_>) {
        escape::push_pair(&mut self.cookies, "; ", name, value);
    }

    /// What a parameter became. If nothing, the reason says which parameter it is.
    pub(crate) fn serialized<T>(
        &mut self,
        name: &str,
        result: Result<T, RequestError>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("the parameter `{name}` does not serialize");
                self.refuse(RequestError::new(message).caused_by(error));
                None
            }
        }
    }

    /// Keeps the request from being sent. Of several reasons the first one counts.
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

    /// Whether the method calls for content and there is none, which servers want to be told
    /// (RFC 9110, 8.6).
    pub(crate) fn lacks_content(&self) -> bool {
        let empty = match &self.payload {
            Payload::None => true,
            Payload::Body(body) => body.as_bytes().is_some_and(<[u8]>::is_empty),
            // if: Multipart
            Payload::Late(_) => false,
        };
        empty && matches!(self.method, Method::POST | Method::PUT | Method::PATCH)
    }

    // if: PathQueries
    /// Some documents put a query into the path.
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

/// A segment that means this or the parent directory, also when its dots are percent-encoded.
fn is_dots(segment: &str) -> bool {
    matches!(
        segment.to_ascii_lowercase().as_str(),
        "." | "%2e" | ".." | ".%2e" | "%2e." | "%2e%2e"
    )
}
