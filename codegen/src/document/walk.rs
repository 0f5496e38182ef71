//! The walker: applies the grammar to an untyped value, in place.

use serde_json::{Map, Value};

use super::grammar::{Kind, Object, Section};
use super::load::Files;
use super::origins::Origins;
use super::refs::Refs;
use super::version::Version;
use super::{pointer, rules, scalar};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// How deeply values may be nested. The limit of the parsers, which inlined parts must keep too.
pub(crate) const MAX_DEPTH: usize = 128;

/// What becomes of a value that was walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Keep,
    Drop,
}

/// The state of a walk over all parts of a description.
pub(crate) struct Walker<'f, 'd> {
    pub files: Files<'f>,
    pub diagnostics: &'d mut Diagnostics,
    pub version: Version,
    /// Where parts came from that stand elsewhere now.
    pub origins: Origins,
    pub refs: Refs,
    /// The file from which the current node came: its relative references start there.
    pub file: usize,
    /// Pointer of the current node in the normalized document.
    pub pointer: String,
    pub depth: usize,
}

impl Walker<'_, '_> {
    /// Adds a warning about a field of the current node, or about the node for an empty `key`.
    pub fn warn(
        &mut self,
        rule: &'static str,
        key: &str,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        let pointer = self.pointer_of(key);
        self.say(
            Severity::Warning,
            rule,
            pointer,
            message.into(),
            help.map(str::to_owned),
        );
    }

    /// Adds an error about a field of the current node, or about the node for an empty `key`.
    pub fn fail(&mut self, rule: &'static str, key: &str, message: String, help: Option<String>) {
        let pointer = self.pointer_of(key);
        self.say(Severity::Error, rule, pointer, message, help);
    }

    /// Adds a diagnostic. Where its node came from is remembered now: what is left out later may
    /// change the numbers of items.
    pub fn say(
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

    /// Says that an item of a list came from another position.
    pub fn moved_item(&mut self, list: &str, from: usize, to: usize) {
        if from != to {
            let (file, origin) = self.origins.of(&format!("{list}/{from}"));
            self.origins.insert(&format!("{list}/{to}"), file, &origin);
        }
    }

    /// Whether it is worth the time to look for what was perhaps meant: not in a document where
    /// nothing is right.
    pub fn may_guess(&self) -> bool {
        self.diagnostics.len() < 500
    }

    fn pointer_of(&self, key: &str) -> String {
        if key.is_empty() {
            self.pointer.clone()
        } else {
            pointer::join(&self.pointer, key)
        }
    }

    /// Runs `inner` on a child of the current node.
    pub fn descend<T>(&mut self, key: &str, inner: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, key);
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        self.pointer.truncate(length);
        result
    }

    /// Makes `value` what `kind` asks for.
    pub fn walk(&mut self, value: &mut Value, kind: &'static Kind) -> Fate {
        if self.depth > MAX_DEPTH {
            self.fail(
                rules::TOO_DEEP,
                "",
                format!("the document is nested more than {MAX_DEPTH} levels deep"),
                Some("move inner parts into components and refer to them with `$ref`".to_owned()),
            );
            return Fate::Drop;
        }
        match kind {
            Kind::Any => Fate::Keep,
            Kind::Text => scalar::text(self, value),
            Kind::Flag => scalar::flag(self, value),
            Kind::Count => scalar::count(self, value),
            Kind::Number => scalar::number(self, value),
            Kind::List(item) => self.list(value, item),
            Kind::Map(item) => self.map(value, item, kind),
            Kind::Object(object) => self.object(value, object, kind),
            Kind::Components(section) => self.components(value, *section, kind),
            Kind::SchemaOrFlag => self.schema_or_flag(value),
            Kind::Dropped => Fate::Drop,
            Kind::Unsupported(what) => {
                let message = format!("{what} is not represented in the generated client");
                self.warn(rules::NOT_REPRESENTED, "", message, None);
                Fate::Drop
            }
        }
    }

    /// A value of a type that cannot be mended. `null` is common for "nothing".
    pub fn wrong_type(&mut self, value: &Value, wanted: &str) -> Fate {
        if value.is_null() {
            let message = format!("`null` where {wanted} belongs; it is left out");
            self.warn(rules::NULL_VALUE, "", message, Some("remove it"));
        } else {
            let message = format!(
                "{} where {wanted} belongs; it is left out",
                scalar::name(value)
            );
            self.warn(rules::WRONG_TYPE, "", message, None);
        }
        Fate::Drop
    }

    fn list(&mut self, value: &mut Value, item: &'static Kind) -> Fate {
        if value.is_null() {
            return self.wrong_type(value, "a list");
        }
        if !value.is_array() {
            let message = "a single value where a list belongs; it is taken as a list of one";
            self.warn(rules::LIST_EXPECTED, "", message, Some("write a list"));
            *value = Value::Array(vec![value.take()]);
        }
        if let Value::Array(items) = value {
            let (mut from, mut to) = (0, 0);
            let list = self.pointer.clone();
            items.retain_mut(|child| {
                self.moved_item(&list, from, to);
                from += 1;
                let key = to.to_string();
                let fate = self.descend(&key, |walker| walker.walk(child, item));
                to += usize::from(fate == Fate::Keep);
                fate == Fate::Keep
            });
        }
        Fate::Keep
    }

    fn map(&mut self, value: &mut Value, item: &'static Kind, kind: &'static Kind) -> Fate {
        if !self.make_map(value, "a map") {
            return Fate::Drop;
        }
        if let Value::Object(map) = value {
            if matches!(map.get("$ref"), Some(Value::String(_))) {
                return self.inline(value, kind);
            }
            self.entries(map, |_| Some(item));
        }
        Fate::Keep
    }

    /// Turns a list into a map by position: PHP writes an empty map as `[]`.
    fn make_map(&mut self, value: &mut Value, wanted: &str) -> bool {
        match value {
            Value::Object(_) => true,
            Value::Array(items) => {
                if !items.is_empty() {
                    let message = "a list where a map belongs; its items are named by position";
                    self.warn(rules::MAP_EXPECTED, "", message, Some("write a map"));
                }
                let entries = std::mem::take(items).into_iter().enumerate();
                *value = Value::Object(entries.map(|(i, item)| (i.to_string(), item)).collect());
                true
            }
            other => {
                let other = other.take();
                self.wrong_type(&other, wanted);
                false
            }
        }
    }

    /// Walks the entries of a map whose kinds `kind_of` knows, and removes those that are dropped.
    fn entries(
        &mut self,
        map: &mut Map<String, Value>,
        mut kind_of: impl FnMut(&str) -> Option<&'static Kind>,
    ) {
        let mut dropped = false;
        for (key, child) in map.iter_mut() {
            if let Some(kind) = kind_of(key)
                && self.descend(key, |walker| walker.walk(child, kind)) == Fate::Drop
            {
                *child = Value::Null;
                dropped = true;
            }
        }
        if dropped {
            // A `null` that may stay is of a kind that is not walked, or an extension.
            map.retain(|key, child| {
                !child.is_null() || kind_of(key).is_none_or(|kind| matches!(kind, Kind::Any))
            });
        }
    }

    fn object(&mut self, value: &mut Value, object: &'static Object, kind: &'static Kind) -> Fate {
        if !value.is_object() {
            match (object.from_other)(value) {
                Some(mended) => {
                    if !value.is_null() && !value.is_boolean() {
                        let message = format!(
                            "{} where {} belongs; it is understood as one",
                            scalar::name(value),
                            object.name
                        );
                        self.warn(rules::WRONG_TYPE, "", message, None);
                    }
                    *value = mended;
                }
                None if value.as_array().is_some_and(Vec::is_empty) => {
                    *value = Value::Object(Map::new());
                }
                None => return self.wrong_type(value, object.name),
            }
        }
        let Value::Object(map) = value else {
            return Fate::Drop;
        };
        match map.get("$ref") {
            None => {}
            Some(Value::String(_)) => match object.section {
                Some(section) => {
                    if let Some(fate) = self.reference(map, section) {
                        return fate;
                    }
                }
                None => return self.inline(value, kind),
            },
            Some(other) => {
                let message = format!(
                    "`$ref` must be a string, not {}; it is left out",
                    scalar::name(other)
                );
                self.warn(rules::BROKEN_REF, "$ref", message, None);
                map.shift_remove("$ref");
            }
        }
        if let Value::Object(map) = value {
            if !(object.mend)(self, map) {
                return Fate::Drop;
            }
            self.fields(map, object);
        }
        Fate::Keep
    }

    fn fields(&mut self, map: &mut Map<String, Value>, object: &'static Object) {
        let kind_of = |key: &str| {
            object.field(key).or_else(|| {
                if key.starts_with("x-") {
                    None
                } else {
                    object.others.as_ref()
                }
            })
        };
        let mut unknown = Vec::new();
        for key in map.keys() {
            if !key.starts_with("x-") && kind_of(key).is_none() {
                unknown.push(key.clone());
            }
        }
        for key in unknown {
            map.shift_remove(&key);
            // `X-…` is an extension in all but the letter of the specification.
            if !key.starts_with("X-") {
                let message = format!("{} has no field `{key}`; it is left out", object.name);
                let near = super::names::nearest(&key, object.fields.iter().map(|(name, _)| *name));
                let help = near.map_or_else(
                    || "a field of your own begins with `x-`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.warn(rules::UNKNOWN_FIELD, &key, message, Some(&help));
            }
        }
        self.entries(map, kind_of);
    }

    /// A section of the Components Object. Entries that are nothing but a reference to something
    /// elsewhere are filled in later, from there.
    fn components(&mut self, value: &mut Value, section: Section, kind: &'static Kind) -> Fate {
        if !self.make_map(value, "a map of components") {
            return Fate::Drop;
        }
        let Value::Object(map) = value else {
            return Fate::Drop;
        };
        if matches!(map.get("$ref"), Some(Value::String(_))) {
            return self.inline(value, kind);
        }
        if self.refs.renamed(section).next().is_some() {
            let renamed = std::mem::take(map).into_iter().map(|(key, child)| {
                let name = self.refs.component(section, &key);
                (name.map_or(key, str::to_owned), child)
            });
            *map = renamed.collect();
        }
        let mut dropped = Vec::new();
        for (key, child) in map.iter_mut() {
            if self.refs.is_claimed(section, key) || (key.starts_with("x-") && !child.is_object()) {
                continue;
            }
            let fate = self.descend(key, |walker| walker.walk(child, section.kind()));
            if fate == Fate::Drop {
                if section == Section::Schemas {
                    *child = Value::Object(Map::new());
                } else {
                    dropped.push(key.clone());
                }
            }
        }
        for key in dropped {
            map.shift_remove(&key);
            self.refs
                .dropped
                .insert(format!("#/components/{}/{key}", section.key()));
        }
        Fate::Keep
    }

    fn schema_or_flag(&mut self, value: &mut Value) -> Fate {
        match value {
            Value::Bool(_) => Fate::Keep,
            Value::String(_) | Value::Number(_) => scalar::flag(self, value),
            _ => self.walk(value, Section::Schemas.kind()),
        }
    }

    /// Walks a part that was brought from elsewhere, as if it stood at `pointer`.
    pub fn part(
        &mut self,
        value: &mut Value,
        section: Section,
        file: usize,
        pointer: String,
    ) -> Fate {
        self.file = file;
        self.depth = 3;
        self.pointer = pointer;
        self.walk(value, section.kind())
    }
}
