//! The visitor that both parsers feed.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::{Map, Number, Value};

use crate::document::pointer;

/// What the visitor counts and collects.
pub(super) struct Counter {
    /// How much may still be made. Without aliases a text cannot make more than its own length.
    budget: usize,
    /// The budget was exceeded.
    pub refused: bool,
    /// Pointers of keys that stand twice in their object.
    pub duplicates: Vec<String>,
    /// Items of the lists and entries of the maps that are not at their end yet. What is made of
    /// them is no larger than they are: it stays for long, and most of it is small.
    items: Vec<Value>,
    entries: Vec<(String, Value)>,
}

impl Counter {
    pub fn new(text: &str) -> Self {
        Self {
            budget: 300_000 + 4 * text.len(),
            refused: false,
            duplicates: Vec::new(),
            items: Vec::new(),
            entries: Vec::new(),
        }
    }

    pub fn root(&mut self) -> Node<'_> {
        Node {
            counter: self,
            parent: None,
        }
    }

    fn spend<E: serde::de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        if let Some(left) = self.budget.checked_sub(1 + bytes / 16) {
            self.budget = left;
            Ok(())
        } else {
            self.refused = true;
            Err(E::custom("repetition limit exceeded"))
        }
    }
}

/// Where a value stands, for the pointers of duplicate keys.
#[derive(Clone, Copy)]
struct Step<'a> {
    parent: Option<&'a Step<'a>>,
    at: At<'a>,
}

#[derive(Clone, Copy)]
enum At<'a> {
    Key(&'a str),
    Index(usize),
}

impl Step<'_> {
    fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Step::pointer).unwrap_or_default();
        match self.at {
            At::Key(key) => pointer::push(&mut pointer, key),
            At::Index(index) => pointer::push(&mut pointer, &index.to_string()),
        }
        pointer
    }
}

/// Makes one value, and everything in it.
pub(super) struct Node<'a> {
    counter: &'a mut Counter,
    parent: Option<&'a Step<'a>>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.counter.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.counter.spend(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.counter.spend(0)?;
        Ok(value.into())
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "JSON has no wider integers; the nearest number is all there is"
    )]
    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "JSON has no wider integers; the nearest number is all there is"
    )]
    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.counter.spend(0)?;
        Ok(Number::from_f64(value).map_or_else(|| float_text(value).into(), Value::Number))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Value, E> {
        self.counter.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.counter.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    /// A value with a tag of its own (`!Ref x`): the tag says nothing to us.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_tag, content) = data.variant::<String>()?;
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.counter.spend(0)?;
        let start = self.counter.items.len();
        loop {
            let step = Step {
                parent: self.parent,
                at: At::Index(self.counter.items.len() - start),
            };
            let node = Node {
                counter: self.counter,
                parent: Some(&step),
            };
            match items.next_element_seed(node)? {
                Some(item) => self.counter.items.push(item),
                None => return Ok(self.counter.items.drain(start..).collect()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.counter.spend(0)?;
        let start = self.counter.entries.len();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            self.counter.spend(key.len())?;
            let step = Step {
                parent: self.parent,
                at: At::Key(&key),
            };
            let value = entries.next_value_seed(Node {
                counter: self.counter,
                parent: Some(&step),
            })?;
            if key == "<<" && !value.is_string() {
                merged.push(value);
            } else {
                self.counter.entries.push((key, value));
            }
        }
        let mut map = Map::with_capacity(self.counter.entries.len() - start);
        for (key, value) in self.counter.entries.drain(start..) {
            if map.contains_key(&key) {
                let step = Step {
                    parent: self.parent,
                    at: At::Key(&key),
                };
                self.counter.duplicates.push(step.pointer());
            }
            map.insert(key, value);
        }
        for value in merged {
            merge(&mut map, value).map_err(A::Error::custom)?;
        }
        Ok(Value::Object(map))
    }
}

/// Adds what a merge key (`<<`) brings; what stands in the map itself wins.
fn merge(map: &mut Map<String, Value>, value: Value) -> Result<(), &'static str> {
    match value {
        Value::Object(other) => {
            for (key, value) in other {
                if !map.contains_key(&key) {
                    map.insert(key, value);
                }
            }
            Ok(())
        }
        Value::Array(list) => list.into_iter().try_for_each(|value| merge(map, value)),
        Value::Null => Ok(()),
        _ => Err("the value of a merge key `<<` must be a mapping"),
    }
}

/// How YAML writes the floats that JSON has not.
fn float_text(value: f64) -> &'static str {
    if value.is_nan() {
        ".nan"
    } else if value > 0.0 {
        ".inf"
    } else {
        "-.inf"
    }
}

/// A key of any scalar type, as text.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a string, a number or a boolean")
    }

    fn visit_str<E>(self, value: &str) -> Result<Key, E> {
        Ok(Key(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Key, E> {
        Ok(Key(value))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Key, E> {
        Ok(Key(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Key, E> {
        Ok(Key(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Key, E> {
        Ok(Key(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Key, E> {
        Ok(Key(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Key, E> {
        Ok(Key(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Key, E> {
        let text = Number::from_f64(value)
            .map_or_else(|| float_text(value).to_owned(), |value| value.to_string());
        Ok(Key(text))
    }

    fn visit_unit<E>(self) -> Result<Key, E> {
        Ok(Key("null".to_owned()))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Key, A::Error> {
        let (_tag, content) = data.variant::<String>()?;
        content.newtype_variant::<Key>()
    }
}
