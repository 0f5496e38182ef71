//! Responses whose body is read as a stream.

use super::{
    error::Error,
    failure::Failure,
    media_type,
    response::{RawResponse, Response},
};
use bytes::Bytes;
use reqwest::{StatusCode, header::HeaderMap};
use std::fmt;

/// A response whose body has not been read yet.
pub(crate) struct StreamingResponse {
    response: reqwest::Response,
    operation: &'static str,
}

impl StreamingResponse {
    /// The response to a request of this operation.
    #[must_use]
    pub(crate) fn new(response: reqwest::Response, operation: &'static str) -> Self {
        Self {
            response,
            operation,
        }
    }

    /// The status.
    #[must_use]
    pub(crate) fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    #[must_use]
    pub(crate) fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The media type without its parameters, as the server wrote it.
    #[must_use]
    pub(crate) fn media_type(&self) -> Option<&str> {
        media_type::media_type(self.response.headers())
    }

    /// Whether the media type is this one, or in this range: `image/*`.
    #[must_use]
    pub(crate) fn is_media_type(&self, expected: &str) -> bool {
        media_type::is_media_type(self.response.headers(), expected)
    }

    /// This response with its body as a stream.
    #[must_use]
    pub(crate) fn into_stream(mut self) -> Response<ByteStream> {
        let headers = std::mem::take(self.response.headers_mut());
        let raw = RawResponse::new(self.response.status(), headers, Bytes::new());
        raw.of(self.operation).with(ByteStream {
            response: self.response,
            operation: self.operation,
        })
    }

    /// Waits for the whole body.
    ///
    /// # Errors
    ///
    /// If the connection fails or times out.
    pub(crate) async fn buffer(self) -> Result<RawResponse, Failure> {
        let received = RawResponse::receive(self.response, self.operation).await;
        received.map_err(|failure| failure.of(self.operation))
    }
}

/// The body of a response as a stream of chunks.
pub struct ByteStream {
    response: reqwest::Response,
    operation: &'static str,
}

impl ByteStream {
    /// Waits for the next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection fails, [`Error::Timeout`] if it times out.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self.response.chunk().await {
            Ok(chunk) => Ok(chunk),
            Err(error) => Err(Failure::from(error).of(self.operation).into()),
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ByteStream")
    }
}
