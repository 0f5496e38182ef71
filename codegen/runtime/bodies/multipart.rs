//! Bodies of the media types `multipart/*`.

use super::{file_part::FilePart, upload::Upload};
use crate::runtime::{
    client::platform,
    requests::{
        data::Data,
        error::RequestError,
        request::{Payload, Request},
    },
};
use reqwest::{
    Body,
    header::{CONTENT_TYPE, HeaderMap},
    multipart::{Form, Part},
};
use serde::Serialize;
use std::{borrow::Cow, fmt};

// if: MultipartHeaders
use crate::runtime::requests::style::{self, Escape};
// if: MultipartHeaders
use reqwest::header::{HeaderName, HeaderValue};

/// The parts of a form, in the order in which they are sent.
pub(crate) struct FormParts {
    parts: Vec<FormPart>,
    headers: HeaderMap,
}

/// A part of a form, and its name.
enum FormPart {
    Ready(Cow<'static, str>, Part),
    /// Something has to be opened for its content.
    #[cfg(feature = "stream")]
    Closed(Box<Head>, Upload),
}

/// What a part has beside its content.
struct Head {
    name: Cow<'static, str>,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: HeaderMap,
}

impl FormParts {
    /// An empty form.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self {
            parts: Vec::new(),
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
        self.add(name.into(), text.into(), None, content_type)
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
            let text = item.text().into_owned();
            self.add(name.into(), text.into(), None, content_type.or(json))?;
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
        self.add(name.into(), json.into(), None, content_type)
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
        let (content, file_name) = file.into_content(&name, content_type);
        self.add(name, content, file_name, content_type)
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

    fn add(
        &mut self,
        name: Cow<'static, str>,
        content: Upload,
        file_name: Option<String>,
        content_type: Option<&str>,
    ) -> Result<(), RequestError> {
        let head = Head {
            name,
            file_name,
            content_type: content_type.map(str::to_owned),
            headers: self.headers.clone(),
        };
        #[cfg(feature = "stream")]
        let part = match content.ready() {
            Ok(body) => head.part(body)?,
            Err(closed) => FormPart::Closed(Box::new(head), closed),
        };
        #[cfg(not(feature = "stream"))]
        let part = head.part(content.into_body())?;
        self.parts.push(part);
        Ok(())
    }

    /// The form, if nothing has to be opened for it, as `reqwest` writes it.
    fn payload(self, media_type: Option<&'static str>) -> Result<Payload, RequestError> {
        let mut form = Form::new();
        for part in self.parts {
            match part {
                FormPart::Ready(name, part) => form = form.part(name, part),
                #[cfg(feature = "stream")]
                FormPart::Closed(..) => return Err(RequestError::new("a part is not open")),
            }
        }
        let Some(media_type) = media_type else {
            return Ok(Payload::Late(Box::new(|request| request.multipart(form))));
        };
        let content_type = platform::form_type(media_type, &form).map_err(RequestError::new)?;
        Ok(Payload::Late(Box::new(move |request| {
            // The form has set its own; this one takes its place.
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type)]);
            request.multipart(form).headers(headers)
        })))
    }

    /// Whether something has to be opened.
    #[cfg(feature = "stream")]
    fn is_closed(&self) -> bool {
        let is_closed = |part: &FormPart| matches!(part, FormPart::Closed(..));
        self.parts.iter().any(is_closed)
    }

    /// Opens all contents.
    #[cfg(feature = "stream")]
    async fn open(self) -> Result<Self, RequestError> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            parts.push(match part {
                FormPart::Closed(head, content) => head.part(content.open().await?.0)?,
                ready @ FormPart::Ready(..) => ready,
            });
        }
        Ok(Self { parts, ..self })
    }
}

impl Head {
    fn part(self, body: Body) -> Result<FormPart, RequestError> {
        let name = self.name;
        let mut part = Part::stream(body).headers(self.headers);
        if let Some(file_name) = self.file_name {
            part = part.file_name(file_name);
        }
        if let Some(content_type) = self.content_type {
            part = part.mime_str(&content_type).map_err(|error| {
                RequestError::new(format!("the media type of the part `{name}` is not valid"))
                    .caused_by(error)
            })?;
        }
        Ok(FormPart::Ready(name, part))
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
    pub(crate) fn multipart(&mut self, parts: Result<FormParts, RequestError>) {
        self.form_parts(None, parts);
    }

    /// Sends a form as another media type, to which the boundary is added.
    pub(crate) fn multipart_as(
        &mut self,
        media_type: &'static str,
        parts: Result<FormParts, RequestError>,
    ) {
        self.form_parts(Some(media_type), parts);
    }

    fn form_parts(
        &mut self,
        media_type: Option<&'static str>,
        parts: Result<FormParts, RequestError>,
    ) {
        #[cfg(feature = "stream")]
        let parts = match parts {
            Ok(parts) if parts.is_closed() => {
                let opening = async move { parts.open().await?.payload(media_type) };
                self.payload = Payload::Opening(Box::pin(opening));
                return;
            }
            other => other,
        };
        match parts.and_then(|parts| parts.payload(media_type)) {
            Ok(payload) => self.payload = payload,
            Err(error) => self.refuse(error),
        }
    }
}
