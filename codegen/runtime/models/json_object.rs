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
                $crate::runtime::models::object::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $model {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::models::object::deserialize(deserializer)
            }
        }
    };
}

/// The function that reads: into the fields of a default model, or into a value for each field, which
/// become a model when all required ones are there.
macro_rules! read_properties {
    ($read:ty: $default:ident {
        $($kind:ident $field:ident = $name:literal;)* $(..$other:ident $others:ident;)?
    }) => {
        fn read<V: $crate::runtime::models::slots::Values>(
            values: &mut V,
        ) -> Result<$read, V::Error> {
            #[allow(unused_mut, reason = "a model may have no properties")]
            let mut model: $read = $default::default();
            values.read(
                &[$($name),*],
                &mut [
                    $(&mut $crate::runtime::models::properties::$kind::Slot(&mut model.$field)),*
                ],
                $crate::runtime::models::json_object::others!($($other model.$others)?),
            )?;
            Ok(model)
        }
    };
    ($read:ty {
        $($kind:ident $field:ident = $name:literal;)* $(..$other:ident $others:ident;)?
    }) => {
        fn read<V: $crate::runtime::models::slots::Values>(
            values: &mut V,
        ) -> Result<$read, V::Error> {
            // The values end with the block. The calls that follow it could fail after values were moved
            // out, and for each value there would be code that asks whether it is still to be dropped.
            let model = {
                let mut read = (
                    $($crate::runtime::models::properties::$kind::Unread::VALUE,)*
                    $($crate::runtime::models::properties::$other::Unread::VALUE,)?
                );
                let ($($field,)* $($others,)?) = &mut read;
                values.read_required(
                    &[$($name),*],
                    &mut [$(&mut $crate::runtime::models::properties::$kind::Slot($field)),*],
                    $crate::runtime::models::json_object::others!($($other *$others)?),
                )?;
                match read {
                    (
                        $($crate::runtime::models::json_object::value!($kind $field),)*
                        $($others,)?
                    ) => Self { $($field,)* $($others,)? },
                    _ => return Err($crate::runtime::models::slots::incomplete()),
                }
            };
            Ok(<$read as ::std::convert::From<_>>::from(model))
        }
    };
}

/// Where properties go that the model does not name.
macro_rules! others {
    () => {
        &mut $crate::runtime::models::slots::Skipped
    };
    ($other:ident $others:expr) => {
        &mut $crate::runtime::models::properties::$other::Slot(&mut $others)
    };
}

/// The pattern of a value that was read, or need not be.
macro_rules! value {
    (required $field:ident) => {
        Some($field)
    };
    (required_integer $field:ident) => {
        Some($field)
    };
    (required_float $field:ident) => {
        Some($field)
    };
    ($kind:ident $field:ident) => {
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

pub(crate) use {json_object, others, read_properties, value, write_properties};
