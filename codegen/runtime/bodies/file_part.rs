//! A file that is sent as a part of a form.

use super::upload::Upload;
use bytes::Bytes;
use reqwest::Body;
use std::fmt;

/// A file in a form: its content, name and media type.
pub struct FilePart {
    content: Upload,
    file_name: Option<String>,
    content_type: Option<String>,
    is_text: bool,
}

impl FilePart {
    /// A file with this content: bytes, text, or what an [`Upload`] reads. One from a path has the name
    /// that the path ends with.
    #[must_use]
    pub fn new(content: impl Into<Upload>) -> Self {
        let content = content.into();
        Self {
            #[cfg(feature = "stream")]
            file_name: content.file_name(),
            #[cfg(not(feature = "stream"))]
            file_name: None,
            content,
            content_type: None,
            is_text: false,
        }
    }

    /// Sets the name of the file. Without it, bytes have the name of their part, because many servers
    /// treat a part as a file only if it has one.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Text that is no file: the URL of one, or its identifier, where the API takes either. Text
    /// that is given a file name or a media type is a file.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            is_text: true,
            ..Self::new(text.into())
        }
    }

    /// Sets the media type: `image/png`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Sets the number of bytes of a stream, so that the length of the body is known. The call fails if
    /// there are more or fewer.
    #[cfg(feature = "stream")]
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.content = self.content.length(length);
        self
    }
}

impl FilePart {
    /// The media type that the caller has set.
    #[must_use]
    pub(super) fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// True for text that has neither a file name nor a media type.
    #[must_use]
    pub(super) fn is_plain_text(&self) -> bool {
        self.is_text && self.file_name.is_none() && self.content_type.is_none()
    }

    /// The content, and the name of the file. Bytes are always a file: without a name, servers would
    /// read them as text, which they are not.
    pub(super) fn into_content(
        self,
        name: &str,
        content_type: Option<&str>,
    ) -> (Upload, Option<String>) {
        let is_file = !self.is_text || content_type == Some("application/octet-stream");
        let file_name = self.file_name;
        let file_name = file_name.or_else(|| is_file.then(|| name.to_owned()));
        (self.content, file_name)
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
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

/// Text that is a file only where nothing else is allowed.
impl From<String> for FilePart {
    fn from(content: String) -> Self {
        Self::text(content)
    }
}

/// Text that is a file only where nothing else is allowed.
impl From<&'static str> for FilePart {
    fn from(content: &'static str) -> Self {
        Self::text(content)
    }
}

impl From<Body> for FilePart {
    fn from(content: Body) -> Self {
        Self::new(content)
    }
}

impl From<Upload> for FilePart {
    fn from(content: Upload) -> Self {
        Self::new(content)
    }
}
