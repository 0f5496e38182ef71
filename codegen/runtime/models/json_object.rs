//! How a model is read and written, as a table of its properties:
//!
//! ```text
//! json_object! {
//!     Pet {
//!         required name = "name";
//!         optional_integer born_in = "bornIn";
//!         ..others additional_properties;
//!     }
//! }
//! ```
//!
//! A row has the kind of the property (a module of `properties`), the field and the name. `Pet:
//! Default` says that nothing is required: what is read goes into a default model.

/// Implements `Object`, `Serialize` and `Deserialize` of a table.
macro_rules! json_object {
    ($model:ident $(: $default:ident)? { $($properties:tt)* }) => {
        impl $crate::runtime::models::object::Object for $model {
            $crate::runtime::models::json_object::read_properties!(
                Self $(: $default)? { $($properties)* }
            );
            $crate::runtime::models::json_object::write_properties!({ $($properties)* });
        }

        impl ::serde::Serialize for $model {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let map = serializer.serialize_map(None)?;
                let mut properties = $crate::runtime::models::object::Properties::new(map);
                $crate::runtime::models::object::Object::write(self, &mut properties);
                properties.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $model {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                deserializer
                    .deserialize_map($crate::runtime::models::object::ObjectVisitor::<Self>::new())
            }
        }
    };
}

/// The function that reads: into a default model, or into a variable for each field until it is
/// known that all required ones are there.
macro_rules! read_properties {
    ($read:ty: $default:ident {}) => {
        fn read<'de, A: ::serde::de::MapAccess<'de>>(mut map: A) -> Result<$read, A::Error> {
            while map.next_key::<$crate::runtime::models::object::Name>()?.is_some() {
                $crate::runtime::models::object::skip(&mut map)?;
            }
            Ok($default::default())
        }
    };
    ($read:ty: $default:ident { $($kind:ident $field:ident = $name:literal;)* }) => {
        fn read<'de, A: ::serde::de::MapAccess<'de>>(mut map: A) -> Result<$read, A::Error> {
            let mut model: $read = $default::default();
            while let Some(name) = map.next_key::<$crate::runtime::models::object::Name>()? {
                match &*name {
                    $($name => $crate::runtime::models::properties::$kind::read(
                        &mut map,
                        &mut model.$field,
                    ),)*
                    _ => $crate::runtime::models::object::skip(&mut map),
                }?;
            }
            Ok(model)
        }
    };
    ($read:ty: $default:ident {
        $($kind:ident $field:ident = $name:literal;)* ..$other:ident $others:ident;
    }) => {
        fn read<'de, A: ::serde::de::MapAccess<'de>>(mut map: A) -> Result<$read, A::Error> {
            let mut model: $read = $default::default();
            while let Some(name) = map.next_key::<$crate::runtime::models::object::Name>()? {
                match &*name {
                    $($name => $crate::runtime::models::properties::$kind::read(
                        &mut map,
                        &mut model.$field,
                    ),)*
                    _ => $crate::runtime::models::properties::$other::read(
                        &mut map,
                        name,
                        &mut model.$others,
                    ),
                }?;
            }
            Ok(model)
        }
    };
    ($read:ty { $($kind:ident $field:ident = $name:literal;)* }) => {
        fn read<'de, A: ::serde::de::MapAccess<'de>>(mut map: A) -> Result<$read, A::Error> {
            $(let mut $field = None;)*
            while let Some(name) = map.next_key::<$crate::runtime::models::object::Name>()? {
                match &*name {
                    $($name => $crate::runtime::models::properties::$kind::read(
                        &mut map,
                        &mut $field,
                    ),)*
                    _ => $crate::runtime::models::object::skip(&mut map),
                }?;
            }
            Ok(<$read as ::std::convert::From<_>>::from(Self {
                $($field: $crate::runtime::models::json_object::taken!($kind $field $name),)*
            }))
        }
    };
    ($read:ty {
        $($kind:ident $field:ident = $name:literal;)* ..$other:ident $others:ident;
    }) => {
        fn read<'de, A: ::serde::de::MapAccess<'de>>(mut map: A) -> Result<$read, A::Error> {
            $(let mut $field = None;)*
            let mut $others = ::std::collections::BTreeMap::new();
            while let Some(name) = map.next_key::<$crate::runtime::models::object::Name>()? {
                match &*name {
                    $($name => $crate::runtime::models::properties::$kind::read(
                        &mut map,
                        &mut $field,
                    ),)*
                    _ => $crate::runtime::models::properties::$other::read(
                        &mut map,
                        name,
                        &mut $others,
                    ),
                }?;
            }
            Ok(<$read as ::std::convert::From<_>>::from(Self {
                $($field: $crate::runtime::models::json_object::taken!($kind $field $name),)*
                $others,
            }))
        }
    };
}

/// The value of a field when all properties were read.
macro_rules! taken {
    (required $field:ident $name:literal) => {
        $crate::runtime::models::object::required($field, $name)?
    };
    (required_integer $field:ident $name:literal) => {
        $crate::runtime::models::object::required($field, $name)?
    };
    (required_float $field:ident $name:literal) => {
        $crate::runtime::models::object::required($field, $name)?
    };
    ($kind:ident $field:ident $name:literal) => {
        $field
    };
}

/// The function that writes.
macro_rules! write_properties {
    ({}) => {
        fn write<M: ::serde::ser::SerializeMap>(
            &self,
            _: &mut $crate::runtime::models::object::Properties<M>,
        ) {
        }
    };
    ({ $($kind:ident $field:ident = $name:literal;)* }) => {
        fn write<M: ::serde::ser::SerializeMap>(
            &self,
            properties: &mut $crate::runtime::models::object::Properties<M>,
        ) {
            $($crate::runtime::models::properties::$kind::write(properties, $name, &self.$field);)*
        }
    };
    ({ $($kind:ident $field:ident = $name:literal;)* ..$other:ident $others:ident; }) => {
        fn write<M: ::serde::ser::SerializeMap>(
            &self,
            properties: &mut $crate::runtime::models::object::Properties<M>,
        ) {
            $($crate::runtime::models::properties::$kind::write(properties, $name, &self.$field);)*
            $crate::runtime::models::properties::$other::write(
                properties,
                &self.$others,
                &[$((
                    $name,
                    $crate::runtime::models::properties::$kind::is_set(&self.$field),
                )),*],
            );
        }
    };
}

pub(crate) use {json_object, read_properties, taken, write_properties};
