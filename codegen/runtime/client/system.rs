//! Sockets, timers and tasks, as Tokio has them. `browser.rs` has the same for browsers.

use bytes::Bytes;
use reqwest::{ClientBuilder, Response, redirect};
use std::time::{Duration, SystemTime};

// if: Multipart
use reqwest::{header::HeaderValue, multipart::Form};

// if: Uploads
#[cfg(feature = "stream")]
use crate::runtime::requests::error::BoxError;
// if: Uploads
#[cfg(feature = "stream")]
use http_body::Body as HttpBody;
// if: Uploads
#[cfg(feature = "stream")]
use reqwest::Body;
// if: Uploads
#[cfg(feature = "stream")]
use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub(crate) use tokio::time::{Instant, sleep, timeout};

// if: Pages or TokenSources
/// `Send`. In a browser it is anything, because nothing leaves its thread there.
pub trait MaybeSend: Send {}

// if: Pages or TokenSources
impl<T: Send + ?Sized> MaybeSend for T {}

// if: Multipart or Pages or Streams or TokenSources
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

// if: Uploads
/// Whether a body can be read while it is sent.
#[cfg(feature = "stream")]
pub(crate) const READS_BODIES: bool = true;

// if: Uploads
/// A body that is read while it is sent.
#[cfg(feature = "stream")]
pub(crate) fn body_of<B>(body: B) -> Body
where
    B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + Sync + 'static,
{
    Body::wrap(body)
}

// if: Uploads
/// The next piece of a body.
#[cfg(feature = "stream")]
pub(crate) fn poll_body(
    body: &mut Body,
    context: &mut Context<'_>,
) -> Poll<Option<reqwest::Result<Bytes>>> {
    let next = Pin::new(body).poll_frame(context);
    next.map_ok(|frame| frame.into_data().unwrap_or_default())
}

// if: Uploads
/// The length of a body, if it is known.
#[cfg(feature = "stream")]
pub(crate) fn length_of(body: &Body) -> Option<u64> {
    body.size_hint().exact()
}

// if: Streams or Uploads
/// Does something with files on a thread that may wait.
#[cfg(feature = "stream")]
pub(crate) async fn on_disk<T: Send + 'static>(
    act: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    tokio::task::spawn_blocking(act).await?
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
