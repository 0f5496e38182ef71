//! Whether a body goes on while it is sent.

use crate::runtime::client::platform::{self, Instant};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use reqwest::{Body, Request};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

/// The most that a connection has not sent, in bytes, when it takes another piece: somewhat more than
/// hyper does by default.
const HELD: u64 = 512 * 1024;

/// How far a body is.
struct Progress {
    /// When something of it went from its source to the connection.
    moved: Instant,
    /// How many bytes the connection may not have sent yet.
    held: u64,
}

/// How a body goes on that is read while it is sent.
#[derive(Clone)]
pub(crate) struct Flow(Arc<Mutex<Progress>>);

impl Flow {
    /// Watches the body of a request, if it has one that is read while it is sent.
    pub(crate) fn watch(mut request: Request) -> (Request, Option<Self>) {
        let body = request.body_mut();
        let is_read = |body: &Body| platform::READS_BODIES && body.as_bytes().is_none();
        let flow = body.take_if(|body| is_read(body)).map(|watched| {
            let flow = Self(Arc::new(Mutex::new(Progress {
                moved: Instant::now(),
                held: 0,
            })));
            *body = Some(platform::body_of(Watched {
                body: watched,
                flow: flow.clone(),
            }));
            flow
        });
        (request, flow)
    }

    /// What is left of a time in which the source must give something and the connection take it, or
    /// the server answer. It is longer by what a connection of so many bytes per second needs for what
    /// it has.
    pub(crate) fn left_of(&self, time: Duration, slowest: u64) -> Duration {
        let progress = self.progress();
        time.saturating_add(Duration::from_secs(progress.held / slowest))
            .saturating_sub(progress.moved.elapsed())
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that says how it goes on.
struct Watched {
    body: Body,
    flow: Flow,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<reqwest::Result<Frame<Bytes>>>> {
        let Self { body, flow } = self.get_mut();
        let piece = platform::poll_body(body, context);
        if let Poll::Ready(Some(Ok(piece))) = &piece {
            let mut progress = flow.progress();
            progress.moved = Instant::now();
            progress.held = progress.held.min(HELD) + piece.len() as u64;
        }
        piece.map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        platform::length_of(&self.body).map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
