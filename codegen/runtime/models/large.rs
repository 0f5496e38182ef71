//! Models that are large JSON objects: read like others, but into a `Box`, so that a model is not
//! copied from one frame of the stack to the next.

use super::object::{MapAccess, Properties, SerializeMap};
use serde::de::Visitor;
use std::{fmt, marker::PhantomData};

/// A large model that is a JSON object.
pub(crate) trait Large: Sized {
    /// Reads the object's properties.
    ///
    /// # Errors
    ///
    /// If a required property is missing or a property cannot be decoded.
    fn read<'de, A: MapAccess<'de>>(map: A) -> Result<Box<Self>, A::Error>;

    /// Writes the object's properties.
    fn write<M: SerializeMap>(&self, properties: &mut Properties<M>);
}

/// Passes the properties of a JSON object to [`Large::read`].
pub(crate) struct LargeVisitor<T>(PhantomData<T>);

impl<T> LargeVisitor<T> {
    /// A visitor that reads a `T`.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for LargeVisitor<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'de, T: Large> Visitor<'de> for LargeVisitor<T> {
    type Value = Box<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Box<T>, A::Error> {
        T::read(map)
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
                let map = serializer.serialize_map(None)?;
                let mut properties = $crate::runtime::models::object::Properties::new(map);
                $crate::runtime::models::large::Large::write(self, &mut properties);
                properties.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $model {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let visitor = $crate::runtime::models::large::LargeVisitor::<Self>::new();
                match deserializer.deserialize_map(visitor) {
                    Ok(model) => Ok(*model),
                    Err(error) => Err(error),
                }
            }
        }
    };
}

pub(crate) use large_object;
