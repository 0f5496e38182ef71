//! Sockets, timers and tasks, as Tokio has them. `browser.rs` has the same for browsers.

use bytes::Bytes;
use reqwest::{ClientBuilder, Response, redirect};
use std::time::{Duration, SystemTime};

// if: Multipart
use reqwest::{
    Body,
    header::HeaderValue,
    multipart::{Form, Part},
};

pub(crate) use tokio::time::{Instant, sleep, timeout};

// if: Pages or TokenSources
/// `Send`. In a browser it is anything, because nothing leaves its thread there.
pub trait MaybeSend: Send {}

// if: Pages or TokenSources
impl<T: Send + ?Sized> MaybeSend for T {}

// if: Pages or Streams or TokenSources
/// A future in a box.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Whether redirects are followed, whatever is said.
pub(crate) const FOLLOWS_REDIRECTS: bool = false;

/// What is wrong with credentials that an HTTP client takes along when it follows redirects.
pub(crate) const WOULD_FOLLOW: &str = "an HTTP client that follows redirects would send the \
    credentials to other hosts: call `http_client_builder` instead of `http_client`, or `assume_no_redirects` if \
    the client follows none";

/// Whether it is known when there is a connection.
pub(crate) const KNOWS_CONNECTIONS: bool = true;

#[inline]
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// Whether calls can be made here.
#[inline]
pub(crate) fn is_ready() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

#[inline]
pub(crate) fn without_redirects(builder: ClientBuilder) -> ClientBuilder {
    builder.redirect(redirect::Policy::none())
}

#[inline]
pub(crate) fn connect_timeout(builder: ClientBuilder, timeout: Duration) -> ClientBuilder {
    builder.connect_timeout(timeout)
}

/// Whether there was no connection.
#[inline]
pub(crate) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

// if: Multipart
/// A part of a form, with its length if it is known.
pub(crate) fn part(body: Body, length: Option<u64>) -> Part {
    match length {
        Some(length) => Part::stream_with_length(body, length),
        None => Part::stream(body),
    }
}

// if: Multipart
/// The media type of a form, with what stands between its parts.
pub(crate) fn form_type(media_type: &str, form: &Form) -> Result<HeaderValue, &'static str> {
    HeaderValue::try_from(format!("{media_type}; boundary={}", form.boundary()))
        .map_err(|_| "the media type is not a valid header value")
}

// if: TokenSources
/// What a future returns that runs on when this one is dropped; `None` if it panicked.
pub(crate) async fn apart<T: Send + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    tokio::spawn(future).await.ok()
}

/// The body of a response, a chunk after the other.
pub(crate) struct Chunks(Response);

impl Chunks {
    #[inline]
    pub(crate) fn of(response: Response) -> Self {
        Self(response)
    }

    #[inline]
    pub(crate) async fn next(&mut self) -> reqwest::Result<Option<Bytes>> {
        self.0.chunk().await
    }
}
