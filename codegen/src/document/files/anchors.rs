//! The anchors and identifiers of a file: `$anchor`, `$dynamicAnchor`, `$id` and `$self`.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::pointer;

/// The `$anchor`s and `$id`s of a file, with their pointers.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    pub anchors: HashMap<String, String>,
    pub ids: HashMap<String, String>,
}

impl Anchors {
    pub fn of(root: &Value) -> Self {
        let mut found = Self::default();
        found.collect(root, &mut String::new());
        if let Some(Value::String(own)) = root.get("$self") {
            found.ids.insert(own.clone(), String::new());
        }
        found
    }

    fn collect(&mut self, value: &Value, at: &mut String) {
        let length = at.len();
        match value {
            Value::Object(map) => {
                for (key, child) in map {
                    match (key.as_str(), child) {
                        ("$anchor" | "$dynamicAnchor", Value::String(name)) => {
                            let entry = self.anchors.entry(name.clone());
                            entry.or_insert_with(|| at.clone());
                        }
                        ("$id", Value::String(id)) => {
                            let id = id.trim_end_matches('#').to_owned();
                            self.ids.entry(id).or_insert_with(|| at.clone());
                        }
                        _ => {}
                    }
                    pointer::push(at, key);
                    self.collect(child, at);
                    at.truncate(length);
                }
            }
            Value::Array(items) => {
                for (index, child) in items.iter().enumerate() {
                    pointer::push(at, &index.to_string());
                    self.collect(child, at);
                    at.truncate(length);
                }
            }
            _ => {}
        }
    }
}
