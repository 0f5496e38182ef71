//! The body of a request, and the headers `Accept` and `Content-Type`.

use crate::runtime::requests::{
    error::{RequestError, unwritable},
    request::{Payload, Request},
};
use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;

// if: Uploads
use super::upload::Upload;
// if: Forms
use super::{form, form_encoding::FormEncoding};

impl Request {
    /// Sets the media types that the client accepts.
    pub(crate) fn accept(&mut self, media_types: &'static str) {
        self.static_header(ACCEPT, media_types);
    }

    /// Sends JSON.
    pub(crate) fn json<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T) {
        let mut bytes = Vec::with_capacity(512);
        match serde_json::to_writer(&mut bytes, body) {
            Ok(()) => self.binary(media_type, bytes.into()),
            Err(error) => self.refuse(unwritable(error)),
        }
    }

    // if: Forms
    /// Sends a form. A value that is not an object is refused.
    pub(crate) fn form<T: Serialize + ?Sized>(&mut self, body: &T, encoding: FormEncoding) {
        match form::encode(body, encoding) {
            Ok(body) => self.binary("application/x-www-form-urlencoded", body.into()),
            Err(error) => self.refuse(error),
        }
    }

    /// Sends text.
    pub(crate) fn text(&mut self, media_type: &'static str, body: String) {
        self.binary(media_type, body.into());
    }

    /// Sends text of a media type that the caller chose.
    pub(crate) fn text_as(&mut self, media_type: &str, body: String) {
        self.body_as(media_type, Payload::Bytes(body.into()));
    }

    /// Sends bytes.
    pub(crate) fn binary(&mut self, media_type: &'static str, body: Bytes) {
        self.static_header(CONTENT_TYPE, media_type);
        self.payload = Payload::Bytes(body);
    }

    /// Sends a body of a media type that the caller chose.
    pub(crate) fn body_as(&mut self, media_type: &str, body: Payload) {
        self.media_type(media_type);
        self.payload = body;
    }

    // if: Uploads
    /// Sends what the caller gave.
    pub(crate) fn upload(&mut self, media_type: &'static str, body: Upload) {
        self.static_header(CONTENT_TYPE, media_type);
        self.payload = body.into();
    }

    // if: Uploads
    /// Sends what the caller gave as a media type that they chose.
    pub(crate) fn upload_as(&mut self, media_type: &str, body: Upload) {
        self.body_as(media_type, body.into());
    }

    /// Sets the media type. An invalid header value is refused.
    fn media_type(&mut self, media_type: &str) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
            }
            Err(_) => self.refuse(RequestError::new(
                "the media type is not a valid header value",
            )),
        }
    }

    fn static_header(&mut self, name: HeaderName, value: &'static str) {
        // The document may give any text as a media type; an invalid header value is not sent.
        // `HeaderValue` would take what is not ASCII.
        if value.is_ascii()
            && let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes()))
        {
            self.headers.insert(name, value);
        }
    }
}
