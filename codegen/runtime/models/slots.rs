//! Reading the properties of a JSON object, each into its slot.
//!
//! A model gives the names of its properties, and a slot for each, to [`Values::read`]. Slots are trait
//! objects, so that one function for each *type* of property is compiled, and not a few lines for each
//! property of each model: of large APIs these would be half of the code that a compiler looks at.
//! [`Values`] does not name the lifetime of the input, which would be a type of its own for the borrow
//! checker wherever it is used; so properties own what they hold.

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor},
};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

/// What the properties of an object are read from.
pub(crate) trait Values: Sized {
    /// Why a value could not be read.
    type Error: de::Error;

    /// Reads the value of the property whose name was read.
    ///
    /// # Errors
    ///
    /// If it cannot be decoded.
    fn value<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;

    /// Reads all properties: those of `names` into the slot at the same place, the others into
    /// `others`.
    ///
    /// # Errors
    ///
    /// If a property cannot be decoded.
    fn read(
        &mut self,
        names: &[&'static str],
        slots: &mut [&mut dyn Slot<Self>],
        others: &mut dyn OtherSlot<Self>,
    ) -> Result<(), Self::Error>;

    /// Does the same as `read` where some properties are required.
    ///
    /// # Errors
    ///
    /// Those of `read`, and the first required property that is missing.
    fn read_required(
        &mut self,
        names: &[&'static str],
        slots: &mut [&mut dyn Slot<Self>],
        others: &mut dyn OtherSlot<Self>,
    ) -> Result<(), Self::Error> {
        self.read(names, slots, others)?;
        match names.iter().zip(slots).find(|(_, slot)| slot.is_missing()) {
            Some((name, _)) => Err(Self::Error::missing_field(name)),
            None => Ok(()),
        }
    }
}

/// The error for a model whose required properties are not all there, should
/// [`Values::read_required`] not have named the missing one.
pub(crate) fn incomplete<E: de::Error>() -> E {
    E::custom("a required property is missing")
}

/// The properties that a `MapAccess` has.
pub(crate) struct MapValues<'de, A>(A, PhantomData<&'de ()>);

impl<'de, A: MapAccess<'de>> MapValues<'de, A> {
    /// Those of this map.
    #[must_use]
    pub(crate) fn new(map: A) -> Self {
        Self(map, PhantomData)
    }
}

impl<'de, A: MapAccess<'de>> Values for MapValues<'de, A> {
    type Error = A::Error;

    fn value<T: DeserializeOwned>(&mut self) -> Result<T, A::Error> {
        self.0.next_value()
    }

    fn read(
        &mut self,
        names: &[&'static str],
        slots: &mut [&mut dyn Slot<Self>],
        others: &mut dyn OtherSlot<Self>,
    ) -> Result<(), A::Error> {
        // Most servers write properties in the order of their description.
        let mut next = 0;
        while let Some(Name(name)) = self.0.next_key::<Name>()? {
            match (names.get(next), slots.get_mut(next)) {
                (Some(expected), Some(slot)) if is_same(expected, &name) => {
                    slot.read(self)?;
                    next += 1;
                }
                _ => match find(names, &name, next) {
                    Some(found) => {
                        if let Some(slot) = slots.get_mut(found) {
                            slot.read(self)?;
                        }
                        next = found + 1;
                    }
                    None => others.read(name, self)?,
                },
            }
        }
        Ok(())
    }
}

/// The position of a name that is not at `next`. One after it is more likely, since optional
/// properties are left out.
#[inline]
fn find(names: &[&str], name: &str, next: usize) -> Option<usize> {
    let is_name = |known: &&str| is_same(known, name);
    let later = names.iter().skip(next + 1).position(is_name);
    later
        .map(|later| next + 1 + later)
        .or_else(|| names.iter().take(next).position(is_name))
}

/// Whether two names are the same. The first eight and the last eight bytes of a name are all of it if
/// it has up to 16, as most have: comparing these saves a call of `memcmp`.
#[inline]
fn is_same(known: &str, name: &str) -> bool {
    const END: usize = 8;
    let (known, name) = (known.as_bytes(), name.as_bytes());
    known.len() == name.len()
        && if (END..=2 * END).contains(&name.len()) {
            known.first_chunk::<END>() == name.first_chunk()
                && known.last_chunk::<END>() == name.last_chunk()
        } else {
            known == name
        }
}

/// Where the value of a property goes.
pub(crate) trait Slot<V: Values> {
    /// Reads the value. If a property is repeated, the last value wins.
    ///
    /// # Errors
    ///
    /// If it cannot be decoded.
    fn read(&mut self, values: &mut V) -> Result<(), V::Error>;

    /// Whether the property is required and was not read.
    fn is_missing(&self) -> bool {
        false
    }
}

/// Where properties go that a model does not name.
pub(crate) trait OtherSlot<V: Values> {
    /// Reads the value of the property of this name.
    ///
    /// # Errors
    ///
    /// If it cannot be decoded.
    fn read(&mut self, name: Cow<'_, str>, values: &mut V) -> Result<(), V::Error>;
}

/// A property that was not read yet.
pub(crate) struct Unread<T>(PhantomData<T>);

impl<T> Unread<T> {
    /// What stands for its value.
    pub(crate) const VALUE: Option<T> = None;
}

/// Properties that the model does not name, before any was read.
pub(crate) struct NoOthers<T>(PhantomData<T>);

impl<T> NoOthers<T> {
    /// What stands for them.
    pub(crate) const VALUE: BTreeMap<String, T> = BTreeMap::new();
}

/// The slot of a property that every object has.
pub(crate) struct Required<'m, T>(pub(crate) &'m mut Option<T>);

impl<V: Values, T: DeserializeOwned> Slot<V> for Required<'_, T> {
    fn read(&mut self, values: &mut V) -> Result<(), V::Error> {
        *self.0 = Some(values.value()?);
        Ok(())
    }

    fn is_missing(&self) -> bool {
        self.0.is_none()
    }
}

/// The slot of a property for which `null` and absent are the same.
pub(crate) struct Optional<'m, T>(pub(crate) &'m mut Option<T>);

impl<V: Values, T: DeserializeOwned> Slot<V> for Optional<'_, T> {
    fn read(&mut self, values: &mut V) -> Result<(), V::Error> {
        *self.0 = values.value()?;
        Ok(())
    }
}

/// The slot of a property that may be absent, `null` or a value.
pub(crate) struct Nullable<'m, T>(pub(crate) &'m mut Option<T>);

impl<V: Values, T: DeserializeOwned> Slot<V> for Nullable<'_, T> {
    fn read(&mut self, values: &mut V) -> Result<(), V::Error> {
        *self.0 = Some(values.value()?);
        Ok(())
    }
}

/// The slot of properties that the model does not name.
pub(crate) struct Others<'m, T>(pub(crate) &'m mut BTreeMap<String, T>);

impl<V: Values, T: DeserializeOwned> OtherSlot<V> for Others<'_, T> {
    fn read(&mut self, name: Cow<'_, str>, values: &mut V) -> Result<(), V::Error> {
        self.0.insert(name.into_owned(), values.value()?);
        Ok(())
    }
}

/// Skips properties that the model does not know.
pub(crate) struct Skipped;

impl<V: Values> OtherSlot<V> for Skipped {
    fn read(&mut self, _: Cow<'_, str>, values: &mut V) -> Result<(), V::Error> {
        values.value::<IgnoredAny>().map(drop)
    }
}

/// The name of a property, borrowed from the input where it can be.
struct Name<'de>(Cow<'de, str>);

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
