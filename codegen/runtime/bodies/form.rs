//! Bodies of the media type `application/x-www-form-urlencoded`.
//!
//! A property of an object becomes a pair: a scalar as its text, an array of scalars as one pair
//! for each item, anything else as its JSON text. What is `null` or absent is left out. An Encoding
//! Object changes this for its property (OpenAPI 3.0.4, Encoding Object).

use super::{
    form_encoding::FormEncoding,
    form_writer::{Form, Place, Stop, Writer},
};
use crate::runtime::requests::error::RequestError;
use serde::Serialize;

/// The body of an object.
///
/// # Errors
///
/// If the value is not an object or does not serialize.
pub(crate) fn encode<T: Serialize + ?Sized>(
    value: &T,
    encoding: FormEncoding,
) -> Result<String, RequestError> {
    let mut form = Form::new(encoding);
    match value.serialize(Writer::new(&mut form, Place::Body)) {
        Ok(()) => Ok(form.out),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Null | Stop::Compound) => Err(RequestError::new("a form must be an object")),
    }
}
