//! Bodies of the media types `multipart/*`.

use super::file_part::FilePart;
use crate::runtime::{
    client::platform,
    requests::{data::Data, error::RequestError, request::Request},
};
use reqwest::{
    header::{CONTENT_TYPE, HeaderMap},
    multipart::{Form, Part},
};
use serde::Serialize;
use std::{borrow::Cow, fmt, mem};

// if: MultipartHeaders
use crate::runtime::requests::style::{self, Escape};
// if: MultipartHeaders
use reqwest::header::{HeaderName, HeaderValue};

/// The parts of a form, in the order in which they are sent.
pub(crate) struct FormParts {
    form: Form,
    headers: HeaderMap,
}

impl FormParts {
    /// An empty form.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self {
            form: Form::new(),
            headers: HeaderMap::new(),
        }
    }

    // if: MultipartHeaders
    /// Sets a header of the parts that are added until [`end_headers`](Self::end_headers).
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized or is not a valid header value.
    pub(crate) fn header<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        explode: bool,
    ) -> Result<(), RequestError> {
        let Some(value) = value else { return Ok(()) };
        let mut text = String::new();
        style::simple(&mut text, &Data::of(value)?, explode, Escape::Never);
        let header = HeaderName::try_from(name)
            .map_err(|_| RequestError::new(format!("`{name}` is not a valid header name")))?;
        let value = HeaderValue::try_from(text).map_err(|_| {
            RequestError::new(format!("the header `{name}` contains control characters"))
        })?;
        self.headers.insert(header, value);
        Ok(())
    }

    // if: MultipartHeaders
    /// Ends what [`header`](Self::header) began.
    pub(crate) fn end_headers(&mut self) {
        self.headers.clear();
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

    /// Adds a scalar as its text, an object as JSON, and a list item by item.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized or the media type is not valid.
    pub(crate) fn value<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let items = match Data::of(value)? {
            Data::List(items) => items,
            one => vec![one],
        };
        for item in items {
            let json =
                matches!(item, Data::List(_) | Data::Object(_)).then_some("application/json");
            let part = Part::text(item.text().into_owned());
            self.add(name.into(), part, content_type.or(json))?;
        }
        Ok(())
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
        let json = Data::of(value)?.json();
        let content_type = content_type.or(Some("application/json"));
        self.add(name.into(), Part::text(json), content_type)
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
        let name = name.into();
        let own = file.media_type().map(str::to_owned);
        let content_type = own.as_deref().or(content_type);
        let part = file.into_part(&name, content_type);
        self.add(name, part, content_type)
    }

    /// Adds a file of one of several media types, which its own must say.
    ///
    /// # Errors
    ///
    /// If it has no media type, or not a valid one.
    pub(crate) fn file_of(
        &mut self,
        name: &'static str,
        file: FilePart,
        media_types: &str,
    ) -> Result<(), RequestError> {
        if file.media_type().is_none() {
            return Err(RequestError::new(format!(
                "the part `{name}` needs its media type, one of `{media_types}`: set it with `FilePart::content_type`"
            )));
        }
        self.file(name, file, None)
    }

    /// Adds a file, or text in its place.
    ///
    /// # Errors
    ///
    /// If the media type is not valid.
    pub(crate) fn text_or_file(
        &mut self,
        name: &'static str,
        file: FilePart,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let content_type = content_type.filter(|_| !file.is_plain_text());
        self.file(name, file, content_type)
    }

    /// Adds a file of one of several media types, or text in its place.
    ///
    /// # Errors
    ///
    /// If a file has no media type, or not a valid one.
    pub(crate) fn text_or_file_of(
        &mut self,
        name: &'static str,
        file: FilePart,
        media_types: &str,
    ) -> Result<(), RequestError> {
        if file.is_plain_text() {
            self.file(name, file, None)
        } else {
            self.file_of(name, file, media_types)
        }
    }

    /// The form.
    #[must_use]
    pub(crate) fn finish(self) -> Form {
        self.form
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
        let part = part.headers(self.headers.clone());
        self.form = mem::take(&mut self.form).part(name, part);
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
    /// Sends a form as `multipart/form-data`.
    pub(crate) fn multipart(&mut self, form: Result<Form, RequestError>) {
        match form {
            Ok(form) => self.late_body(|request| request.multipart(form)),
            Err(error) => self.refuse(error),
        }
    }

    /// Sends a form as another media type, to which the boundary is added.
    pub(crate) fn multipart_as(
        &mut self,
        media_type: &'static str,
        form: Result<Form, RequestError>,
    ) {
        let form = form.and_then(|form| {
            let content_type = platform::form_type(media_type, &form);
            let content_type = content_type.map_err(RequestError::new)?;
            Ok((form, content_type))
        });
        match form {
            Ok((form, content_type)) => self.late_body(move |request| {
                // The form has set its own; this one takes its place.
                let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type)]);
                request.multipart(form).headers(headers)
            }),
            Err(error) => self.refuse(error),
        }
    }
}
