//! Two versions of a crate, and what their difference asks of the version number.

use super::places::Places;
use codegen::{
    File,
    outline::{self, Outline},
    review::{self, Area, Change, Level, Review},
};
use std::collections::BTreeMap;

/// A version of a crate.
#[derive(Debug)]
pub struct Version {
    /// Its public API.
    pub outline: Outline,
    /// What else is generated, by path. Without the first line of each file, which names the
    /// description and the command.
    pub files: BTreeMap<String, String>,
    /// Where the items stand in the description.
    pub places: Places,
}

impl Version {
    /// A version with these files.
    #[must_use]
    pub fn new(outline: Outline, files: Vec<File>, places: Places) -> Self {
        let files = files.into_iter().filter(|file| file.path != outline::PATH);
        let unmarked = |text: String| match text.split_once('\n') {
            Some((_, rest)) => rest.replace("\r\n", "\n"),
            None => text,
        };
        Self {
            outline,
            files: files
                .map(|file| (file.path, unmarked(file.contents)))
                .collect(),
            places,
        }
    }
}

/// What the difference of two versions asks of the version number, and why.
#[derive(Debug)]
pub struct Verdict {
    /// The highest of the changes; a patch if there is none, but the files differ.
    pub level: Level,
    /// The changes.
    pub review: Review,
    pub(super) old: Places,
    pub(super) new: Places,
}

impl Verdict {
    /// Compares two versions.
    #[must_use]
    pub fn of(old: Version, new: Version) -> Self {
        let is_other = old.files != new.files;
        Self {
            old: old.places,
            ..Self::of_outlines(&old.outline, &new.outline, is_other, new.places)
        }
    }

    /// Compares two outlines, the new one with its places. `is_other` says whether other files differ.
    #[must_use]
    pub fn of_outlines(old: &Outline, new: &Outline, is_other: bool, places: Places) -> Self {
        Self::of_review(review::compare(old, new), is_other, places)
    }

    /// The verdict over these changes, of a version with these places.
    #[must_use]
    pub fn of_review(review: Review, is_other: bool, places: Places) -> Self {
        let level = match review.level() {
            Level::None if is_other => Level::Patch,
            level => level,
        };
        Self {
            level,
            review,
            old: Places::default(),
            new: places,
        }
    }

    /// The changes of one item each, those that break its users first.
    pub(super) fn by_item(&self) -> Vec<(&str, Vec<&Change>)> {
        let mut items: Vec<(&str, Vec<&Change>)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for change in &self.review.changes {
            let place = *places.entry(&change.item).or_insert_with(|| {
                items.push((&change.item, Vec::new()));
                items.len() - 1
            });
            items[place].1.push(change);
        }
        let highest = |changes: &[&Change]| changes.iter().map(|it| it.rule.level).max();
        items.sort_by_key(|(_, changes)| std::cmp::Reverse(highest(changes)));
        items
    }

    /// Where a change stands: in the new description, or in the old one if it is not there any more.
    pub(super) fn place(&self, change: &Change) -> Option<String> {
        let place = |places: &Places, pointer: &Option<String>| places.show(pointer.as_deref()?);
        match change.new {
            Some(_) => place(&self.new, &change.new_pointer),
            None => place(&self.old, &change.old_pointer)
                .or_else(|| place(&self.new, &change.new_pointer)),
        }
    }

    /// `major (Rust: minor, wire: major)`.
    pub(super) fn words(&self) -> String {
        let (rust, wire) = (
            self.review.level_of(Area::Rust),
            self.review.level_of(Area::Wire),
        );
        match self.level {
            Level::None => "none: nothing changes".to_owned(),
            Level::Patch => "patch: the files differ, the outline does not".to_owned(),
            level => format!("{level} (Rust: {rust}, wire: {wire})"),
        }
    }

    /// `operations: 1 added, 2 changed; fields: 3 removed`.
    pub(super) fn counts(&self) -> String {
        let counts = self.review.counts.iter().map(|(what, counts)| {
            let numbers = [
                (counts.added, "added"),
                (counts.removed, "removed"),
                (counts.changed, "changed"),
            ];
            let numbers = numbers.iter().filter(|(number, _)| *number > 0);
            let numbers: Vec<String> = numbers
                .map(|(number, word)| format!("{number} {word}"))
                .collect();
            format!("{what}: {}", numbers.join(", "))
        });
        counts.collect::<Vec<_>>().join("; ")
    }
}

/// What was and what is, as far as there is either.
pub(super) fn difference(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(old), None) => format!("no longer {old}"),
        (None, Some(new)) => format!("now {new}"),
        (None, None) => String::new(),
    }
}

/// The part of the item that a change is about, unless the difference says it.
pub(super) fn part(change: &Change) -> Option<&str> {
    let part = change.part.as_deref()?;
    let said = [&change.old, &change.new];
    let is_said = said
        .iter()
        .any(|it| it.as_ref().is_some_and(|it| it.starts_with(part)));
    (!is_said).then_some(part)
}
