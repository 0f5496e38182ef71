//! Taking the fields out of an object that was read, to build the `openapiv3` model of it.
//!
//! The model is built by hand, not deserialized: after the walk every field has the type it should
//! have, so nothing here can fail, and it takes time linear in the document and little stack.
//! Deserializing copies each level several times, and tries each twice where something is wrong.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::{Number, Value};

use crate::document::extensions::is_known;
use crate::document::value::JsonObject;

/// The fields of an object that have not been taken out yet.
pub(super) struct Fields(JsonObject);

impl Fields {
    /// The fields of a value; none if it is no object.
    pub fn of(value: Value) -> Self {
        Self(match value {
            Value::Object(map) => map,
            _ => JsonObject::new(),
        })
    }

    /// The extensions that the generator knows.
    pub fn extensions(self) -> IndexMap<String, Value> {
        let entries = self.0.into_iter();
        entries.filter(|(key, _)| is_known(key)).collect()
    }

    /// What is left, in the order of the document.
    pub fn entries(self) -> impl Iterator<Item = (String, Value)> {
        self.0.into_iter()
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter()
    }

    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub fn take(&mut self, key: &str) -> Option<Value> {
        self.0.shift_remove(key)
    }

    /// Any value but `null`.
    pub fn any(&mut self, key: &str) -> Option<Value> {
        self.take(key).filter(|value| !value.is_null())
    }

    pub fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    pub fn text_or_empty(&mut self, key: &str) -> String {
        self.text(key).unwrap_or_default()
    }

    pub fn maybe_flag(&mut self, key: &str) -> Option<bool> {
        self.take(key)?.as_bool()
    }

    pub fn flag(&mut self, key: &str) -> bool {
        self.maybe_flag(key).unwrap_or_default()
    }

    pub fn number(&mut self, key: &str) -> Option<Number> {
        match self.take(key) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    pub fn count(&mut self, key: &str) -> Option<usize> {
        usize::try_from(self.take(key)?.as_u64()?).ok()
    }

    /// An object, made from its fields.
    pub fn object<T>(&mut self, key: &str, make: impl FnOnce(Self) -> T) -> Option<T> {
        match self.take(key) {
            Some(Value::Object(map)) => Some(make(Self(map))),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn values(&mut self, key: &str) -> Option<Vec<Value>> {
        match self.take(key) {
            Some(Value::Array(items)) => Some(items),
            _ => None,
        }
    }

    pub fn list<T>(&mut self, key: &str, make: impl FnMut(Value) -> T) -> Vec<T> {
        let items = self.values(key).unwrap_or_default();
        items.into_iter().map(make).collect()
    }

    pub fn texts(&mut self, key: &str) -> Vec<String> {
        self.take(key).map(texts).unwrap_or_default()
    }

    /// The entries of a map.
    pub fn entries_of<T>(
        &mut self,
        key: &str,
        mut make: impl FnMut(Value) -> T,
    ) -> IndexMap<String, T> {
        let entries = self.object(key, |entries| entries.0).unwrap_or_default();
        entries
            .into_iter()
            .map(|(key, value)| (key, make(value)))
            .collect()
    }
}

/// The strings of a list.
pub(super) fn texts(value: Value) -> Vec<String> {
    let Value::Array(items) = value else {
        return Vec::new();
    };
    let text = |item| match item {
        Value::String(text) => Some(text),
        _ => None,
    };
    items.into_iter().filter_map(text).collect()
}

/// A reference, or what may stand in its place.
pub(super) fn or_ref<T>(value: Value, make: impl FnOnce(Fields) -> T) -> ReferenceOr<T> {
    let mut fields = Fields::of(value);
    match fields.text("$ref") {
        Some(reference) => ReferenceOr::Reference { reference },
        None => ReferenceOr::Item(make(fields)),
    }
}
