//! The outline of a crate: its public API, and what it sends and receives, an item a line, without
//! prose. A difference of two outlines is what a change means to the users of the crate.
//!
//! Each crate has its outline in [`PATH`], where a review begins. It is written so that it can be
//! read again, whatever version of the generator wrote it:
//!
//! ```text
//! struct models::Pet; received
//!   field name: Option<String>; wire "name"; max-length 64
//!   fn name(impl Into<String>)
//! ```
//!
//! A line begins with its kind, in words of the generator's, and has a name and how Rust code uses
//! it. What else is true of it follows behind semicolons. Whatever a document says stands in quotes.

mod line;

use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};

pub use line::Line;

/// Where the outline of a crate is.
pub const PATH: &str = "outline.txt";

/// The public API of a crate.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// By name, so that the order of the document does not matter.
    pub items: Vec<Item>,
}

/// An item of a crate, and its parts: fields, methods, variants, and what travels.
#[derive(Debug, Clone)]
pub struct Item {
    /// The item as a whole.
    pub line: Line,
    /// Its parts.
    pub parts: Vec<Line>,
}

impl Item {
    /// An item without parts.
    #[must_use]
    pub fn new(line: Line) -> Self {
        Self {
            line,
            parts: Vec::new(),
        }
    }

    /// Adds parts by name.
    pub fn add_sorted(&mut self, parts: impl IntoIterator<Item = Line>) {
        let start = self.parts.len();
        self.parts.extend(parts);
        self.parts[start..].sort_by_cached_key(ToString::to_string);
    }
}

impl Outline {
    /// Reads what `Display` writes. Lines that no version of the generator could have written are
    /// passed over, as the first one is, which says where the file comes from.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut items: Vec<Item> = Vec::new();
        for line in text.lines() {
            match line.strip_prefix("  ") {
                Some(part) => {
                    if let (Some(item), Some(part)) = (items.last_mut(), Line::parse(part)) {
                        item.parts.push(part);
                    }
                }
                None => items.extend(Line::parse(line).map(Item::new)),
            }
        }
        Self { items }
    }

    /// This outline as it is read again: a value is what its text shows.
    #[must_use]
    pub fn as_written(&self) -> Self {
        Self::parse(&self.to_string()).with_pointers_of(self)
    }

    /// This outline, each line with what the line of the same name was made from in another one.
    #[must_use]
    pub fn with_pointers_of(mut self, other: &Self) -> Self {
        let key = |line: &Line| (line.kind.to_string(), line.name.clone());
        let items = other.items.iter();
        let items: HashMap<_, &Item> = items.map(|item| (key(&item.line), item)).collect();
        for item in &mut self.items {
            let Some(made) = items.get(&key(&item.line)) else {
                continue;
            };
            item.line.pointer.clone_from(&made.line.pointer);
            let parts = made.parts.iter();
            let parts: HashMap<_, &Line> = parts.map(|part| (key(part), part)).collect();
            for part in &mut item.parts {
                if let Some(made) = parts.get(&key(part)) {
                    part.pointer.clone_from(&made.pointer);
                }
            }
        }
        self
    }
}

impl Display for Item {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.line)?;
        for part in &self.parts {
            writeln!(formatter, "  {part}")?;
        }
        Ok(())
    }
}

impl Display for Outline {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.items.iter().try_for_each(|item| item.fmt(formatter))
    }
}
