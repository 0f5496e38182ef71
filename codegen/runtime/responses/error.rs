//! The errors of a call.

use super::{
    failure::{Failure, TransportError},
    json_path,
    response::{RawResponse, Response},
};
use crate::runtime::{models::describe::describe, requests::error::RequestError};
use bytes::Bytes;
use reqwest::{StatusCode, header::HeaderMap};
use std::{convert::Infallible, error, fmt};

/// Why a call did not return a documented result. `E` is the body of its documented errors.
///
/// The messages name the operation by method and path template. They contain no body, credential or
/// URL, so they can be logged as they are.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = Infallible> {
    /// The request could not be built; nothing was sent.
    Request(RequestError),
    /// Connecting, or the whole call, took too long. The server may have received the request.
    Timeout(TransportError),
    /// The connection failed. The server may have received the request.
    Transport(TransportError),
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
        match self {
            Self::Request(error) => error.operation,
            Self::Timeout(error) | Self::Transport(error) => error.operation,
            Self::Api(response) => response.operation(),
            Self::Undocumented(response) | Self::NoContent(response) => response.operation(),
            Self::Decode(error) => error.response.operation(),
        }
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(response) => Some(response.status()),
            Self::Undocumented(response) | Self::NoContent(response) => Some(response.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Request(_) | Self::Timeout(_) | Self::Transport(_) => None,
        }
    }

    /// The headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(response) => Some(response.headers()),
            Self::Undocumented(response) | Self::NoContent(response) => Some(response.headers()),
            Self::Decode(error) => Some(error.headers()),
            Self::Request(_) | Self::Timeout(_) | Self::Transport(_) => None,
        }
    }

    /// The body of the response as received, if there was one.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Api(response) => Some(response.body()),
            Self::Undocumented(response) | Self::NoContent(response) => Some(response.body()),
            Self::Decode(error) => Some(error.body()),
            Self::Request(_) | Self::Timeout(_) | Self::Transport(_) => None,
        }
    }
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
            Self::Timeout(error) | Self::Transport(error) => Some(error.cause()),
            Self::Api(_) | Self::Undocumented(_) | Self::NoContent(_) | Self::Decode(_) => None,
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
        Self {
            part: "the body",
            path: json_path::at(response.body(), error.line(), error.column()),
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
