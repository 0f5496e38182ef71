//! The text of a form while it is written, and what may be written in each place of it.

use super::form_encoding::{FormEncoding, FormStyle};
use crate::runtime::requests::error::RequestError;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::ser::Error;
use std::fmt::{self, Write};

/// Why a value was not written as plain pairs.
#[derive(Debug)]
pub(super) enum Stop {
    /// It is `null`.
    Null,
    /// It is an object, or an array that is not one of scalars.
    Compound,
    /// It cannot be written at all.
    Error(RequestError),
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null | Self::Compound => formatter.write_str("not a scalar"),
            Self::Error(error) => fmt::Display::fmt(error, formatter),
        }
    }
}

impl std::error::Error for Stop {}

impl Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Error(RequestError::custom(message))
    }
}

/// What a [`Writer`] writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The whole body: an object.
    Body,
    /// The name of a property.
    Name,
    /// Its value: a scalar, or an array of them.
    Value,
    /// An item of an array: a scalar.
    Item,
    /// A value that becomes JSON text, or a value inside it. Nothing is written, but what JSON
    /// cannot express is refused: `serde_json` would write `null` for NaN.
    Json,
}

/// Writes one value. One type for all places, so that each type of value is compiled once.
pub(super) struct Writer<'a> {
    pub(super) form: &'a mut Form,
    pub(super) place: Place,
}

impl<'a> Writer<'a> {
    pub(super) fn new(form: &'a mut Form, place: Place) -> Self {
        Self { form, place }
    }

    pub(super) fn text(self, text: &str) -> Result<(), Stop> {
        match self.place {
            Place::Body => return Err(Stop::Compound),
            Place::Json => {}
            Place::Name | Place::Value | Place::Item => push(&mut self.form.out, text),
        }
        Ok(())
    }

    /// Text that needs no encoding.
    pub(super) fn plain(self, text: fmt::Arguments<'_>) -> Result<(), Stop> {
        match self.place {
            Place::Body => Err(Stop::Compound),
            Place::Json => Ok(()),
            Place::Name | Place::Value | Place::Item => {
                self.form.out.write_fmt(text).map_err(Stop::custom)
            }
        }
    }

    pub(super) fn null(self) -> Result<(), Stop> {
        if self.place == Place::Json {
            Ok(())
        } else {
            Err(Stop::Null)
        }
    }

    pub(super) fn float(self, text: fmt::Arguments<'_>, finite: bool) -> Result<(), Stop> {
        if finite {
            self.plain(text)
        } else {
            Err(Stop::custom("a number is not finite"))
        }
    }
}

/// A form that is written property by property.
pub(super) struct Form {
    pub(super) out: String,
    encoding: FormEncoding,
    /// Where the pairs of the current property begin.
    pub(super) start: usize,
    /// Where its name begins, which is after the separator.
    pub(super) name: usize,
}

impl Form {
    pub(super) fn new(encoding: FormEncoding) -> Self {
        Self {
            out: String::with_capacity(256),
            encoding,
            start: 0,
            name: 0,
        }
    }

    /// Begins the pairs of a property.
    pub(super) fn begin(&mut self) {
        self.start = self.out.len();
        if self.start > 0 {
            self.out.push('&');
        }
        self.name = self.out.len();
    }

    /// How the current property is written, if it has an Encoding Object.
    pub(super) fn style(&self) -> Option<(&'static str, FormStyle)> {
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
