//! Why a call got no response.

use crate::runtime::requests::error::RequestError;
use std::{error, fmt};

/// Why a call got no response: the errors that do not depend on the operation.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request could not be built.
    Request(RequestError),
    /// The call took too long.
    Timeout(TransportError),
    /// The connection failed.
    Transport(TransportError),
}

impl Failure {
    /// This failure as one of an operation.
    #[cold]
    #[inline]
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        match &mut self {
            Self::Request(error) => error.operation = operation,
            Self::Timeout(error) | Self::Transport(error) => error.operation = operation,
        }
        self
    }
}

/// Why a call got no response, or not the whole of it.
pub struct TransportError {
    pub(super) operation: &'static str,
    cause: reqwest::Error,
}

impl TransportError {
    /// The error of `reqwest`, without the URL.
    #[must_use]
    #[inline]
    pub fn cause(&self) -> &reqwest::Error {
        &self.cause
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.cause, formatter)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.cause, formatter)
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.cause.source()
    }
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let is_timeout = error.is_timeout();
        let error = TransportError {
            operation: "",
            // The URL carries the values of parameters, and may carry an API key.
            cause: error.without_url(),
        };
        if is_timeout {
            Self::Timeout(error)
        } else {
            Self::Transport(error)
        }
    }
}
