//! What is sent as it is, as a body or a file in a form: bytes, or where they come from.

use bytes::Bytes;
use reqwest::Body;
use std::fmt;

#[cfg(feature = "stream")]
use super::{
    chunks::{self, Chunks},
    counted::Counted,
    progress::{Listener, Progress},
};
#[cfg(feature = "stream")]
use crate::runtime::{
    client::platform,
    requests::error::{BoxError, RequestError},
};
#[cfg(feature = "stream")]
use futures_core::Stream;
#[cfg(feature = "stream")]
use reqwest::{
    Request,
    header::{CONTENT_LENGTH, HeaderValue},
};
#[cfg(feature = "stream")]
use std::{
    future::poll_fn,
    path::{Path, PathBuf},
    sync::Arc,
};
#[cfg(feature = "stream")]
use tokio::io::AsyncRead;

/// Content that is sent as it is: bytes and text become one, and a `reqwest::Body` does.
///
/// With the feature `stream`, it can also be a file ([`path`](Self::path)), or what is read from
/// somewhere while it is sent ([`reader`](Self::reader), [`stream`](Self::stream)). What is in
/// memory then is a piece of 64 KiB, or as much as the stream gives at once. Files and bytes are sent
/// again where other requests are; readers and streams are not, since they can be read only once.
///
/// Content whose length is known is sent with a `Content-Length`, any other in chunks. If it turns out
/// to have another length, the call fails and the server never gets a request that is whole.
#[cfg_attr(
    not(feature = "stream"),
    allow(rustdoc::broken_intra_doc_links, reason = "the methods are not there")
)]
pub struct Upload {
    source: Source,
    #[cfg(feature = "stream")]
    length: Option<u64>,
    #[cfg(feature = "stream")]
    listener: Option<Listener>,
}

/// Where the content comes from.
enum Source {
    Bytes(Bytes),
    Body(Body),
    #[cfg(feature = "stream")]
    Path(PathBuf),
    #[cfg(feature = "stream")]
    Chunks(Chunks),
}

impl Upload {
    fn new(source: Source) -> Self {
        Self {
            source,
            #[cfg(feature = "stream")]
            length: None,
            #[cfg(feature = "stream")]
            listener: None,
        }
    }

    /// The body, if nothing has to be opened for it.
    #[cfg(feature = "stream")]
    pub(crate) fn ready(self) -> Result<Body, Self> {
        if self.is_closed() {
            return Err(self);
        }
        match self.source {
            Source::Bytes(bytes) => Ok(bytes.into()),
            Source::Body(body) => Ok(body),
            source => Err(Self::new(source)),
        }
    }

    /// Whether something has to be opened for the body.
    #[cfg(feature = "stream")]
    fn is_closed(&self) -> bool {
        let is_ready = matches!(self.source, Source::Bytes(_) | Source::Body(_))
            && self.length.is_none()
            && self.listener.is_none();
        !is_ready
    }

    /// The body.
    #[cfg(not(feature = "stream"))]
    pub(crate) fn into_body(self) -> Body {
        match self.source {
            Source::Bytes(bytes) => bytes.into(),
            Source::Body(body) => body,
        }
    }
}

#[cfg(feature = "stream")]
impl Upload {
    /// The content of a file. It is opened when the request is sent, and again if the request is. A
    /// file that is not there is an error before anything is sent. In a form it has the name that the
    /// path ends with.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self::new(Source::Path(path.into()))
    }

    /// What a reader reads, to its end. Its length is not known unless [`length`](Self::length) says it;
    /// a reader of the beginning of something else is made by `take` of `tokio::io::AsyncReadExt`.
    ///
    /// If it gives nothing for the idle timeout, the call ends: one that takes its time needs a call
    /// with a longer one.
    #[must_use]
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::new(Source::Chunks(chunks::of_reader(Box::pin(reader))))
    }

    /// What a stream gives, to its end. Its length is not known unless [`length`](Self::length) says it.
    ///
    /// If it gives nothing for the idle timeout, the call ends: one that takes its time needs a call
    /// with a longer one.
    #[must_use]
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::new(Source::Chunks(chunks::of_stream(stream)))
    }

    /// Says how many bytes there are.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Calls this each time that a piece of the content was given to the connection, which then sends
    /// it. If the request is sent again, it begins again.
    #[must_use]
    pub fn on_progress(mut self, listener: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.listener = Some(Arc::new(listener));
        self
    }

    // if: Multipart
    /// The name of the file.
    pub(super) fn file_name(&self) -> Option<String> {
        let Source::Path(path) = &self.source else {
            return None;
        };
        Some(path.file_name()?.to_string_lossy().into_owned())
    }

    /// The same content for the next attempt, if it can be read again.
    pub(crate) fn again(&self) -> Option<Self> {
        Some(Self {
            source: match &self.source {
                Source::Bytes(bytes) => Source::Bytes(bytes.clone()),
                Source::Path(path) => Source::Path(path.clone()),
                Source::Body(_) | Source::Chunks(_) => return None,
            },
            length: self.length,
            listener: self.listener.clone(),
        })
    }

    /// Opens the content, and makes a body of it.
    ///
    /// # Errors
    ///
    /// If it cannot be opened, or has another length than was said.
    pub(crate) async fn open(self) -> Result<(Body, Option<u64>), RequestError> {
        if !platform::READS_BODIES {
            return Err(RequestError::new(
                "a browser sends what is in memory: give the bytes themselves",
            ));
        }
        let (mut chunks, known) = match self.source {
            Source::Bytes(bytes) => chunks::of_bytes(bytes),
            Source::Body(body) => chunks::of_body(body),
            Source::Path(path) => open(&path).await?,
            Source::Chunks(chunks) => (chunks, None),
        };
        if let (Some(known), Some(said)) = (known, self.length)
            && known != said
        {
            return Err(other_length(said));
        }
        let length = self.length.or(known);
        // Of a body that is empty nothing is read.
        if length == Some(0) {
            return match poll_fn(|context| chunks.poll_next(context)).await {
                None => Ok((Bytes::new().into(), length)),
                Some(Ok(_)) => Err(other_length(0)),
                Some(Err(error)) => Err(unreadable(error)),
            };
        }
        let counted = Counted::new(chunks, length, self.listener);
        Ok((platform::body_of(counted), length))
    }

    /// Opens the content, and makes it the body of a request.
    ///
    /// # Errors
    ///
    /// If it cannot be opened, or has another length than was said.
    pub(crate) async fn open_for(self, request: &mut Request) -> Result<(), RequestError> {
        let (body, length) = self.open().await?;
        let headers = request.headers_mut();
        match length {
            Some(length) => headers.insert(CONTENT_LENGTH, HeaderValue::from(length)),
            None => headers.remove(CONTENT_LENGTH),
        };
        *request.body_mut() = Some(body);
        Ok(())
    }
}

/// Opens a file.
#[cfg(feature = "stream")]
async fn open(path: &Path) -> Result<(Chunks, Option<u64>), RequestError> {
    chunks::of_file(path.to_owned()).await.map_err(|error| {
        RequestError::new("the file that is to be sent could not be opened").caused_by(error)
    })
}

#[cfg(feature = "stream")]
#[cold]
fn other_length(said: u64) -> RequestError {
    RequestError::new(format!(
        "what is to be sent does not have the {said} bytes that were said"
    ))
}

#[cfg(feature = "stream")]
#[cold]
fn unreadable(error: BoxError) -> RequestError {
    RequestError::new("what is to be sent could not be read").caused_by(error)
}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Upload");
        match &self.source {
            Source::Bytes(bytes) => shown.field("bytes", &bytes.len()),
            Source::Body(_) => &mut shown,
            #[cfg(feature = "stream")]
            Source::Path(path) => shown.field("path", path),
            #[cfg(feature = "stream")]
            Source::Chunks(_) => shown.field("length", &self.length),
        };
        shown.finish_non_exhaustive()
    }
}

impl From<Vec<u8>> for Upload {
    fn from(content: Vec<u8>) -> Self {
        Self::from(Bytes::from(content))
    }
}

impl From<Bytes> for Upload {
    fn from(content: Bytes) -> Self {
        Self::new(Source::Bytes(content))
    }
}

impl From<&'static [u8]> for Upload {
    fn from(content: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(content))
    }
}

impl From<String> for Upload {
    fn from(content: String) -> Self {
        Self::from(Bytes::from(content))
    }
}

impl From<&'static str> for Upload {
    fn from(content: &'static str) -> Self {
        Self::from(content.as_bytes())
    }
}

impl From<Body> for Upload {
    fn from(content: Body) -> Self {
        Self::new(Source::Body(content))
    }
}
