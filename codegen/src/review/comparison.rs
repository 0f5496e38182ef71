//! What is known, and what has been found, while two outlines are compared.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::change::{Change, Counts, Review};
use super::types::Meanings;
use crate::outline::{Item, Line};

/// What is known while two outlines are compared.
pub(super) struct Comparison<'a> {
    pub types: Types<'a>,
    pub changes: Vec<Change>,
    counts: BTreeMap<&'static str, Counts>,
}

/// What types mean in both.
pub(super) struct Types<'a> {
    old: Meanings<'a>,
    new: Meanings<'a>,
}

impl Types<'_> {
    /// Two texts with the types in them as they are meant. What is written alike means the same: if an
    /// alias in it has changed, that is a change of the alias.
    pub fn meanings<'t>(&self, old: &'t str, new: &'t str) -> (Cow<'t, str>, Cow<'t, str>) {
        if old == new {
            return (Cow::Borrowed(old), Cow::Borrowed(new));
        }
        (self.old.resolve(old), self.new.resolve(new))
    }

    /// An item of old, with the names that its types have now.
    pub fn renamed(&self, item: &Item) -> Item {
        let mut item = item.clone();
        for part in &mut item.parts {
            let (owner, rest) = part
                .name
                .split_at(part.name.find("::").unwrap_or(part.name.len()));
            if let Some(name) = self.old.new_name(owner) {
                part.name = format!("{name}{rest}");
            }
        }
        item
    }

    /// True if both mean the same.
    pub fn are_same(&self, old: &str, new: &str) -> bool {
        old == new || self.old.resolve(old) == self.new.resolve(new)
    }

    /// The lines, with facts about types alike where these mean the same.
    pub fn with_same_facts(&self, old: &Line, new: &Line) -> (Line, Line) {
        let (mut old, new) = (old.clone(), new.clone());
        let old_is_in_path = old.get("in") == Some("path");
        for (name, value) in &mut old.facts {
            let Some(other) = new.get(name) else { continue };
            // The names of parameters in a path are not sent.
            let is_in_path = old_is_in_path && new.get("in") == Some("path");
            if (name == "others" && self.are_same(value, other)) || (name == "wire" && is_in_path) {
                other.clone_into(value);
            }
        }
        (old, new)
    }
}

impl<'a> Comparison<'a> {
    /// A comparison of versions whose types mean this.
    pub fn of((old, new): (Meanings<'a>, Meanings<'a>)) -> Self {
        Self {
            types: Types { old, new },
            changes: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// What was found.
    pub fn into_review(self) -> Review {
        Review {
            changes: self.changes,
            counts: self.counts,
        }
    }

    /// Counts a line of this kind.
    pub fn count(&mut self, kind: &str, add: impl FnOnce(&mut Counts)) {
        let name = match kind {
            "operation" => "operations",
            "struct" | "enum" | "type" => "models",
            "field" => "fields",
            "variant" => "variants",
            "parameter" => "parameters",
            _ => return,
        };
        add(self.counts.entry(name).or_default());
    }
}
