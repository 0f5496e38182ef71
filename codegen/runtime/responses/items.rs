//! Responses that are a stream of JSON texts: JSON Lines, NDJSON, JSON text sequences.

use super::{
    decode::decode,
    error::{DecodeError, Error},
    response::{RawResponse, Response},
    split::{Split, Splitter},
    stream::{ByteStream, StreamingResponse},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::{
    fmt,
    future::poll_fn,
    task::{Context, Poll, ready},
};

#[cfg(feature = "blocking")]
use crate::runtime::client::blocking;

/// A stream of JSON texts, each decoded.
///
/// Empty lines are left out. After an item that does not decode the stream goes on; after any other
/// error it has ended.
///
/// With the feature `stream`, it is a [`futures_core::Stream`].
#[cfg_attr(
    not(feature = "stream"),
    allow(rustdoc::broken_intra_doc_links, reason = "the crate is not there")
)]
pub struct ItemStream<T> {
    /// The response, without its body.
    head: RawResponse,
    body: ByteStream,
    texts: Splitter,
    decode: fn(&[u8]) -> serde_json::Result<T>,
    limit: usize,
    ended: bool,
}

impl<T> ItemStream<T> {
    /// Waits for the next item; `None` at the end.
    ///
    /// An error is [`Error::Decode`] if the item does not decode or is too long, and keeps its text;
    /// [`Error::Transport`] if the connection fails, [`Error::Timeout`] if nothing arrives in time.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The items, each waited for where there is no `async`. In `async` code the only one is an
    /// [`Error::Request`].
    #[cfg(feature = "blocking")]
    pub fn blocking(&mut self) -> impl Iterator<Item = Result<T, Error>> {
        blocking::iterate(|context| self.poll_item(context))
    }

    /// Refuses items of more bytes than these: 16 MiB by default.
    pub fn limit(&mut self, bytes: usize) {
        self.limit = bytes;
    }

    /// Takes what was read of the item that is not complete, after an error.
    #[must_use]
    pub fn unfinished(&mut self) -> Bytes {
        self.texts.take().into()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        while !self.ended {
            let text = match self.texts.next(self.limit) {
                Ok(Some(text)) => text,
                Ok(None) => match ready!(self.body.poll_chunk(context)) {
                    Ok(Some(chunk)) => {
                        self.texts.feed(chunk);
                        continue;
                    }
                    // The last line needs no end.
                    Ok(None) => {
                        self.ended = true;
                        self.texts.take()
                    }
                    Err(error) => {
                        self.ended = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                Err(_) => {
                    self.ended = true;
                    let text = self.texts.take();
                    let reason = format!("it is longer than {} bytes", self.limit);
                    let error = DecodeError::other(self.response(text), reason).of("an item");
                    return Poll::Ready(Some(Err(Error::Decode(Box::new(error)))));
                }
            };
            if !text.trim_ascii().is_empty() {
                return Poll::Ready(Some(self.item(text)));
            }
        }
        Poll::Ready(None)
    }

    fn item(&self, text: Vec<u8>) -> Result<T, Error> {
        (self.decode)(&text).map_err(|error| {
            let error = DecodeError::json(self.response(text), &error);
            Error::Decode(Box::new(error.of("an item")))
        })
    }

    /// The response with a part of its body.
    fn response(&self, body: Vec<u8>) -> RawResponse {
        self.head.clone().with_body(Bytes::from(body))
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ItemStream")
    }
}

#[cfg(feature = "stream")]
impl<T> futures_core::Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl StreamingResponse {
    /// This response as a stream of JSON texts.
    pub(crate) fn items<T: DeserializeOwned>(self, split: Split) -> Response<ItemStream<T>> {
        let (head, body) = self.split();
        let stream = ItemStream {
            head: head.clone(),
            body,
            texts: Splitter::new(split),
            decode,
            limit: 16 << 20,
            ended: false,
        };
        head.with(stream)
    }
}
