//! Types of formatted strings. Each keeps the text as it was sent, so that nothing is lost or
//! changed even if a server deviates from the format.
//!
//! They are equal if their texts are, but have no order: that of two texts is not that of the two
//! instants, spans or identifiers (`2026-01-01T00:30:00+01:00` is before `2026-01-01T00:00:00Z`).

use serde::de::{self, Visitor};
use std::{fmt, marker::PhantomData};

/// Makes a `T` from a JSON string.
pub(crate) struct TextVisitor<T>(PhantomData<T>);

impl<T> TextVisitor<T> {
    /// A visitor that makes a `T`.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for TextVisitor<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: for<'a> From<&'a str> + From<String>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Defines a type that keeps a text as it is.
macro_rules! text_type {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(::std::string::String);

        impl $name {
            /// Takes the text as it is, without validating it.
            #[must_use]
            pub fn new(text: impl Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, without copying it.
            #[must_use]
            #[inline]
            pub fn into_string(self) -> ::std::string::String {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            #[inline]
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                deserializer.deserialize_string(crate::runtime::models::text::TextVisitor::<Self>::new())
            }
        }
    };
}

pub(super) use text_type;

// if: DateTime
text_type! {
    /// A point in time (format `date-time`), the text as sent: `2026-01-31T12:00:00Z`.
    ///
    /// With the feature `jiff` it converts to and from `jiff::Timestamp`, which can be compared.
    DateTime
}

// if: Date
text_type! {
    /// A calendar date (format `date`), the text as sent: `2026-01-31`.
    ///
    /// With the feature `jiff` it converts to and from `jiff::civil::Date`, which can be compared.
    Date
}

// if: Time
text_type! {
    /// A time of day (format `time`), the text as sent: `12:00:00Z`.
    Time
}

// if: Duration
text_type! {
    /// A span of time (format `duration`), the text as sent: `P1DT2H`.
    ///
    /// With the feature `jiff` it converts to and from `jiff::Span`.
    Duration
}

// if: Uuid
text_type! {
    /// A UUID (format `uuid`), the text as sent.
    ///
    /// With the feature `uuid` it converts to and from `uuid::Uuid`.
    Uuid
}

// if: Date or DateTime or Duration or Uuid
/// Conversions between a text and the type of another crate that parses it.
macro_rules! parsed_as {
    ($name:ident, $other:ty, $error:ty) => {
        impl TryFrom<&$name> for $other {
            type Error = $error;

            #[inline]
            fn try_from(text: &$name) -> Result<Self, Self::Error> {
                text.as_str().parse()
            }
        }

        impl From<$other> for $name {
            #[inline]
            fn from(value: $other) -> Self {
                Self(value.to_string())
            }
        }
    };
}

// if: DateTime
#[cfg(feature = "jiff")]
parsed_as!(DateTime, jiff::Timestamp, jiff::Error);
// if: Date
#[cfg(feature = "jiff")]
parsed_as!(Date, jiff::civil::Date, jiff::Error);
// if: Duration
#[cfg(feature = "jiff")]
parsed_as!(Duration, jiff::Span, jiff::Error);
// if: Uuid
#[cfg(feature = "uuid")]
parsed_as!(Uuid, uuid::Uuid, uuid::Error);
