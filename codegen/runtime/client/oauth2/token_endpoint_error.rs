//! Why a token endpoint issued no token.

use reqwest::StatusCode;
use std::{error, fmt};

/// Why a token endpoint issued no token (RFC 6749, 5.2).
///
/// It is the source of the [`RequestError`](crate::RequestError) of each call that waited for the
/// token: [`token_error`](crate::RequestError::token_error) returns it. The response itself is not
/// kept, since it may repeat credentials.
pub struct TokenEndpointError {
    /// On one line, bounded, without secrets.
    message: String,
    status: Option<StatusCode>,
    code: Option<String>,
    description: Option<String>,
}

impl TokenEndpointError {
    /// The endpoint did not answer, or what it answered cannot be used.
    pub(super) fn new(message: String, status: Option<StatusCode>) -> Self {
        Self {
            message,
            status,
            code: None,
            description: None,
        }
    }

    /// The endpoint named the error.
    pub(super) fn named(self, code: Option<String>, description: Option<String>) -> Self {
        Self {
            code,
            description,
            ..self
        }
    }

    /// The status of the answer; `None` if nothing of one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The member `error` of the answer, such as `invalid_client` or `invalid_scope`; `[redacted]` if
    /// it repeats a secret.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The member `error_description` of the answer, as the server wrote it; `[redacted]` if it
    /// repeats a secret.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl fmt::Display for TokenEndpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// What is bounded is shown.
impl fmt::Debug for TokenEndpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenEndpointError")
            .field("message", &self.message)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl error::Error for TokenEndpointError {}
