//! The lines of an outline.

use std::fmt::{Display, Write as _};

use proc_macro2::TokenStream;

use crate::emit::wording;
use crate::ir::Constraints;
use crate::text::visible;

/// Items, each with its parts.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// An item of the crate.
    pub(super) fn item(&mut self, line: impl Display) {
        let _ = writeln!(self.0, "{}", visible(&line.to_string()));
    }

    /// A part of the last item.
    pub(super) fn part(&mut self, line: impl Display) {
        let _ = writeln!(self.0, "  {}", visible(&line.to_string()));
    }

    /// Parts of the last item, by name.
    pub(super) fn parts(&mut self, lines: impl IntoIterator<Item = String>) {
        let mut lines: Vec<String> = lines.into_iter().collect();
        lines.sort();
        for line in lines {
            self.part(line);
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A type as Rust has it, on one line.
pub(super) fn rust(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (with_spaces, without) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("< ", "<"),
        (" ,", ","),
        ("& ", "&"),
        (" ;", ";"),
    ] {
        text = text.replace(with_spaces, without);
    }
    text
}

/// Those of the marks that are meant, as further words of a line.
pub(super) fn marks(marks: &[(bool, &str)]) -> String {
    let mut text = String::new();
    for (_, mark) in marks.iter().filter(|(is_meant, _)| *is_meant) {
        let _ = write!(text, "; {mark}");
    }
    text
}

/// A fact, if there is one, as further words of a line.
pub(super) fn fact(name: &str, value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| format!("; {name} {value}"))
}

/// The limits of values, as further words of a line.
pub(super) fn limits(constraints: &Constraints) -> String {
    let mut constraints = constraints.clone();
    if let Some(items) = &mut constraints.items {
        items.docs = None;
    }
    match wording::limits(&constraints) {
        none if none.is_empty() => none,
        limits => format!("; {}", limits.escape_debug()),
    }
}
