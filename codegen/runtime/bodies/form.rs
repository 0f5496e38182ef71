//! Bodies of the media type `application/x-www-form-urlencoded`.
//!
//! A property of an object becomes a pair: a scalar as its text, an array of scalars as one pair
//! for each item, anything else as its JSON text. Properties that are `null` or absent are left
//! out. An Encoding Object changes this for its property (OpenAPI 3.0.4, Encoding Object).

use super::{
    form_encoding::FormEncoding,
    form_writer::{Form, Place, Stop, Writer},
};
use crate::runtime::requests::error::RequestError;
use serde::Serialize;

/// Encodes an object as a form.
///
/// # Errors
///
/// If the value is not an object or cannot be serialized.
pub(crate) fn encode<T: Serialize + ?Sized>(
    value: &T,
    encoding: FormEncoding,
) -> Result<String, RequestError> {
    let mut form = Form::new(encoding);
    match value.serialize(Writer::new(&mut form, Place::Body)) {
        Ok(()) => Ok(form.out),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Null | Stop::Compound) => {
            Err(RequestError::new("the value of a form must be an object"))
        }
    }
}
