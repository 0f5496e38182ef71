//! Values of request headers.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

/// A header value that `Debug` does not print; `None` if the text contains control characters.
pub(crate) fn sensitive(value: &str) -> Option<HeaderValue> {
    if value.contains(char::is_control) {
        return None;
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The same of a secret. Its memory is wiped when the last copy of the value is dropped.
pub(crate) fn secret(value: Zeroizing<String>) -> Option<HeaderValue> {
    if value.contains(char::is_control) {
        return None;
    }
    let mut value = HeaderValue::from_maybe_shared(wiped(value)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The bytes of a secret. Its memory is wiped when the last copy of them is dropped.
pub(crate) fn wiped(value: Zeroizing<String>) -> Bytes {
    Bytes::from_owner(Wiped(value))
}

/// Text as the bytes that it consists of.
struct Wiped(Zeroizing<String>);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
