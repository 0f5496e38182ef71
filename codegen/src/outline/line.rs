//! A line of an outline, as values and as text.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Formatter};

use crate::text::visible;

/// What ends the name of a line and begins how Rust code uses it.
const SIGNATURES: &[&str] = &["(", "{ ", ": ", " = ", " -> "];

/// No line has nearly as many facts; a longer one was not written by the generator.
const MOST_FACTS: usize = 256;

/// What an outline says of an item or a part of one.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// What it is, in lower case: `struct`, `field`, `fn`.
    pub kind: Cow<'static, str>,
    /// Its name, a path for an item; empty for what there is one of.
    pub name: String,
    /// How Rust code uses it: `(i32)`, `: Option<String>`, ` -> Pets`.
    pub signature: String,
    /// What else is true of it: words of the generator's, with a value or without.
    pub facts: Vec<(Cow<'static, str>, String)>,
    /// JSON pointer into the normalized document, which the text does not have.
    pub pointer: String,
}

impl Line {
    /// A line of this kind.
    #[must_use]
    pub fn new(kind: &'static str, name: impl Into<String>) -> Self {
        Self {
            kind: Cow::Borrowed(kind),
            name: name.into(),
            ..Self::default()
        }
    }

    /// With how Rust code uses it.
    #[must_use]
    pub fn signed(mut self, signature: impl Into<String>) -> Self {
        self.signature = signature.into();
        self
    }

    /// With what it was made from.
    #[must_use]
    pub fn of(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self
    }

    /// With a fact that has a value of the generator's or a JSON text.
    #[must_use]
    pub fn fact(mut self, name: impl Into<Cow<'static, str>>, value: impl Display) -> Self {
        self.facts.push((name.into(), value.to_string()));
        self
    }

    /// With a fact that may have one.
    #[must_use]
    pub fn fact_if(self, name: impl Into<Cow<'static, str>>, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.fact(name, value),
            None => self,
        }
    }

    /// With a fact whose value is a text of the document.
    #[must_use]
    pub fn quoted(self, name: impl Into<Cow<'static, str>>, value: impl Debug) -> Self {
        self.fact(name, format_args!("{value:?}"))
    }

    /// With a fact that has no value, if it is one.
    #[must_use]
    pub fn mark(self, name: &'static str, is_true: bool) -> Self {
        if is_true { self.fact(name, "") } else { self }
    }

    /// The value of a fact; empty if it has none.
    #[must_use]
    pub fn get(&self, fact: &str) -> Option<&str> {
        let mut facts = self.facts.iter();
        let (_, value) = facts.find(|(name, _)| name == fact)?;
        Some(value)
    }

    /// True if the fact is one.
    #[must_use]
    pub fn has(&self, fact: &str) -> bool {
        self.get(fact).is_some()
    }

    /// Kind, name and use, without facts.
    #[must_use]
    pub fn title(&self) -> String {
        let bare = Self {
            facts: Vec::new(),
            ..self.clone()
        };
        bare.to_string()
    }

    /// Reads what `Display` writes.
    #[must_use]
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut pieces = outside_quotes(text, "; ").into_iter();
        let head = pieces.next()?;
        let is_of_kind = |c: char| c.is_ascii_lowercase() || c == '-';
        let (kind, rest) = head.split_at(head.find(|c| !is_of_kind(c)).unwrap_or(head.len()));
        if kind.is_empty() {
            return None;
        }
        let rest_of_line = rest.strip_prefix(' ').filter(|_| !begins_signature(rest));
        let (name, signature) = match rest_of_line {
            Some(named) => named.split_at(end_of_name(named)),
            None => ("", rest),
        };
        let facts = pieces.take(MOST_FACTS).map(|fact| {
            let (name, value) = fact.split_once(' ').unwrap_or((fact, ""));
            (Cow::Owned(name.to_owned()), value.to_owned())
        });
        Some(Self {
            kind: Cow::Owned(kind.to_owned()),
            name: name.to_owned(),
            signature: signature.to_owned(),
            facts: facts.collect(),
            pointer: String::new(),
        })
    }
}

fn begins_signature(text: &str) -> bool {
    SIGNATURES.iter().any(|begin| text.starts_with(begin))
}

/// Where the name at the beginning of a text ends.
fn end_of_name(text: &str) -> usize {
    let mut quotes = Quotes::default();
    let mut ends = text.char_indices().filter(|&(at, character)| {
        let is_outside = quotes.pass(character);
        is_outside && begins_signature(&text[at..])
    });
    ends.next().map_or(text.len(), |(at, _)| at)
}

/// The pieces between separators that do not stand in quotes.
fn outside_quotes<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let mut quotes = Quotes::default();
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        // A fact begins with a word; what follows the `;` of an array does not.
        let begins_word = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase());
        let is_separator = text[at..].strip_prefix(separator).is_some_and(begins_word);
        if quotes.pass(character) && is_separator {
            pieces.push(&text[start..at]);
            start = at + separator.len();
        }
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

/// Whether one is in quotes, as strings in Rust and JSON have them.
#[derive(Default)]
struct Quotes {
    inside: bool,
    escaped: bool,
}

impl Quotes {
    /// Goes over a character; true if it is not in quotes and is none.
    fn pass(&mut self, character: char) -> bool {
        let is_outside = !self.inside && character != '"';
        match character {
            _ if self.escaped => self.escaped = false,
            '\\' if self.inside => self.escaped = true,
            '"' => self.inside = !self.inside,
            _ => {}
        }
        is_outside
    }
}

impl Display for Line {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut text = self.kind.to_string();
        if !self.name.is_empty() {
            text = text + " " + &self.name;
        }
        text += &self.signature;
        for (name, value) in &self.facts {
            text = text + "; " + name;
            if !value.is_empty() {
                text = text + " " + value;
            }
        }
        formatter.write_str(&visible(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let lines = [
            Line::new("derive", "").signed(": Clone, Debug"),
            Line::new("struct", "models::Pet").mark("received", true),
            Line::new("field", "r#type")
                .signed(": Option<models::Kind>")
                .quoted("wire", "a; b (\"c\\"),
            Line::new("status", "200 \"text/plain; a=\\\" -> b\"").signed(": String"),
            Line::new("fn", "send").signed("() -> Response<()>"),
            Line::new("impl", "From<[&str; N]>").fact("to", "Texts"),
            Line::new("type", "models::Id")
                .signed(" = String")
                .fact("default", "[1,\"; \"]"),
            Line::new("request", "").signed(": POST \"/pets; x = (y)\""),
        ];
        for line in lines {
            let read = Line::parse(&line.to_string()).expect("it is a line");
            assert_eq!(read.kind, line.kind);
            assert_eq!(read.name, line.name);
            assert_eq!(read.signature, line.signature);
            assert_eq!(read.facts, line.facts);
        }
    }

    #[test]
    fn what_is_no_line_is_none() {
        for text in ["", "// @generated", "Größe", "\"", "; wire"] {
            assert!(Line::parse(text).is_none(), "{text}");
        }
    }
}
