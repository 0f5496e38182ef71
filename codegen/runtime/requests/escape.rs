//! Percent-encoding (RFC 3986, 2.1).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::{self, Write};

/// All but the unreserved characters (RFC 3986, 2.3).
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Writes text with all but the unreserved characters percent-encoded.
pub(crate) fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, UNRESERVED));
}

/// Writes a formatted value in the same way, without a copy of its text.
pub(crate) fn push_value(out: &mut String, value: fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = Encoded(out).write_fmt(value);
}

/// Adds a pair to a query or to the cookies.
pub(crate) fn push_pair(
    out: &mut String,
    separator: &'static str,
    name: &str,
    value: fmt::Arguments<'_>,
) {
    if !out.is_empty() {
        out.push_str(separator);
    }
    push(out, name);
    out.push('=');
    push_value(out, value);
}

struct Encoded<'a>(&'a mut String);

impl Write for Encoded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push(self.0, text);
        Ok(())
    }
}
