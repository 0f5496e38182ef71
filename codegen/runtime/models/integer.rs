//! Reading integers as JSON Schema defines them: "any number with a zero fractional part", so that
//! `5`, `5.0` and `5e0` are one value. `serde` takes the first one alone.

use super::slots::{OtherSlot, Slot, Values};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, SeqAccess, Unexpected, Visitor},
};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

/// An integer, or what holds integers.
pub(crate) trait Integers: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// If a number has a fraction, or is too large for its type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads what it holds as [`Integers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Integer<T>(pub(crate) T);

impl<'de, T: Integers> Deserialize<'de> for Integer<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: Serialize> Serialize for Integer<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The slot of a property that every object has.
pub(crate) struct Required<'m, T>(pub(crate) &'m mut Option<T>);

impl<V: Values, T: Integers> Slot<V> for Required<'_, T> {
    fn read(&mut self, values: &mut V) -> Result<(), V::Error> {
        *self.0 = Some(values.value::<Integer<T>>()?.0);
        Ok(())
    }

    fn is_missing(&self) -> bool {
        self.0.is_none()
    }
}

/// The slot of a property for which `null` and absent are the same.
pub(crate) struct Optional<'m, T>(pub(crate) &'m mut Option<T>);

impl<V: Values, T: Integers> Slot<V> for Optional<'_, T> {
    fn read(&mut self, values: &mut V) -> Result<(), V::Error> {
        *self.0 = values.value::<Integer<Option<T>>>()?.0;
        Ok(())
    }
}

/// The slot of a property that may be absent, `null` or a value.
pub(crate) struct Nullable<'m, T>(pub(crate) &'m mut Option<T>);

impl<V: Values, T: Integers> Slot<V> for Nullable<'_, T> {
    fn read(&mut self, values: &mut V) -> Result<(), V::Error> {
        *self.0 = Some(values.value::<Integer<T>>()?.0);
        Ok(())
    }
}

/// The slot of properties that the model does not name.
pub(crate) struct Others<'m, T>(pub(crate) &'m mut BTreeMap<String, T>);

impl<V: Values, T: Integers> OtherSlot<V> for Others<'_, T> {
    fn read(&mut self, name: Cow<'_, str>, values: &mut V) -> Result<(), V::Error> {
        self.0
            .insert(name.into_owned(), values.value::<Integer<T>>()?.0);
        Ok(())
    }
}

/// The `i64` that a number without a fraction is.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the number is whole and in the range"
)]
#[inline]
pub(crate) fn whole(number: f64) -> Option<i64> {
    let range = i64::MIN as f64..-(i64::MIN as f64);
    (number.fract() == 0.0 && range.contains(&number)).then_some(number as i64)
}

/// Takes every number that is a `T`.
struct IntegerVisitor<T>(&'static str, PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what does not fit into an `i64` is whole and positive, and `as` ends at the largest"
    )]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        match whole(number) {
            Some(number) => self.visit_i64(number),
            None if number.fract() == 0.0
                && (0.0..18_446_744_073_709_551_616.0).contains(&number) =>
            {
                self.visit_u64(number as u64)
            }
            None => Err(E::invalid_type(Unexpected::Float(number), &self)),
        }
    }
}

macro_rules! integers {
    ($($name:ident $method:ident),*) => {
        $(impl Integers for $name {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$method(IntegerVisitor(stringify!($name), PhantomData))
            }
        })*
    };
}

integers!(i32 deserialize_i32, i64 deserialize_i64, u32 deserialize_u32, u64 deserialize_u64);

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Integers> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number or `null`")
    }

    fn visit_none<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Integers> Integers for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Integers> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(Integer(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list)
    }
}

impl<T: Integers> Integers for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Integers> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, Integer(value))) = entries.next_entry()? {
            map.insert(name, value);
        }
        Ok(map)
    }
}

impl<T: Integers> Integers for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}
