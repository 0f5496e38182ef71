//! The positions in JSON. Only what leads to a node that is asked for is taken apart; the rest stays
//! text.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::follow::follow;

/// The nodes of a JSON text.
#[derive(Debug)]
pub(crate) struct Json {
    root: Node,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Every byte is a character.
    is_ascii: bool,
}

#[derive(Debug)]
struct Node {
    /// The value.
    value: Range<usize>,
    /// Where a reader looks for it: a collection by its key.
    shown: usize,
    children: OnceLock<HashMap<Box<str>, Node>>,
}

impl Json {
    /// None if the text is no JSON.
    pub fn of(text: &str) -> Option<Self> {
        if !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let root: &RawValue = serde_json::from_str(text).ok()?;
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        Some(Self {
            root: Node::new(text, None, root),
            lines: [0].into_iter().chain(ends).collect(),
            is_ascii: text.is_ascii(),
        })
    }

    pub fn find(&self, text: &str, pointer: &str) -> (usize, usize) {
        let node = follow(&self.root, pointer, |node, segment| {
            node.children(text).get(segment)
        });
        let line = self.lines.partition_point(|&start| start <= node.shown);
        let before = &text[self.lines[line - 1]..node.shown];
        let column = if self.is_ascii {
            before.len()
        } else {
            before.chars().count()
        };
        (line, column + 1)
    }
}

impl Node {
    fn new(text: &str, key: Option<&str>, value: &RawValue) -> Self {
        let start_of = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
        let value = value.get();
        let start = start_of(value);
        let is_collection = value.starts_with(['{', '[']);
        Self {
            value: start..start + value.len(),
            // A key's quotation mark stands before its text.
            shown: key
                .filter(|_| is_collection)
                .map_or(start, |key| start_of(key) - 1),
            children: OnceLock::new(),
        }
    }

    fn children(&self, text: &str) -> &HashMap<Box<str>, Self> {
        self.children.get_or_init(|| {
            let value = &text[self.value.clone()];
            if value.starts_with('[') {
                let items: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
                let items = items.into_iter().enumerate();
                items
                    .map(|(index, item)| (index.to_string().into(), Self::new(text, None, item)))
                    .collect()
            } else {
                let Entries(entries) = serde_json::from_str(value).unwrap_or_default();
                let node = |(key, value): (Key<'_>, &RawValue)| match key {
                    Key::Plain(key) => (key.into(), Self::new(text, Some(key), value)),
                    Key::Escaped(key) => (key.into(), Self::new(text, None, value)),
                };
                entries.into_iter().map(node).collect()
            }
        })
    }
}

/// The entries of an object, the values as text.
#[derive(Default)]
struct Entries<'t>(Vec<(Key<'t>, &'t RawValue)>);

/// A key. If it stands in the text as it is, it says where.
enum Key<'t> {
    Plain(&'t str),
    Escaped(String),
}

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(Key::Plain(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(Key::Escaped(key.to_owned()))
    }
}
