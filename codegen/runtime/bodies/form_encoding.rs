//! How a form is written where it differs from the usual way (OpenAPI 3.0.4, Encoding Object).

// if: FormStyles
use crate::runtime::requests::style::Style;

/// How one property is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormStyle {
    // if: FormStyles
    /// As a query parameter is.
    Style {
        /// `style`.
        style: Style,
        /// `explode`.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// As JSON text, even if it is a string.
    Json,
}

/// The properties that are not written as usual.
pub(crate) type FormEncoding = &'static [(&'static str, FormStyle)];
