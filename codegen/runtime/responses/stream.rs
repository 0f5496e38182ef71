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
pub(crate) struct StreamingResponse(pub(crate) reqwest::Response);

impl StreamingResponse {
    /// The status.
    #[must_use]
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers.
    #[must_use]
    pub(crate) fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The media type without its parameters, as the server wrote it.
    #[must_use]
    pub(crate) fn media_type(&self) -> Option<&str> {
        media_type::media_type(self.0.headers())
    }

    /// Whether the media type is this one, or in this range: `image/*`.
    #[must_use]
    pub(crate) fn is_media_type(&self, expected: &str) -> bool {
        media_type::is_media_type(self.0.headers(), expected)
    }

    /// This response with its body as a stream.
    #[must_use]
    pub(crate) fn into_stream(mut self) -> Response<ByteStream> {
        let headers = std::mem::take(self.0.headers_mut());
        RawResponse::new(self.0.status(), headers, Bytes::new()).with(ByteStream(self.0))
    }

    /// Waits for the whole body.
    ///
    /// # Errors
    ///
    /// If the connection fails or times out.
    pub(crate) async fn buffer(self) -> Result<RawResponse, Failure> {
        RawResponse::receive(self.0).await
    }
}

/// The body of a response as a stream of chunks.
pub struct ByteStream(reqwest::Response);

impl ByteStream {
    /// Waits for the next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection fails, [`Error::Timeout`] if it times out.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        Ok(self.0.chunk().await.map_err(Failure::from)?)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ByteStream")
    }
}
