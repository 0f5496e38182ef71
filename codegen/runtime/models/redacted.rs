//! What is printed instead of a secret.

use std::fmt;

/// Prints `[redacted]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl fmt::Display for Redacted {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// Shows whether a value is set, and nothing else about it.
#[must_use]
pub(crate) fn redacted<T: ?Sized>(value: Option<&T>) -> Option<Redacted> {
    value.map(|_| Redacted)
}
