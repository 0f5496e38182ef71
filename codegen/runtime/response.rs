//! Responses: as received, and decoded.

use super::{DecodeError, Error, Failure};
use bytes::Bytes;
use reqwest::{
    StatusCode,
    header::{self, HeaderMap},
};
use serde::de::DeserializeOwned;
use std::{
    fmt, mem,
    ops::{Deref, DerefMut},
};

/// A response with its decoded content, to which it dereferences.
#[derive(Clone)]
pub struct Response<T> {
    raw: RawResponse,
    content: T,
}

impl<T> Response<T> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The body as received; empty if it was streamed.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.raw.body
    }

    /// The content alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.content
    }

    /// The same response with other content.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            raw: self.raw,
            content: change(self.content),
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.content
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.raw.status)
            .field("headers", &HeaderNames(&self.raw.headers))
            .field("content", &self.content)
            .finish()
    }
}

/// A response as received.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// A response of these parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }

    /// Waits for the whole body.
    pub(super) async fn receive(mut response: reqwest::Response) -> Result<Self, Failure> {
        let status = response.status();
        let headers = mem::take(response.headers_mut());
        let body = response.bytes().await?;
        Ok(Self::new(status, headers, body))
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The media type without its parameters, as the server wrote it.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        media_type(&self.headers)
    }

    /// Whether the media type is this one, or in this range: `text/*`.
    #[must_use]
    #[inline]
    pub fn is_media_type(&self, expected: &str) -> bool {
        is_media_type(&self.headers, expected)
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], which keeps this response.
    pub fn json<T: DeserializeOwned, E>(self) -> Result<Response<T>, Error<E>> {
        match decode(&self.body) {
            Ok(content) => Ok(self.with(content)),
            Err(error) => Err(Error::Decode(self.undecodable(&error))),
        }
    }

    /// Decodes the body of a documented error as JSON.
    #[must_use]
    pub fn json_error<E: DeserializeOwned>(self) -> Error<E> {
        self.json_error_with(|content| content)
    }

    /// Decodes the body of one of several documented errors as JSON.
    #[must_use]
    pub fn json_error_with<T: DeserializeOwned, E>(self, wrap: impl FnOnce(T) -> E) -> Error<E> {
        match decode(&self.body) {
            Ok(content) => self.error_with(wrap(content)),
            Err(error) => Error::Decode(self.undecodable(&error)),
        }
    }

    /// Takes the body as text.
    ///
    /// UTF-8 unless the server names another charset; what is not valid is replaced by U+FFFD. The
    /// bytes stay at hand in [`Response::body`].
    #[must_use]
    #[inline]
    pub fn text(self) -> Response<String> {
        let text = decode_text(&self.headers, &self.body);
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
        let text = decode_text(&self.headers, &self.body);
        self.error_with(wrap(text))
    }

    /// Takes the body as bytes, without a copy.
    #[must_use]
    pub(crate) fn bytes(self) -> Response<Bytes> {
        let bytes = self.body.clone();
        self.with(bytes)
    }

    /// Takes the body of one of several documented errors as bytes.
    #[must_use]
    pub(crate) fn bytes_error_with<E>(self, wrap: impl FnOnce(Bytes) -> E) -> Error<E> {
        let bytes = self.body.clone();
        self.error_with(wrap(bytes))
    }

    /// A response that is documented to have no content. What the server sent in spite of that
    /// stays in [`Response::body`].
    #[must_use]
    pub(crate) fn empty(self) -> Response<()> {
        self.with(())
    }

    /// A documented error without content.
    #[must_use]
    pub(crate) fn empty_error(self) -> Error<()> {
        self.error_with(())
    }

    /// This response with the content that was made of it.
    #[must_use]
    pub fn with<T>(self, content: T) -> Response<T> {
        Response { raw: self, content }
    }

    /// This response as a documented error with the content that was made of it.
    #[must_use]
    pub fn error_with<E>(self, content: E) -> Error<E> {
        Error::Api(Box::new(self.with(content)))
    }

    /// This response as one that the API does not document.
    #[must_use]
    pub fn undocumented<E>(self) -> Error<E> {
        Error::Undocumented(Box::new(self))
    }

    #[cold]
    fn undecodable(self, error: &serde_json::Error) -> Box<DecodeError> {
        Box::new(DecodeError::json(self, error))
    }
}

impl fmt::Debug for RawResponse {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}

/// Decodes JSON. The text is validated as a whole, which costs less than string by string.
fn decode<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    }
}

/// Shows which headers there are. Their values may be cookies, tokens, or URLs with either.
pub(super) struct HeaderNames<'a>(pub(super) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.keys()).finish()
    }
}

/// The value of `Content-Type`, if it is text.
fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

/// The media type that the headers name, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> Option<&str> {
    Some(essence(content_type(headers)?))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The parameters of a media type.
#[inline]
fn parameters(media_type: &str) -> impl Iterator<Item = &str> {
    media_type.split(';').skip(1).map(str::trim)
}

/// Whether the headers name this media type, or one in this range. Parameters that both have must
/// agree, but for the charset: it is that of the text, whatever was documented.
#[inline]
pub(super) fn is_media_type(headers: &HeaderMap, expected: &str) -> bool {
    let Some(found) = content_type(headers) else {
        return essence(expected) == "*/*";
    };
    is_essence(essence(found), essence(expected))
        && !parameters(expected).any(|one| parameters(found).any(|other| differ(one, other)))
}

/// Whether two parameters have the same name and different values.
#[inline]
fn differ(one: &str, other: &str) -> bool {
    let name = |parameter| str::split(parameter, '=').next().unwrap_or_default();
    charset(one).is_none()
        && name(one).eq_ignore_ascii_case(name(other))
        && !one.eq_ignore_ascii_case(other)
}

#[inline]
fn is_essence(found: &str, expected: &str) -> bool {
    match expected.strip_suffix('*') {
        Some("*/") => true,
        Some(range) => found
            .get(..range.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(range)),
        None => found.eq_ignore_ascii_case(expected),
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

/// The value of a parameter that is the charset.
#[inline]
fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.trim()
        .eq_ignore_ascii_case("charset")
        .then(|| value.trim().trim_matches('"'))
}
