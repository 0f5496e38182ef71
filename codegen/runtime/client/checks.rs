//! What is asked of a request: whether it may be sent, and sent again.

use crate::runtime::requests::error::RequestError;
use reqwest::{Method, Url};

/// Whether requests of this method, sent twice, have the effect of one (RFC 9110, 9.2.2).
pub(super) fn is_idempotent(method: &Method) -> bool {
    matches!(
        *method,
        Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE | Method::PUT | Method::DELETE
    )
}

/// Whether what is sent there can be read on the way.
#[inline]
pub(super) fn is_open(url: &Url) -> bool {
    url.scheme() == "http"
        && match url.host_str() {
            Some("localhost" | "[::1]") => false,
            // In a URL, addresses have one form each.
            Some(host) => url.domain().is_some() || !host.starts_with("127."),
            None => true,
        }
}

#[cold]
#[inline]
pub(super) fn not_encrypted() -> RequestError {
    RequestError::new(
        "credentials are sent by https only: call `allow_http` on the client's builder if the \
         connection is protected otherwise",
    )
}

#[cold]
#[inline]
pub(super) fn outside_of_tokio() -> RequestError {
    RequestError::new(
        "calls are made in a Tokio runtime, for instance below `#[tokio::main]`, or with \
         `send_blocking` of the feature `blocking`",
    )
}
