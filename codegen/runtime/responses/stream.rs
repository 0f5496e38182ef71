//! Responses whose body is read as a stream.

use super::{
    error::Error,
    failure::Failure,
    media_type,
    receive::receive,
    response::{RawResponse, Response},
};
use crate::runtime::client::{
    limits::Limits,
    platform::{BoxFuture, Chunks},
};
use bytes::Bytes;
use reqwest::{StatusCode, header::HeaderMap};
use std::{
    fmt,
    future::poll_fn,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

#[cfg(feature = "stream")]
use crate::runtime::bodies::progress::{Listener, Progress};
#[cfg(feature = "blocking")]
use crate::runtime::client::blocking;
#[cfg(feature = "stream")]
use std::sync::Arc;

/// A response whose body has not been read yet.
pub(crate) struct StreamingResponse {
    response: reqwest::Response,
    operation: &'static str,
    limits: Limits,
    attempts: u32,
}

impl StreamingResponse {
    /// The response to a request of this operation, after so many attempts.
    #[must_use]
    pub(crate) fn new(
        response: reqwest::Response,
        operation: &'static str,
        limits: Limits,
        attempts: u32,
    ) -> Self {
        Self {
            response,
            operation,
            limits,
            attempts,
        }
    }

    /// The status.
    #[must_use]
    pub(crate) fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// How often the request was sent.
    #[must_use]
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
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
    pub(crate) fn into_stream(self) -> Response<ByteStream> {
        let (head, stream) = self.split();
        head.with(stream)
    }

    /// This response without its body, and the body.
    pub(super) fn split(mut self) -> (RawResponse, ByteStream) {
        let headers = mem::take(self.response.headers_mut());
        let head = RawResponse::new(self.response.status(), headers, Bytes::new());
        let head = head.of(self.operation).after(self.attempts);
        let stream = ByteStream {
            head: Box::new(head.clone()),
            received: 0,
            total: self.response.content_length(),
            body: Body::Waits(Chunks::of(self.response)),
            limits: self.limits,
            #[cfg(feature = "stream")]
            listener: None,
        };
        (head, stream)
    }

    /// Waits for the whole body.
    ///
    /// # Errors
    ///
    /// If the connection fails or times out.
    pub(crate) async fn buffer(self) -> Result<RawResponse, Failure> {
        match receive(self.response, self.operation, &self.limits).await {
            Ok(response) => Ok(response.after(self.attempts)),
            Err(failure) => Err(failure.of(self.operation).after(self.attempts, None)),
        }
    }
}

/// The body of a response as a stream of chunks. However long it is, one chunk is in memory, and the
/// only limit is the time in which nothing arrives.
///
/// An error keeps status and headers ([`Error::response`]), but nothing of the body.
///
/// With the feature `stream`, it is a [`futures_core::Stream`].
#[cfg_attr(
    not(feature = "stream"),
    allow(rustdoc::broken_intra_doc_links, reason = "the crate is not there")
)]
pub struct ByteStream {
    /// The response without its body, for errors.
    head: Box<RawResponse>,
    received: u64,
    total: Option<u64>,
    body: Body,
    limits: Limits,
    #[cfg(feature = "stream")]
    listener: Option<Listener>,
}

/// A body that is read.
enum Body {
    /// The next chunk has not been asked for.
    Waits(Chunks),
    /// It has. The rest comes back with it.
    Reads(BoxFuture<'static, Read>),
    /// It was read to its end, or failed.
    Ended,
}

type Read = (Chunks, Result<Option<Bytes>, Failure>);

impl ByteStream {
    /// Waits for the next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection fails, [`Error::Timeout`] if it times out.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// How many bytes have arrived.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// How many bytes the whole body has, if the server said so and they are not compressed.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Calls this each time that a chunk has arrived.
    #[cfg(feature = "stream")]
    pub fn on_progress(&mut self, listener: impl Fn(Progress) + Send + Sync + 'static) {
        self.listener = Some(Arc::new(listener));
    }

    /// The response without its body.
    #[cfg(any(feature = "blocking", feature = "stream"))]
    pub(super) fn head(&self) -> &RawResponse {
        &self.head
    }

    /// The chunks, each waited for where there is no `async`. In `async` code the only one is an
    /// [`Error::Request`].
    #[cfg(feature = "blocking")]
    pub fn blocking(&mut self) -> impl Iterator<Item = Result<Bytes, Error>> {
        blocking::iterate(|context| self.poll_chunk(context).map(Result::transpose))
    }

    /// What [`chunk`](Self::chunk) waits for. A call that is given up loses nothing.
    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, Error>> {
        let mut reads = match mem::replace(&mut self.body, Body::Ended) {
            Body::Ended => return Poll::Ready(Ok(None)),
            Body::Reads(reads) => reads,
            Body::Waits(mut chunks) => {
                let limits = self.limits;
                Box::pin(async move {
                    let chunk = match limits.within(chunks.next()).await {
                        Ok(chunk) => chunk.map_err(Failure::from),
                        Err(which) => Err(Failure::timeout(which)),
                    };
                    (chunks, chunk)
                })
            }
        };
        let Poll::Ready((chunks, chunk)) = reads.as_mut().poll(context) else {
            self.body = Body::Reads(reads);
            return Poll::Pending;
        };
        Poll::Ready(match chunk {
            Ok(Some(chunk)) => {
                self.body = Body::Waits(chunks);
                self.received += chunk.len() as u64;
                #[cfg(feature = "stream")]
                if let Some(listener) = &self.listener {
                    listener(Progress {
                        bytes: self.received,
                        total: self.total,
                    });
                }
                Ok(Some(chunk))
            }
            Ok(None) => Ok(None),
            Err(failure) => {
                let attempts = self.head.attempts();
                let failure = failure.while_reading((*self.head).clone());
                let operation = self.head.operation();
                Err(failure.after(attempts, None).of(operation).into())
            }
        })
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ByteStream")
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(self.poll_chunk(context)).transpose())
    }
}
