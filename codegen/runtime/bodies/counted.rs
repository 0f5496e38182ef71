//! A body that is sent as it is read, and counted.

use super::{
    chunks::{Chunks, PIECE},
    progress::{Listener, Progress},
};
use crate::runtime::requests::error::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::{
    error, fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

/// A body that tells how far it is, and ends with an error if its length is not what was said.
pub(super) struct Counted {
    /// They are gone when they have ended.
    chunks: Option<Chunks>,
    /// What was read, but not given yet.
    held: Bytes,
    given: u64,
    length: Option<u64>,
    listener: Option<Listener>,
}

impl Counted {
    pub(super) fn new(chunks: Chunks, length: Option<u64>, listener: Option<Listener>) -> Self {
        Self {
            chunks: Some(chunks),
            held: Bytes::new(),
            given: 0,
            length,
            listener,
        }
    }

    /// The next piece of what was read. The last one of a known length waits for the end of the
    /// source: what comes after it would be cut off, and nobody would know.
    fn piece(&mut self) -> Option<Bytes> {
        let size = self.held.len().min(PIECE);
        let given = self.given + size as u64;
        if size == 0 || (self.length == Some(given) && self.chunks.is_some()) {
            return None;
        }
        self.given = given;
        if let Some(listener) = &self.listener {
            listener(Progress {
                bytes: given,
                total: self.length,
            });
        }
        Some(self.held.split_to(size))
    }

    /// Keeps what was read, unless it is more than was said.
    fn keep(&mut self, chunk: Bytes) -> Result<(), Problem> {
        let read = self.given + self.held.len() as u64 + chunk.len() as u64;
        if self.length.is_some_and(|length| read > length) {
            return Err(Problem::Longer);
        }
        // Whatever is still held is the last piece, after which nothing else may come.
        if !chunk.is_empty() {
            self.held = chunk;
        }
        Ok(())
    }

    /// Gives up.
    fn fail(&mut self, problem: Problem) -> BrokenUpload {
        self.chunks = None;
        self.held.clear();
        BrokenUpload {
            sent: self.given,
            length: self.length.take(),
            problem,
        }
    }
}

impl Body for Counted {
    type Data = Bytes;
    type Error = BrokenUpload;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenUpload>>> {
        let this = self.get_mut();
        loop {
            if let Some(piece) = this.piece() {
                return Poll::Ready(Some(Ok(Frame::data(piece))));
            }
            let Some(chunks) = &mut this.chunks else {
                let is_short = this.length.is_some_and(|length| this.given < length);
                return Poll::Ready(is_short.then(|| Err(this.fail(Problem::Shorter))));
            };
            let kept = match ready!(chunks.poll_next(context)) {
                Some(Ok(chunk)) => this.keep(chunk),
                Some(Err(cause)) => Err(Problem::Source(Arc::from(cause))),
                None => {
                    this.chunks = None;
                    Ok(())
                }
            };
            if let Err(problem) = kept {
                return Poll::Ready(Some(Err(this.fail(problem))));
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let left = self.length.map(|length| length - self.given);
        left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Why a body ended before it was whole.
#[derive(Clone, Debug)]
pub(crate) struct BrokenUpload {
    /// What was given to the connection.
    pub(crate) sent: u64,
    length: Option<u64>,
    problem: Problem,
}

#[derive(Clone, Debug)]
enum Problem {
    Shorter,
    Longer,
    Source(Arc<dyn error::Error + Send + Sync>),
}

impl BrokenUpload {
    /// One of which nothing was sent at this attempt.
    pub(crate) fn unopened(cause: BoxError) -> Self {
        Self {
            sent: 0,
            length: None,
            problem: Problem::Source(Arc::from(cause)),
        }
    }
}

impl fmt::Display for BrokenUpload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.length.unwrap_or_default();
        match self.problem {
            Problem::Shorter => write!(formatter, "it ended after {} of {length} bytes", self.sent),
            Problem::Longer => write!(formatter, "it has more than {length} bytes"),
            Problem::Source(_) => {
                write!(formatter, "it could not be read after {} bytes", self.sent)
            }
        }
    }
}

impl error::Error for BrokenUpload {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.problem {
            Problem::Source(cause) => Some(&**cause),
            Problem::Shorter | Problem::Longer => None,
        }
    }
}
