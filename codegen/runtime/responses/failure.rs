//! Why a call got no response.

use crate::runtime::requests::error::RequestError;

/// Why a call got no response: the errors that do not depend on the operation.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request could not be built.
    Request(RequestError),
    /// The call took too long.
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
