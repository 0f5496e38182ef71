//! Enums that keep values that this version of the crate does not know.

/// Conversions and serde of an enum over strings: a table of variants and values, and the variant
/// of other values.
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $text:literal;)* ..$fallback:ident; }) => {
        impl $name {
            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$fallback(value) => value,
                }
            }

            #[inline]
            fn from_known(value: &str) -> Option<Self> {
                let known = match value {
                    $($text => Self::$variant,)*
                    _ => return None,
                };
                Some(known)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                Self::from_known(value).unwrap_or_else(|| Self::$fallback(value.to_owned()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                Self::from_known(&value).unwrap_or(Self::$fallback(value))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = deserializer
                    .deserialize_str(crate::runtime::models::text::TextVisitor::<Self>::new())?;
                // if: Unions
                if matches!(value, Self::$fallback(_)) {
                    crate::runtime::models::union::note_unknown(1);
                }
                Ok(value)
            }
        }
    };
}

/// Conversions and serde of an enum over integers: a table of variants and values, and the variant
/// of other values.
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $integer:literal;)* ..$fallback:ident; }) => {
        impl $name {
            /// The value on the wire.
            #[must_use]
            #[inline]
            pub const fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::$fallback(value) => value,
                }
            }

            #[inline]
            fn from_known(value: i64) -> Option<Self> {
                let known = match value {
                    $($integer => Self::$variant,)*
                    _ => return None,
                };
                Some(known)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl ::std::convert::From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                Self::from_known(value).unwrap_or(Self::$fallback(value))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = <i64 as crate::runtime::models::integer::Integers>::read(deserializer)
                    .map(Self::from)?;
                // if: Unions
                if matches!(value, Self::$fallback(_)) {
                    crate::runtime::models::union::note_unknown(1);
                }
                Ok(value)
            }
        }
    };
}

/// Conversions and serde of an enum over values of several types.
///
/// The enum has `as_value(&self) -> Value` and `from_known(&Value) -> Option<Self>`. A number
/// without a fraction is the integer that it equals.
macro_rules! value_enum {
    ($name:ty, $fallback:ident) => {
        impl ::std::convert::From<::serde_json::Value> for $name {
            #[inline]
            fn from(value: ::serde_json::Value) -> Self {
                let whole = value
                    .as_f64()
                    .filter(|_| value.is_f64())
                    .and_then(crate::runtime::models::integer::whole)
                    .and_then(|whole| Self::from_known(&whole.into()));
                whole
                    .or_else(|| Self::from_known(&value))
                    .unwrap_or(Self::$fallback(value))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.as_value(), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value =
                    <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)
                        .map(Self::from)?;
                // if: Unions
                if matches!(value, Self::$fallback(_)) {
                    crate::runtime::models::union::note_unknown(1);
                }
                Ok(value)
            }
        }
    };
}

pub(crate) use {integer_enum, string_enum, value_enum};
