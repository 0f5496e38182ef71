//! The media type of a response.

use reqwest::header::{self, HeaderMap};

/// The value of `Content-Type`, if it is text.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

/// The media type that the headers name, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> Option<&str> {
    Some(essence(content_type(headers)?))
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The parameters of a media type.
#[inline]
pub(super) fn parameters(media_type: &str) -> impl Iterator<Item = &str> {
    media_type.split(';').skip(1).map(str::trim)
}

/// Whether the headers name this media type, or one in this range. Parameters that both have must
/// agree, except for the charset: it is that of the text as sent, whatever is documented.
#[inline]
pub(super) fn is_media_type(headers: &HeaderMap, expected: &str) -> bool {
    let Some(found) = content_type(headers) else {
        return essence(expected) == "*/*";
    };
    is_essence(essence(found), essence(expected))
        && !parameters(expected).any(|one| parameters(found).any(|other| differ(one, other)))
}

/// Whether two parameters have the same name and different values.
#[inline]
fn differ(one: &str, other: &str) -> bool {
    let name = |parameter| str::split(parameter, '=').next().unwrap_or_default();
    charset(one).is_none()
        && name(one).eq_ignore_ascii_case(name(other))
        && !one.eq_ignore_ascii_case(other)
}

#[inline]
fn is_essence(found: &str, expected: &str) -> bool {
    match expected.strip_suffix('*') {
        Some("*/") => true,
        Some(range) => found
            .get(..range.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(range)),
        None => found.eq_ignore_ascii_case(expected),
    }
}

/// The value of a parameter that is the charset.
#[inline]
pub(super) fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.trim()
        .eq_ignore_ascii_case("charset")
        .then(|| value.trim().trim_matches('"'))
}
