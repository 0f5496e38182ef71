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

/// Who is to do something, so that a body goes on.
#[derive(Clone, Copy)]
enum Turn {
    /// The connection or the server, since then.
    Theirs(Instant),
    /// The source of the body, which takes as long as it takes.
    OfSource,
}

/// How a body goes on that is read while it is sent.
#[derive(Clone)]
pub(crate) struct Flow(Arc<Mutex<Turn>>);

impl Flow {
    /// Watches the body of a request, if it has one that is read while it is sent.
    pub(crate) fn watch(mut request: Request) -> (Request, Option<Self>) {
        let body = request.body_mut();
        let is_read = |body: &Body| platform::READS_BODIES && body.as_bytes().is_none();
        let flow = body.take_if(|body| is_read(body)).map(|watched| {
            let flow = Self(Arc::new(Mutex::new(Turn::Theirs(Instant::now()))));
            *body = Some(platform::body_of(Watched {
                body: watched,
                flow: flow.clone(),
            }));
            flow
        });
        (request, flow)
    }

    /// What is left of a time in which the connection must take something, or the server answer.
    pub(crate) fn left_of(&self, time: Duration) -> Duration {
        match *self.turn() {
            Turn::Theirs(since) => time.saturating_sub(since.elapsed()),
            Turn::OfSource => time,
        }
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
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
        *flow.turn() = if piece.is_pending() {
            Turn::OfSource
        } else {
            Turn::Theirs(Instant::now())
        };
        piece.map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        platform::length_of(&self.body).map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
