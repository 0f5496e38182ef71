//! The errors of a call.

use super::{
    failure::{FailedCall, Failure, TimeoutError, TransportError},
    json_path,
    response::{RawResponse, Response},
};
use crate::runtime::{models::describe::describe, requests::error::RequestError};
use bytes::Bytes;
use reqwest::{StatusCode, header::HeaderMap};
use std::{convert::Infallible, error, fmt};

// if: Uploads
#[cfg(feature = "stream")]
use super::failure::UploadError;

/// Why a call did not return a documented result. `E` is the body of its documented errors.
///
/// The messages name the operation by method and path template. They contain no body, credential or
/// URL, so they can be logged as they are.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = Infallible> {
    /// The request could not be built; nothing was sent.
    Request(RequestError),
    /// The call reached one of its limits, which [`TimeoutError::which`] tells. Unless that is the one
    /// for connecting, the server may have received the request.
    Timeout(TimeoutError),
    /// The connection failed, before a response or in its body. The server may have received the
    /// request.
    Transport(TransportError),
    // if: Uploads
    /// The body of the request could not be read to its end, or has another length than was said, which
    /// [`UploadError`] tells. The server may have received the beginning of the request.
    #[cfg(feature = "stream")]
    Upload(UploadError),
    /// The body of the response is larger than the client reads. What was read of it is there.
    TooLarge(Box<RawResponse>),
    /// The HTTP client that was given to the builder followed a redirect to another host, or one that
    /// may have made a `GET` of the request. This is the response to that other request.
    Redirected(Box<RawResponse>),
    /// The server answered with an error that the API documents, or with another one that has a body
    /// like all that it documents.
    Api(Box<Response<E>>),
    /// The server answered with a response that the API does not document.
    Undocumented(Box<RawResponse>),
    /// The call succeeded, but the server sent nothing of the content that is documented.
    NoContent(Box<RawResponse>),
    /// The server answered with success or a documented error, but the body could not be decoded.
    Decode(Box<DecodeError>),
}

impl<E> Error<E> {
    /// Method and path template of the operation, as in the document: `GET /pets/{petId}`. Empty for
    /// a response that was made by [`RawResponse::new`].
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self.known() {
            Known::Request(error) => error.operation,
            Known::Call(call) => call.operation,
            Known::Response(response) => response.operation(),
        }
    }

    /// How often the request was sent: 0 if it could not be built.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self.known() {
            Known::Request(_) => 0,
            Known::Call(call) => call.attempts,
            Known::Response(response) => response.attempts(),
        }
    }

    /// The response as received, if there was one. If the connection broke while it was read, or a
    /// limit was reached, its body is what had arrived; if there was no response to the last attempt,
    /// it is the last one that came before.
    #[must_use]
    pub fn response(&self) -> Option<&RawResponse> {
        match self.known() {
            Known::Request(_) => None,
            Known::Call(call) => call.response.as_deref(),
            Known::Response(response) => Some(response),
        }
    }

    /// The status of the [`response`](Self::response).
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// The headers of the [`response`](Self::response).
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(RawResponse::headers)
    }

    /// The body of the [`response`](Self::response) as received.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.response().map(RawResponse::body)
    }

    /// By what the server names this request in its own records, if it says so: the value of
    /// `X-Request-Id` or a header like it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(RawResponse::request_id)
    }

    fn known(&self) -> Known<'_> {
        match self {
            Self::Request(error) => Known::Request(error),
            Self::Timeout(error) => Known::Call(&error.call),
            Self::Transport(error) => Known::Call(&error.call),
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(error) => Known::Call(&error.call),
            Self::Api(response) => Known::Response(response.raw()),
            Self::TooLarge(response)
            | Self::Redirected(response)
            | Self::Undocumented(response)
            | Self::NoContent(response) => Known::Response(response),
            Self::Decode(error) => Known::Response(&error.response),
        }
    }
}

/// What an error knows of its call.
enum Known<'a> {
    Request(&'a RequestError),
    Call(&'a FailedCall),
    Response(&'a RawResponse),
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation();
        if !operation.is_empty() {
            write!(formatter, "{operation}: ")?;
        }
        match self {
            Self::Request(_) => formatter.write_str("the request could not be built"),
            Self::Timeout(_) => formatter.write_str("the call timed out"),
            Self::Transport(_) => formatter.write_str("the connection to the server failed"),
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(_) => formatter.write_str("the body of the request could not be sent"),
            Self::TooLarge(_) => formatter.write_str("the response is larger than allowed"),
            Self::Redirected(_) => {
                formatter.write_str("the HTTP client followed a redirect that it must not follow")
            }
            Self::Api(response) => write!(formatter, "the server answered {}", response.status()),
            Self::Undocumented(response) => write!(
                formatter,
                "the server answered {}, which is not documented",
                response.status()
            ),
            Self::NoContent(response) => write!(
                formatter,
                "the call succeeded with {}, but without the documented content",
                response.status()
            ),
            Self::Decode(error) => fmt::Display::fmt(error, formatter),
        }
    }
}

impl<E: fmt::Debug> error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            Self::Timeout(error) => Some(error),
            Self::Transport(error) => Some(error.cause()),
            // if: Uploads
            #[cfg(feature = "stream")]
            Self::Upload(error) => Some(error),
            _ => None,
        }
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Request(error) => Self::Request(error),
            Failure::Timeout(error) => Self::Timeout(error),
            Failure::Transport(error) => Self::Transport(error),
            // if: Uploads
            #[cfg(feature = "stream")]
            Failure::Upload(error) => Self::Upload(error),
            Failure::TooLarge(response) => Self::TooLarge(response),
            Failure::Redirected(response) => Self::Redirected(response),
        }
    }
}

/// A response whose body is not what is documented for its status. The whole response is kept.
pub struct DecodeError {
    /// What could not be decoded.
    part: &'static str,
    path: String,
    reason: String,
    response: RawResponse,
}

impl DecodeError {
    /// Describes why the body of `response` is not the expected JSON.
    pub(super) fn json(response: RawResponse, error: &serde_json::Error) -> Self {
        // The byte that is no JSON closes nothing.
        let column = error.column() - usize::from(error.is_syntax() && error.column() > 0);
        Self {
            part: "the body",
            path: json_path::at(response.json_text(), error.line(), column),
            reason: describe(error),
            response,
        }
    }

    // if: Events or Items
    /// Says why something else than JSON is wrong.
    pub(super) fn other(response: RawResponse, reason: String) -> Self {
        Self {
            part: "the body",
            path: "$".to_owned(),
            reason,
            response,
        }
    }

    // if: Events or Items
    /// This error as one of a part of the body, which is all that the response has of it.
    pub(super) fn of(mut self, part: &'static str) -> Self {
        self.part = part;
        self
    }

    /// Where in the body, as a JSON path: `$.accessTokens[2].clientId`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there. The value itself is not shown.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body as received.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.response.body()
    }

    /// The whole response.
    #[must_use]
    pub fn into_response(self) -> RawResponse {
        self.response
    }
}

impl fmt::Debug for DecodeError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DecodeError")
            .field("part", &self.part)
            .field("path", &self.path)
            .field("reason", &self.reason)
            .field("response", &self.response)
            .finish()
    }
}

impl fmt::Display for DecodeError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} of the {} response could not be decoded at `{}`: {}",
            self.part,
            self.status(),
            self.path,
            self.reason
        )?;
        match self.response.media_type() {
            // Its parts are JSON.
            Some(_) if self.part != "the body" => Ok(()),
            Some(media_type) if !media_type.ends_with("json") => {
                write!(formatter, " (its content type is {media_type})")
            }
            _ => Ok(()),
        }
    }
}

impl error::Error for DecodeError {}
