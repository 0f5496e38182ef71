//! Reading and writing models that are JSON objects, property by property.
//!
//! A model says how it is read and written once, in [`Object`]; `json_object!` implements it, and
//! `Serialize` and `Deserialize` with it, of a table of properties. Unknown properties are ignored;
//! if a property is repeated, the last one wins.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, IgnoredAny, Visitor},
};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData, ops::Deref};

pub(crate) use serde::{de::MapAccess, ser::SerializeMap};

/// A model that is a JSON object.
pub(crate) trait Object: Sized {
    /// Reads the object's properties.
    ///
    /// # Errors
    ///
    /// If a required property is missing or a property cannot be decoded.
    fn read<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;

    /// Writes the object's properties.
    fn write<M: SerializeMap>(&self, properties: &mut Properties<M>);
}

/// Passes the properties of a JSON object to [`Object::read`].
pub(crate) struct ObjectVisitor<T>(PhantomData<T>);

impl<T> ObjectVisitor<T> {
    /// A visitor that reads a `T`.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for ObjectVisitor<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(map)
    }
}

/// The name of a property, borrowed from the input where it can be.
#[derive(Debug)]
pub(crate) struct Name<'de>(Cow<'de, str>);

impl Name<'_> {
    /// The name as an owned string.
    #[must_use]
    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Name<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a property name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_string<E>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name)))
    }
}

/// The value of a required property.
///
/// # Errors
///
/// If the object does not have it.
pub(crate) fn required<T, E: de::Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    match value {
        Some(value) => Ok(value),
        None => Err(E::missing_field(name)),
    }
}

/// Reads the value of a property.
///
/// # Errors
///
/// If it cannot be decoded.
pub(crate) fn read<'de, T, A>(map: &mut A, property: &mut T) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    *property = map.next_value()?;
    Ok(())
}

/// Reads the value of a property for which `None` means that the object does not have it.
///
/// # Errors
///
/// If it cannot be decoded.
pub(crate) fn read_some<'de, T, A>(map: &mut A, property: &mut Option<T>) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    *property = Some(map.next_value()?);
    Ok(())
}

/// Skips the value of a property that the model does not know.
///
/// # Errors
///
/// If it is not valid JSON.
pub(crate) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// Keeps a property that the model does not name.
///
/// # Errors
///
/// If its value cannot be decoded.
pub(crate) fn read_other<'de, T, A>(
    map: &mut A,
    name: Name<'de>,
    others: &mut BTreeMap<String, T>,
) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    others.insert(name.into_string(), map.next_value()?);
    Ok(())
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
    if properties.written.is_ok() {
        properties.written = properties.map.serialize_entry(name, value);
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
