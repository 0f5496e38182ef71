//! What a schema says beside the shape of its values.

use serde_json::Value;

use crate::document::extensions::RUST_NAME;
use crate::ir::Constraints;
use crate::lower::schemas::constraints;
use crate::lower::schemas::keywords::Keywords;

/// A description that stands beside or behind a schema, and what else its data say.
#[derive(Debug, Clone, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own"
)]
pub(crate) struct Annotations {
    /// `title` and `description`.
    pub docs: Option<String>,
    /// `description` alone.
    pub description: Option<String>,
    pub deprecated: bool,
    pub sensitive: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub nullable: bool,
    pub default: Option<Value>,
    pub example: Option<Value>,
    pub constraints: Constraints,
    /// The only value that the schema allows.
    pub constant: Option<Value>,
    /// `x-rust-name`, which may not be one.
    pub rust_name: Option<Value>,
}

impl Annotations {
    /// Adds what a schema says beside its shape. Of an inherited schema (one that a reference leads
    /// to) the description is its own affair, and so is whether it is deprecated.
    pub(crate) fn add(&mut self, keywords: &Keywords<'_>, inherited: bool) {
        let data = keywords.data;
        if !inherited {
            let docs = join_docs(data.title.as_deref(), data.description.as_deref());
            self.docs = docs.or(self.docs.take());
            let description = data.description.clone();
            self.description = description.or(self.description.take());
            self.example = data.example.clone().or(self.example.take());
            self.deprecated |= data.deprecated;
            self.rust_name = data
                .extensions
                .get(RUST_NAME)
                .cloned()
                .or(self.rust_name.take());
        }
        self.read_only |= data.read_only;
        self.write_only |= data.write_only;
        self.nullable |= data.nullable || keywords.values.contains(&Value::Null);
        self.sensitive |= keywords.is_sensitive();
        if let [only] = keywords.values.as_slice() {
            self.constant = Some(only.clone());
        }
        self.default = data.default.clone().or(self.default.take());
        constraints::add(&mut self.constraints, keywords.schema);
    }

    /// What is said of an item of this name. A title that is the name in other letters says nothing.
    pub(crate) fn docs_of(&self, name: &str) -> Option<String> {
        let docs = self.docs.as_deref()?;
        let (first, rest) = docs.split_once("\n\n").unwrap_or((docs, ""));
        let docs = if is_same(first, name) { rest } else { docs };
        (!docs.is_empty()).then(|| docs.to_owned())
    }

    /// The `default` of the schema, unless it is `null`, which says nothing.
    pub(crate) fn stated_default(&self) -> Option<Value> {
        self.default.clone().filter(|value| !value.is_null())
    }
}

/// True if two texts are the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let characters = text.chars().filter(|character| character.is_alphanumeric());
        characters.flat_map(char::to_lowercase).collect::<String>()
    };
    one.len() < 4 * other.len() && letters(one) == letters(other)
}

/// The description; the title before it, unless the description says it too.
fn join_docs(title: Option<&str>, description: Option<&str>) -> Option<String> {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let description = description.map(str::trim).filter(|text| !text.is_empty());
    match (title, description) {
        (Some(title), Some(text)) if !text.starts_with(title) => Some(format!("{title}\n\n{text}")),
        (title, None) => title.map(str::to_owned),
        (_, text) => text.map(str::to_owned),
    }
}
