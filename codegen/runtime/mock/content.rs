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
