//! Copies of what references name, where the model has no place for a reference.

use serde_json::Value;

use super::resolve::copied_target;
use crate::document::components::{Problem, Target};
use crate::document::reader::Reader;
use crate::document::value::JsonObject;
use crate::document::{pointer, rules};

/// How many values all copies together may hold, beyond one for each byte that was read: a file
/// of one value per twenty bytes can be copied twenty times.
const COPY_BUDGET: usize = 200_000;
/// What a copy costs beside the values in it.
const COPY_COST: usize = 20;

/// Replaces a node that is a reference by a copy of its target, with what stands beside the
/// reference on top. Gives the target.
pub(crate) fn put_copy(
    reader: &mut Reader<'_, '_>,
    value: &mut Value,
    reference: &str,
) -> Result<Target, Problem> {
    let target = copied_target(reader, reference)?;
    if reader.components.copies.within.contains(&target) {
        return Err(Problem::looping(reference));
    }
    let copy = copy_of(reader, &target)?;
    let (file, origin) = target;
    let beside = match value {
        Value::Object(map) => std::mem::take(map),
        _ => JsonObject::new(),
    };
    let (old_file, old_origin) = reader.origins.of(&reader.pointer);
    let at = reader.pointer.clone();
    reader.origins.insert(&at, file, &origin);
    *value = copy;
    if let Value::Object(map) = value {
        for (key, sibling) in beside.into_iter().filter(|(key, _)| key != "$ref") {
            let was = pointer::join(&old_origin, &key);
            let now = pointer::join(&at, &key);
            reader.origins.insert(&now, old_file, &was);
            map.insert(key, sibling);
        }
    }
    Ok((file, origin))
}

/// A copy of a target, if there is still room for it.
pub(crate) fn copy_of(
    reader: &mut Reader<'_, '_>,
    (file, origin): &Target,
) -> Result<Value, Problem> {
    let Some(value) = reader.files.value(*file).pointer(origin) else {
        return Err(Problem::dangling(origin));
    };
    let copies = &mut reader.components.copies;
    copies.cost += COPY_COST + size_of(value);
    if copies.cost <= COPY_BUDGET + reader.files.bytes() {
        Ok(value.clone())
    } else {
        Err(Problem {
            rule: rules::TOO_LARGE,
            message:
                "the references of the document expand to much more data than the document contains"
                    .into(),
            help: Some("refer to components instead of objects that contain each other".into()),
        })
    }
}

/// How many values there are in a value.
fn size_of(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size_of).sum(),
        Value::Object(map) => map.values().map(size_of).sum(),
        _ => 0,
    }
}
