//! Why there is no response.

use crate::runtime::requests::error::RequestError;

/// Why there is no response: the part of [`Error`] that does not depend on the operation.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request could not be built.
    Request(RequestError),
    /// It took too long.
    Timeout(reqwest::Error),
    /// The connection failed.
    Transport(reqwest::Error),
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        // The URL carries the values of parameters, and may carry an API key.
        let error = error.without_url();
        if error.is_timeout() {
            Self::Timeout(error)
        } else {
            Self::Transport(error)
        }
    }
}
