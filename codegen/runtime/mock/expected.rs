//! What a request must have to be the call that a mock is for.

use super::{pairs, received::ReceivedRequest};
use crate::runtime::responses::media_type::{content_type, essence};
use bytes::Bytes;
use hyper::body::Body as _;
use reqwest::{
    Body, Request,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap},
};
use serde_json::Value;
use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// The largest body that is compared, in bytes.
const LARGEST: usize = 64 << 20;

/// What a request must have. It may have more: other parameters, other properties of an object.
pub(super) struct Expected {
    path: String,
    query: String,
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl Expected {
    /// What this request has, as far as it can be read without waiting.
    pub(super) fn of(mut request: Request) -> Self {
        let body = request.body_mut().take().and_then(read);
        let mut headers = std::mem::take(request.headers_mut());
        // It depends on how the response is read.
        headers.remove(ACCEPT);
        headers.remove(CONTENT_LENGTH);
        Self {
            path: request.url().path().to_owned(),
            query: request.url().query().unwrap_or_default().to_owned(),
            headers,
            body,
        }
    }

    /// What is different in this request; no value is shown.
    pub(super) fn difference(&self, request: &ReceivedRequest) -> Option<String> {
        if self.path != request.path() {
            return Some("the path has other parameters".to_owned());
        }
        if let Some(name) = pairs::missing(&self.query, request.query(), '&') {
            return Some(format!("the query parameter `{name}` is different"));
        }
        for (name, value) in &self.headers {
            let found = request.headers().get(name);
            let value = value.to_str().unwrap_or_default();
            let found = found.and_then(|found| found.to_str().ok());
            let found = found.unwrap_or_default();
            if *name == COOKIE {
                if let Some(cookie) = pairs::missing(value, found, ';') {
                    return Some(format!("the cookie `{cookie}` is different"));
                }
            } else if *name == CONTENT_TYPE {
                if media_type(value) != media_type(found) {
                    return Some("the body has another media type".to_owned());
                }
            } else if value != found {
                return Some(format!("the header `{name}` is different"));
            }
        }
        let expected = self.body.as_ref()?;
        self.difference_of_body(expected, request)
    }

    fn difference_of_body(&self, expected: &[u8], request: &ReceivedRequest) -> Option<String> {
        let written = content_type(&self.headers).unwrap_or_default();
        let received = content_type(request.headers()).unwrap_or_default();
        let different = || Some("the body is different".to_owned());
        let media_type = media_type(written);
        if media_type == "application/x-www-form-urlencoded" {
            let (expected, body) = (text(expected), text(request.body()));
            return pairs::missing(&expected, &body, '&')
                .map(|name| format!("the field `{name}` of the body is different"));
        }
        if let (Some(own), Some(other)) = (boundary(written), boundary(received)) {
            let body = text(request.body()).replace(other, own);
            return (text(expected) != body).then(different).flatten();
        }
        if (media_type.ends_with("/json") || media_type.ends_with("+json"))
            && let (Ok(expected), Ok(body)) = (
                serde_json::from_slice(expected),
                serde_json::from_slice(request.body()),
            )
        {
            let mut pointer = String::new();
            return (!has(&body, &expected, &mut pointer))
                .then(|| format!("the body is different at `{pointer}`"));
        }
        (expected != request.body()).then(different).flatten()
    }
}

/// Whether a value has all of another. If not, the pointer says where it is different.
fn has(value: &Value, expected: &Value, pointer: &mut String) -> bool {
    let length = pointer.len();
    let mut is_in = |name: &str, value: Option<&Value>, expected: &Value| {
        pointer.push('/');
        pointer.push_str(name);
        let is_in = value.is_some_and(|value| has(value, expected, pointer));
        if is_in {
            pointer.truncate(length);
        }
        is_in
    };
    match (value, expected) {
        (Value::Object(value), Value::Object(expected)) => expected
            .iter()
            .all(|(name, expected)| is_in(name, value.get(name), expected)),
        (Value::Array(value), Value::Array(expected)) => {
            value.len() == expected.len()
                && (expected.iter().enumerate())
                    .all(|(index, expected)| is_in(&index.to_string(), value.get(index), expected))
        }
        _ => value == expected,
    }
}

/// The whole of a body that is in memory.
fn read(mut body: Body) -> Option<Bytes> {
    let mut context = Context::from_waker(Waker::noop());
    let mut bytes = Vec::new();
    while bytes.len() <= LARGEST {
        match Pin::new(&mut body).poll_frame(&mut context) {
            Poll::Ready(None) => return Some(bytes.into()),
            Poll::Ready(Some(Ok(frame))) => bytes.extend(frame.into_data().ok()?),
            Poll::Ready(Some(Err(_))) | Poll::Pending => return None,
        }
    }
    None
}

/// A media type without its parameters, in lower case.
fn media_type(content_type: &str) -> String {
    essence(content_type).to_ascii_lowercase()
}

/// What stands between the parts of a multipart body.
fn boundary(content_type: &str) -> Option<&str> {
    let (_, boundary) = content_type.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim_matches('"');
    (!boundary.is_empty()).then_some(boundary)
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}
