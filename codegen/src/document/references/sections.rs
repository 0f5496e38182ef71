//! Sections of the Components Object that are one reference: to a map of components elsewhere, as an
//! index of files that each hold one.

use serde_json::Value;

use super::resolve::step;
use crate::document::pointer;
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::{JsonObject, reference_of, single};

/// A section that is further away than this exists only by mistake.
const MAX_HOPS: usize = 64;

/// Makes of the reference that a section of the first file is one reference for each entry of what it
/// names. So the entries are components like all others, by their names there.
pub(super) fn spread(reader: &mut Reader<'_, '_>) {
    spread_map(reader, "/components");
    spread_map(reader, "/webhooks");
    for section in Section::ALL {
        spread_map(reader, &format!("/components/{}", section.key()));
    }
}

fn spread_map(reader: &mut Reader<'_, '_>, at: &str) {
    let Some(section) = reader.files.value(0).pointer(at) else {
        return;
    };
    let (Value::Object(own), Some(reference)) = (section, reference_of(section)) else {
        return;
    };
    let (own, reference) = (own.clone(), reference.to_owned());
    if let Some(mut entries) = entries(reader, &reference) {
        // What stands beside the reference comes first.
        entries.extend(own.into_iter().filter(|(key, _)| key != "$ref"));
        let root = reader.files.value_mut(0);
        if let Some(section) = root.and_then(|root| root.pointer_mut(at)) {
            *section = Value::Object(entries);
        }
    }
}

/// A reference to each entry of what a reference names. `None` if that is no map that a pointer leads
/// into.
fn entries(reader: &mut Reader<'_, '_>, reference: &str) -> Option<JsonObject> {
    let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if !(fragment.is_empty() || fragment.starts_with('/')) {
        return None;
    }
    let mut entries = JsonObject::new();
    let mut next = Some((0, reference.to_owned()));
    for _ in 0..MAX_HOPS {
        let Some((from, followed)) = next else { break };
        let (file, at) = step(reader, from, &followed).ok()?;
        let found = reader.files.value(file).pointer(&at)?;
        next = reference_of(found).map(|reference| (file, reference.to_owned()));
        for (key, value) in found.as_object()? {
            if key == "$ref" && value.is_string() || entries.contains_key(key) {
                continue;
            }
            let entry = if value.is_object() {
                let below = pointer::join("", key).replace('%', "%25");
                single("$ref", format!("{uri}#{fragment}{below}").into())
            } else {
                value.clone()
            };
            entries.insert(key.clone(), entry);
        }
    }
    next.is_none().then_some(entries)
}
