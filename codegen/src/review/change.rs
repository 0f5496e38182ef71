//! What is found: changes, each under its rule.

use std::collections::BTreeMap;

use super::rules::{Area, ChangeRule, Level};
use crate::outline::{Item, Line};

/// All changes, and how many items they concern.
#[derive(Debug, Default)]
pub struct Review {
    /// By item.
    pub changes: Vec<Change>,
    /// For operations, models, fields, variants and parameters. The parts of an item that is itself
    /// added or removed are not counted.
    pub counts: BTreeMap<&'static str, Counts>,
}

/// A difference, and the rule under which it comes.
#[derive(Debug)]
pub struct Change {
    /// What kind of change it is.
    pub rule: &'static ChangeRule,
    /// The item in the crate: `models::Pet`, `operations::Pets::list`.
    pub item: String,
    /// Its part, or what is said of the whole, as the outline has it.
    pub part: Option<String>,
    /// What it was; nothing if it was not there.
    pub old: Option<String>,
    /// What it is; nothing if it is not there any more.
    pub new: Option<String>,
    /// What to do about it, if something can be done.
    pub help: Option<String>,
    /// JSON pointer into the old document, if that is known.
    pub old_pointer: Option<String>,
    /// JSON pointer into the new document.
    pub new_pointer: Option<String>,
}

/// How many were added, removed and changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub added: usize,
    /// Those that are gone.
    pub removed: usize,
    /// Those that differ.
    pub changed: usize,
}

impl Review {
    /// What the changes ask of the version number: [`Level::None`] if there are none.
    #[must_use]
    pub fn level(&self) -> Level {
        let levels = self.changes.iter().map(|change| change.rule.level);
        levels.max().unwrap_or(Level::None)
    }

    /// The same for those of one area.
    #[must_use]
    pub fn level_of(&self, area: Area) -> Level {
        let rules = self.changes.iter().map(|change| change.rule);
        let levels = rules
            .filter(|rule| rule.area == area)
            .map(|rule| rule.level);
        levels.max().unwrap_or(Level::None)
    }
}

/// What a change is about, as far as it is known before its rule.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub old_item: Option<&'a Item>,
    pub new_item: Option<&'a Item>,
    pub old: Option<&'a Line>,
    pub new: Option<&'a Line>,
}

impl<'a> Subject<'a> {
    /// Items as a whole.
    pub fn of_items(old: Option<&'a Item>, new: Option<&'a Item>) -> Self {
        Self {
            old_item: old,
            new_item: new,
            old: None,
            new: None,
        }
    }

    /// The same items, but of them these lines.
    pub fn with(self, old: Option<&'a Line>, new: Option<&'a Line>) -> Self {
        Self { old, new, ..self }
    }

    /// A change from this value to that.
    pub fn change(
        &self,
        rule: &'static ChangeRule,
        old: Option<impl Into<String>>,
        new: Option<impl Into<String>>,
    ) -> Change {
        let pointer = |line: Option<&Line>, item: Option<&Item>| {
            let lines = line.into_iter().chain(item.map(|item| &item.line));
            let mut pointers = lines.map(|line| line.pointer.as_str());
            let known = pointers.find(|pointer| !pointer.is_empty());
            known.map(str::to_owned)
        };
        let item = self.new_item.or(self.old_item);
        let part = self.new.or(self.old);
        Change {
            rule,
            item: item.map_or_else(String::new, |item| item.line.name.clone()),
            part: part.map(Line::title),
            old: old.map(Into::into),
            new: new.map(Into::into),
            help: None,
            old_pointer: pointer(self.old, self.old_item),
            new_pointer: pointer(self.new, self.new_item),
        }
    }
}
