//! Decoding a response, into its content or into an error.

use super::{
    error::{DecodeError, Error},
    media_type::{charset, content_type, parameters},
    response::{RawResponse, Response},
};
use bytes::Bytes;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

impl RawResponse {
    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], which keeps this response. If the status is one of success and there is no
    /// body, [`Error::NoContent`], unless the type can say `null`.
    pub fn json<T: DeserializeOwned, E>(self) -> Result<Response<T>, Error<E>> {
        let lacks_content = self.lacks_content();
        let body = if lacks_content {
            b"null"
        } else {
            self.json_text()
        };
        match decode(body) {
            Ok(content) => Ok(self.with(content)),
            Err(_) if lacks_content => Err(Error::NoContent(Box::new(self))),
            Err(error) => Err(Error::Decode(self.undecodable(&error))),
        }
    }

    /// Decodes the body of one of several documented successes as JSON.
    ///
    /// # Errors
    ///
    /// Those of [`json`](Self::json).
    pub(crate) fn json_with<T: DeserializeOwned, U, E>(
        self,
        wrap: impl FnOnce(T) -> U,
    ) -> Result<Response<U>, Error<E>> {
        self.json().map(|response| Response::map(response, wrap))
    }

    /// Whether this is a success without any content.
    #[inline]
    pub(crate) fn lacks_content(&self) -> bool {
        self.status().is_success() && self.body().trim_ascii().is_empty()
    }

    /// Decodes the body of a documented error as JSON.
    #[must_use]
    pub fn json_error<E: DeserializeOwned>(self) -> Error<E> {
        self.json_error_with(|content| content)
    }

    /// Decodes the body of one of several documented errors as JSON.
    #[must_use]
    pub fn json_error_with<T: DeserializeOwned, E>(self, wrap: impl FnOnce(T) -> E) -> Error<E> {
        match decode(self.json_text()) {
            Ok(content) => self.error_with(wrap(content)),
            Err(error) => Error::Decode(self.undecodable(&error)),
        }
    }

    /// Takes the body as text.
    ///
    /// UTF-8 unless the server names another charset; invalid bytes are replaced by U+FFFD. The
    /// original bytes are in [`Response::body`].
    #[must_use]
    #[inline]
    pub fn text(self) -> Response<String> {
        let text = decode_text(self.headers(), self.body());
        self.with(text)
    }

    /// Takes the body of a documented error as text.
    #[must_use]
    pub(crate) fn text_error(self) -> Error<String> {
        self.text_error_with(|text| text)
    }

    /// Takes the body of one of several documented errors as text.
    #[must_use]
    pub(crate) fn text_error_with<E>(self, wrap: impl FnOnce(String) -> E) -> Error<E> {
        let text = decode_text(self.headers(), self.body());
        self.error_with(wrap(text))
    }

    /// Takes the body as bytes, without a copy.
    #[must_use]
    pub(crate) fn bytes(self) -> Response<Bytes> {
        let bytes = self.body().clone();
        self.with(bytes)
    }

    /// Takes the body of one of several documented errors as bytes.
    #[must_use]
    pub(crate) fn bytes_error_with<E>(self, wrap: impl FnOnce(Bytes) -> E) -> Error<E> {
        let bytes = self.body().clone();
        self.error_with(wrap(bytes))
    }

    /// A response that is documented to have no content. If the server sent a body anyway, it is in
    /// [`Response::body`].
    #[must_use]
    pub(crate) fn empty(self) -> Response<()> {
        self.with(())
    }

    /// A documented error without content.
    #[must_use]
    pub(crate) fn empty_error(self) -> Error<()> {
        self.error_with(())
    }

    /// This response as a documented error with this content.
    #[must_use]
    pub fn error_with<E>(self, content: E) -> Error<E> {
        Error::Api(Box::new(self.with(content)))
    }

    /// An error that is not documented, decoded as the JSON of those that are, if it is.
    #[must_use]
    pub(crate) fn other_error<E: DeserializeOwned>(self) -> Error<E> {
        if self.is_error()
            && let Ok(content) = decode(self.json_text())
        {
            return self.error_with(content);
        }
        self.undocumented()
    }

    #[inline]
    fn is_error(&self) -> bool {
        self.status().is_client_error() || self.status().is_server_error()
    }

    /// This response as one that the API does not document.
    #[must_use]
    pub fn undocumented<E>(self) -> Error<E> {
        Error::Undocumented(Box::new(self))
    }

    // if: Events or Items
    /// This response as one that is not in the media type that was asked for.
    #[cold]
    pub(crate) fn not_in<E>(self, media_type: &str) -> Error<E> {
        let reason = format!("expected `{media_type}`");
        Error::Decode(Box::new(DecodeError::other(self, reason)))
    }

    #[cold]
    fn undecodable(self, error: &serde_json::Error) -> Box<DecodeError> {
        Box::new(DecodeError::json(self, error))
    }
}

/// Decodes JSON. The text is validated as a whole, which is faster than string by string.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    }
}

#[inline]
fn decode_text(headers: &HeaderMap, body: &[u8]) -> String {
    let charset = content_type(headers)
        .and_then(|content_type| parameters(content_type).find_map(charset))
        .unwrap_or_default();
    if charset.eq_ignore_ascii_case("iso-8859-1") || charset.eq_ignore_ascii_case("latin1") {
        body.iter().copied().map(char::from).collect()
    } else {
        String::from_utf8_lossy(body).into_owned()
    }
}
