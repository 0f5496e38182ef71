//! Names of items in the generated crate.

use std::fmt::{self, Display, Formatter};

/// A Rust identifier. The generator's `names` module makes them, so that each is one.
///
/// It is displayed as code has it: `r#type`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    text: String,
    raw: bool,
}

impl Name {
    /// For `names` alone, which knows what is an identifier and what is a keyword.
    pub(crate) fn new(text: String, raw: bool) -> Self {
        Self { text, raw }
    }

    /// The bare text: `type`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True for a keyword, which code has as `r#type`.
    #[must_use]
    pub fn is_raw(&self) -> bool {
        self.raw
    }

    /// This name and more: `Pet` and `Body` are `PetBody`. Underscores at the end go, since Rust's
    /// style has no two in a row. No keyword ends in what the generator adds.
    #[must_use]
    pub fn extended(&self, suffix: &str) -> Self {
        let bare = match self.text.trim_end_matches('_') {
            "" => &self.text,
            bare => bare,
        };
        Self::new(format!("{bare}{suffix}"), false)
    }
}

impl Display for Name {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let prefix = if self.raw { "r#" } else { "" };
        write!(formatter, "{prefix}{}", self.text)
    }
}
