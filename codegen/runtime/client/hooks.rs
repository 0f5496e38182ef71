//! What a program does at each attempt: logging, metrics, headers of its own.

use reqwest::{Method, StatusCode, header::HeaderMap};
use std::{error, fmt, time::Duration};

/// Is told of each attempt of each call. All methods do nothing unless they are written.
///
/// They run between the steps of a call, so they must not block.
pub trait Hook: Send + Sync + 'static {
    /// Before a request is sent. Its headers may be changed; those with credentials are among them.
    /// What is added here is sent wherever the request goes, also without encryption.
    fn before(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// After the head of a response has arrived.
    fn after(&self, attempt: &Attempt, status: StatusCode, headers: &HeaderMap) {
        let _ = (attempt, status, headers);
    }

    /// After an attempt failed without a response, or while one was read.
    fn error(&self, attempt: &Attempt, error: &(dyn error::Error + 'static)) {
        let _ = (attempt, error);
    }
}

/// One attempt of a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The method of the request.
    pub method: Method,
    /// Method and path template of the operation, as in the description.
    pub operation: &'static str,
    /// 1 for the first attempt.
    pub number: u32,
    /// The time since the call began.
    pub elapsed: Duration,
}

/// The hooks of a client, in the order in which they were added.
#[derive(Clone, Default)]
pub(super) struct Hooks(pub(super) Vec<std::sync::Arc<dyn Hook>>);

impl fmt::Debug for Hooks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{} hooks]", self.0.len())
    }
}
