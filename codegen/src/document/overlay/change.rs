//! What an action does to the nodes that it selects.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::edits::Edits;
use super::mistake::Mistake;
use crate::document::files::MAX_DEPTH;
use crate::document::pointer;
use crate::document::rules;
use crate::document::value::{JsonObject, type_name};

/// What a copy of a value costs beside the bytes of its texts, for each node in it.
const NODE_COST: usize = 20;
/// What all copies together may cost, beyond the length of the files.
const ROOM: usize = 64 << 20;

/// What an action does.
#[derive(Clone, Copy)]
pub(super) enum Change<'v> {
    Nothing,
    Remove,
    Update(&'v Value),
}

/// The document while overlays change it.
pub(super) struct Changes<'d> {
    pub root: &'d mut Value,
    /// How many nodes it has, or a few more.
    pub nodes: usize,
    room: usize,
    edits: &'d mut Edits,
}

impl<'d> Changes<'d> {
    /// A document that was read, with its overlays, from so many bytes.
    pub fn new(root: &'d mut Value, bytes: usize, edits: &'d mut Edits) -> Self {
        Self {
            nodes: nodes(root),
            root,
            room: ROOM + bytes,
            edits,
        }
    }

    /// Removes nodes. Those of one object or array go at once: one by one would move the rest each
    /// time.
    pub fn remove(&mut self, pointers: &[String]) {
        let mut parents: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
        for pointer in pointers {
            if let Some((parent, key)) = pointer.rsplit_once('/') {
                let keys = parents.entry(parent).or_default();
                keys.insert(pointer::unescape(key));
            }
        }
        // What is below comes after what it is in, and is removed first.
        for (parent, keys) in parents.into_iter().rev() {
            match self.root.pointer_mut(parent) {
                Some(Value::Object(map)) => map.retain(|key, _| !keys.contains(key)),
                Some(Value::Array(list)) => {
                    let mut index = 0_usize;
                    list.retain(|_| {
                        index += 1;
                        !keys.contains(&(index - 1).to_string())
                    });
                    self.edits.renumber(parent);
                }
                _ => {}
            }
        }
    }

    /// Merges a value into the objects, and appends it to the arrays, at these pointers.
    pub fn update(
        &mut self,
        file: usize,
        action: &str,
        pointers: &[String],
        update: &Value,
    ) -> Result<(), Mistake> {
        let from = format!("{action}/update");
        let (depth, cost) = (depth(update), cost(update));
        for at in pointers {
            self.room = self.room.checked_sub(cost).ok_or_else(|| Mistake {
                rule: rules::TOO_LARGE,
                ..Mistake::new(
                    &from,
                    "the overlay adds much more to the document than was read",
                    "add a component once, and references to it",
                )
            })?;
            if at.matches('/').count() + depth > MAX_DEPTH {
                return Err(Mistake {
                    rule: rules::TOO_DEEP,
                    ..Mistake::new(
                        &from,
                        format!(
                            "with this the document is nested more than {MAX_DEPTH} levels deep"
                        ),
                        "move nested objects into `components` and refer to them with `$ref`",
                    )
                });
            }
            let mut merge = Merge {
                edits: self.edits,
                file,
                at: at.clone(),
                from: from.clone(),
            };
            match (self.root.pointer_mut(at), update) {
                (Some(Value::Array(list)), _) => merge.push(list, update),
                (Some(Value::Object(map)), Value::Object(update)) => merge.objects(map, update)?,
                (Some(Value::Object(_)), _) => {
                    return Err(Mistake::new(
                        from,
                        format!("the target is an object, and this is {}", type_name(update)),
                        "write an object with the properties to add or replace",
                    ));
                }
                (Some(other), _) => {
                    return Err(Mistake::new(
                        format!("{action}/target"),
                        format!(
                            "`{at}` of the document is {}, which cannot be updated",
                            type_name(other)
                        ),
                        "select the object that it is in, and write an object with the property to replace",
                    ));
                }
                (None, _) => {}
            }
        }
        self.nodes += nodes(update) * pointers.len();
        Ok(())
    }
}

/// Where two values are merged.
struct Merge<'e> {
    edits: &'e mut Edits,
    file: usize,
    /// Pointer into the document.
    at: String,
    /// Pointer into the overlay.
    from: String,
}

impl Merge<'_> {
    fn objects(&mut self, target: &mut JsonObject, update: &JsonObject) -> Result<(), Mistake> {
        for (key, new) in update {
            let (at, from) = (self.at.len(), self.from.len());
            pointer::push(&mut self.at, key);
            pointer::push(&mut self.from, key);
            match (target.get_mut(key), new) {
                (Some(Value::Object(old)), Value::Object(new)) => self.objects(old, new)?,
                (Some(Value::Array(old)), Value::Array(new)) => self.arrays(old, new),
                (Some(old), new) if is_primitive(old) == is_primitive(new) && is_primitive(new) => {
                    *old = new.clone();
                    self.remember();
                }
                (Some(old), new) => {
                    return Err(Mistake::new(
                        &self.from,
                        format!(
                            "{} cannot be merged with {}, which `{}` of the document is",
                            type_name(new),
                            type_name(old),
                            self.at
                        ),
                        "remove what is there by an action before this one",
                    ));
                }
                (None, new) => {
                    target.insert(key.clone(), new.clone());
                    self.remember();
                }
            }
            self.at.truncate(at);
            self.from.truncate(from);
        }
        Ok(())
    }

    fn arrays(&mut self, target: &mut Vec<Value>, update: &[Value]) {
        for (index, item) in update.iter().enumerate() {
            let length = self.from.len();
            pointer::push(&mut self.from, &index.to_string());
            self.push(target, item);
            self.from.truncate(length);
        }
    }

    fn push(&mut self, target: &mut Vec<Value>, item: &Value) {
        let length = self.at.len();
        pointer::push(&mut self.at, &target.len().to_string());
        target.push(item.clone());
        self.remember();
        self.at.truncate(length);
    }

    fn remember(&mut self) {
        self.edits
            .insert(self.at.clone(), self.file, self.from.clone());
    }
}

/// How many nodes there are in a value.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(map) => map.values().map(nodes).sum(),
        _ => 0,
    }
}

fn is_primitive(value: &Value) -> bool {
    !(value.is_object() || value.is_array())
}

fn depth(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn cost(value: &Value) -> usize {
    NODE_COST
        + match value {
            Value::Array(items) => items.iter().map(cost).sum(),
            Value::Object(map) => map.iter().map(|(key, value)| key.len() + cost(value)).sum(),
            Value::String(text) => text.len(),
            _ => 0,
        }
}
