//! References to the definitions of a schema that encloses them: `#/$defs/X` as a generator of JSON
//! Schema writes it, for a schema that was put into a document afterwards.

use serde_json::Value;

use crate::document::pointer;

/// What a reference that stands at the pointer `at` of a file means, if it begins with `#/$defs/` or
/// `#/definitions/`: it is relative to the nearest schema around it that has such a definition.
pub(super) fn meant(root: &Value, at: &str, reference: &str) -> Option<String> {
    let path = reference.strip_prefix('#')?;
    let mut segments = pointer::segments(path);
    let keyword = segments.next()?;
    let name = pointer::percent_decode(&segments.next()?);
    if !matches!(keyword.as_str(), "$defs" | "definitions") {
        return None;
    }
    let mut around = at;
    // The root itself has been looked at.
    while let Some(end) = around.rfind('/') {
        let definitions = root.pointer(around).and_then(|schema| schema.get(&keyword));
        if definitions.and_then(|all| all.get(&name)).is_some() {
            return Some(format!("#{around}{path}"));
        }
        around = &around[..end];
    }
    None
}
