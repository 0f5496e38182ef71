//! Writing numbers: a whole one without a fraction, as an integer is written; one that is not finite
//! is refused, since JSON has no word for it (`serde_json` would write `null`).

use super::{
    integer::whole,
    object::{self, Properties},
};
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap, SerializeSeq},
};
use std::collections::BTreeMap;

/// A number, or what holds numbers.
pub(crate) trait Floats {
    /// Writes the value.
    ///
    /// # Errors
    ///
    /// If a number is NaN or infinite, or the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Writes what it refers to as [`Floats`].
#[derive(Debug)]
pub(crate) struct Float<'a, T>(&'a T);

/// Numbers that are written only if they are finite.
#[must_use]
pub(crate) fn finite<T: Floats>(value: &T) -> Float<'_, T> {
    Float(value)
}

/// Writes a property.
pub(crate) fn write<M, T>(properties: &mut Properties<M>, name: &str, value: &T)
where
    M: SerializeMap,
    T: Floats,
{
    object::write(properties, name, &Float(value));
}

/// Writes a property if it is set.
#[allow(clippy::ref_option, reason = "called with a field of a model")]
pub(crate) fn write_some<M, T>(properties: &mut Properties<M>, name: &str, value: &Option<T>)
where
    M: SerializeMap,
    T: Floats,
{
    if let Some(value) = value {
        write(properties, name, value);
    }
}

/// Writes the properties that the model does not name; see [`object::write_others`].
pub(crate) fn write_others<M, T>(
    properties: &mut Properties<M>,
    others: &BTreeMap<String, T>,
    fields: &[(&str, bool)],
) where
    M: SerializeMap,
    T: Floats,
{
    let others = others.iter().map(|(name, value)| (name, Float(value)));
    object::write_others(properties, others, fields);
}

impl<T: Floats> Serialize for Float<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

macro_rules! floats {
    ($($name:ident $method:ident),*) => {
        $(impl Floats for $name {
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if !self.is_finite() {
                    return Err(S::Error::custom("a number is not finite"));
                }
                match whole(f64::from(*self)) {
                    Some(number) => serializer.serialize_i64(number),
                    None => serializer.$method(*self),
                }
            }
        })*
    };
}

floats!(f32 serialize_f32, f64 serialize_f64);

impl<T: Floats> Floats for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Float(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Floats> Floats for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            list.serialize_element(&Float(item))?;
        }
        list.end()
    }
}

impl<T: Floats> Floats for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self {
            map.serialize_entry(name, &Float(value))?;
        }
        map.end()
    }
}
