//! Bodies of the media type `application/x-www-form-urlencoded`.
//!
//! A property of an object becomes a pair: a scalar as its text, an array of scalars as one pair
//! for each item, anything else as its JSON text. What is `null` or absent is left out. An Encoding
//! Object changes this for its property (OpenAPI 3.0.4, Encoding Object).

use super::{
    RequestError,
    form_writer::{Place, Stop, Writer},
    request::unwritable,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

// if: FormStyles
use super::{
    data::Data,
    style::{self, Escape, Style},
};

/// How one property is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStyle {
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
pub type FormEncoding = &'static [(&'static str, FormStyle)];

/// The body of an object.
///
/// # Errors
///
/// If the value is not an object or does not serialize.
pub fn encode<T: Serialize + ?Sized>(
    value: &T,
    encoding: FormEncoding,
) -> Result<String, RequestError> {
    let mut form = Form {
        out: String::with_capacity(256),
        encoding,
        start: 0,
        name: 0,
    };
    match value.serialize(Writer::new(&mut form, Place::Body)) {
        Ok(()) => Ok(form.out),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Null | Stop::Compound) => Err(RequestError::new("a form must be an object")),
    }
}

/// A form that is written property by property.
pub(super) struct Form {
    pub(super) out: String,
    encoding: FormEncoding,
    /// Where the pairs of the current property begin.
    start: usize,
    /// Where its name begins, which is after the separator.
    pub(super) name: usize,
}

impl Form {
    /// Begins the pairs of a property.
    pub(super) fn begin(&mut self) {
        self.start = self.out.len();
        if self.start > 0 {
            self.out.push('&');
        }
        self.name = self.out.len();
    }

    /// Writes the value of the property whose name was written last.
    pub(super) fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if let Some(style) = self.style() {
            return self.styled(value, style);
        }
        let end = self.out.len();
        self.out.push('=');
        match value.serialize(Writer::new(self, Place::Value)) {
            Err(Stop::Null) => self.out.truncate(self.start),
            Err(Stop::Compound) => {
                self.out.truncate(end);
                return self.json(value);
            }
            written => return written,
        }
        Ok(())
    }

    /// How the current property is written, if not as usual.
    fn style(&self) -> Option<(&'static str, FormStyle)> {
        if self.encoding.is_empty() {
            return None;
        }
        let mut name = String::new();
        self.encoding.iter().copied().find(|(property, _)| {
            name.clear();
            push(&mut name, property);
            name == self.out[self.name..]
        })
    }

    fn styled<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        style: (&str, FormStyle),
    ) -> Result<(), Stop> {
        match style {
            (_, FormStyle::Json) => self.json(value),
            // if: FormStyles
            (
                name,
                FormStyle::Style {
                    style,
                    explode,
                    allow_reserved,
                },
            ) => {
                let data = Data::of(value).map_err(Stop::Error)?;
                self.out.truncate(self.start);
                if data != Data::Null {
                    let escape = Escape::in_query(allow_reserved);
                    style::query(&mut self.out, name, &data, style, explode, escape);
                }
                Ok(())
            }
        }
    }

    /// Writes the JSON text of the current property's value; nothing of it if that is `null`.
    fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        match value.serialize(Writer::new(self, Place::Json)) {
            Ok(()) => {}
            Err(Stop::Null | Stop::Compound) => {
                return Err(Stop::Error(RequestError::new("a value has no text form")));
            }
            error => return error,
        }
        let json = serde_json::to_string(value).map_err(|error| Stop::Error(unwritable(error)))?;
        if json == "null" {
            self.out.truncate(self.start);
        } else {
            self.out.push('=');
            push(&mut self.out, &json);
        }
        Ok(())
    }
}

/// Writes text as a form does: letters, digits and `*-._` stay, a space becomes `+`.
pub(super) fn push(out: &mut String, text: &str) {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'*')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b' ');
    for piece in utf8_percent_encode(text, ENCODED) {
        if piece.contains(' ') {
            out.extend(piece.chars().map(|c| if c == ' ' { '+' } else { c }));
        } else {
            out.push_str(piece);
        }
    }
}
