//! Why a call got no response, or not the whole of one.

use super::response::RawResponse;
use crate::runtime::{
    client::{limits::Timeout, platform::is_connect},
    requests::error::RequestError,
};
use std::{error, fmt, io, iter};

// if: Uploads
#[cfg(feature = "stream")]
use crate::runtime::bodies::counted::BrokenUpload;

/// Why a call got no response: the errors that do not depend on the operation.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request could not be built.
    Request(RequestError),
    /// The call took too long.
    Timeout(TimeoutError),
    /// The connection failed.
    Transport(TransportError),
    // if: Uploads
    /// The body of the request could not be sent.
    #[cfg(feature = "stream")]
    Upload(UploadError),
    /// The body is larger than is read.
    TooLarge(Box<RawResponse>),
    /// The response is one to another request.
    Redirected(Box<RawResponse>),
}

impl Failure {
    /// A limit was reached.
    #[cold]
    #[inline]
    pub(crate) fn timeout(which: Timeout) -> Self {
        Self::Timeout(TimeoutError {
            which,
            call: FailedCall::default(),
        })
    }

    /// This failure as one of an operation.
    #[cold]
    #[inline]
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        match &mut self {
            Self::Request(error) => error.operation = operation,
            failure => {
                if let Some(call) = failure.call() {
                    call.operation = operation;
                }
            }
        }
        self
    }

    /// This failure after so many attempts. `last` is the response to the one before, which is kept
    /// unless there is a later one.
    #[cold]
    #[inline]
    pub(crate) fn after(mut self, attempts: u32, last: Option<Box<RawResponse>>) -> Self {
        if let Self::TooLarge(response) | Self::Redirected(response) = &mut self {
            response.set_attempts(attempts);
        }
        if let Some(call) = self.call() {
            call.attempts = attempts;
            match &mut call.response {
                Some(response) => response.set_attempts(attempts),
                None => call.response = last,
            }
        }
        self
    }

    /// This failure while a response was read, of which this arrived.
    #[cold]
    #[inline]
    pub(crate) fn while_reading(mut self, response: RawResponse) -> Self {
        if let Some(call) = self.call() {
            call.response = Some(Box::new(response));
        }
        self
    }

    #[inline]
    fn call(&mut self) -> Option<&mut FailedCall> {
        match self {
            Self::Timeout(error) => Some(&mut error.call),
            Self::Transport(error) => Some(&mut error.call),
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(error) => Some(&mut error.call),
            Self::Request(_) | Self::TooLarge(_) | Self::Redirected(_) => None,
        }
    }

    /// What arrived of a response.
    #[inline]
    pub(crate) fn into_response(self) -> Option<Box<RawResponse>> {
        match self {
            Self::Request(_) => None,
            Self::Timeout(error) => error.call.response,
            Self::Transport(error) => error.call.response,
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(error) => error.call.response,
            Self::TooLarge(response) | Self::Redirected(response) => Some(response),
        }
    }

    /// Whether the server cannot have received anything of the request.
    #[inline]
    pub(crate) fn sent_nothing(&self) -> bool {
        match self {
            Self::Timeout(error) => error.which == Timeout::Connect,
            Self::Transport(error) => is_connect(&error.cause),
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(_) => false,
            Self::Request(_) | Self::TooLarge(_) | Self::Redirected(_) => false,
        }
    }

    /// Whether the other side has another certificate than it should, as it will the next time. It is
    /// known of rustls alone.
    #[inline]
    pub(crate) fn is_mistrusted(&self) -> bool {
        let Self::Transport(TransportError { cause, .. }) = self else {
            return false;
        };
        // An error of rustls is in one of I/O, which `hyper-rustls` puts into another one.
        let mut causes = causes::<io::Error>(cause);
        let says_so = |cause: &io::Error| {
            let text = cause.to_string();
            text.starts_with("invalid peer certificate")
        };
        is_connect(cause) && causes.any(says_so)
    }

    /// Whether the connection broke, so that it is not known what the server did.
    #[inline]
    pub(crate) fn is_broken_connection(&self) -> bool {
        let Self::Transport(TransportError { cause, .. }) = self else {
            return false;
        };
        // What breaks in a body is an error of decoding to `reqwest`.
        cause.is_request() || cause.is_body() || cause.is_decode()
    }

    /// How often the request was sent.
    #[cfg(feature = "tracing")]
    pub(crate) fn attempts(&self) -> u32 {
        match self {
            Self::Request(_) => 0,
            Self::Timeout(error) => error.call.attempts,
            Self::Transport(error) => error.call.attempts,
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(error) => error.call.attempts,
            Self::TooLarge(response) | Self::Redirected(response) => response.attempts(),
        }
    }

    /// What it is called in spans and events.
    #[cfg(feature = "tracing")]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Timeout(error) => match error.which {
                Timeout::Connect => "connect_timeout",
                Timeout::Idle => "idle_timeout",
                Timeout::Token => "token_timeout",
                Timeout::Total => "timeout",
                Timeout::HttpClient => "http_client_timeout",
            },
            Self::Transport(error) if is_connect(&error.cause) => "connect",
            Self::Transport(_) => "transport",
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(_) => "upload",
            Self::TooLarge(_) => "response_too_large",
            Self::Redirected(_) => "redirected",
        }
    }

    /// What a hook is told.
    #[inline]
    pub(crate) fn error(&self) -> &(dyn error::Error + 'static) {
        /// The response is in the error that the caller gets.
        const REFUSED: &RefusedResponse = &RefusedResponse;
        match self {
            Self::Request(error) => error,
            Self::Timeout(error) => error,
            Self::Transport(error) => error,
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(error) => error,
            Self::TooLarge(_) | Self::Redirected(_) => REFUSED,
        }
    }
}

/// What is known of a call that failed.
#[derive(Debug, Default)]
pub(super) struct FailedCall {
    pub(super) operation: &'static str,
    pub(super) attempts: u32,
    /// The last response, as far as it arrived.
    pub(super) response: Option<Box<RawResponse>>,
}

/// A call reached one of its limits.
pub struct TimeoutError {
    which: Timeout,
    pub(super) call: FailedCall,
}

impl TimeoutError {
    /// Which limit.
    #[must_use]
    pub fn which(&self) -> Timeout {
        self.which
    }
}

impl fmt::Debug for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TimeoutError")
            .field("which", &self.which)
            .field("attempts", &self.call.attempts)
            .field("response", &self.call.response)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.which {
            Timeout::Connect => "no connection was made in time",
            Timeout::Idle => "nothing arrived for too long, or nothing more could be sent",
            Timeout::Token => "the token source took too long",
            Timeout::Total => "the whole call took too long",
            Timeout::HttpClient => "a limit of the HTTP client was reached",
        })
    }
}

impl error::Error for TimeoutError {}

/// The connection failed, before a response came or while one was read.
pub struct TransportError {
    cause: reqwest::Error,
    pub(super) call: FailedCall,
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
        formatter
            .debug_struct("TransportError")
            .field("cause", &self.cause)
            .field("attempts", &self.call.attempts)
            .field("response", &self.call.response)
            .finish_non_exhaustive()
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

// if: Uploads
/// The body of the request could not be sent: its source failed, or has another length than was said.
#[cfg(feature = "stream")]
pub struct UploadError {
    cause: Box<BrokenUpload>,
    pub(super) call: FailedCall,
}

// if: Uploads
#[cfg(feature = "stream")]
impl UploadError {
    /// How many bytes of it were given to the connection before.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.cause.sent
    }
}

// if: Uploads
#[cfg(feature = "stream")]
impl fmt::Debug for UploadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UploadError")
            .field("cause", &self.cause)
            .field("attempts", &self.call.attempts)
            .field("response", &self.call.response)
            .finish_non_exhaustive()
    }
}

// if: Uploads
#[cfg(feature = "stream")]
impl fmt::Display for UploadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.cause, formatter)
    }
}

// if: Uploads
#[cfg(feature = "stream")]
impl error::Error for UploadError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.cause.source()
    }
}

// if: Uploads
#[cfg(feature = "stream")]
impl From<BrokenUpload> for Failure {
    fn from(cause: BrokenUpload) -> Self {
        Self::Upload(UploadError {
            cause: Box::new(cause),
            call: FailedCall::default(),
        })
    }
}

/// A response that is not read, or not used.
#[derive(Debug)]
struct RefusedResponse;

impl fmt::Display for RefusedResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the response is too large, or one to another request")
    }
}

impl error::Error for RefusedResponse {}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

/// The causes of this type.
#[inline]
fn causes<T: error::Error + 'static>(error: &reqwest::Error) -> impl Iterator<Item = &T> {
    let causes = iter::successors(error::Error::source(error), |cause| cause.source());
    causes.filter_map(|cause| cause.downcast_ref())
}

/// Whether the system gave up a connection whose other side is gone. `reqwest` calls that a timeout.
#[inline]
fn is_of_system(error: &reqwest::Error) -> bool {
    let mut causes = causes::<io::Error>(error);
    !is_connect(error) && causes.any(|cause| cause.raw_os_error().is_some())
}

impl From<reqwest::Error> for Failure {
    #[inline]
    fn from(error: reqwest::Error) -> Self {
        // if: Uploads
        #[cfg(feature = "stream")]
        if let Some(broken) = causes::<BrokenUpload>(&error).next() {
            return broken.clone().into();
        }
        if error.is_timeout() && !is_of_system(&error) {
            return Self::timeout(if is_connect(&error) {
                Timeout::Connect
            } else {
                Timeout::HttpClient
            });
        }
        Self::Transport(TransportError {
            // The URL carries the values of parameters, and may carry an API key.
            cause: error.without_url(),
            call: FailedCall::default(),
        })
    }
}
