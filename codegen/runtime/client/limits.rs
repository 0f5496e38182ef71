//! How long a call may wait, and how much it may read.

use super::platform::{Instant, timeout};
use reqwest::{Request, header::CONTENT_LENGTH};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

// if: Uploads
#[cfg(feature = "stream")]
use super::platform::READS_BODIES;

// if: Uploads
#[cfg(feature = "stream")]
use crate::runtime::bodies::flow::Flow;

/// The slowest connection that is not given up, in bytes per second.
const SLOWEST: u64 = 64 * 1024;

/// The limit of a call that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timeout {
    /// The time to connect. Nothing was sent.
    Connect,
    /// The time in which no byte arrives, and none of the body of the request can be sent.
    Idle,
    /// The same, for a token source.
    Token,
    /// The time of the whole call.
    Total,
    /// A limit of the HTTP client that was given to the builder.
    HttpClient,
}

/// A limit that was set, which may be to have none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit(pub(crate) Option<Duration>);

/// The limits of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// When the whole call must have ended.
    deadline: Option<Instant>,
    idle: Option<Duration>,
    /// The largest body that is read, in bytes.
    pub(crate) body: usize,
}

impl Limits {
    pub(super) fn new(total: Option<Duration>, idle: Option<Duration>, body: usize) -> Self {
        Self {
            // A time beyond what the clock can tell is no limit.
            deadline: total.and_then(|total| Instant::now().checked_add(total)),
            idle,
            body,
        }
    }

    // if: Streams
    /// The limits of a body that is read as a stream: it takes as long as it takes.
    pub(super) fn of_stream(self) -> Self {
        Self {
            deadline: None,
            ..self
        }
    }

    /// The limits of a response that is read only to keep what the server said.
    #[inline]
    pub(super) fn of_refusal(self) -> Self {
        const MOST: usize = 64 * 1024;
        const LONGEST: Duration = Duration::from_secs(3);
        let end = Instant::now().checked_add(LONGEST);
        Self {
            deadline: self.deadline.into_iter().chain(end).min(),
            body: self.body.min(MOST),
            ..self
        }
    }

    /// The limits while a request is sent, during which no byte arrives.
    #[inline]
    pub(super) fn while_sending(self, request: &Request) -> Self {
        let idle = length(request).and_then(|length| {
            self.idle?
                .checked_add(Duration::from_secs(length / SLOWEST))
        });
        Self { idle, ..self }
    }

    /// What a future returns, or the limit that it reached. No timer is made if it is ready at once.
    pub(crate) async fn within<F: Future>(&self, future: F) -> Result<F::Output, Timeout> {
        let mut future = pin!(future);
        let at_once = poll_fn(|context| Poll::Ready(future.as_mut().poll(context)));
        match at_once.await {
            Poll::Ready(output) => Ok(output),
            Poll::Pending => self.wait(future).await,
        }
    }

    /// What a future returns, or the limit that it reached.
    pub(crate) async fn wait<F: Future>(&self, future: F) -> Result<F::Output, Timeout> {
        let left = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let (limit, which) = match (left, self.idle) {
            (None, None) => return Ok(future.await),
            (Some(left), Some(idle)) if idle < left => (idle, Timeout::Idle),
            (Some(left), _) => (left, Timeout::Total),
            (None, Some(idle)) => (idle, Timeout::Idle),
        };
        timeout(limit, future).await.map_err(|_| which)
    }

    // if: Uploads
    /// What a future returns that sends a body which is read meanwhile, unless it reaches the idle
    /// time, which begins anew with each piece.
    #[cfg(feature = "stream")]
    pub(super) async fn while_flowing<F: Future>(
        &self,
        flow: Option<&Flow>,
        future: F,
    ) -> Result<F::Output, Timeout> {
        let Some((flow, idle)) = flow.zip(self.idle) else {
            return Ok(future.await);
        };
        let mut future = pin!(future);
        loop {
            let left = flow.left_of(idle, SLOWEST);
            if let Ok(output) = timeout(left, future.as_mut()).await {
                return Ok(output);
            }
            if flow.left_of(idle, SLOWEST).is_zero() {
                return Err(Timeout::Idle);
            }
        }
    }

    /// Whether a call that waits this long has time left.
    pub(super) fn has_time_for(&self, delay: Duration) -> bool {
        let end = Instant::now().checked_add(delay);
        match self.deadline {
            Some(deadline) => end.is_some_and(|end| end < deadline),
            None => true,
        }
    }
}

/// The length of a body that is in memory, in bytes, if it is known.
#[inline]
fn length(request: &Request) -> Option<u64> {
    let Some(body) = request.body() else {
        return Some(0);
    };
    if let Some(bytes) = body.as_bytes() {
        return u64::try_from(bytes.len()).ok();
    }
    // if: Uploads
    // What is read while it is sent has a limit of its own.
    #[cfg(feature = "stream")]
    if READS_BODIES {
        return None;
    }
    // Here it is known by the header alone.
    let length = request.headers().get(CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}
