//! Responses: as received, and decoded.

use super::media_type;
use bytes::Bytes;
use reqwest::{StatusCode, header::HeaderMap};
use std::{
    fmt,
    ops::{Deref, DerefMut},
};

/// A response with its decoded content, to which it dereferences.
#[derive(Clone)]
pub struct Response<T> {
    raw: RawResponse,
    content: T,
}

impl<T> Response<T> {
    pub(super) fn raw(&self) -> &RawResponse {
        &self.raw
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.raw.attempts
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The body as received; empty if it was streamed.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.raw.body
    }

    /// The decoded content alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.content
    }

    /// The same response with its content changed.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            raw: self.raw,
            content: change(self.content),
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.content
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.raw.status)
            .field("headers", &HeaderNames(&self.raw.headers))
            .field("content", &self.content)
            .finish()
    }
}

/// A response as received.
#[derive(Clone)]
pub struct RawResponse {
    /// Method and path template of the operation.
    operation: &'static str,
    attempts: u32,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// A response with this status, these headers and this body.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            operation: "",
            attempts: 1,
            status,
            headers,
            body,
        }
    }

    /// This response as one of an operation.
    #[inline]
    pub(super) fn of(mut self, operation: &'static str) -> Self {
        self.operation = operation;
        self
    }

    /// This response as one that came after so many attempts.
    #[inline]
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// This response with another body.
    pub(super) fn with_body(mut self, body: Bytes) -> Self {
        self.body = body;
        self
    }

    /// Method and path template of the operation.
    #[inline]
    pub(super) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON, without the byte order mark that some servers put in front of it (RFC 8259,
    /// section 8.1).
    #[inline]
    pub(super) fn json_text(&self) -> &[u8] {
        let mark = "\u{feff}".as_bytes();
        self.body.strip_prefix(mark).unwrap_or(&self.body)
    }

    /// By what the server names the request in its own records: the value of `X-Request-Id`, or of a
    /// header with another name for it.
    #[must_use]
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        const NAMES: [&str; 5] = [
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "x-correlation-id",
            "cf-ray",
        ];
        let mut values = NAMES.iter().filter_map(|name| self.headers.get(*name));
        values.find_map(|value| value.to_str().ok())
    }

    /// The media type without its parameters, as the server wrote it.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        media_type::media_type(&self.headers)
    }

    /// Says that so many attempts were made.
    #[inline]
    pub(super) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// Whether the media type is this one, or in this range: `text/*`.
    #[must_use]
    #[inline]
    pub fn is_media_type(&self, expected: &str) -> bool {
        media_type::is_media_type(&self.headers, expected)
    }

    /// This response with this content.
    #[must_use]
    pub fn with<T>(self, content: T) -> Response<T> {
        Response { raw: self, content }
    }
}

impl fmt::Debug for RawResponse {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawResponse")
            .field("operation", &self.operation)
            .field("attempts", &self.attempts)
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}

/// Shows the names of headers only: their values may be cookies, tokens, or URLs with either.
struct HeaderNames<'a>(&'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.keys()).finish()
    }
}
