//! `x-pagination` as it would be written in a document.

use crate::ir::{CursorPlace, Operation, Pagination, Pointer, Way};

/// The value, as YAML in one line.
pub(super) fn written(operation: &Operation, pagination: &Pagination) -> String {
    let more = pagination.more.as_ref();
    let more = more.map(|more| format!("more: {}, ", place(more)));
    format!(
        "{{items: {}, {}{}}}",
        place(&pagination.items),
        more.unwrap_or_default(),
        way(operation, &pagination.way)
    )
}

/// Its field that says by what the next page is asked for.
pub(super) fn way(operation: &Operation, way: &Way) -> String {
    let parameter = |index: usize| quoted(&operation.parameters[index].wire_name);
    match way {
        Way::Range { start, end, .. } => {
            let end = end.as_ref();
            let end = end.map(|end| format!(", end: {}", parameter(end.parameter)));
            format!(
                "range: {{start: {}{}}}",
                parameter(*start),
                end.unwrap_or_default()
            )
        }
        Way::Number {
            parameter: at,
            first,
            ..
        } => {
            let default = operation.parameters[*at].default.as_ref();
            let first = match default.map_or(Some(1), serde_json::Value::as_i64) {
                Some(usual) if usual == *first => String::new(),
                _ => format!(", first: {first}"),
            };
            format!("page: {{parameter: {}{first}}}", parameter(*at))
        }
        Way::Cursor {
            parameter: at,
            from,
        } => {
            let from = match from {
                CursorPlace::Body(pointer) => format!("body: {}", place(pointer)),
                CursorPlace::Header(name) => format!("header: {}", quoted(name)),
                CursorPlace::LastItem(pointer) => format!("item: {}", place(pointer)),
            };
            format!("cursor: {{parameter: {}, {from}}}", parameter(*at))
        }
        Way::LinkInBody(pointer) => format!("link: {{body: {}}}", place(pointer)),
        Way::LinkInHeader(name) => format!("link: {{header: {}}}", quoted(name)),
    }
}

/// A JSON pointer (RFC 6901).
fn place(pointer: &Pointer) -> String {
    let names = pointer.0.iter();
    let names = names.map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")));
    quoted(&names.collect::<String>())
}

/// A string of YAML.
fn quoted(text: &str) -> String {
    /// Words that are no strings in YAML.
    const WORDS: &[&str] = &["false", "n", "no", "null", "off", "on", "true", "y", "yes"];
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-/".contains(c);
    let is_begin = |c: char| c.is_ascii_alphabetic() || c == '/';
    let is_word = WORDS.contains(&text.to_ascii_lowercase().as_str());
    if is_word || !text.starts_with(is_begin) || !text.chars().all(is_plain) {
        serde_json::Value::from(text).to_string()
    } else {
        text.to_owned()
    }
}
