//! The value of a parameter or of a form's property before it is written: a scalar, an array or an
//! object.
//!
//! Every value becomes a [`Data`] first, so that the code that writes it is the same for all types.
//! Unlike a `serde_json::Value` it keeps the order of properties and writes numbers in their
//! shortest form.

use super::error::RequestError;
use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    Serializer,
};
use std::borrow::Cow;

/// A value to be written as text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    /// `null`.
    Null,
    /// A number or a boolean, as it is written everywhere.
    Plain(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Data>),
    /// An object, with its properties in order.
    Object(Vec<(String, Data)>),
}

impl Data {
    /// The data of any value.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized or contains a number such as NaN.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, RequestError> {
        value.serialize(DataSerializer)
    }

    /// Whether it is `null`, or an array or object of nothing else.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Plain(_) | Self::Text(_) => false,
            Self::List(items) => items.iter().all(|item| matches!(item, Self::Null)),
            Self::Object(properties) => {
                let mut values = properties.iter();
                values.all(|(_, value)| matches!(value, Self::Null))
            }
        }
    }

    /// The text of a scalar; the JSON text of a list or an object.
    #[must_use]
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Plain(text) | Self::Text(text) => Cow::Borrowed(text),
            Self::List(_) | Self::Object(_) => Cow::Owned(self.json()),
        }
    }

    /// The JSON text.
    #[must_use]
    pub(crate) fn json(&self) -> String {
        let mut json = String::new();
        self.push_json(&mut json);
        json
    }

    fn push_json(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Plain(text) => out.push_str(text),
            Self::Text(text) => push_quoted(out, text),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.push_json(out);
                }
                out.push(']');
            }
            Self::Object(properties) => {
                out.push('{');
                for (index, (name, value)) in properties.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    push_quoted(out, name);
                    out.push(':');
                    value.push_json(out);
                }
                out.push('}');
            }
        }
    }
}

fn push_quoted(out: &mut String, text: &str) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// The shortest text of a number, which must be finite.
fn float(value: f64, shortest: String) -> Result<String, RequestError> {
    if value.is_finite() {
        Ok(shortest)
    } else {
        Err(RequestError::new("a number is not finite"))
    }
}

struct DataSerializer;

impl Serializer for DataSerializer {
    type Ok = Data;
    type Error = RequestError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = Impossible<Data, RequestError>;
    type SerializeTupleVariant = Impossible<Data, RequestError>;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Impossible<Data, RequestError>;

    fn serialize_bool(self, value: bool) -> Result<Data, RequestError> {
        Ok(Data::Plain(value.to_string()))
    }

    fn serialize_i8(self, value: i8) -> Result<Data, RequestError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Data, RequestError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Data, RequestError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<Data, RequestError> {
        Ok(Data::Plain(value.to_string()))
    }

    fn serialize_u8(self, value: u8) -> Result<Data, RequestError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<Data, RequestError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<Data, RequestError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<Data, RequestError> {
        Ok(Data::Plain(value.to_string()))
    }

    fn serialize_f32(self, value: f32) -> Result<Data, RequestError> {
        float(value.into(), value.to_string()).map(Data::Plain)
    }

    fn serialize_f64(self, value: f64) -> Result<Data, RequestError> {
        float(value, value.to_string()).map(Data::Plain)
    }

    fn serialize_char(self, value: char) -> Result<Data, RequestError> {
        Ok(Data::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Data, RequestError> {
        Ok(Data::Text(value.to_owned()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Data, RequestError> {
        Err(RequestError::custom("bytes cannot be written as text"))
    }

    fn serialize_none(self) -> Result<Data, RequestError> {
        Ok(Data::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Data, RequestError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Data, RequestError> {
        Ok(Data::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Data, RequestError> {
        Ok(Data::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Data, RequestError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Data, RequestError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Data, RequestError> {
        let value = value.serialize(self)?;
        Ok(Data::Object(vec![(variant.to_owned(), value)]))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List, RequestError> {
        Ok(List(Vec::with_capacity(length.unwrap_or_default())))
    }

    fn serialize_tuple(self, length: usize) -> Result<List, RequestError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, RequestError> {
        Err(RequestError::custom(
            "a tuple struct cannot be written as text",
        ))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, RequestError> {
        Err(RequestError::custom(
            "a tuple variant cannot be written as text",
        ))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object, RequestError> {
        Ok(Object {
            properties: Vec::new(),
            name: String::new(),
        })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Object, RequestError> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, RequestError> {
        Err(RequestError::custom(
            "a struct variant cannot be written as text",
        ))
    }
}

struct List(Vec<Data>);

impl SerializeSeq for List {
    type Ok = Data;
    type Error = RequestError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), RequestError> {
        self.0.push(Data::of(item)?);
        Ok(())
    }

    fn end(self) -> Result<Data, RequestError> {
        Ok(Data::List(self.0))
    }
}

impl SerializeTuple for List {
    type Ok = Data;
    type Error = RequestError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), RequestError> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<Data, RequestError> {
        SerializeSeq::end(self)
    }
}

struct Object {
    properties: Vec<(String, Data)>,
    name: String,
}

impl SerializeMap for Object {
    type Ok = Data;
    type Error = RequestError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), RequestError> {
        self.name = match Data::of(name)? {
            Data::Text(name) | Data::Plain(name) => name,
            _ => {
                return Err(RequestError::custom(
                    "the name of a property is not a string",
                ));
            }
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), RequestError> {
        let name = std::mem::take(&mut self.name);
        self.properties.push((name, Data::of(value)?));
        Ok(())
    }

    fn end(self) -> Result<Data, RequestError> {
        Ok(Data::Object(self.properties))
    }
}

impl SerializeStruct for Object {
    type Ok = Data;
    type Error = RequestError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        self.serialize_entry(name, value)
    }

    fn end(self) -> Result<Data, RequestError> {
        SerializeMap::end(self)
    }
}
