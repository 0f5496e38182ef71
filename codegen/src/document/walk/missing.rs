//! What becomes of an object that cannot be read. A broken part costs that part: where something
//! must stand, an object without content does, and a description says what is not known.

use serde_json::{Map, Value};

use super::grammar::{Grammar, Missing};
use crate::document::components::Problem;
use crate::document::reader::{Fate, Reader};
use crate::document::rules;
use crate::document::value::JsonObject;
use crate::text::visible;

/// More of a reference is not shown in a description.
const MOST_SHOWN: usize = 120;

/// Says that a reference leads nowhere, and puts what is left in its place. `None`: the node is to
/// be walked as what stood beside the reference.
pub(super) fn unresolved(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    grammar: Option<&Grammar>,
    reference: &str,
    problem: Problem,
) -> Option<Fate> {
    let Problem {
        rule,
        message,
        help,
    } = problem;
    map.shift_remove("$ref");
    if rule == rules::TOO_LARGE {
        if !std::mem::replace(&mut reader.components.copies.exhausted, true) {
            reader.fail(rule, "$ref", message, help);
        }
        return Some(Fate::Drop);
    }
    if reader.pointer.is_empty() {
        // There would be nothing left.
        reader.fail(rule, "$ref", message, help);
        return Some(Fate::Drop);
    }
    let missing = grammar.map_or(Missing::LeftOut, |grammar| grammar.missing);
    let why = reason(rule);
    let shown = shown(reference);
    if let Missing::Stands {
        reading,
        keep,
        fill,
    } = missing
    {
        keep(reader, map);
        if !(reader.is_item && map.is_empty()) {
            let message = format!("{message}; {reading}");
            reader.degrade(rule, "$ref", message, help);
            let is_more = !map.is_empty();
            fill(map);
            let note = format!(
                "The API description refers to `{shown}` here, which {why}, so nothing more is known about it."
            );
            note_in(reader, map, grammar, note);
            return (!is_more).then_some(Fate::Keep);
        }
    }
    map.clear();
    let message = format!("{message}; it is ignored");
    if matches!(missing, Missing::Unneeded) {
        reader.warn(rule, "$ref", message, help.as_deref());
    } else {
        reader.degrade(rule, "$ref", message, help);
        let name = grammar.map_or("a map", |grammar| grammar.name);
        reader.notes.push(format!(
            "The API description refers to {name} as `{shown}`, which {why}; it is left out."
        ));
    }
    Some(Fate::Drop)
}

/// Puts an object without content in the place of a value that cannot be one of the grammar.
pub(crate) fn stand_in(
    reader: &mut Reader<'_, '_>,
    value: &mut Value,
    grammar: &Grammar,
    why: &str,
) -> Fate {
    match grammar.missing {
        Missing::Stands { fill, .. } if !reader.is_item => {
            let mut map = Map::new();
            fill(&mut map);
            let note = format!("{why}, so nothing more is known about it.");
            note_in(reader, &mut map, Some(grammar), note);
            *value = Value::Object(map);
            Fate::Keep
        }
        _ => {
            let note = format!("{why}: {} is left out.", grammar.name);
            reader.notes.push(note);
            Fate::Drop
        }
    }
}

/// Puts what was left out below an object, since there were `before` notes, into its description,
/// if it can have one.
pub(super) fn describe(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    grammar: &Grammar,
    before: usize,
) {
    if reader.notes.len() > before && grammar.field("description").is_some() {
        let mut notes = reader.notes.split_off(before);
        notes.dedup();
        add_notes(map, &notes);
    }
}

/// Puts a note into the description of an object, or leaves it to what the object stands in.
fn note_in(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    grammar: Option<&Grammar>,
    note: String,
) {
    if grammar.is_some_and(|grammar| grammar.field("description").is_some()) {
        add_notes(map, &[note]);
    } else {
        reader.notes.push(note);
    }
}

/// Puts notes into the description of an object.
pub(crate) fn add_notes(map: &mut JsonObject, notes: &[String]) {
    let mut text = match map.get("description") {
        Some(Value::String(text)) => text.trim_end().to_owned(),
        _ => String::new(),
    };
    for note in notes {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(note);
    }
    map.insert("description".to_owned(), Value::String(text));
}

/// What is wrong with a reference, as a description says it.
fn reason(rule: &str) -> &'static str {
    match rule {
        rules::REF_LOOP => "leads back to itself",
        rules::REMOTE_REF => "is on another host and was not fetched",
        rules::HIDDEN_REF => "has a name that begins with a dot and was not read",
        rules::OUTSIDE_REF => "is outside of the folder of the description and was not read",
        rules::UNREADABLE_REF => "could not be read",
        rules::WRONG_REF => "is something else",
        _ => "does not exist",
    }
}

/// A reference as it can stand in a code span.
pub(crate) fn shown(reference: &str) -> String {
    let short: String = reference.chars().take(MOST_SHOWN).collect();
    let more = if short.len() < reference.len() {
        "…"
    } else {
        ""
    };
    visible(&short).replace('`', "'") + more
}
