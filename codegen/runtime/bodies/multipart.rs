//! Bodies of the media type `multipart/form-data`.

use crate::runtime::requests::{data::Data, error::RequestError, request::Request};
use bytes::Bytes;
use reqwest::{
    Body,
    multipart::{Form, Part},
};
use serde::Serialize;
use std::{borrow::Cow, fmt};

/// A file in a form: its content, name and media type.
pub struct FilePart {
    body: Body,
    length: Option<u64>,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl FilePart {
    /// A file with this content: bytes, text, or a stream.
    #[must_use]
    pub fn new(content: impl Into<Body>) -> Self {
        let body = content.into();
        Self {
            length: body.as_bytes().map(|bytes| bytes.len() as u64),
            body,
            file_name: None,
            content_type: None,
        }
    }

    /// Sets the name of the file. Many servers treat a part as a file only if it has one.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type: `image/png`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Sets the number of bytes of a stream, so that the length of the body is known.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<Bytes> for FilePart {
    fn from(content: Bytes) -> Self {
        Self::new(content)
    }
}

impl From<String> for FilePart {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}

impl From<&'static str> for FilePart {
    fn from(content: &'static str) -> Self {
        Self::new(content)
    }
}

impl From<Body> for FilePart {
    fn from(content: Body) -> Self {
        Self::new(content)
    }
}

/// The parts of a form, in the order in which they are sent.
pub(crate) struct FormParts(Form);

impl FormParts {
    /// An empty form.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(Form::new())
    }

    /// Adds a scalar as its text.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized or the media type is not valid.
    pub(crate) fn text<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let text = Data::of(value)?.text().into_owned();
        self.add(name.into(), Part::text(text), content_type)
    }

    /// Adds a value as JSON.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized or the media type is not valid.
    pub(crate) fn json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let json = serde_json::to_vec(value).map_err(|error| {
            RequestError::new(format!("the part `{name}` could not be serialized")).caused_by(error)
        })?;
        let content_type = content_type.or(Some("application/json"));
        self.add(name.into(), Part::bytes(json), content_type)
    }

    /// Adds a file. Its own media type, if set, takes precedence over the documented one.
    ///
    /// # Errors
    ///
    /// If the media type is not valid.
    pub(crate) fn file(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        file: FilePart,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let mut part = match file.length {
            Some(length) => Part::stream_with_length(file.body, length),
            None => Part::stream(file.body),
        };
        if let Some(file_name) = file.file_name {
            part = part.file_name(file_name);
        }
        self.add(
            name.into(),
            part,
            file.content_type.as_deref().or(content_type),
        )
    }

    /// The form.
    #[must_use]
    pub(crate) fn finish(self) -> Form {
        self.0
    }

    fn add(
        &mut self,
        name: Cow<'static, str>,
        part: Part,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let part = match content_type {
            Some(content_type) => part.mime_str(content_type).map_err(|error| {
                RequestError::new(format!("the media type of the part `{name}` is not valid"))
                    .caused_by(error)
            })?,
            None => part,
        };
        self.0 = std::mem::take(&mut self.0).part(name, part);
        Ok(())
    }
}

impl Default for FormParts {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for FormParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FormParts")
    }
}

impl Request {
    /// Sends a multipart form.
    pub(crate) fn multipart(&mut self, form: Result<Form, RequestError>) {
        match form {
            Ok(form) => self.late_body(|request| request.multipart(form)),
            Err(error) => self.refuse(error),
        }
    }
}
