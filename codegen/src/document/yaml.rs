//! Text to an untyped value. The only place that knows `serde_yaml`.
//!
//! JSON goes through `serde_json`, and through YAML if that refuses it. Both feed the same visitor,
//! which turns keys of any scalar type into strings, applies merge keys, reports duplicate keys,
//! and counts, so that a few aliases cannot become a value that fills the memory.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::{Map, Number, Value};

use super::pointer;

/// A text that is no YAML, or not what can be a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub rule: &'static str,
    pub message: String,
    pub help: Option<String>,
    /// Line and column, from 1.
    pub place: Option<(usize, usize)>,
}

impl Invalid {
    fn new(rule: &'static str, message: impl Into<String>, help: &str) -> Self {
        Self {
            rule,
            message: message.into(),
            help: Some(help.to_owned()),
            place: None,
        }
    }
}

/// A value, and the pointers of keys that stand twice in their object.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub value: Value,
    pub duplicates: Vec<String>,
}

/// Decodes bytes as UTF-8, without its byte order mark.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, Invalid> {
    let help = "save the file as UTF-8";
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        let message = "the file is UTF-16, but must be UTF-8";
        return Err(Invalid::new("not-utf8", message, help));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            Err(Invalid {
                place: Some((line, column)),
                ..Invalid::new("not-utf8", "the file is not valid UTF-8", help)
            })
        }
    }
}

/// Parses JSON or YAML.
pub(crate) fn parse(text: &str) -> Result<Parsed, Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::new(
            "empty-file",
            "the file is empty",
            "an OpenAPI document begins with `openapi: 3.0.4` or the like",
        ));
    }
    let mut counter = Counter::new(text);
    if text.trim_start().starts_with(['{', '[']) {
        return parse_json(text, &mut counter).or_else(|json| {
            // A flow mapping of YAML, or JSON with comments, trailing commas and the like.
            parse_yaml(text, &mut Counter::new(text)).map_err(|_| json)
        });
    }
    parse_yaml(text, &mut counter)
}

fn parse_json(text: &str, counter: &mut Counter) -> Result<Parsed, Invalid> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = counter
        .root()
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => Ok(counter.finish(value)),
        Err(error) => Err(syntax(
            counter,
            &error,
            "JSON",
            Some((error.line(), error.column().max(1))),
        )),
    }
}

fn parse_yaml(text: &str, counter: &mut Counter) -> Result<Parsed, Invalid> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let first = documents
        .next()
        .ok_or_else(|| Invalid::new("empty-file", "the file is empty", "write a document"))?;
    let value = counter.root().deserialize(first).map_err(|error| {
        let place = error.location().map(|at| (at.line(), at.column()));
        syntax(counter, &error, "YAML", place)
    })?;
    // A trailing `---` starts a document that holds nothing.
    if let Some(second) = documents.next()
        && !matches!(Value::deserialize(second), Ok(Value::Null))
    {
        return Err(Invalid::new(
            "several-documents",
            "the file holds more than one YAML document",
            "put each document into a file of its own",
        ));
    }
    Ok(counter.finish(value))
}

fn syntax(
    counter: &Counter,
    error: &dyn fmt::Display,
    language: &str,
    place: Option<(usize, usize)>,
) -> Invalid {
    if let Some(rule) = counter.refused {
        return Invalid {
            place,
            ..Invalid::new(
                rule,
                "the aliases of this file expand to far more than the file holds",
                "write the repeated parts as components and refer to them with `$ref`",
            )
        };
    }
    let message = error.to_string();
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or(&message)
        .to_owned();
    if message.contains("recursion limit") {
        return Invalid {
            place,
            ..Invalid::new(
                "too-deep",
                "the document is nested more than 128 levels deep",
                "move inner parts into components and refer to them with `$ref`",
            )
        };
    }
    if message.contains("repetition limit") {
        return Invalid {
            place,
            ..Invalid::new(
                "alias-bomb",
                "the aliases of this file expand to far more than the file holds",
                "write the repeated parts as components and refer to them with `$ref`",
            )
        };
    }
    Invalid {
        place,
        ..Invalid::new(
            "syntax",
            format!("this is not valid {language}: {message}"),
            "mend the text at this place",
        )
    }
}

/// What the visitor counts and collects.
struct Counter {
    /// How much may still be made. Without aliases a text cannot make more than its own length.
    budget: usize,
    refused: Option<&'static str>,
    duplicates: Vec<String>,
}

impl Counter {
    fn new(text: &str) -> Self {
        Self {
            budget: 300_000 + 4 * text.len(),
            refused: None,
            duplicates: Vec::new(),
        }
    }

    fn root(&mut self) -> Node<'_> {
        Node {
            counter: self,
            parent: None,
        }
    }

    fn finish(&mut self, value: Value) -> Parsed {
        Parsed {
            value,
            duplicates: std::mem::take(&mut self.duplicates),
        }
    }

    fn spend<E: serde::de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        match self.budget.checked_sub(1 + bytes / 16) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => {
                self.refused = Some("alias-bomb");
                Err(E::custom("repetition limit exceeded"))
            }
        }
    }
}

/// Where a value stands, for the pointers of duplicate keys.
#[derive(Clone, Copy)]
struct Step<'a> {
    parent: Option<&'a Step<'a>>,
    key: &'a str,
}

impl Step<'_> {
    fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Step::pointer).unwrap_or_default();
        pointer::push(&mut pointer, self.key);
        pointer
    }
}

/// Makes one value, and everything in it.
struct Node<'a> {
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
        let mut list = Vec::new();
        loop {
            let index = list.len().to_string();
            let step = Step {
                parent: self.parent,
                key: &index,
            };
            let node = Node {
                counter: self.counter,
                parent: Some(&step),
            };
            match items.next_element_seed(node)? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.counter.spend(0)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            self.counter.spend(key.len())?;
            let step = Step {
                parent: self.parent,
                key: &key,
            };
            let value = entries.next_value_seed(Node {
                counter: self.counter,
                parent: Some(&step),
            })?;
            if key == "<<" && !value.is_string() {
                merged.push(value);
                continue;
            }
            if map.contains_key(&key) {
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
