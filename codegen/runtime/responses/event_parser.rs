//! Server-sent events as text (HTML Living Standard, "Interpreting an event stream").

use super::split::{Split, Splitter, TooLong};
use bytes::Bytes;
use std::time::Duration;

/// An event as the stream has it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// `message` if the stream does not say it.
    pub(crate) event: String,
    pub(crate) data: String,
    /// The id that was sent last.
    pub(crate) id: String,
    /// `retry` of this event.
    pub(crate) retry: Option<Duration>,
}

/// Makes events of the bytes of a stream.
pub(crate) struct EventParser {
    lines: Splitter,
    /// The event that is read; each line of its data ends with an LF.
    event: String,
    data: String,
    id: String,
    event_retry: Option<Duration>,
    /// The id of the last event that is complete.
    last_id: String,
    retry: Option<Duration>,
}

impl EventParser {
    pub(crate) fn new() -> Self {
        Self {
            lines: Splitter::new(Split::EventLines),
            event: String::new(),
            data: String::new(),
            id: String::new(),
            event_retry: None,
            last_id: String::new(),
            retry: None,
        }
    }

    /// Gives the bytes that come next.
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        self.lines.feed(chunk);
    }

    /// The next event that is complete. Neither a line nor the data of an event may be longer than
    /// `limit`.
    pub(crate) fn next(&mut self, limit: usize) -> Result<Option<Message>, TooLong> {
        while let Some(line) = self.lines.next(limit)? {
            if line.is_empty() {
                if let Some(message) = self.dispatch() {
                    return Ok(Some(message));
                }
            } else {
                self.line(&String::from_utf8_lossy(&line));
                if self.data.len() > limit.saturating_add(1) {
                    return Err(TooLong);
                }
            }
        }
        Ok(None)
    }

    /// The data of the event that is not complete.
    pub(crate) fn unfinished(&mut self) -> Vec<u8> {
        let mut data = std::mem::take(&mut self.data).into_bytes();
        data.extend(self.lines.take());
        data
    }

    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn line(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // What is longer than 2^64 milliseconds is never.
                let milliseconds = value.parse().unwrap_or(u64::MAX);
                self.event_retry = Some(Duration::from_millis(milliseconds));
                self.retry = self.event_retry;
            }
            // A comment has no name.
            _ => {}
        }
    }

    /// At an empty line: the event, unless there is no data.
    fn dispatch(&mut self) -> Option<Message> {
        self.id.clone_into(&mut self.last_id);
        let mut event = std::mem::take(&mut self.event);
        let retry = self.event_retry.take();
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        if event.is_empty() {
            event.push_str("message");
        }
        Some(Message {
            event,
            data,
            id: self.id.clone(),
            retry,
        })
    }
}
