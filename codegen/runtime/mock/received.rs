//! Requests as the mock server receives them.

use super::pairs;
use bytes::Bytes;
use reqwest::{Method, header::HeaderMap};
use serde::de::DeserializeOwned;
use std::fmt;

/// A request that a [`MockServer`](crate::mock::MockServer) received.
///
/// `Debug` shows what was called, but no value of it.
#[derive(Clone)]
pub struct ReceivedRequest {
    /// Those that a request like this is for: one, unless the description is ambiguous.
    operations: Vec<&'static str>,
    method: Method,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

impl ReceivedRequest {
    pub(super) fn new(
        operations: Vec<&'static str>,
        method: Method,
        path: &str,
        query: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self {
            operations,
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body,
        }
    }

    /// Method and path template of the operation, as in the description, if it is one of these.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operations.first().copied()
    }

    pub(super) fn is_of(&self, operation: &str) -> bool {
        self.operations.contains(&operation)
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path as it was sent, percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query as it was sent, percent-encoded; empty if there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The value of the first query parameter with this name, decoded.
    #[must_use]
    pub fn query_param(&self, name: &str) -> Option<String> {
        pairs::value(&self.query, name)
    }

    /// The value of the first field with this name in a body that is a form, decoded.
    #[must_use]
    pub fn form_field(&self, name: &str) -> Option<String> {
        pairs::value(&String::from_utf8_lossy(&self.body), name)
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, decoded as JSON.
    ///
    /// # Errors
    ///
    /// If it is not the JSON of a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.body)
    }
}

/// What was called: the operation, or what can be told without showing a value.
impl fmt::Display for ReceivedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation() {
            Some(operation) => write!(formatter, "`{operation}`"),
            None => write!(
                formatter,
                "`{}` of a path that no operation has",
                self.method
            ),
        }
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReceivedRequest")
            .field("operation", &self.operation())
            .field("method", &self.method)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}
