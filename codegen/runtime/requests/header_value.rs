//! Header values.

use reqwest::header::HeaderValue;

/// A header value that is never printed; none if it has control characters.
pub(crate) fn sensitive(value: &str) -> Option<HeaderValue> {
    if value.contains(char::is_control) {
        return None;
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(value)
}
