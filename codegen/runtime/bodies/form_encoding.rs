//! How the properties of a form are written that have an Encoding Object (OpenAPI 3.0.4).

// if: FormStyles
use crate::runtime::requests::style::Style;

/// How one property is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormStyle {
    // if: FormStyles
    /// Like a query parameter: `style`, `explode` and `allowReserved`.
    Style(Style, bool, bool),
    /// As JSON text, even if it is a string.
    Json,
}

/// The properties that have an Encoding Object.
pub(crate) type FormEncoding = &'static [(&'static str, FormStyle)];
