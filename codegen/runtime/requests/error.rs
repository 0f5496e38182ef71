//! Why a request was not sent.

use std::{error, fmt};

/// Any error.
pub type BoxError = Box<dyn error::Error + Send + Sync>;

/// Why a request was not sent.
#[derive(Debug)]
pub struct RequestError {
    message: String,
    source: Option<BoxError>,
}

impl RequestError {
    /// An error with this message, which must not show values.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// The same, with what caused it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
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

/// Lets a value refuse to be written.
impl serde::ser::Error for RequestError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

#[cold]
pub(crate) fn unwritable(error: serde_json::Error) -> RequestError {
    RequestError::new("a value does not serialize").caused_by(error)
}
