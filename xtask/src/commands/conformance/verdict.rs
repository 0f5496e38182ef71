//! What the client made of a response, compared with what the scenario says of it.

use super::scenarios::{self, ADDRESS, Call, Content};
use crate::compare;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A line that the driver prints.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// The scenario.
    pub scenario: String,
    /// Which of its calls.
    pub number: usize,
    /// What came of it.
    pub answer: Answer,
}

/// What came of a call.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Answer {
    /// A documented success.
    Success(Reply),
    /// A documented error.
    Error(Reply),
    /// A response that is not documented, as it is.
    Undocumented(Reply),
    /// No response, or one that does not decode.
    Failed {
        /// What the client says.
        why: String,
    },
}

/// What the client made of a response.
#[derive(Debug, Deserialize)]
pub struct Reply {
    status: u16,
    /// The documented ones.
    headers: Map<String, Value>,
    content: Option<Body>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Body {
    Json(Value),
    Text(String),
    Bytes(Vec<u8>),
    Events(Vec<Event>),
    Items(Vec<Value>),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Event {
    #[serde(rename = "event")]
    kind: String,
    id: String,
    data: Value,
}

/// Whether an answer is what the scenario says. `documented` is whether the document says so too;
/// `address` is where the server is.
///
/// # Errors
///
/// How it differs.
pub fn of(call: &Call, documented: bool, answer: &Answer, address: &str) -> Result<(), String> {
    let is_success = (200..300).contains(&call.status);
    let reply = match answer {
        Answer::Failed { why } => return Err(why.clone()),
        Answer::Success(reply) if is_success => reply,
        Answer::Error(reply) if !is_success => reply,
        Answer::Undocumented(reply) if !documented => reply,
        Answer::Success(reply) | Answer::Error(reply) | Answer::Undocumented(reply) => {
            let kind = match answer {
                Answer::Success(_) => "a success",
                Answer::Error(_) => "a documented error",
                _ => "not documented",
            };
            let (status, expected) = (reply.status, call.status);
            return Err(format!("the response is {status}, {kind}; not {expected}"));
        }
    };
    if reply.status != call.status {
        return Err(format!(
            "the status is {}, not {}",
            reply.status, call.status
        ));
    }
    for (name, value) in &reply.headers {
        let mut expected = call.resp_headers.iter();
        let expected = expected.find(|(other, _)| other.eq_ignore_ascii_case(name));
        if let Some((_, expected)) = expected
            && scenarios::text(expected) != scenarios::text(value)
        {
            return Err(format!("the header `{name}` is {value}, not {expected}"));
        }
    }
    match (&call.resp_body, &reply.content) {
        (None, None) => Ok(()),
        (None, Some(body)) if body.is_empty() => Ok(()),
        (None, Some(_)) => Err("there is a body".to_owned()),
        (Some(_), None) => Err("the body is not given".to_owned()),
        (Some(expected), Some(body)) => body.compare(expected, address),
    }
}

impl Body {
    fn is_empty(&self) -> bool {
        match self {
            Self::Json(value) => value.is_null(),
            Self::Text(text) => text.is_empty(),
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Events(events) => events.is_empty(),
            Self::Items(items) => items.is_empty(),
        }
    }

    fn compare(&self, expected: &Content, address: &str) -> Result<(), String> {
        let text = expected.text().replace(ADDRESS, address);
        let json = |text: &str| {
            serde_json::from_str::<Value>(text)
                .map_err(|error| format!("the scenario's body is not JSON: {error}"))
        };
        let difference = |expected: &Value, value: &Value| {
            compare::difference(expected, value).map_or(Ok(()), Err)
        };
        match self {
            Self::Json(value) => difference(&json(&text)?, value),
            Self::Text(found) if *found == text => Ok(()),
            // The suite writes texts as JSON too.
            Self::Text(found) if json(&text).is_ok_and(|value| value == **found) => Ok(()),
            Self::Text(found) => Err(format!("the text is {found:?}")),
            Self::Bytes(found) if *found == *expected.bytes() => Ok(()),
            Self::Bytes(found) if *found == *text.as_bytes() => Ok(()),
            Self::Bytes(_) => Err("the bytes are others".to_owned()),
            Self::Items(items) => {
                let lines = text.lines().filter(|line| !line.is_empty());
                let expected: Result<Vec<Value>, String> = lines.map(json).collect();
                difference(&Value::Array(expected?), &Value::Array(items.clone()))
            }
            Self::Events(found) => same_events(&events(&text), found),
        }
    }
}

/// Compares events. Their data is text or JSON; the last, with which the stream is said to end,
/// need not be given.
fn same_events(expected: &[Event], found: &[Event]) -> Result<(), String> {
    let expected = match expected.split_last() {
        Some((last, others)) if others.len() == found.len() && last.data == "[DONE]" => others,
        _ => expected,
    };
    if expected.len() != found.len() {
        return Err(format!("{} events, not {}", found.len(), expected.len()));
    }
    let mut pairs = expected.iter().zip(found);
    let differs = pairs.find(|(expected, found)| {
        let is_data = expected.data == found.data
            || expected.data.as_str().is_some_and(|text| {
                serde_json::from_str::<Value>(text)
                    .is_ok_and(|value| compare::difference(&value, &found.data).is_none())
            });
        !is_data || (&expected.kind, &expected.id) != (&found.kind, &found.id)
    });
    match differs {
        Some((expected, found)) => Err(format!("the event {expected:?} became {found:?}")),
        None => Ok(()),
    }
}

/// The events of a stream, whose data is text.
fn events(stream: &str) -> Vec<Event> {
    let mut id = String::new();
    let mut events = Vec::new();
    for block in stream.split("\n\n") {
        let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in block.lines() {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            fields.entry(name).or_default().push(value);
        }
        let last = |name| fields.get(name).and_then(|values| values.last());
        // An id with a null character is none (HTML Standard, 9.2.6).
        if let Some(found) = last("id").filter(|id| !id.contains('\0')) {
            (*found).clone_into(&mut id);
        }
        if let Some(data) = fields.get("data") {
            events.push(Event {
                kind: last("event").map_or("message", |event| event).to_owned(),
                id: id.clone(),
                data: Value::String(data.join("\n")),
            });
        }
    }
    events
}
