//! Contents as a server writes them.

use crate::runtime::responses::response::RawResponse;
use bytes::Bytes;
use reqwest::{
    StatusCode,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
};
use serde::Serialize;

/// A response, unless its content cannot be written as JSON.
pub type Written = Result<RawResponse, serde_json::Error>;

/// The status if it is one of these; the first of them if there is none. Each is a code, and the end
/// of a range that begins there if it is one.
pub(crate) fn choose(status: Option<u16>, documented: &[(u16, &[u16])]) -> Option<u16> {
    let Some(status) = status else {
        return documented.first().map(|&(first, _)| first);
    };
    let mut ranges = documented
        .iter()
        .map(|&(first, last)| first..=last.first().copied().unwrap_or(first));
    ranges
        .any(|range| range.contains(&status))
        .then_some(status)
}

pub(crate) fn json<T: Serialize + ?Sized>(status: u16, media_type: &str, content: &T) -> Written {
    Ok(response(status, media_type, serde_json::to_vec(content)?))
}

#[allow(clippy::unnecessary_wraps, reason = "JSON may fail to be written")]
pub(crate) fn text(status: u16, media_type: &str, content: &str) -> Written {
    Ok(response(status, media_type, content.to_owned()))
}

#[allow(clippy::unnecessary_wraps, reason = "JSON may fail to be written")]
pub(crate) fn bytes(status: u16, media_type: &str, content: &Bytes) -> Written {
    Ok(response(status, media_type, content.clone()))
}

#[allow(clippy::unnecessary_wraps, reason = "JSON may fail to be written")]
pub(crate) fn empty(status: u16) -> Written {
    Ok(response(status, "", Bytes::new()))
}

// if: Events
/// Events whose data is JSON.
pub(crate) fn events<T: Serialize>(status: u16, media_type: &str, data: &[T]) -> Written {
    let mut body = String::new();
    for data in data {
        let data = serde_json::to_string(data)?;
        body.extend(["data: ", &data, "\n\n"]);
    }
    Ok(response(status, media_type, body))
}

// if: Events
/// Events whose data is text: a line of the event for each of its lines.
pub(crate) fn text_events(status: u16, media_type: &str, data: &[String]) -> Written {
    let mut body = String::new();
    for data in data {
        if data.contains('\r') {
            let reason = "the data of an event has a carriage return, which no event can have";
            return Err(serde::ser::Error::custom(reason));
        }
        for line in data.split('\n') {
            body.extend(["data: ", line, "\n"]);
        }
        body.push('\n');
    }
    Ok(response(status, media_type, body))
}

// if: Items
/// A JSON text on each line.
pub(crate) fn lines<T: Serialize>(status: u16, media_type: &str, items: &[T]) -> Written {
    texts(status, media_type, "", items)
}

// if: Items
/// JSON texts, each after a record separator (RFC 7464).
pub(crate) fn sequence<T: Serialize>(status: u16, media_type: &str, items: &[T]) -> Written {
    texts(status, media_type, "\u{1e}", items)
}

// if: Items
fn texts<T: Serialize>(status: u16, media_type: &str, before: &str, items: &[T]) -> Written {
    let mut body = String::new();
    for item in items {
        let item = serde_json::to_string(item)?;
        body.extend([before, &item, "\n"]);
    }
    Ok(response(status, media_type, body))
}

/// A response in this media type, unless that is a range.
pub(super) fn response(status: u16, media_type: &str, body: impl Into<Bytes>) -> RawResponse {
    let mut headers = HeaderMap::new();
    if !media_type.is_empty()
        && !media_type.contains('*')
        && let Ok(media_type) = HeaderValue::from_str(media_type)
    {
        headers.insert(CONTENT_TYPE, media_type);
    }
    let status = StatusCode::from_u16(status).unwrap_or_default();
    RawResponse::new(status, headers, body.into())
}
