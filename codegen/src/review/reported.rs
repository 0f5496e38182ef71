//! Which parts follow from others, whose change says it all.

use std::collections::BTreeSet;

use crate::outline::Line;

/// The parts of which a change has been reported.
#[derive(Default)]
pub(super) struct Reported<'a> {
    /// Fields: what becomes of their setters follows.
    fields: BTreeSet<&'a str>,
    /// Types for responses that are there or not: their variants and fields follow.
    types: BTreeSet<&'a str>,
}

impl<'a> Reported<'a> {
    /// Notes that a part is there or not, or has another type.
    pub fn note(&mut self, line: &'a Line) {
        match &*line.kind {
            "field" => self.fields.insert(bare(&line.name)),
            "enum" | "headers" => self.types.insert(&line.name),
            _ => false,
        };
    }

    /// True if the change of a part follows from what was noted.
    pub fn says(&self, line: &Line) -> bool {
        match &*line.kind {
            "fn" => {
                let name = bare(&line.name);
                let of_null = name.strip_suffix("_null");
                let mut names = [Some(name), of_null].into_iter().flatten();
                names.any(|name| self.fields.contains(name))
            }
            "variant" | "header" => {
                let owner = line.name.split_once("::");
                owner.is_some_and(|(owner, _)| self.types.contains(owner))
            }
            _ => false,
        }
    }
}

/// Parts come after those that they follow from.
pub(super) fn order(kind: &str) -> u8 {
    match kind {
        "enum" | "headers" => 0,
        "fn" => 2,
        _ => 1,
    }
}

fn bare(name: &str) -> &str {
    name.trim_start_matches("r#")
}
