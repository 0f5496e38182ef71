//! Responses that are a stream of server-sent events (`text/event-stream`).

use super::{
    decode::decode,
    error::{DecodeError, Error},
    event_parser::{EventParser, Message},
    response::{RawResponse, Response},
    stream::{ByteStream, StreamingResponse},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::{
    fmt,
    future::poll_fn,
    task::{Context, Poll, ready},
    time::Duration,
};

#[cfg(feature = "blocking")]
use crate::runtime::client::blocking;

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_field_names, reason = "the standard names the field so")]
pub struct Event<T> {
    /// `data`, decoded.
    pub data: T,
    /// `event`: the type of the event; `message` if the stream does not say it.
    pub event: String,
    /// `id`: the id that the stream said last, or nothing.
    pub id: String,
    /// `retry`: how long to wait before connecting again, where this event says it.
    pub retry: Option<Duration>,
}

/// A stream of server-sent events.
///
/// Comments and events without `data` are left out. After an event that does not decode the stream
/// goes on; after any other error it has ended.
///
/// With the feature `stream`, it is a [`futures_core::Stream`].
#[cfg_attr(
    not(feature = "stream"),
    allow(rustdoc::broken_intra_doc_links, reason = "the crate is not there")
)]
pub struct EventStream<T> {
    /// The response, without its body.
    head: RawResponse,
    body: ByteStream,
    parser: EventParser,
    decode: fn(String) -> Result<T, (serde_json::Error, String)>,
    end: Option<String>,
    limit: usize,
    ended: bool,
}

impl<T> EventStream<T> {
    /// Waits for the next event; `None` at the end.
    ///
    /// An error is [`Error::Decode`] if the data does not decode or is too long, and keeps the data;
    /// [`Error::Transport`] if the connection fails, [`Error::Timeout`] if nothing arrives in time.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// The events, each waited for where there is no `async`. In `async` code the only one is an
    /// [`Error::Request`].
    #[cfg(feature = "blocking")]
    pub fn blocking(&mut self) -> impl Iterator<Item = Result<Event<T>, Error>> {
        blocking::iterate(|context| self.poll_event(context))
    }

    /// Ends the stream at an event with this data, or with `None` only where the server ends it.
    /// `[DONE]` by default where the data is JSON.
    pub fn end_at(&mut self, data: Option<&str>) {
        self.end = data.map(str::to_owned);
    }

    /// Refuses events with more bytes of data than these: 16 MiB by default.
    pub fn limit(&mut self, bytes: usize) {
        self.limit = bytes;
    }

    /// The id of the last event, from which a new call goes on: the header `Last-Event-ID`.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the server asks to wait before connecting again, if it does.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    /// Takes what was read of the event that is not complete, after an error or at the end.
    #[must_use]
    pub fn unfinished(&mut self) -> Bytes {
        self.parser.unfinished().into()
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        while !self.ended {
            match self.parser.next(self.limit) {
                Ok(Some(message)) if self.end.as_ref() == Some(&message.data) => break,
                Ok(Some(message)) => return Poll::Ready(Some(self.event(message))),
                Ok(None) => {}
                Err(_) => {
                    self.ended = true;
                    let data = self.parser.unfinished();
                    let reason = format!("it is longer than {} bytes", self.limit);
                    let error = DecodeError::other(self.response(data), reason).of("an event");
                    return Poll::Ready(Some(Err(Error::Decode(Box::new(error)))));
                }
            }
            match ready!(self.body.poll_chunk(context)) {
                Ok(Some(chunk)) => self.parser.feed(chunk),
                // An event that is not complete is none.
                Ok(None) => break,
                Err(error) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        self.ended = true;
        Poll::Ready(None)
    }

    fn event(&self, message: Message) -> Result<Event<T>, Error> {
        match (self.decode)(message.data) {
            Ok(data) => Ok(Event {
                data,
                event: message.event,
                id: message.id,
                retry: message.retry,
            }),
            Err((error, data)) => {
                let error = DecodeError::json(self.response(data.into_bytes()), &error);
                Err(Error::Decode(Box::new(error.of("an event"))))
            }
        }
    }

    /// The response with a part of its body.
    fn response(&self, body: Vec<u8>) -> RawResponse {
        self.head.clone().with_body(Bytes::from(body))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventStream")
    }
}

#[cfg(feature = "stream")]
impl<T> futures_core::Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl StreamingResponse {
    /// This response as a stream of events whose data is JSON.
    pub(crate) fn events<T: DeserializeOwned>(self) -> Response<EventStream<T>> {
        let decode = |data: String| decode(data.as_bytes()).map_err(|error| (error, data));
        let mut events = self.event_stream(decode);
        events.end_at(Some("[DONE]"));
        events
    }

    /// This response as a stream of events whose data is text.
    pub(crate) fn text_events(self) -> Response<EventStream<String>> {
        self.event_stream(Ok)
    }

    fn event_stream<T>(
        self,
        decode: fn(String) -> Result<T, (serde_json::Error, String)>,
    ) -> Response<EventStream<T>> {
        let (head, body) = self.split();
        let stream = EventStream {
            head: head.clone(),
            body,
            parser: EventParser::new(),
            decode,
            end: None,
            limit: 16 << 20,
            ended: false,
        };
        head.with(stream)
    }
}
