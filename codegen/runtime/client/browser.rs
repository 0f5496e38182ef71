//! What a browser has instead of sockets, timers and tasks: `fetch` and `setTimeout`. `system.rs` has
//! the same for other systems.
//!
//! `fetch` follows redirects, so responses and credentials are treated as with an HTTP client of the
//! caller that does. It says of no failure whether anything was sent.

use bytes::Bytes;
use futures_core::Stream;
use gloo_timers::future::TimeoutFuture;
use reqwest::{ClientBuilder, Response};
use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::Poll,
    time::{Duration, SystemTime},
};
use web_time::web::SystemTimeExt as _;

// if: Multipart
use reqwest::{header::HeaderValue, multipart::Form};

// if: Uploads
#[cfg(feature = "stream")]
use reqwest::Body;
// if: Uploads
#[cfg(feature = "stream")]
use std::task::Context;

pub(crate) use web_time::Instant;

#[cfg(feature = "blocking")]
compile_error!("the feature `blocking` needs threads that can wait: a browser has none");

#[cfg(feature = "mock")]
compile_error!("the feature `mock` needs a socket that listens: a browser has none");

// if: Pages or TokenSources
/// Anything: nothing leaves its thread.
pub trait MaybeSend {}

// if: Pages or TokenSources
impl<T: ?Sized> MaybeSend for T {}

// if: Multipart or Pages or Streams or TokenSources
/// A future in a box.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Whether redirects are followed, whatever is said.
pub(crate) const FOLLOWS_REDIRECTS: bool = true;

/// What is wrong with credentials that an HTTP client takes along when it follows redirects.
pub(crate) const WOULD_FOLLOW: &str = "a browser follows redirects, and would send the credentials \
    to other hosts: call `assume_no_redirects` if the server sends none to others";

/// Whether it is known when there is a connection.
pub(crate) const KNOWS_CONNECTIONS: bool = false;

pub(crate) fn now() -> SystemTime {
    web_time::SystemTime::now().to_std()
}

/// Whether calls can be made here.
pub(crate) fn is_ready() -> bool {
    true
}

/// `fetch` cannot be told not to follow any.
pub(crate) fn without_redirects(builder: ClientBuilder) -> ClientBuilder {
    builder
}

/// The browser has a limit of its own.
pub(crate) fn connect_timeout(builder: ClientBuilder, _: Duration) -> ClientBuilder {
    builder
}

/// It is never known.
pub(crate) fn is_connect(_: &reqwest::Error) -> bool {
    false
}

/// Waits.
pub(crate) async fn sleep(time: Duration) {
    /// A longer time is none to `setTimeout`.
    const LONGEST: u32 = i32::MAX.unsigned_abs();
    let millis = u32::try_from(time.as_millis()).unwrap_or(LONGEST);
    TimeoutFuture::new(millis.min(LONGEST)).await;
}

/// The time was over first.
pub(crate) struct Elapsed;

/// What a future returns, unless it takes longer.
pub(crate) async fn timeout<F: Future>(time: Duration, future: F) -> Result<F::Output, Elapsed> {
    let mut future = pin!(future);
    let mut end = pin!(sleep(time));
    let first = poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Ok(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| Err(Elapsed)),
    });
    first.await
}

// if: Uploads
/// A browser sends what is in memory.
#[cfg(feature = "stream")]
pub(crate) const READS_BODIES: bool = false;

// if: Uploads
/// Is not called.
#[cfg(feature = "stream")]
pub(crate) fn body_of<B>(_: B) -> Body {
    Body::from("")
}

// if: Uploads
/// Is not called.
#[cfg(feature = "stream")]
pub(crate) fn poll_body(_: &mut Body, _: &mut Context<'_>) -> Poll<Option<reqwest::Result<Bytes>>> {
    Poll::Ready(None)
}

// if: Uploads
/// The length of a body, if it is known.
#[cfg(feature = "stream")]
pub(crate) fn length_of(body: &Body) -> Option<u64> {
    u64::try_from(body.as_bytes()?.len()).ok()
}

// if: Streams or Uploads
/// There are no files.
#[cfg(feature = "stream")]
#[allow(clippy::unused_async, reason = "elsewhere it waits")]
pub(crate) async fn on_disk<T>(
    _: impl FnOnce() -> std::io::Result<T> + 'static,
) -> std::io::Result<T> {
    Err(std::io::ErrorKind::Unsupported.into())
}

// if: Multipart
/// What stands between the parts of a form is up to the browser, and so is its media type.
pub(crate) fn form_type(_: &str, _: &Form) -> Result<HeaderValue, &'static str> {
    Err("a browser sends forms as `multipart/form-data` only")
}

// if: TokenSources
/// What a future returns. If this one is dropped, it does not run on: who waits then starts another.
pub(crate) async fn apart<T>(future: impl Future<Output = T>) -> Option<T> {
    Some(future.await)
}

/// The body of a response, a chunk after the other.
pub(crate) struct Chunks(Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>);

impl Chunks {
    pub(crate) fn of(response: Response) -> Self {
        Self(Box::pin(response.bytes_stream()))
    }

    pub(crate) async fn next(&mut self) -> reqwest::Result<Option<Bytes>> {
        let next = poll_fn(|context| self.0.as_mut().poll_next(context));
        next.await.transpose()
    }
}
