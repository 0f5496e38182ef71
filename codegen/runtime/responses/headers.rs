//! Typed response headers (style `simple`).

use crate::runtime::models::describe::describe;
use reqwest::header::HeaderMap;
use serde::{
    Deserializer,
    de::{
        self, DeserializeOwned, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use std::{borrow::Cow, error, fmt};

/// A documented header whose value is not of its documented type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    reason: String,
}

impl HeaderError {
    /// The name of the header.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the header `{}` could not be decoded: {}",
            self.name, self.reason
        )
    }
}

impl error::Error for HeaderError {}

/// The value of a header, `None` if the response does not have it. Repeated headers are one
/// list.
///
/// # Errors
///
/// If the value cannot be decoded.
pub(crate) fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &'static str,
    explode: bool,
) -> Result<Option<T>, HeaderError> {
    let Some(text) = text(headers, name) else {
        return Ok(None);
    };
    match T::deserialize(Text {
        text: &text,
        explode,
    }) {
        Ok(value) => Ok(Some(value)),
        Err(Reason(reason)) => Err(HeaderError { name, reason }),
    }
}

/// The value of a header that is JSON text, `None` if the response does not have it.
///
/// # Errors
///
/// If the value cannot be decoded.
pub(crate) fn read_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &'static str,
) -> Result<Option<T>, HeaderError> {
    let Some(text) = text(headers, name) else {
        return Ok(None);
    };
    match serde_json::from_str(&text) {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(HeaderError {
            name,
            reason: describe(&error),
        }),
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cow<'h, str>> {
    let mut values = headers
        .get_all(name)
        .into_iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    let mut text = values.next()?;
    for value in values {
        let joined = text.to_mut();
        joined.push_str(", ");
        joined.push_str(&value);
    }
    Some(text)
}

/// Why a text cannot be decoded.
#[derive(Debug)]
struct Reason(String);

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl error::Error for Reason {}

impl de::Error for Reason {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self(format!("expected {expected}"))
    }
}

/// A text that is decoded as the type that is asked for.
struct Text<'a> {
    text: &'a str,
    explode: bool,
}

impl<'a> Text<'a> {
    /// What an integer is called.
    const INTEGER: &'static str = "an integer";

    fn scalar(text: &'a str) -> Self {
        Self {
            text,
            explode: false,
        }
    }

    fn items(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let text = self.text.trim();
        let items = (!text.is_empty()).then(|| text.split(',').map(str::trim));
        items.into_iter().flatten()
    }
}

impl IntoDeserializer<'_, Reason> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Types that are parsed from the text. An integer may be written as any number without a fraction.
macro_rules! parsed {
    ($($method:ident $visit:ident $name:expr),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
            match self.text.trim().parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => match ($name, self.text.trim().parse()) {
                    (Self::INTEGER, Ok(number)) => visitor.visit_f64(number),
                    _ => Err(Reason(format!("expected {}", $name))),
                },
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Reason;

    parsed!(
        deserialize_bool visit_bool "a boolean",
        deserialize_i8 visit_i64 Self::INTEGER,
        deserialize_i16 visit_i64 Self::INTEGER,
        deserialize_i32 visit_i64 Self::INTEGER,
        deserialize_i64 visit_i64 Self::INTEGER,
        deserialize_u8 visit_u64 Self::INTEGER,
        deserialize_u16 visit_u64 Self::INTEGER,
        deserialize_u32 visit_u64 Self::INTEGER,
        deserialize_u64 visit_u64 Self::INTEGER,
        deserialize_f32 visit_f64 "a number",
        deserialize_f64 visit_f64 "a number"
    );

    /// For types that accept any value: a number or a boolean if the text looks like one, otherwise
    /// a string.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match serde_json::from_str(self.text) {
            Ok(serde_json::Value::Bool(value)) => visitor.visit_bool(value),
            Ok(serde_json::Value::Number(value)) => match (value.as_i64(), value.as_u64()) {
                (Some(value), _) => visitor.visit_i64(value),
                (None, Some(value)) => visitor.visit_u64(value),
                (None, None) => visitor.visit_f64(value.as_f64().unwrap_or_default()),
            },
            _ => visitor.visit_str(self.text),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_str(self.text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_str(self.text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_seq(SeqDeserializer::new(self.items().map(Text::scalar)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        let mut items = self.items();
        let mut pairs = Vec::new();
        while let Some(item) = items.next() {
            let (name, value) = if self.explode {
                item.split_once('=').unwrap_or((item, ""))
            } else {
                (item, items.next().unwrap_or(""))
            };
            pairs.push((name, Text::scalar(value)));
        }
        visitor.visit_map(MapDeserializer::new(pairs.into_iter()))
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct struct enum identifier
        ignored_any
    }
}
