//! Models that are large JSON objects: read like others, but into a `Box`, so that a model is not
//! copied from one frame of the stack to the next.

use super::{
    object::{Properties, SerializeMap},
    slots::{MapValues, Values},
};
use serde::{
    Deserializer, Serializer,
    de::{MapAccess, Visitor},
};
use std::{fmt, marker::PhantomData};

/// A large model that is a JSON object.
pub(crate) trait Large: Sized {
    /// Reads the object's properties.
    ///
    /// # Errors
    ///
    /// If a required property is missing or a property cannot be decoded.
    fn read<V: Values>(values: &mut V) -> Result<Box<Self>, V::Error>;

    /// Writes the object's properties.
    fn write<M: SerializeMap>(&self, properties: &mut Properties<M>);
}

/// Reads a model.
///
/// # Errors
///
/// If a required property is missing or a property cannot be decoded.
pub(crate) fn deserialize<'de, T: Large, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    match deserializer.deserialize_map(LargeVisitor(PhantomData)) {
        Ok(model) => Ok(*model),
        Err(error) => Err(error),
    }
}

/// Writes a model.
///
/// # Errors
///
/// Those of the serializer.
pub(crate) fn serialize<T: Large, S: Serializer>(
    model: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut properties = Properties::new(serializer.serialize_map(None)?);
    model.write(&mut properties);
    properties.end()
}

/// Passes the properties of a JSON object to [`Large::read`].
struct LargeVisitor<T>(PhantomData<T>);

impl<'de, T: Large> Visitor<'de> for LargeVisitor<T> {
    type Value = Box<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Box<T>, A::Error> {
        T::read(&mut MapValues::new(map))
    }
}

/// Implements `Large`, `Serialize` and `Deserialize` of a table as `json_object!` takes it.
macro_rules! large_object {
    ($model:ident $(: $default:ident)? { $($properties:tt)* }) => {
        impl $crate::runtime::models::large::Large for $model {
            $crate::runtime::models::json_object::read_properties!(
                Box<Self> $(: $default)? { $($properties)* }
            );
            $crate::runtime::models::json_object::write_properties!({ $($properties)* });
        }

        impl ::serde::Serialize for $model {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::models::large::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $model {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::models::large::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use large_object;
