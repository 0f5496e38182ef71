//! The walk over an untyped value: makes of it, in place, what a grammar asks for.
//!
//! It knows no object of OpenAPI by name; `grammar` says what a grammar is made of, `scalar` reads
//! strings, booleans and numbers.

pub(super) mod grammar;
mod long_names;
pub(super) mod missing;
pub(super) mod scalar;

use serde_json::{Map, Value};

use super::components::Problem;
use super::files::MAX_DEPTH;
use super::reader::{Fate, Reader};
use super::references::{self, Referred, copies};
use super::section::Section;
use super::value::{JsonObject, reference_of, text, type_name};
use super::{extensions, names, rules};
use grammar::{Grammar, Shape};

/// Makes `value` what `shape` asks for.
pub(crate) fn walk(reader: &mut Reader<'_, '_>, value: &mut Value, shape: Shape) -> Fate {
    // What references bring must keep the limit of the parsers, too.
    if reader.depth > MAX_DEPTH {
        reader.degrade(
            rules::PART_TOO_DEEP,
            "",
            format!(
                "the document is nested more than {MAX_DEPTH} levels deep; what is below is ignored"
            ),
            Some("move nested objects into `components` and refer to them with `$ref`".to_owned()),
        );
        return match shape {
            Shape::Object(grammar) => {
                let why = "The API description is nested too deeply here";
                missing::stand_in(reader, value, grammar, why)
            }
            _ => Fate::Drop,
        };
    }
    if long_names::are_above(reader) {
        return Fate::Drop;
    }
    match shape {
        Shape::Any => Fate::Keep,
        Shape::Text => scalar::text(reader, value),
        Shape::Flag => scalar::flag(reader, value),
        Shape::Count => scalar::count(reader, value),
        Shape::Number => scalar::number(reader, value),
        Shape::List(item) => list(reader, value, *item, shape),
        Shape::Map(item) => map(reader, value, *item, shape),
        Shape::Object(grammar) => object(reader, value, grammar, shape),
        Shape::Components(section, grammar) => components(reader, value, section, grammar, shape),
        Shape::OrFlag(other) => match value {
            Value::Bool(_) | Value::String(_) | Value::Number(_) => scalar::flag(reader, value),
            _ => walk(reader, value, *other),
        },
        Shape::Dropped => Fate::Drop,
        Shape::Unsupported(what) => {
            let message = format!("the generated client does not support {what}");
            reader.warn(rules::NOT_REPRESENTED, "", message, None);
            Fate::Drop
        }
    }
}

/// Puts a copy of what the reference names where it stands, and walks that.
fn walk_copy(reader: &mut Reader<'_, '_>, value: &mut Value, shape: Shape) -> Fate {
    let Value::Object(map) = value else {
        return Fate::Drop;
    };
    let Some(reference) = text(map, "$ref").map(str::to_owned) else {
        return Fate::Drop;
    };
    let (file, origin) = match copies::put_copy(reader, value, &reference) {
        Ok(target) => target,
        Err(problem) => return lost(reader, value, shape, &reference, problem),
    };
    let before = reader.file;
    reader.file = file;
    reader.components.copies.within.push((file, origin));
    let fate = walk(reader, value, shape);
    reader.components.copies.within.pop();
    reader.file = before;
    fate
}

/// What becomes of a node whose reference leads nowhere.
fn lost(
    reader: &mut Reader<'_, '_>,
    value: &mut Value,
    shape: Shape,
    reference: &str,
    problem: Problem,
) -> Fate {
    let Value::Object(map) = value else {
        return Fate::Drop;
    };
    let grammar = match shape {
        Shape::Object(grammar) => Some(grammar),
        _ => None,
    };
    let fate = missing::unresolved(reader, map, grammar, reference, problem);
    fate.unwrap_or_else(|| walk(reader, value, shape))
}

fn list(reader: &mut Reader<'_, '_>, value: &mut Value, item: Shape, shape: Shape) -> Fate {
    if value.is_null() {
        return scalar::wrong_type(reader, value, "a list");
    }
    if reference_of(value).is_some_and(|reference| references::names_list(reader, reference)) {
        return walk_copy(reader, value, shape);
    }
    if !value.is_array() {
        let message = "expected a list, found a single value; it is read as a list with one item";
        reader.warn(rules::LIST_EXPECTED, "", message, Some("write a list"));
        *value = Value::Array(vec![value.take()]);
    }
    if let Value::Array(items) = value {
        let (mut from, mut to, mut is_lost) = (0, 0, false);
        let list = reader.pointer.clone();
        items.retain_mut(|child| {
            reader.moved_item(&list, from, to);
            from += 1;
            let notes = reader.notes.len();
            let fate = reader.descend(&to.to_string(), |reader| {
                reader.is_item = true;
                walk(reader, child, item)
            });
            to += usize::from(fate == Fate::Keep);
            is_lost |= fate == Fate::Drop && reader.notes.len() > notes;
            fate == Fate::Keep
        });
        if let Shape::Object(grammar) = item
            && is_lost
        {
            (grammar.lost_item)(reader, items);
        }
    }
    Fate::Keep
}

fn map(reader: &mut Reader<'_, '_>, value: &mut Value, item: Shape, shape: Shape) -> Fate {
    if !make_map(reader, value, "a map") {
        return Fate::Drop;
    }
    if let Value::Object(map) = value {
        if matches!(map.get("$ref"), Some(Value::String(_))) {
            return walk_copy(reader, value, shape);
        }
        entries(reader, map, |_| Some(item));
    }
    Fate::Keep
}

/// Turns a list into a map by position: PHP writes an empty map as `[]`.
fn make_map(reader: &mut Reader<'_, '_>, value: &mut Value, wanted: &str) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => {
            if !items.is_empty() {
                let message = "expected a map, found a list; its items are named by their position";
                reader.warn(rules::MAP_EXPECTED, "", message, Some("write a map"));
            }
            let entries = std::mem::take(items).into_iter().enumerate();
            *value = Value::Object(entries.map(|(i, item)| (i.to_string(), item)).collect());
            true
        }
        other => {
            let other = other.take();
            scalar::wrong_type(reader, &other, wanted);
            false
        }
    }
}

/// Walks the entries of a map whose shapes `shape_of` knows, and removes those that are dropped.
fn entries(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    mut shape_of: impl FnMut(&str) -> Option<Shape>,
) {
    let mut dropped = false;
    for (key, child) in map.iter_mut() {
        if let Some(shape) = shape_of(key)
            && reader.descend(key, |reader| walk(reader, child, shape)) == Fate::Drop
        {
            *child = Value::Null;
            dropped = true;
        }
    }
    if dropped {
        // A `null` that may stay is of a shape that is not walked, or an extension.
        map.retain(|key, child| {
            !child.is_null() || shape_of(key).is_none_or(|shape| matches!(shape, Shape::Any))
        });
    }
}

fn object(
    reader: &mut Reader<'_, '_>,
    value: &mut Value,
    grammar: &'static Grammar,
    shape: Shape,
) -> Fate {
    if !value.is_object() {
        match (grammar.from_other)(value) {
            Some(repaired) => {
                if !value.is_null() && !value.is_boolean() {
                    let message = format!(
                        "expected {}, found {}; it is converted",
                        grammar.name,
                        type_name(value)
                    );
                    reader.warn(rules::WRONG_TYPE, "", message, None);
                }
                *value = repaired;
            }
            None if value.as_array().is_some_and(Vec::is_empty) => {
                *value = Value::Object(Map::new());
            }
            None => return scalar::wrong_type(reader, value, grammar.name),
        }
    }
    let Value::Object(map) = value else {
        return Fate::Drop;
    };
    match (map.get("$ref"), grammar.section) {
        (None, _) => {}
        (Some(Value::String(_)), Some(section)) => {
            if let Some(fate) = reference(reader, map, section, grammar) {
                return fate;
            }
        }
        (Some(Value::String(_)), None) => return walk_copy(reader, value, shape),
        (Some(other), _) => {
            let message = format!(
                "`$ref` must be a string, not {}; it is ignored",
                type_name(other)
            );
            reader.warn(rules::BROKEN_REF, "$ref", message, None);
            map.shift_remove("$ref");
        }
    }
    if !(grammar.repair)(reader, map) {
        return Fate::Drop;
    }
    fields(reader, map, grammar);
    Fate::Keep
}

/// Makes the `$ref` of a node name a component. `None`: the node is more than a reference, and is
/// to be walked as what it is.
fn reference(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    section: Section,
    grammar: &'static Grammar,
) -> Option<Fate> {
    let target = match references::to_component(reader, map, section) {
        Referred::To(target) => target,
        Referred::Object => return None,
        Referred::Nothing(reference, problem) => {
            return missing::unresolved(reader, map, Some(grammar), &reference, problem);
        }
    };
    // It is resolved where it stands then, and in the file that it stands in.
    let written = map.shift_remove("$ref");
    let written = written.as_ref().and_then(Value::as_str).unwrap_or(&target);
    if (grammar.beside_reference)(reader, map, written) {
        return None;
    }
    map.clear();
    map.insert("$ref".to_owned(), Value::String(target));
    Some(Fate::Keep)
}

fn fields(reader: &mut Reader<'_, '_>, map: &mut JsonObject, grammar: &'static Grammar) {
    let shape_of = |key: &str| {
        let others = || grammar.others.filter(|_| !key.starts_with("x-"));
        grammar.field(key).or_else(others)
    };
    map.retain(|key, _| {
        let reserved = extensions::is_reserved(key);
        if reserved {
            let message = format!(
                "the prefix of `{key}` is reserved for the generator; the extension is ignored"
            );
            let help = Some("rename the extension");
            reader.warn(rules::RESERVED_EXTENSION, key, message, help);
        }
        !reserved
    });
    let mut unknown = Vec::new();
    for key in map.keys() {
        if !key.starts_with("x-") && shape_of(key).is_none() {
            unknown.push(key.clone());
        }
    }
    for key in unknown {
        map.shift_remove(&key);
        unknown_field(reader, &key, grammar);
    }
    let before = reader.notes.len();
    entries(reader, map, shape_of);
    missing::describe(reader, map, grammar, before);
}

/// Warns of a field that the grammar does not have. Where any may stand, only a misspelt one is worth
/// a word.
fn unknown_field(reader: &mut Reader<'_, '_>, key: &str, grammar: &Grammar) {
    // `X-…` is an extension in all but the letter of the specification.
    if key.starts_with("X-") {
        return;
    }
    let known = grammar.fields.iter().map(|(name, _)| *name);
    let near = if (grammar.takes_unknown)(reader) {
        let Some(near) = names::misspelt(key, known) else {
            return;
        };
        Some(near)
    } else {
        names::nearest(key, known)
    };
    let message = format!("{} has no field `{key}`; it is ignored", grammar.name);
    let help = near.map_or_else(
        || "the names of extension fields begin with `x-`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    reader.warn(rules::UNKNOWN_FIELD, key, message, Some(&help));
}

/// A section of the Components Object. Entries that are nothing but a reference to something
/// elsewhere are filled in later, from there.
fn components(
    reader: &mut Reader<'_, '_>,
    value: &mut Value,
    section: Section,
    grammar: &'static Grammar,
    shape: Shape,
) -> Fate {
    if !make_map(reader, value, "a map of components") {
        return Fate::Drop;
    }
    let Value::Object(map) = value else {
        return Fate::Drop;
    };
    if matches!(map.get("$ref"), Some(Value::String(_))) {
        return walk_copy(reader, value, shape);
    }
    if reader.components.renamed(section).next().is_some() {
        let renamed = std::mem::take(map).into_iter().map(|(key, child)| {
            let name = reader.components.name_of(section, &key);
            (name.map_or(key, str::to_owned), child)
        });
        *map = renamed.collect();
    }
    let mut dropped = Vec::new();
    for (key, child) in map.iter_mut() {
        let item = Shape::Object(grammar);
        if let Some(problem) = reader.components.looping.remove(&(section, key.clone())) {
            let reference = reference_of(child).unwrap_or_default().to_owned();
            let fate = reader.descend(key, |reader| lost(reader, child, item, &reference, problem));
            if fate == Fate::Drop {
                dropped.push(key.clone());
            }
            continue;
        }
        if reader.components.is_claimed(section, key)
            || (key.starts_with("x-") && !child.is_object())
        {
            continue;
        }
        let fate = reader.descend(key, |reader| walk(reader, child, item));
        if fate == Fate::Drop {
            if section == Section::Schemas {
                *child = Value::Object(Map::new());
            } else {
                dropped.push(key.clone());
            }
        }
    }
    for key in dropped {
        map.shift_remove(&key);
        let reference = format!("#{}", section.pointer(&key));
        reader.components.dropped.insert(reference);
    }
    Fate::Keep
}
