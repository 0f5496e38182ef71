//! Reading the body of a response, within the limits of the call.

use super::{failure::Failure, response::RawResponse};
use crate::runtime::client::{limits::Limits, platform::Chunks};
use bytes::Bytes;
use std::mem;

/// Reads the whole body of a response to a request of this operation.
///
/// # Errors
///
/// If the connection fails, or a limit is reached. What has arrived is in the error.
pub(crate) async fn receive(
    mut response: reqwest::Response,
    operation: &'static str,
    limits: &Limits,
) -> Result<RawResponse, Failure> {
    let headers = mem::take(response.headers_mut());
    let head = RawResponse::new(response.status(), headers, Bytes::new()).of(operation);
    let most = u64::try_from(limits.body).unwrap_or(u64::MAX);
    if response
        .content_length()
        .is_some_and(|length| length > most)
    {
        return Err(Failure::TooLarge(Box::new(head)));
    }
    let mut chunks = Chunks::of(response);
    let mut body = Body::default();
    loop {
        let failure = match limits.within(chunks.next()).await {
            Ok(Ok(Some(chunk))) => {
                if chunk.len() > limits.body.saturating_sub(body.len()) {
                    return Err(Failure::TooLarge(Box::new(head.with_body(body.finish()))));
                }
                body.push(chunk);
                continue;
            }
            Ok(Ok(None)) => return Ok(head.with_body(body.finish())),
            Ok(Err(error)) => Failure::from(error),
            Err(which) => Failure::timeout(which),
        };
        return Err(failure.while_reading(head.with_body(body.finish())));
    }
}

/// What has arrived. Most bodies are one chunk, which is not copied.
#[derive(Default)]
struct Body {
    first: Bytes,
    /// All chunks, if there are several.
    all: Vec<u8>,
}

impl Body {
    #[inline]
    fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    #[inline]
    fn push(&mut self, chunk: Bytes) {
        if self.first.is_empty() {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&self.first);
        }
        self.all.extend_from_slice(&chunk);
    }

    #[inline]
    fn finish(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.into()
        }
    }
}
