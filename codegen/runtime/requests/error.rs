//! The error of a request that could not be built.

use std::{error, fmt, sync::Arc};

// if: ClientCredentials
#[cfg(feature = "oauth2")]
use crate::runtime::client::oauth2::token_endpoint_error::TokenEndpointError;

/// Any error.
pub type BoxError = Box<dyn error::Error + Send + Sync>;

/// Why a request could not be built and was not sent.
#[derive(Debug)]
pub struct RequestError {
    message: String,
    /// Several calls may wait for what failed.
    source: Option<Arc<dyn error::Error + Send + Sync>>,
    /// Method and path template; empty until an operation fails with it.
    pub(crate) operation: &'static str,
}

impl RequestError {
    /// An error with this message, which must not contain values.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
            operation: "",
        }
    }

    /// Adds the cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into().into());
        self
    }

    // if: TokenSources
    /// Adds the cause, which is that of other calls too.
    pub(crate) fn caused_by_shared(mut self, source: Arc<dyn error::Error + Send + Sync>) -> Self {
        self.source = Some(source);
        self
    }

    // if: ClientCredentials
    /// Why the token endpoint issued no token, if that is why the call could not be sent.
    #[cfg(feature = "oauth2")]
    #[must_use]
    pub fn token_error(&self) -> Option<&TokenEndpointError> {
        self.source.as_deref()?.downcast_ref()
    }
}

impl fmt::Display for RequestError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl error::Error for RequestError {
    #[inline]
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// For values that refuse to be serialized.
impl serde::ser::Error for RequestError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

#[cold]
pub(crate) fn unwritable(error: serde_json::Error) -> RequestError {
    RequestError::new("a value could not be serialized").caused_by(error)
}
