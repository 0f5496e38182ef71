//! Removing what refers to components that could not be mended.

use serde_json::Value;

use super::refs::reference_of;
use super::rules;
use super::walk::Walker;

impl Walker<'_, '_> {
    /// Removes references to components that were dropped.
    pub fn drop_references(&mut self, value: &mut Value) {
        let gone = |child: &Value| {
            let reference = reference_of(child)?;
            self.refs.dropped.get(reference).cloned()
        };
        let mut found = Vec::new();
        let mut kept: Vec<usize> = Vec::new();
        match value {
            Value::Object(map) => map.retain(|key, child| {
                let lost = gone(child);
                let keep = lost.is_none();
                found.extend(lost.map(|reference| (key.clone(), reference)));
                keep
            }),
            Value::Array(items) => {
                let mut index = 0;
                items.retain(|child| {
                    let lost = gone(child);
                    let keep = lost.is_none();
                    if keep {
                        kept.push(index);
                    }
                    found.extend(lost.map(|reference| (index.to_string(), reference)));
                    index += 1;
                    keep
                });
            }
            _ => return,
        }
        for (key, reference) in found {
            let message = format!("`{reference}` was left out; so is what refers to it");
            self.warn(
                rules::DROPPED_COMPONENT,
                &key,
                message,
                Some("mend the component"),
            );
        }
        let at = self.pointer.clone();
        for (to, from) in kept.into_iter().enumerate() {
            self.moved_item(&at, from, to);
        }
        match value {
            Value::Object(map) => {
                for (key, child) in map {
                    self.descend(key, |walker| walker.drop_references(child));
                }
            }
            Value::Array(items) => {
                for (index, child) in items.iter_mut().enumerate() {
                    self.descend(&index.to_string(), |walker| walker.drop_references(child));
                }
            }
            _ => {}
        }
    }
}
