//! Values of request headers.

use reqwest::header::HeaderValue;

/// A header value that `Debug` does not print; `None` if the text contains control characters.
pub(crate) fn sensitive(value: &str) -> Option<HeaderValue> {
    if value.contains(char::is_control) {
        return None;
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(value)
}
