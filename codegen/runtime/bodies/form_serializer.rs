//! Writes a value straight into the text of a form, without a copy of it in between.

use super::{
    form_encoding::FormStyle,
    form_writer::{Form, Place, Stop, Writer, push},
};
use crate::runtime::requests::error::{RequestError, unwritable};
use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    Serializer,
};

// if: FormStyles
use crate::runtime::requests::{
    data::Data,
    style::{self, Escape},
};

impl<'a> Writer<'a> {
    fn array(self) -> Result<Items<'a>, Stop> {
        match self.place {
            Place::Value | Place::Json => Ok(Items {
                end: self.form.out.len(),
                form: self.form,
                empty: true,
                in_json: self.place == Place::Json,
            }),
            Place::Body | Place::Name | Place::Item => Err(Stop::Compound),
        }
    }

    fn object(self) -> Result<Properties<'a>, Stop> {
        match self.place {
            Place::Body | Place::Json => Ok(Properties {
                form: self.form,
                in_json: self.place == Place::Json,
            }),
            Place::Name | Place::Value | Place::Item => Err(Stop::Compound),
        }
    }
}

/// Scalars whose `Display` is their text.
macro_rules! plain {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, value: $type) -> Result<(), Stop> {
            self.plain(format_args!("{value}"))
        })*
    };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Stop;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Impossible<(), Stop>;
    type SerializeTupleVariant = Impossible<(), Stop>;
    type SerializeMap = Properties<'a>;
    type SerializeStruct = Properties<'a>;
    type SerializeStructVariant = Impossible<(), Stop>;

    plain!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64)
    );

    fn serialize_f32(self, value: f32) -> Result<(), Stop> {
        self.float(format_args!("{value}"), value.is_finite())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Stop> {
        self.float(format_args!("{value}"), value.is_finite())
    }

    fn serialize_char(self, value: char) -> Result<(), Stop> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Stop> {
        self.text(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Stop> {
        Err(Stop::Compound)
    }

    fn serialize_none(self) -> Result<(), Stop> {
        self.null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Stop> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Stop> {
        self.null()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Stop> {
        self.null()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Stop> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        if self.place == Place::Json {
            value.serialize(self)
        } else {
            Err(Stop::Compound)
        }
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Stop> {
        self.array()
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, Stop> {
        self.array()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Stop> {
        Err(Stop::Compound)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Stop> {
        Err(Stop::Compound)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Properties<'a>, Stop> {
        self.object()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Properties<'a>, Stop> {
        self.object()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Stop> {
        Err(Stop::Compound)
    }
}

/// The items of an array. The text ends with `name=` when it begins.
pub(super) struct Items<'a> {
    form: &'a mut Form,
    /// Where the first `name=` ends.
    end: usize,
    empty: bool,
    in_json: bool,
}

impl SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Stop;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Stop> {
        if self.in_json {
            return item.serialize(Writer::new(self.form, Place::Json));
        }
        let before = self.form.out.len();
        if !self.empty {
            self.form.out.push('&');
            self.form.out.extend_from_within(self.form.name..self.end);
        }
        match item.serialize(Writer::new(self.form, Place::Item)) {
            Ok(()) => self.empty = false,
            Err(Stop::Null) => self.form.out.truncate(before),
            Err(stop) => return Err(stop),
        }
        Ok(())
    }

    fn end(self) -> Result<(), Stop> {
        if self.empty && !self.in_json {
            Err(Stop::Null)
        } else {
            Ok(())
        }
    }
}

impl SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Stop;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Stop> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<(), Stop> {
        SerializeSeq::end(self)
    }
}

/// The properties of the body, or of an object in JSON text.
pub(super) struct Properties<'a> {
    form: &'a mut Form,
    in_json: bool,
}

impl SerializeMap for Properties<'_> {
    type Ok = ();
    type Error = Stop;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Stop> {
        if self.in_json {
            return Ok(());
        }
        self.form.begin();
        name.serialize(Writer::new(self.form, Place::Name))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if self.in_json {
            return value.serialize(Writer::new(self.form, Place::Json));
        }
        self.form.value(value)
    }

    fn end(self) -> Result<(), Stop> {
        Ok(())
    }
}

impl SerializeStruct for Properties<'_> {
    type Ok = ();
    type Error = Stop;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        self.serialize_entry(name, value)
    }

    fn end(self) -> Result<(), Stop> {
        Ok(())
    }
}

impl Form {
    /// Writes the value of the property whose name was written last.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if let Some(style) = self.style() {
            return self.styled(value, style);
        }
        let end = self.out.len();
        self.out.push('=');
        match value.serialize(Writer::new(self, Place::Value)) {
            Err(Stop::Null) => self.out.truncate(self.start),
            Err(Stop::Compound) => {
                self.out.truncate(end);
                return self.json(value);
            }
            written => return written,
        }
        Ok(())
    }

    fn styled<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        style: (&str, FormStyle),
    ) -> Result<(), Stop> {
        match style {
            (_, FormStyle::Json) => self.json(value),
            // if: FormStyles
            (name, FormStyle::Style(style, explode, allow_reserved)) => {
                let data = Data::of(value).map_err(Stop::Error)?;
                self.out.truncate(self.start);
                if data != Data::Null {
                    let escape = Escape::in_query(allow_reserved);
                    style::query(&mut self.out, name, &data, style, explode, escape);
                }
                Ok(())
            }
        }
    }

    /// Writes the JSON text of the current property's value; nothing of it if that is `null`.
    fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        match value.serialize(Writer::new(self, Place::Json)) {
            Ok(()) => {}
            Err(Stop::Null | Stop::Compound) => {
                return Err(Stop::Error(RequestError::new(
                    "a value cannot be written as text",
                )));
            }
            error => return error,
        }
        let json = serde_json::to_string(value).map_err(|error| Stop::Error(unwritable(error)))?;
        if json == "null" {
            self.out.truncate(self.start);
        } else {
            self.out.push('=');
            push(&mut self.out, &json);
        }
        Ok(())
    }
}
