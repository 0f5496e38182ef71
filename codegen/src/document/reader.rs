//! The reader: the state of reading a description, a cursor in the document that is being made,
//! and what is said about the node at the cursor.

use super::components::Components;
use super::files::Files;
use super::files::version::Version;
use super::pointer;
use super::source_map::Origins;
use super::value::JsonObject;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// What becomes of a value that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Keep,
    Drop,
}

/// The state of reading a description.
pub(crate) struct Reader<'f, 'd> {
    pub files: Files<'f>,
    pub diagnostics: &'d mut Diagnostics,
    pub version: Version,
    /// Where the nodes came from that were moved.
    pub origins: Origins,
    pub components: Components,
    /// The file from which the current node came: its relative references start there.
    pub file: usize,
    /// Pointer of the current node in the normalized document.
    pub pointer: String,
    /// How deeply the current node is nested.
    pub depth: usize,
    /// The current node is an item of a list: nothing need stand in its place.
    pub is_item: bool,
    /// What was left out below the current node, for the next description above it.
    pub notes: Vec<String>,
}

impl<'f, 'd> Reader<'f, 'd> {
    pub fn new(files: Files<'f>, version: Version, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            files,
            diagnostics,
            version,
            origins: Origins::default(),
            components: Components::default(),
            file: 0,
            pointer: String::new(),
            depth: 0,
            is_item: false,
            notes: Vec::new(),
        }
    }

    /// Puts the cursor on a node of the normalized document that came from `file`.
    pub fn go_to(&mut self, file: usize, pointer: String, depth: usize) {
        self.file = file;
        self.pointer = pointer;
        self.depth = depth;
        self.is_item = false;
        self.notes.clear();
    }

    /// Runs `inner` on a child of the current node, which may have come from another file.
    pub fn descend<T>(&mut self, key: &str, inner: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, key);
        let own = self.origins.file_of(&self.pointer).unwrap_or(self.file);
        let file = std::mem::replace(&mut self.file, own);
        self.depth += 1;
        let was_item = std::mem::replace(&mut self.is_item, false);
        let result = inner(self);
        self.is_item = was_item;
        self.file = file;
        self.depth -= 1;
        self.pointer.truncate(length);
        result
    }

    /// Adds a warning about a field of the current node, or about the node for an empty `key`.
    pub fn warn(
        &mut self,
        rule: &'static str,
        key: &str,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        let pointer = self.pointer_of(key);
        self.warn_at(rule, pointer, message.into(), help.map(str::to_owned));
    }

    /// Adds a warning about any node.
    pub fn warn_at(
        &mut self,
        rule: &'static str,
        pointer: String,
        message: String,
        help: Option<String>,
    ) {
        self.say(Severity::Warning, rule, pointer, message, help);
    }

    /// Adds an error about a field of the current node, or about the node for an empty `key`.
    pub fn fail(&mut self, rule: &'static str, key: &str, message: String, help: Option<String>) {
        let pointer = self.pointer_of(key);
        self.say(Severity::Error, rule, pointer, message, help);
    }

    /// Adds that a field of the current node, or the node for an empty `key`, is broken and left out.
    pub fn degrade(
        &mut self,
        rule: &'static str,
        key: &str,
        message: String,
        help: Option<String>,
    ) {
        let pointer = self.pointer_of(key);
        self.say(Severity::Degraded, rule, pointer, message, help);
    }

    /// Adds that something below any node is broken and left out.
    pub fn degrade_at(&mut self, rule: &'static str, pointer: String, message: String) {
        self.say(Severity::Degraded, rule, pointer, message, None);
    }

    /// Where the node came from is remembered now: what is left out later may change the numbers
    /// of items.
    fn say(
        &mut self,
        severity: Severity,
        rule: &'static str,
        pointer: String,
        message: String,
        help: Option<String>,
    ) {
        let origin = self.origins.of(&pointer);
        let mut new = Diagnostic::new(severity, rule, pointer, message, help);
        new.origin = Some(origin);
        self.diagnostics.push(new);
    }

    /// Pointer of a field of the current node, or of the node for an empty `key`.
    fn pointer_of(&self, key: &str) -> String {
        if key.is_empty() {
            self.pointer.clone()
        } else {
            pointer::join(&self.pointer, key)
        }
    }

    /// Whether it is worth the time to look for what was perhaps meant: not in a document where
    /// nothing is right.
    pub fn may_guess(&self) -> bool {
        self.diagnostics.len() < 500
    }

    /// Remembers that what stands at the pointer `to` stood at `from`.
    pub fn moved(&mut self, from: &str, to: &str) {
        let (file, origin) = self.origins.of(from);
        self.origins.insert(to, file, &origin);
    }

    /// Remembers that an item of a list has another position now.
    pub fn moved_item(&mut self, list: &str, from: usize, to: usize) {
        if from != to {
            self.moved(&format!("{list}/{from}"), &format!("{list}/{to}"));
        }
    }

    /// Remembers that each of the items of a list has one more before it now.
    pub fn moved_down(&mut self, list: &str, items: usize) {
        for index in (0..items).rev() {
            self.moved_item(list, index, index + 1);
        }
    }

    /// Gives fields of the current node other names, in their places. Of two fields that get one
    /// name, the first stays.
    pub fn rename(&mut self, map: &mut JsonObject, new_name: impl Fn(&str) -> Option<String>) {
        for (key, value) in std::mem::take(map) {
            let renamed = new_name(&key);
            if let Some(name) = renamed.as_ref().filter(|name| !map.contains_key(*name)) {
                let (from, to) = (self.pointer_of(&key), self.pointer_of(name));
                self.moved(&from, &to);
            }
            map.entry(renamed.unwrap_or(key)).or_insert(value);
        }
    }
}
