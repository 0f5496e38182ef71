//! Reading and writing models that are JSON objects, property by property.
//!
//! A model says how it is read and written once, in [`Object`]; `json_object!` implements it, and
//! `Serialize` and `Deserialize` with it, of a table of properties. Unknown properties are ignored;
//! if a property is repeated, the last one wins.

use super::slots::{MapValues, Values};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};
use std::{fmt, marker::PhantomData};

pub(crate) use serde::ser::SerializeMap;

/// A model that is a JSON object.
pub(crate) trait Object: Sized {
    /// Reads the object's properties.
    ///
    /// # Errors
    ///
    /// If a required property is missing or a property cannot be decoded.
    fn read<V: Values>(values: &mut V) -> Result<Self, V::Error>;

    /// Writes the object's properties.
    fn write<M: SerializeMap>(&self, properties: &mut Properties<M>);
}

/// Passes the properties of a JSON object to [`Object::read`].
struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut MapValues::new(map))
    }
}

/// Reads a model.
///
/// # Errors
///
/// If a required property is missing or a property cannot be decoded.
pub(crate) fn deserialize<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes a model.
///
/// # Errors
///
/// Those of the serializer.
pub(crate) fn serialize<T: Object, S: Serializer>(
    model: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut properties = Properties::new(serializer.serialize_map(None)?);
    model.write(&mut properties);
    properties.end()
}

/// Writes an object's properties. After an error nothing more is written, and [`end`](Self::end)
/// returns it: a model need not check after each property.
pub(crate) struct Properties<M: SerializeMap> {
    map: M,
    written: Result<(), M::Error>,
}

impl<M: SerializeMap> Properties<M> {
    /// Writes to this map.
    #[must_use]
    pub(crate) fn new(map: M) -> Self {
        Self {
            map,
            written: Ok(()),
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// The first error of the serializer.
    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.written?;
        self.map.end()
    }
}

/// Writes a property.
pub(crate) fn write<M, T>(properties: &mut Properties<M>, name: &str, value: &T)
where
    M: SerializeMap,
    T: Serialize + ?Sized,
{
    if properties.written.is_ok()
        && let Err(error) = properties.map.serialize_entry(name, value)
    {
        properties.written = Err(error);
    }
}

/// Writes a property if it is set.
#[allow(
    clippy::ref_option,
    reason = "saves a call for every property of every model"
)]
pub(crate) fn write_some<M, T>(properties: &mut Properties<M>, name: &str, value: &Option<T>)
where
    M: SerializeMap,
    T: Serialize,
{
    if let Some(value) = value {
        write(properties, name, value);
    }
}

/// Writes the properties that the model does not name. Of its own fields, `fields` says whether
/// they are set: an entry of that name would come twice, and the field takes precedence.
pub(crate) fn write_others<'m, M, T>(
    properties: &mut Properties<M>,
    others: impl IntoIterator<Item = (&'m String, T)>,
    fields: &[(&str, bool)],
) where
    M: SerializeMap,
    T: Serialize,
{
    for (name, value) in others {
        if !fields.contains(&(name.as_str(), true)) {
            write(properties, name, &value);
        }
    }
}

/// True: a required property is always written.
pub(crate) fn is_always<T>(_: &T) -> bool {
    true
}

/// True if an optional property is written.
#[allow(clippy::ref_option, reason = "called with a field of a model")]
pub(crate) fn is_some<T>(value: &Option<T>) -> bool {
    value.is_some()
}
