//! What to generate.

/// What to generate.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the package that is generated: `authlete-token-client`.
    pub crate_name: String,
    /// Only operations with one of these tags; all if both lists are empty.
    pub only_tags: Vec<String>,
    /// Only operations with one of these operation ids.
    pub only_operations: Vec<String>,
    /// Whether each group of operations has a feature of its own; if nothing is said, it depends on
    /// the number of operations. A crate that exists keeps what it has, so that no addition to the
    /// document changes what a set of features means.
    pub group_features: Option<bool>,
    /// Treat warnings as errors, and degraded parts too.
    pub deny_warnings: bool,
    /// Treat parts that would be left out because they are broken as errors.
    pub deny_degraded: bool,
    /// The command that generates the crate again; the first line of each file names it.
    pub command: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            crate_name: String::new(),
            only_tags: Vec::new(),
            only_operations: Vec::new(),
            group_features: None,
            deny_warnings: false,
            deny_degraded: false,
            command: "cargo xtask regenerate".to_owned(),
        }
    }
}

impl Options {
    /// True if only some operations are asked for.
    #[must_use]
    pub fn selects(&self) -> bool {
        !(self.only_tags.is_empty() && self.only_operations.is_empty())
    }
}
